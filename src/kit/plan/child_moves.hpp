// Child tables (INHERITS) that get other parents, or whose columns and checks become their own or stop being that.
#pragma once

#include <map>
#include <set>
#include <vector>

#include "kit/model/model.hpp"

namespace squall::kit {

/// What is to be done so that a child table has from its parents what it shall have, and nothing else. PostgreSQL
/// knows of a column and a check whether they are the table's own (attislocal, conislocal), and takes that back only
/// from what came through a parent.
struct child_move {
  std::vector<object_id> kept;      ///< parents that it stays with throughout
  std::vector<object_id> leave;     ///< in the order of NO INHERIT
  std::vector<object_id> join;      ///< in the order of INHERIT; it may have left some of them before
  std::vector<object_id> held;      ///< columns that are not its own, while no parent has them
  std::vector<object_id> adopted;   ///< columns that come anew, through a parent
  std::vector<object_id> made_own;  ///< columns that become its own beside a parent's
  std::vector<object_id> adopted_checks;
};

/// By table that has something to do. What these tables have from parents that they leave or come to is said in both
/// models, which otherwise do not say what is inherited and nothing else.
std::map<object_id, child_move> find_child_moves(database& base, database& after, const std::set<object_id>& remade);

/// The columns of a table by name: its own, and those of its parents.
std::set<std::string> column_names_of(const database& db, const object_id& table);

}  // namespace squall::kit
