// Types, collations and conversions.
#include <fmt/format.h>

#include <algorithm>

#include "kit/plan/object_statements.hpp"
#include "kit/plan/sql_parts.hpp"

namespace squall::kit {
namespace {

std::string check_definition(const domain_check& c) {
  return fmt::format("CONSTRAINT {} CHECK ({})", sql_identifier(c.name), c.condition);
}

std::string add_check(const object_id& id, const domain_check& c) {
  return fmt::format("ALTER DOMAIN {} ADD {}{}", sql_name(id), check_definition(c), c.not_valid ? " NOT VALID" : "");
}

const domain_check* find_check(const domain& d, const std::string& name) {
  const auto it = std::find_if(d.checks.begin(), d.checks.end(), [&](const auto& c) { return c.name == name; });
  return it == d.checks.end() ? nullptr : &*it;
}

std::string attribute_type(const composite_attribute& a) {
  return readable_type(a.type.sql) + (a.collation.empty() ? "" : " COLLATE " + a.collation);
}

std::string attribute_definition(const composite_attribute& a) {
  return sql_identifier(a.name) + " " + attribute_type(a);
}

// What ALTER TYPE … SET can change (manual, ALTER TYPE); NONE takes it away.
bool is_settable(const std::string& option) {
  return option == "RECEIVE" || option == "SEND" || option == "TYPMOD_IN" || option == "TYPMOD_OUT" ||
         option == "ANALYZE" || option == "SUBSCRIPT";
}

template <class T>
sql_alteration same_or_nothing(const T& a, const T& b) {
  return a == b ? sql_alteration(sql_list{}) : std::nullopt;
}

}  // namespace

sql_list create_object(const object_id& id, const base_type& v) {
  if (v.options.empty()) {
    return {fmt::format("CREATE TYPE {}", sql_name(id))};  // a shell
  }
  return {fmt::format("CREATE TYPE {} ({})", sql_name(id), sql_definition_options(v.options, "INPUT"))};
}

sql_alteration alter_object(const object_id& id, const base_type& a, const base_type& b) {
  option_map set;
  for (const auto& [name, value] : b.options) {
    const auto old = a.options.find(name);
    if (old != a.options.end() && old->second == value) {
      continue;
    }
    if (!is_settable(name)) {
      return std::nullopt;
    }
    set[name] = value;
  }
  for (const auto& [name, value] : a.options) {
    if (!b.options.contains(name)) {
      if (!is_settable(name)) {
        return std::nullopt;
      }
      set[name] = "NONE";
    }
  }
  if (set.empty()) {
    return sql_list{};
  }
  return sql_list{fmt::format("ALTER TYPE {} SET ({})", sql_name(id), sql_definition_options(set))};
}

sql_list create_object(const object_id& id, const domain& v) {
  std::string made = fmt::format("CREATE DOMAIN {} AS {}", sql_name(id), readable_type(v.base.sql));
  if (!v.collation.empty()) {
    made += " COLLATE " + v.collation;
  }
  if (v.default_value) {
    made += " DEFAULT " + v.default_value->sql;
  }
  if (v.not_null) {
    made += (v.not_null_name.empty() ? "" : " CONSTRAINT " + sql_identifier(v.not_null_name)) + " NOT NULL";
  }
  sql_list later;
  for (const auto& c : v.checks) {
    if (c.not_valid) {
      later.push_back(add_check(id, c));
    } else {
      made += "\n  " + check_definition(c);
    }
  }
  later.insert(later.begin(), std::move(made));
  return later;
}

sql_alteration alter_object(const object_id& id, const domain& a, const domain& b) {
  if (a.base != b.base || a.collation != b.collation) {
    return std::nullopt;
  }
  sql_list out;
  const auto alter = [&](const std::string& what) { out.push_back("ALTER DOMAIN " + sql_name(id) + " " + what); };
  for (const auto& old : a.checks) {
    const auto* c = find_check(b, old.name);
    if (c == nullptr || c->condition != old.condition || (c->not_valid && !old.not_valid)) {
      alter("DROP CONSTRAINT " + sql_identifier(old.name));
    }
  }
  if (a.default_value != b.default_value) {
    alter(b.default_value ? "SET DEFAULT " + b.default_value->sql : "DROP DEFAULT");
  }
  if (a.not_null && (!b.not_null || a.not_null_name != b.not_null_name)) {
    alter("DROP NOT NULL");
  }
  if (b.not_null && (!a.not_null || a.not_null_name != b.not_null_name)) {
    // Named ones are PostgreSQL 17's, and so is their syntax.
    alter(b.not_null_name.empty() ? "SET NOT NULL"
                                  : fmt::format("ADD CONSTRAINT {} NOT NULL", sql_identifier(b.not_null_name)));
  }
  for (const auto& c : b.checks) {
    const auto* old = find_check(a, c.name);
    if (old == nullptr || c.condition != old->condition || (c.not_valid && !old->not_valid)) {
      out.push_back(add_check(id, c));
    } else if (old->not_valid && !c.not_valid) {
      alter("VALIDATE CONSTRAINT " + sql_identifier(c.name));
    }
  }
  return out;
}

sql_list create_object(const object_id& id, const composite_type& v) {
  std::string attributes;
  for (const auto& a : v.attributes) {
    attributes += (attributes.empty() ? "\n  " : ",\n  ") + attribute_definition(a);
  }
  return {fmt::format("CREATE TYPE {} AS ({}{})", sql_name(id), attributes, attributes.empty() ? "" : "\n")};
}

sql_alteration alter_object(const object_id& id, const composite_type& a, const composite_type& b) {
  const auto place = [](const composite_type& type, const std::string& name) {
    return std::find_if(type.attributes.begin(), type.attributes.end(), [&](const auto& x) { return x.name == name; });
  };
  sql_list changes;
  for (const auto& old : a.attributes) {
    if (place(b, old.name) == b.attributes.end()) {
      changes.push_back("DROP ATTRIBUTE " + sql_identifier(old.name));
    }
  }
  // Attributes that stay keep their order, and new ones come last: PostgreSQL cannot move them.
  auto last = a.attributes.begin();
  bool adding = false;
  for (const auto& now : b.attributes) {
    const auto old = place(a, now.name);
    if (old == a.attributes.end()) {
      adding = true;
      changes.push_back("ADD ATTRIBUTE " + attribute_definition(now));
      continue;
    }
    if (adding || old < last) {
      return std::nullopt;
    }
    last = old;
    if (old->type != now.type || old->collation != now.collation) {
      changes.push_back(fmt::format("ALTER ATTRIBUTE {} TYPE {}", sql_identifier(now.name), attribute_type(now)));
    }
  }
  if (changes.empty()) {
    return sql_list{};
  }
  return sql_list{fmt::format("ALTER TYPE {} {}", sql_name(id), sql_joined(changes))};
}

sql_list create_object(const object_id& id, const range_type& v) {
  return {fmt::format("CREATE TYPE {} AS RANGE ({})", sql_name(id), sql_definition_options(v.options, "SUBTYPE"))};
}
sql_alteration alter_object(const object_id& /*id*/, const range_type& a, const range_type& b) {
  return same_or_nothing(a.options, b.options);
}

sql_list create_object(const object_id& id, const collation& v) {
  return {fmt::format("CREATE COLLATION {} ({})", sql_name(id), sql_definition_options(v.options, "PROVIDER"))};
}
sql_alteration alter_object(const object_id& /*id*/, const collation& a, const collation& b) {
  return same_or_nothing(a.options, b.options);
}

sql_list create_object(const object_id& id, const conversion& v) {
  constexpr std::string_view is_default = "DEFAULT ";
  if (v.definition.starts_with(is_default)) {
    return {fmt::format("CREATE DEFAULT CONVERSION {} {}", sql_name(id), v.definition.substr(is_default.size()))};
  }
  return {fmt::format("CREATE CONVERSION {} {}", sql_name(id), v.definition)};
}
sql_alteration alter_object(const object_id& /*id*/, const conversion& a, const conversion& b) {
  return same_or_nothing(a.definition, b.definition);
}

}  // namespace squall::kit
