#include "kit/flows/migration_name.hpp"

#include <algorithm>
#include <set>

namespace squall::kit {
namespace {

/// What a person would name the migration after: tables before columns before what hangs on them.
int weight(const change& c) {
  switch (c.id.kind) {
    case object_kind::table:
      return 4;
    case object_kind::column:
      return 3;
    case object_kind::enum_type:
      return 2;
    case object_kind::schema:
    case object_kind::sequence:
      return 1;
    default:
      return 0;
  }
}

std::string phrase(const change& c) {
  const bool is_part = c.id.belongs_to_table();
  switch (c.verb) {
    case change_verb::create:
      return is_part ? "add_" + c.id.name + "_to_" + c.id.table : "create_" + c.id.name;
    case change_verb::drop:
      return is_part ? "drop_" + c.id.name + "_of_" + c.id.table : "drop_" + c.id.name;
    case change_verb::rename:
      return "rename_" + c.id.name + "_to_" + c.renamed_to->name;
    case change_verb::alter:
      break;
  }
  return is_part ? "alter_" + c.id.name + "_of_" + c.id.table : "alter_" + c.id.name;
}

}  // namespace

std::string suggest_migration_name(const std::vector<change>& changes, bool is_first) {
  if (is_first || changes.empty()) {
    return "init";
  }
  std::set<object_id> whole;
  for (const change& c : changes) {
    if (c.id.kind == object_kind::table && (c.verb == change_verb::create || c.verb == change_verb::drop)) {
      whole.insert(c.id);
    }
  }
  std::vector<const change*> told;
  for (const change& c : changes) {
    if (!c.id.belongs_to_table() || !whole.contains(c.id.owner_table())) {
      told.push_back(&c);
    }
  }
  const auto first = std::max_element(told.begin(), told.end(),
                                      [](const change* a, const change* b) { return weight(*a) < weight(*b); });
  const auto peers =
      std::count_if(told.begin(), told.end(), [&](const change* c) { return weight(*c) == weight(**first); });
  return phrase(**first) + (peers > 1 ? "_and_more" : "");
}

}  // namespace squall::kit
