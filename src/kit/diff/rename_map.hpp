// Old identities and new ones, and what follows from them for everything else.
#pragma once

#include <map>
#include <string>
#include <utility>
#include <vector>

#include "kit/model/model.hpp"

namespace squall::kit {

/// Renames that happen at once. Those of one map never stand above or below one another (a table and its column).
class rename_map {
 public:
  void add(object_id from, object_id to) { names_.insert_or_assign(std::move(from), std::move(to)); }
  [[nodiscard]] bool empty() const { return names_.empty(); }
  [[nodiscard]] const std::map<object_id, object_id>& all() const { return names_; }

  /// The new identity of that very object, or nullptr when it is not itself renamed.
  [[nodiscard]] const object_id* find(const object_id& id) const {
    const auto it = names_.find(id);
    return it == names_.end() ? nullptr : &it->second;
  }

  /// The new identity of any object: it is renamed, or its table, or its schema.
  [[nodiscard]] object_id follow(const object_id& id) const;

  /// The new name of a schema.
  [[nodiscard]] std::string follow_schema(const std::string& name) const { return follow(schema_id(name)).name; }

 private:
  std::map<object_id, object_id> names_;
};

/// Adds what goes along with the renames of columns: a partition's or child table's column is called what its parent's
/// is.
void add_inherited_columns(const database& db, rename_map& names);

/// `names` without what goes along with others of them.
rename_map without_inherited_columns(const database& db, const rename_map& names);

/// apply_rename() for many at once, in one walk over the model: the cost does not grow with the number of renames.
void apply_renames(database& db, rename_map names);

}  // namespace squall::kit
