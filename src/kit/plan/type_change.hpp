// What a change of a column's type costs and risks (manual, ALTER TABLE, Notes; pg_cast; measured on PostgreSQL 15 to
// 18).
#pragma once

#include <string_view>

#include "kit/model/model.hpp"

namespace squall::kit {

struct type_change {
  bool rewrites = true;      ///< every row is written again
  bool needs_using = true;   ///< no implicit or assignment cast leads there
  bool no_cast = false;      ///< nothing leads there but an expression of the author's
  bool may_fail = false;     ///< depends on the values
  bool may_lose = false;     ///< values are rounded or cut off without an error
  bool other_family = true;  ///< another kind of type: what stands on the column may not fit it any more
  /// Checks and predicates over the column are made again from their own text: what PostgreSQL keeps across the change
  /// either does not fit or is not what the same text means on a column of the new type.
  [[nodiscard]] bool remakes_expressions() const { return other_family || other_string; }
  bool other_string = false;  ///< varchar → text and the like
};

/// Types as format_type() spells them.
type_change classify_type_change(std::string_view before, std::string_view after);

}  // namespace squall::kit
