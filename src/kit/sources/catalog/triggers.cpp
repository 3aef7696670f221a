#include <algorithm>
#include <charconv>

#include "kit/sources/catalog/expression_text.hpp"
#include "kit/sources/catalog/part.hpp"

namespace squall::kit::catalog {

namespace {

enum field : int {
  f_oid,
  f_relation,
  f_name,
  f_type,
  f_enabled,
  f_constraint,
  f_deferrable,
  f_deferred,
  f_columns,
  f_arguments,
  f_old_table,
  f_new_table,
  f_referenced,
  f_function,
  f_definition,
  f_inherited
};

// Those of constraints are the constraints', and those that a partition has from its table are the table's, unless they
// fire otherwise or have a comment.
// A condition speaks of OLD and NEW, which pg_get_expr() cannot: it is taken out of the definition.
std::string query(const query_scope& scope) {
  return "select g.oid, g.tgrelid, g.tgname, g.tgtype, g.tgenabled, g.tgconstraint <> 0, g.tgdeferrable,"
         " g.tginitdeferred, g.tgattr, g.tgargs, g.tgoldtable, g.tgnewtable, g.tgconstrrelid,"
         " pg_catalog.format('%I.%I', n.nspname, p.proname),"
         " case when g.tgqual is not null then pg_catalog.pg_get_triggerdef(g.oid) end, g.tgparentid <> 0"
         " from pg_catalog.pg_trigger g join pg_catalog.pg_class c on c.oid = g.tgrelid"
         " join pg_catalog.pg_proc p on p.oid = g.tgfoid join pg_catalog.pg_namespace n on n.oid = p.pronamespace"
         " left join pg_catalog.pg_trigger u on u.oid = g.tgparentid where case when g.tgparentid = 0"
         " then not g.tgisinternal else g.tgname !~ 'ConstraintTrigger_' and (u.tgenabled <> g.tgenabled"
         "  or pg_catalog.obj_description(g.oid, 'pg_trigger') is not null) end and c.relnamespace in " +
         scope.schemas;
}

// pg_trigger.tgtype, as pg_trigger.h has its bits.
constexpr int bit_row = 1;
constexpr int bit_before = 2;
constexpr int bit_insert = 4;
constexpr int bit_delete = 8;
constexpr int bit_update = 16;
constexpr int bit_truncate = 32;
constexpr int bit_instead = 64;

trigger_timing read_timing(int type) {
  if ((type & bit_instead) != 0) {
    return trigger_timing::instead_of;
  }
  return (type & bit_before) != 0 ? trigger_timing::before : trigger_timing::after;
}

std::vector<std::string> read_events(int type) {
  std::vector<std::string> events;
  const auto add = [&](int bit, const char* event) {
    if ((type & bit) != 0) {
      events.emplace_back(event);
    }
  };
  add(bit_insert, "INSERT");
  add(bit_delete, "DELETE");
  add(bit_update, "UPDATE");
  add(bit_truncate, "TRUNCATE");
  return events;
}

/// A bytea in hex: each argument ends with a zero byte.
std::vector<std::string> read_arguments(std::string_view bytes) {
  std::vector<std::string> arguments;
  std::string argument;
  for (std::size_t at = 2; at + 1 < bytes.size(); at += 2) {
    unsigned char byte = 0;
    std::from_chars(bytes.data() + at, bytes.data() + at + 2, byte, 16);
    if (byte == 0) {
      arguments.push_back(std::move(argument));
      argument.clear();
    } else {
      argument += static_cast<char>(byte);
    }
  }
  return arguments;
}

trigger read_trigger(const row& r, const relation& on, const object_id& id, const reading_state& state) {
  trigger value;
  const int type = r.small(f_type);
  value.constraint = r.boolean(f_constraint);
  value.timing = read_timing(type);
  value.events = read_events(type);
  for (const int attnum : r.numbers(f_columns)) {
    value.update_columns.emplace_back(on.column_name(attnum));
  }
  value.for_each_row = (type & bit_row) != 0;
  value.old_table = r.text(f_old_table);
  value.new_table = r.text(f_new_table);
  if (!r.is_null(f_definition)) {
    value.when = without_outer_parentheses(parenthesized_after(r.text(f_definition), "WHEN "));
  }
  value.function = r.text(f_function);
  value.arguments = read_arguments(r.text(f_arguments));
  if (value.constraint && r.boolean(f_deferrable)) {
    value.deferral = r.boolean(f_deferred) ? constraint_timing::initially_deferred : constraint_timing::deferrable;
  }
  if (const auto* referenced = state.find_relation(r.object(f_referenced))) {
    value.referenced_table = referenced->id;
  }
  value.enabled = read_firing(r.character(f_enabled));
  value.inherited = r.boolean(f_inherited);
  value.depends_on_extensions = state.depends_on_extensions({system_catalog::trigger, r.object(f_oid), 0});
  value.comment = state.comment(system_catalog::trigger, r.object(f_oid));
  value.references = state.references({system_catalog::trigger, r.object(f_oid), 0}, id);
  return value;
}

void build(const result& rows, reading_state& state) {
  for_each_row(rows, [&](const row& r) {
    const auto* on = state.find_relation(r.object(f_relation));
    if (on == nullptr) {
      return;  // of an extension
    }
    object_id id{object_kind::trigger, on->id.schema, on->id.name, std::string{r.text(f_name)}};
    auto value = read_trigger(r, *on, id, state);
    state.add(std::move(id), std::move(value));
  });
}

}  // namespace

catalog_part triggers_part() { return {query, nullptr, build}; }

}  // namespace squall::kit::catalog
