#include "kit/sources/catalog/state.hpp"

#include <algorithm>
#include <utility>

#include "kit/base/error.hpp"

namespace squall::kit::catalog {

std::string_view relation::column_name(int attnum) const {
  if (attnum < 1 || static_cast<std::size_t>(attnum) > columns.size()) {
    throw kit::error(
        "the catalog names column number " + std::to_string(attnum) + " of " + describe(id) + ", which is not there",
        "the schema may have changed while it was read: try again");
  }
  return columns[static_cast<std::size_t>(attnum - 1)];
}

int relation::position(int attnum) const {
  const auto end = columns.begin() + std::min<std::ptrdiff_t>(attnum, std::ssize(columns));
  return static_cast<int>(std::count_if(columns.begin(), end, [](std::string_view name) { return !name.empty(); }));
}

void reading_state::register_object(system_catalog catalog, oid object, object_id id) {
  registered_.insert_or_assign(object_address{catalog, object, 0}, std::move(id));
}

void reading_state::register_dependency(const object_address& owner, const object_address& on) {
  dependencies_.emplace_back(owner, on);
}

void reading_state::finish_registration() { std::sort(dependencies_.begin(), dependencies_.end()); }

const relation* reading_state::find_relation(oid id) const {
  const auto it = relations.find(id);
  return it == relations.end() ? nullptr : &it->second;
}

const object_id* reading_state::find_object(system_catalog catalog, oid object) const {
  if (catalog == system_catalog::relation) {
    if (const auto* found = find_relation(object)) {
      return &found->id;
    }
  }
  const auto it = registered_.find({catalog, object, 0});
  return it == registered_.end() ? nullptr : &it->second;
}

std::vector<std::string> reading_state::depends_on_extensions(const object_address& address) const {
  const auto found = extension_dependencies.find(address);
  return found == extension_dependencies.end() ? std::vector<std::string>() : found->second;
}

std::string reading_state::comment(system_catalog catalog, oid object, int sub_object) const {
  const auto it = comments.find({catalog, object, sub_object});
  return it == comments.end() ? std::string{} : std::string{it->second};
}

access_control reading_state::access(system_catalog catalog, oid object, int sub_object) const {
  const auto it = access_.find({catalog, object, sub_object});
  return it == access_.end() ? access_control{} : it->second;
}

void reading_state::append(std::vector<object_id>& found, const object_address& address, detail wanted) const {
  const auto* whole = find_object(address.catalog, address.object);
  if (whole == nullptr) {
    return;
  }
  // Columns of views are no objects of the model.
  const bool of_column =
      address.sub_object > 0 && address.catalog == system_catalog::relation && whole->kind == object_kind::table;
  if (of_column) {
    found.push_back(column_id(*whole, std::string{find_relation(address.object)->column_name(address.sub_object)}));
  }
  if (!of_column || wanted == detail::columns_and_tables) {
    found.push_back(*whole);
  }
}

std::vector<object_id> reading_state::collect(const object_address& owner, const object_id& self, detail wanted) const {
  std::vector<object_id> found;
  auto it = std::lower_bound(
      dependencies_.begin(), dependencies_.end(), owner,
      [](const auto& entry, const object_address& wanted_owner) { return entry.first < wanted_owner; });
  for (; it != dependencies_.end() && it->first == owner; ++it) {
    append(found, it->second, wanted);
  }
  std::sort(found.begin(), found.end());
  found.erase(std::unique(found.begin(), found.end()), found.end());
  std::erase(found, self);
  return found;
}

std::vector<object_id> reading_state::dependencies(const object_address& owner, const object_id& self) const {
  return collect(owner, self, detail::columns);
}

reference_list reading_state::references(const object_address& owner, const object_id& self) const {
  return {collect(owner, self, detail::columns_and_tables)};
}

sql_expression reading_state::expression(std::string_view sql, const object_address& owner,
                                         const object_id& self) const {
  return {std::string{sql}, dependencies(owner, self)};
}

void reading_state::add(object_id id, object value) { result.model.objects.emplace(std::move(id), std::move(value)); }

void reading_state::report(std::string sentence) { result.not_modelled.push_back(std::move(sentence)); }

}  // namespace squall::kit::catalog
