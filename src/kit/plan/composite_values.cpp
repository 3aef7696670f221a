#include "kit/plan/composite_values.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "kit/base/error.hpp"
#include "kit/model/sql_text.hpp"

namespace squall::kit {
namespace {

const composite_attribute* find_attribute(const composite_type& type, const std::string& name) {
  const auto found = std::find_if(type.attributes.begin(), type.attributes.end(),
                                  [&](const composite_attribute& a) { return a.name == name; });
  return found == type.attributes.end() ? nullptr : &*found;
}

bool stored(const database& db, const object_id& type, std::set<object_id>& seen) {
  if (!seen.insert(type).second) {
    return false;
  }
  const auto has = [&](const type_name& t) { return t.user_type == type; };
  return std::any_of(db.objects.begin(), db.objects.end(), [&](const auto& entry) {
    const auto& [id, value] = entry;
    if (const auto* c = std::get_if<column>(&value)) {
      return has(c->type);
    }
    if (const auto* other = std::get_if<composite_type>(&value)) {
      return std::any_of(other->attributes.begin(), other->attributes.end(),
                         [&](const composite_attribute& a) { return has(a.type); }) &&
             stored(db, id, seen);
    }
    const auto* over = std::get_if<domain>(&value);
    return over != nullptr && has(over->base) && stored(db, id, seen);
  });
}

}  // namespace

std::vector<std::string> lost_attributes(const composite_type& before, const composite_type& after) {
  std::vector<std::string> out;
  for (const auto& attribute : before.attributes) {
    if (find_attribute(after, attribute.name) == nullptr) {
      out.push_back(attribute.name);
    }
  }
  return out;
}

bool is_stored(const database& db, const object_id& type) {
  std::set<object_id> seen;
  return stored(db, type, seen);
}

bool moves_attributes(const composite_type& before, const composite_type& after) {
  return !std::equal(before.attributes.begin(), before.attributes.end(), after.attributes.begin(),
                     after.attributes.end(),
                     [](const composite_attribute& a, const composite_attribute& b) { return a.name == b.name; });
}

std::string carried_over(const std::string& value, const composite_type& before, const composite_type& after,
                         const std::string& type, const std::set<object_id>& remade) {
  std::string fields;
  for (const auto& attribute : after.attributes) {
    fields += fields.empty() ? "" : ", ";
    const auto* old = find_attribute(before, attribute.name);
    if (old == nullptr) {
      fields += "NULL";
      continue;
    }
    const bool is_remade = attribute.type.user_type && remade.contains(*attribute.type.user_type);
    if (is_remade && attribute.type.user_type->kind == object_kind::composite_type) {
      throw error(fmt::format("attribute {} of {} is of a type whose attributes change, too", attribute.name, type),
                  "change one of the two types at a time");
    }
    fields += fmt::format("({}).{}", value, sql_identifier(attribute.name));
    if (is_remade || old->type != attribute.type) {
      fields += "::text::" + attribute.type.sql;
    }
  }
  // IS DISTINCT FROM tells no value from a value of NULLs (manual, 9.2).
  return fmt::format("CASE WHEN {} IS DISTINCT FROM NULL THEN ROW({})::{} END", value, fields, type);
}

}  // namespace squall::kit
