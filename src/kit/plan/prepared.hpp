// What stands ready to take the place of what goes. Private to this folder.
#pragma once

#include <map>
#include <optional>
#include <string>

#include "kit/model/model.hpp"

namespace squall::kit {

struct prepared_objects {
  struct ready_column {
    std::string name;                ///< what it is called so far
    std::string check;               ///< says NOT NULL of it, and goes once the column does; may be empty
    std::optional<object_id> aside;  ///< a sequence with the position of the identity column that goes
  };
  std::map<object_id, ready_column> columns;  ///< by the name that they shall have
  /// Constraints and indexes by the names that they shall have, and what they are called so far. Of a primary key or a
  /// unique constraint: its index.
  std::map<object_id, std::string> parts;
  /// Columns whose type is changed in place though they were to be expanded and contracted, and why: part of a
  /// sentence.
  std::map<object_id, std::string> obstacles;
};

}  // namespace squall::kit
