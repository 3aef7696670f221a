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

const relation* reading_state::find_relation(oid id) const {
  const auto it = relations.find(id);
  return it == relations.end() ? nullptr : &it->second;
}

std::string reading_state::comment(system_catalog catalog, oid object, int sub_object) const {
  const auto it = comments.find({catalog, object, sub_object});
  return it == comments.end() ? std::string{} : std::string{it->second};
}

const object_id* reading_state::resolve(const object_address& address, object_id& buffer) const {
  if (address.catalog == system_catalog::type) {
    const auto it = types.find(address.object);
    return it == types.end() ? nullptr : &it->second;
  }
  const auto* found = address.catalog == system_catalog::relation ? find_relation(address.object) : nullptr;
  if (found == nullptr || address.sub_object == 0) {
    return found == nullptr ? nullptr : &found->id;
  }
  buffer = column_id(found->id, std::string{found->column_name(address.sub_object)});
  return &buffer;
}

sql_expression reading_state::expression(std::string_view sql, const object_address& owner,
                                         const object_id& self) const {
  sql_expression value{std::string{sql}, {}};
  const auto it = references.find(owner);
  if (it == references.end()) {
    return value;
  }
  object_id buffer;
  for (const auto& address : it->second) {
    const auto* found = resolve(address, buffer);
    if (found != nullptr && *found != self) {
      value.references.push_back(*found);
    }
  }
  std::sort(value.references.begin(), value.references.end());
  value.references.erase(std::unique(value.references.begin(), value.references.end()), value.references.end());
  return value;
}

void reading_state::add(object_id id, object value) { result.model.objects.emplace(std::move(id), std::move(value)); }

void reading_state::report(std::string sentence) { result.not_modelled.push_back(std::move(sentence)); }

}  // namespace squall::kit::catalog
