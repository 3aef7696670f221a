#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "kit/base/error.hpp"
#include "kit/sources/catalog/expression_text.hpp"
#include "kit/sources/catalog/part.hpp"

namespace squall::kit::catalog {

namespace {

// What the columns of the query are, in order.
enum field : int {
  f_oid,
  f_table,
  f_name,
  f_type,
  f_columns,
  f_deferrable,
  f_deferred,
  f_no_inherit,
  f_index,
  f_condition,
  f_referenced,
  f_referenced_columns,
  f_match,
  f_on_delete,
  f_on_update,
  f_set_columns,
  f_valid,
  f_enforced,
  f_period,
  f_operators,
  f_inherited,
  f_attached_to,
  f_ahead
};

// Not objects of their own: the copies that a partitioned table's foreign keys have for the partitions of the
// referenced table (conparentid), and in its own partitions, unless these are named otherwise or have a comment; checks
// that a child has from its parents alone, and those that a partition shares with its table. NOT NULL (18) is the
// column's.
std::string query(const query_scope& scope) {
  return "select o.oid, o.conrelid, o.conname, o.contype, o.conkey, o.condeferrable, o.condeferred, o.connoinherit,"
         " o.conindid, case when o.contype = 'c' then pg_catalog.pg_get_expr(o.conbin, o.conrelid) end,"
         " o.confrelid, o.confkey, o.confmatchtype, o.confdeltype, o.confupdtype, " +
         std::string{scope.since(15) ? "o.confdelsetcols" : "null"} + ", o.convalidated, " +
         (scope.since(18) ? "o.conenforced, o.conperiod" : "true, false") +
         ", case when o.contype = 'x' then array(select case when n.nspname = 'pg_catalog' then x.oprname::text"
         "   else pg_catalog.format('OPERATOR(%I.%s)', n.nspname, x.oprname) end"
         "  from unnest(o.conexclop) with ordinality as u(op, n) join pg_catalog.pg_operator x on x.oid = u.op"
         "  join pg_catalog.pg_namespace n on n.oid = x.oprnamespace order by u.n) end,"
         " (o.contype = 'f' and o.conparentid <> 0 and u.conname is null) or (o.contype = 'c' and (not o.conislocal or "
         "(o.coninhcount > 0"
         "  and o.conrelid in (select c.oid from pg_catalog.pg_class c where c.relispartition)))), u.conname,"
         // Valid, while the parent's is not (a partition that is made when the check is there has no row yet).
         " o.contype = 'c' and o.convalidated and o.coninhcount > 0 and exists (select from pg_catalog.pg_inherits i"
         "  join pg_catalog.pg_constraint p on p.conrelid = i.inhparent and p.contype = 'c' and p.conname = o.conname"
         "  where i.inhrelid = o.conrelid and not p.convalidated)"
         " from pg_catalog.pg_constraint o"
         " left join pg_catalog.pg_constraint u on o.contype = 'f' and u.oid = o.conparentid"
         "  and u.conrelid <> o.conrelid and (u.conname <> o.conname"
         "   or pg_catalog.obj_description(o.oid, 'pg_constraint') is not null)"
         " where o.contype in ('p', 'u', 'c', 'f', 'x')"
         " and o.conrelid <> 0 and o.connamespace in " +
         scope.schemas;
}

object_kind kind_of_constraint(char type) {
  switch (type) {
    case 'p':
      return object_kind::primary_key;
    case 'u':
      return object_kind::unique;
    case 'x':
      return object_kind::exclusion;
    case 'c':
      return object_kind::check;
    default:
      return object_kind::foreign_key;
  }
}

object_id identity(const row& r, const relation& table) {
  return {kind_of_constraint(r.character(f_type)), table.id.schema, table.id.name, std::string{r.text(f_name)}};
}

void index_rows(const result& rows, reading_state& state) {
  for_each_row(rows, [&](const row& r) {
    const auto* table = state.find_relation(r.object(f_table));
    if (table == nullptr) {
      return;
    }
    if (r.boolean(f_inherited)) {
      if (r.boolean(f_ahead)) {
        auto& checks = state.validated_checks[r.object(f_table)];
        std::string name{r.text(f_name)};
        checks.insert(std::lower_bound(checks.begin(), checks.end(), name), std::move(name));
      }
      return;
    }
    auto id = identity(r, *table);
    const char type = r.character(f_type);
    if (type == 'p' || type == 'u' || type == 'x') {
      state.constraint_types.emplace(r.object(f_index), type);
      state.register_object(system_catalog::relation, r.object(f_index), id);
    }
    state.register_object(system_catalog::constraint, r.object(f_oid), std::move(id));
  });
}

constraint_state read_state(const row& r) {
  if (!r.boolean(f_enforced)) {
    return constraint_state::not_enforced;
  }
  return r.boolean(f_valid) ? constraint_state::valid : constraint_state::not_valid;
}

constraint_timing read_timing(const row& r) {
  if (!r.boolean(f_deferrable)) {
    return constraint_timing::not_deferrable;
  }
  return r.boolean(f_deferred) ? constraint_timing::initially_deferred : constraint_timing::deferrable;
}

std::vector<std::string> names(const relation& table, const std::vector<int>& attnums) {
  std::vector<std::string> values;
  values.reserve(attnums.size());
  for (const int attnum : attnums) {
    values.emplace_back(table.column_name(attnum));
  }
  return values;
}

std::string comment_of(const row& r, const reading_state& state) {
  return state.comment(system_catalog::constraint, r.object(f_oid));
}

/// The index behind the constraint, which is for it alone; nothing when a partition's constraint says no more than its
/// table's.
std::optional<index> take_index(const row& r, reading_state& state) {
  const auto it = state.constraint_indexes.find(r.object(f_index));
  if (it == state.constraint_indexes.end()) {
    throw kit::error("the index of constraint " + std::string{r.text(f_name)} + " was not found in the catalog",
                     "the schema may have changed while it was read: try again");
  }
  if (!it->second.value.depends_on_extensions.empty()) {
    state.report("that the index of constraint " + std::string{r.text(f_name)} +
                 " depends on an extension is not modelled and is left alone");
  }
  const bool says_nothing = it->second.implied && comment_of(r, state).empty();
  return says_nothing ? std::nullopt : std::optional{std::move(it->second.value)};
}

std::vector<std::string> column_names(const std::vector<index_key>& keys) {
  std::vector<std::string> values;
  values.reserve(keys.size());
  for (const auto& key : keys) {
    values.push_back(key.column);
  }
  return values;
}

foreign_key_action read_action(char code) {
  switch (code) {
    case 'r':
      return foreign_key_action::restrict;
    case 'c':
      return foreign_key_action::cascade;
    case 'n':
      return foreign_key_action::set_null;
    case 'd':
      return foreign_key_action::set_default;
    default:
      return foreign_key_action::no_action;
  }
}

/// What constraints with an index have in common.
template <class Constraint>
Constraint from_index(const row& r, index& backing, const reading_state& state) {
  Constraint value;
  value.include = std::move(backing.include);
  value.timing = read_timing(r);
  value.comment = comment_of(r, state);
  value.attached_to = std::move(backing.attached_to);
  value.only = backing.only;
  value.storage_parameters = std::move(backing.storage_parameters);
  value.tablespace = std::move(backing.tablespace);
  value.index_comment = std::move(backing.comment);
  value.references = std::move(backing.references);
  return value;
}

void build_primary_key(const row& r, object_id id, reading_state& state) {
  if (auto backing = take_index(r, state)) {
    auto value = from_index<primary_key>(r, *backing, state);
    value.columns = column_names(backing->keys);
    value.without_overlaps = r.boolean(f_period);
    state.add(std::move(id), std::move(value));
  }
}

void build_unique(const row& r, object_id id, reading_state& state) {
  if (auto backing = take_index(r, state)) {
    auto value = from_index<unique>(r, *backing, state);
    value.columns = column_names(backing->keys);
    value.nulls_not_distinct = backing->nulls_not_distinct;
    value.without_overlaps = r.boolean(f_period);
    state.add(std::move(id), std::move(value));
  }
}

void build_exclusion(const row& r, object_id id, reading_state& state) {
  auto backing = take_index(r, state);
  if (!backing) {
    return;
  }
  auto value = from_index<exclusion>(r, *backing, state);
  value.method = std::move(backing->method);
  value.keys = std::move(backing->keys);
  auto operators = r.texts(f_operators);
  for (std::size_t i = 0; i < std::min(operators.size(), value.keys.size()); ++i) {
    value.keys[i].exclusion_operator = std::move(operators[i]);
  }
  value.where = std::move(backing->where);
  // The operators are the constraint's; what the keys are made of is the index's.
  const auto more = state.references({system_catalog::constraint, r.object(f_oid), 0}, id);
  auto& known = value.references.ids;
  known.insert(known.end(), more.ids.begin(), more.ids.end());
  std::sort(known.begin(), known.end());
  known.erase(std::unique(known.begin(), known.end()), known.end());
  state.add(std::move(id), std::move(value));
}

void build_check(const row& r, object_id id, reading_state& state) {
  const object_address owner{system_catalog::constraint, r.object(f_oid), 0};
  auto condition = state.expression(without_outer_parentheses(r.text(f_condition)), owner, id);
  state.add(std::move(id), check{.condition = std::move(condition),
                                 .no_inherit = r.boolean(f_no_inherit),
                                 .comment = comment_of(r, state),
                                 .state = read_state(r)});
}

void build_foreign_key(const row& r, const relation& table, object_id id, reading_state& state) {
  const auto* referenced = state.find_relation(r.object(f_referenced));
  if (referenced == nullptr) {
    state.report(describe(id) +
                 " references a table that is not read (of an extension, or in an excluded schema): it is left alone");
    return;
  }
  auto references = state.references({system_catalog::constraint, r.object(f_oid), 0}, id);
  state.add(std::move(id),
            foreign_key{.columns = names(table, r.numbers(f_columns)),
                        .referenced_table = referenced->id,
                        .referenced_columns = names(*referenced, r.numbers(f_referenced_columns)),
                        .match = r.character(f_match) == 'f' ? foreign_key_match::full : foreign_key_match::simple,
                        .on_delete = read_action(r.character(f_on_delete)),
                        .on_update = read_action(r.character(f_on_update)),
                        .on_delete_columns = names(table, r.numbers(f_set_columns)),
                        .timing = read_timing(r),
                        .comment = comment_of(r, state),
                        .state = read_state(r),
                        .period = r.boolean(f_period),
                        .attached_to = std::string{r.text(f_attached_to)},
                        .references = std::move(references)});
}

void build(const result& rows, reading_state& state) {
  for_each_row(rows, [&](const row& r) {
    const auto* table = state.find_relation(r.object(f_table));
    if (table == nullptr || r.boolean(f_inherited)) {
      return;
    }
    auto id = identity(r, *table);
    switch (id.kind) {
      case object_kind::primary_key:
        return build_primary_key(r, std::move(id), state);
      case object_kind::unique:
        return build_unique(r, std::move(id), state);
      case object_kind::exclusion:
        return build_exclusion(r, std::move(id), state);
      case object_kind::check:
        return build_check(r, std::move(id), state);
      default:
        return build_foreign_key(r, *table, std::move(id), state);
    }
  });
}

}  // namespace

catalog_part constraints_part() { return {query, index_rows, build}; }

}  // namespace squall::kit::catalog
