// The models between which a column is expanded and contracted. Private to this folder.
#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "kit/plan/expand_contract.hpp"

namespace squall::kit {

/// Names that nothing has, before or after.
class fresh_names {
 public:
  explicit fresh_names(const settled_changes& changes);
  /// Like that of `id`, for an object of its kind at its place.
  std::string fresh(object_id id, const std::string& purpose);
  std::string fresh_routine(const object_id& like, const std::string& purpose);

 private:
  std::set<std::string> taken_;
};

/// The last transaction: what goes and comes with the columns.
struct contraction {
  settled_changes changes;       ///< after them the columns have their new types, and nothing else has changed
  std::set<object_id> replaced;  ///< what stands on the columns
};
contraction contract_of(const settled_changes& all, const std::set<object_id>& columns);

/// What is built on the second columns before the last transaction.
struct blocks {
  settled_changes changes;                 ///< from the tables with second columns to those with all that is built
  std::map<object_id, std::string> names;  ///< what is built for each of those that stand on the columns
};
blocks building_blocks(const settled_changes& all, const contraction& contract,
                       const std::map<object_id, std::vector<moving_column>>& columns, fresh_names& names);

/// What is left to do after the last transaction.
settled_changes remaining_changes(const settled_changes& all, const contraction& contract);

/// A name for a trigger that fires after all of the table's BEFORE triggers, which fire in the order of their names
/// (manual, CREATE TRIGGER); nothing when the last one leaves no room.
std::optional<std::string> last_trigger_name(const database& db, const object_id& table);

/// The columns whose type change writes every row, but for those with an obstacle.
std::vector<moving_column> columns_to_move(const settled_changes& changes, const plan_options& options,
                                           std::map<object_id, std::string>& obstacles);

}  // namespace squall::kit
