// What hangs on tables and views: triggers, rules, policies, statistics. And event triggers.
#include <fmt/format.h>

#include "kit/plan/object_statements.hpp"
#include "kit/plan/sql_parts.hpp"

namespace squall::kit {
namespace {

std::string_view timing_words(trigger_timing timing) {
  switch (timing) {
    case trigger_timing::after:
      return "AFTER";
    case trigger_timing::instead_of:
      return "INSTEAD OF";
    case trigger_timing::before:
      break;
  }
  return "BEFORE";
}

std::string literals(const sql_list& texts) {
  std::string out;
  for (const auto& text : texts) {
    out += (out.empty() ? "" : ", ") + sql_literal(text);
  }
  return out;
}

std::string create_trigger(const object_id& id, const trigger& v) {
  std::string events;
  for (const auto& event : v.events) {
    events += (events.empty() ? "" : " OR ") + event;
    if (event == "UPDATE" && !v.update_columns.empty()) {
      events += " OF " + sql_column_list(v.update_columns);
    }
  }
  std::string out = fmt::format("CREATE {}TRIGGER {} {} {} ON {}", v.constraint ? "CONSTRAINT " : "",
                                sql_identifier(id.name), timing_words(v.timing), events, sql_name(id.owner_table()));
  if (v.referenced_table) {
    out += " FROM " + sql_name(*v.referenced_table);
  }
  out += sql_timing(v.deferral);
  if (!v.old_table.empty() || !v.new_table.empty()) {
    out += " REFERENCING";
    out += v.old_table.empty() ? "" : " OLD TABLE AS " + sql_identifier(v.old_table);
    out += v.new_table.empty() ? "" : " NEW TABLE AS " + sql_identifier(v.new_table);
  }
  out += v.for_each_row ? " FOR EACH ROW" : " FOR EACH STATEMENT";
  if (!v.when.empty()) {
    out += fmt::format(" WHEN ({})", v.when);
  }
  return out + fmt::format(" EXECUTE FUNCTION {}({})", v.function, literals(v.arguments));
}

std::string set_firing(const object_id& id, firing value) {
  return fmt::format("{} {} {} {}", sql_alter_table(id), sql_firing(value), sql_words(id.kind),
                     sql_identifier(id.name));
}

std::string create_rule(std::string_view verb, const object_id& id, const rule& v) {
  auto definition = v.definition;
  while (definition.ends_with(';')) {
    definition.pop_back();
  }
  return fmt::format("{} RULE {} AS {}", verb, sql_identifier(id.name), definition);
}

std::string policy_roles(const policy& v) {
  std::string out;
  for (const auto& name : v.roles) {
    out += (out.empty() ? "" : ", ") + sql_identifier(name);
  }
  return out.empty() ? "PUBLIC" : out;
}

std::string set_firing_of_event_trigger(const object_id& id, firing value) {
  return fmt::format("ALTER EVENT TRIGGER {} {}", sql_identifier(id.name), sql_firing(value));
}

std::string set_target(const object_id& id, std::optional<std::int64_t> target) {
  return fmt::format("ALTER STATISTICS {} SET STATISTICS {}", sql_name(id), target.value_or(-1));
}

}  // namespace

sql_list create_object(const object_id& id, const trigger& v) {
  if (v.inherited) {
    return {set_firing(id, v.enabled)};  // it came with its parent's
  }
  sql_list out{create_trigger(id, v)};
  if (v.enabled != firing::origin) {
    out.push_back(set_firing(id, v.enabled));
  }
  return out;
}

sql_alteration alter_object(const object_id& id, const trigger& a, const trigger& b) {
  // CREATE OR REPLACE TRIGGER is PostgreSQL 14's, and not for constraint triggers. What a partition has from its parent
  // follows that.
  if (a.inherited != b.inherited || (!a.inherited && create_trigger(id, a) != create_trigger(id, b))) {
    return std::nullopt;
  }
  return a.enabled == b.enabled ? sql_list{} : sql_list{set_firing(id, b.enabled)};
}

sql_list create_object(const object_id& id, const rule& v) {
  sql_list out{create_rule("CREATE", id, v)};
  if (v.enabled != firing::origin) {
    out.push_back(set_firing(id, v.enabled));
  }
  return out;
}

sql_alteration alter_object(const object_id& id, const rule& a, const rule& b) {
  sql_list out;
  if (a.definition != b.definition) {
    out.push_back(create_rule("CREATE OR REPLACE", id, b));
  }
  // Replacing keeps what ALTER TABLE … DISABLE RULE said.
  if (a.enabled != b.enabled) {
    out.push_back(set_firing(id, b.enabled));
  }
  return out;
}

sql_list create_object(const object_id& id, const policy& v) {
  std::string out = fmt::format("CREATE POLICY {}", sql_target(id));
  if (!v.permissive) {
    out += " AS RESTRICTIVE";
  }
  if (!v.command.empty()) {
    out += " FOR " + v.command;
  }
  if (!v.roles.empty()) {
    out += " TO " + policy_roles(v);
  }
  if (v.using_expression) {
    out += fmt::format(" USING ({})", v.using_expression->sql);
  }
  if (v.with_check) {
    out += fmt::format(" WITH CHECK ({})", v.with_check->sql);
  }
  return {out};
}

sql_alteration alter_object(const object_id& id, const policy& a, const policy& b) {
  // ALTER POLICY cannot take an expression away.
  if (a.permissive != b.permissive || a.command != b.command || (a.using_expression && !b.using_expression) ||
      (a.with_check && !b.with_check)) {
    return std::nullopt;
  }
  std::string changes;
  if (a.roles != b.roles) {
    changes += " TO " + policy_roles(b);
  }
  if (a.using_expression != b.using_expression) {
    changes += fmt::format(" USING ({})", b.using_expression->sql);
  }
  if (a.with_check != b.with_check) {
    changes += fmt::format(" WITH CHECK ({})", b.with_check->sql);
  }
  return changes.empty() ? sql_list{} : sql_list{fmt::format("ALTER POLICY {}{}", sql_target(id), changes)};
}

sql_list create_object(const object_id& id, const statistics& v) {
  sql_list items;
  for (const auto& name : v.columns) {
    items.push_back(sql_identifier(name));
  }
  items.insert(items.end(), v.expressions.begin(), v.expressions.end());
  sql_list out{fmt::format("CREATE STATISTICS {}{} ON {} FROM {}", sql_name(id),
                           v.kinds.empty() ? "" : fmt::format(" ({})", sql_joined(v.kinds)), sql_joined(items),
                           sql_name(v.table))};
  if (v.target) {
    out.push_back(set_target(id, v.target));
  }
  return out;
}

sql_alteration alter_object(const object_id& id, const statistics& a, const statistics& b) {
  if (a.table != b.table || a.kinds != b.kinds || a.columns != b.columns || a.expressions != b.expressions) {
    return std::nullopt;
  }
  return a.target == b.target ? sql_list{} : sql_list{set_target(id, b.target)};
}

sql_list create_object(const object_id& id, const event_trigger& v) {
  std::string made = fmt::format("CREATE EVENT TRIGGER {} ON {}", sql_identifier(id.name), sql_identifier(v.event));
  if (!v.tags.empty()) {
    made += fmt::format(" WHEN TAG IN ({})", literals(v.tags));
  }
  sql_list out{fmt::format("{} EXECUTE FUNCTION {}()", made, v.function)};
  if (v.enabled != firing::origin) {
    out.push_back(set_firing_of_event_trigger(id, v.enabled));
  }
  return out;
}

sql_alteration alter_object(const object_id& id, const event_trigger& a, const event_trigger& b) {
  if (a.event != b.event || a.tags != b.tags || a.function != b.function) {
    return std::nullopt;
  }
  return a.enabled == b.enabled ? sql_list{} : sql_list{set_firing_of_event_trigger(id, b.enabled)};
}

}  // namespace squall::kit
