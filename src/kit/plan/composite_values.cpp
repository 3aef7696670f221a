#include "kit/plan/composite_values.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "kit/base/error.hpp"
#include "kit/model/sql_text.hpp"

namespace squall::kit {
namespace {

const composite_attribute* find_attribute(const composite_type& type, const std::string& name) {
  const auto found = std::find_if(type.attributes.begin(), type.attributes.end(),
                                  [&](const composite_attribute& a) { return a.name == name; });
  return found == type.attributes.end() ? nullptr : &*found;
}

/// Looks for columns that hold values of a type.
class container_search {
 public:
  explicit container_search(const database& db) : db_(db) {}

  /// @param inside values of `type` are inside of others already; otherwise only a column that has them so counts
  bool holds(const object_id& type, bool inside) {
    if (!seen_.emplace(type, inside).second) {
      return false;
    }
    return std::any_of(db_.objects.begin(), db_.objects.end(),
                       [&](const auto& entry) { return holds_in(entry.first, entry.second, type, inside); });
  }

 private:
  bool holds_in(const object_id& id, const object& value, const object_id& type, bool inside) {
    const auto is_array = [](const type_name& t) { return t.sql.ends_with("[]"); };
    if (const auto* c = std::get_if<column>(&value)) {
      return c->type.user_type == type && (inside || is_array(c->type) || holds(id.owner_table(), true));
    }
    if (const auto* over = std::get_if<domain>(&value)) {
      return over->base.user_type == type && holds(id, inside || is_array(over->base));
    }
    if (id.kind != object_kind::composite_type && id.kind != object_kind::range_type) {
      return false;
    }
    const auto needs = dependencies_of(id, value);
    return std::find(needs.begin(), needs.end(), type) != needs.end() && holds(id, true);
  }

  const database& db_;
  std::set<std::pair<object_id, bool>> seen_;
};

}  // namespace

bool is_stricter_domain(const object& before, const object& after) {
  const auto* b = std::get_if<domain>(&before);
  const auto* a = std::get_if<domain>(&after);
  if (b == nullptr || a == nullptr) {
    return false;
  }
  if (a->not_null && (!b->not_null || a->not_null_name != b->not_null_name)) {
    return true;
  }
  return std::any_of(a->checks.begin(), a->checks.end(), [&](const domain_check& rule) {
    return !rule.not_valid && std::none_of(b->checks.begin(), b->checks.end(), [&](const domain_check& old) {
      return old.name == rule.name && old.condition == rule.condition && !old.not_valid;
    });
  });
}

bool is_stored_inside_others(const database& db, const object_id& type) {
  return container_search(db).holds(type, false);
}

std::vector<std::string> lost_attributes(const composite_type& before, const composite_type& after) {
  std::vector<std::string> out;
  for (const auto& attribute : before.attributes) {
    if (find_attribute(after, attribute.name) == nullptr) {
      out.push_back(attribute.name);
    }
  }
  return out;
}

bool is_stored(const database& db, const object_id& type) { return container_search(db).holds(type, true); }

bool remade_values::moves_attributes(const object_id& type) const {
  if (!remade_.contains(type)) {
    return false;
  }
  const auto inside = [&](const type_name& of) { return of.user_type && moves_attributes(*of.user_type); };
  if (const auto* over = before_.find<domain>(type)) {
    const auto* now = after_.find<domain>(type);
    return now != nullptr && over->base.user_type == now->base.user_type && inside(over->base);
  }
  const auto* before = before_.find<composite_type>(type);
  const auto* now = after_.find<composite_type>(type);
  if (before == nullptr || now == nullptr) {
    return false;
  }
  return !std::equal(before->attributes.begin(), before->attributes.end(), now->attributes.begin(),
                     now->attributes.end(), [&](const composite_attribute& a, const composite_attribute& b) {
                       return a.name == b.name && (a.type != b.type || !inside(a.type));
                     });
}

std::string remade_values::carried_over(const std::string& value, const type_name& type) const {
  const bool is_array = type.sql.ends_with("[]");
  if (!type.user_type || !moves_attributes(*type.user_type)) {
    return fmt::format("{}::text{}::{}", value, is_array ? "[]" : "", type.sql);
  }
  if (is_array) {
    throw error(fmt::format("the attributes of {} cannot change their places: {} is an array of it",
                            display_name(*type.user_type), value),
                "put new attributes at the end, or write a migration by hand");
  }
  if (const auto* over = before_.find<domain>(*type.user_type)) {
    return fmt::format("{}::{}", carried_over(value, over->base), type.sql);
  }
  // IS DISTINCT FROM tells no value from a value of NULLs (manual, 9.2).
  return fmt::format("CASE WHEN {} IS DISTINCT FROM NULL THEN ROW({})::{} END", value,
                     attributes_carried_over(value, *type.user_type), type.sql);
}

std::string remade_values::attributes_carried_over(const std::string& value, const object_id& type) const {
  const auto& before = std::get<composite_type>(before_.objects.at(type));
  std::string fields;
  for (const auto& attribute : std::get<composite_type>(after_.objects.at(type)).attributes) {
    fields += fields.empty() ? "" : ", ";
    const auto* old = find_attribute(before, attribute.name);
    if (old == nullptr) {
      fields += "NULL";
      continue;
    }
    const auto field = fmt::format("({}).{}", value, sql_identifier(attribute.name));
    if (old->type != attribute.type) {
      fields += fmt::format("{}::text::{}", field, attribute.type.sql);
    } else if (attribute.type.user_type && remade_.contains(*attribute.type.user_type)) {
      fields += carried_over(field, attribute.type);
    } else {
      fields += field;
    }
  }
  return fields;
}

}  // namespace squall::kit
