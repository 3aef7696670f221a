#include "kit/sources/catalog/features.hpp"
#include "kit/sources/catalog/part.hpp"

namespace squall::kit::catalog {

namespace {

enum field : int {
  f_oid,
  f_schema,
  f_name,
  f_unlogged,
  f_partition,
  f_partition_key,
  f_partition_bound,
  f_row_type,
  f_row_array,
  f_of_type,
  f_parameters,
  f_toast_parameters,
  f_tablespace,
  f_access_method,
  f_replica_identity,
  f_security,
  f_force_security,
  f_server,
  f_server_options,
  f_features
};

std::string features() {
  return features_field(
      // On partitions those of the users' triggers are internal, too, before PostgreSQL 15.
      {{"c.oid in (select g.tgrelid from pg_catalog.pg_trigger g where g.tgisinternal and g.tgenabled <> 'O'"
        " and g.tgname ~ 'ConstraintTrigger_')",
        "having triggers of constraints disabled"}});
}

std::string query(const query_scope& scope) {
  return "select c.oid, c.relnamespace, c.relname, c.relpersistence = 'u', c.relispartition,"
         " case when c.relkind = 'p' then pg_catalog.pg_get_partkeydef(c.oid) end,"
         " case when c.relispartition then pg_catalog.pg_get_expr(c.relpartbound, c.oid) end,"
         " c.reltype, t.typarray, c.reloftype, c.reloptions, o.reloptions, s.spcname, m.amname,"
         " case when c.relkind <> 'f' then c.relreplident end,"
         " c.relrowsecurity, c.relforcerowsecurity, v.srvname, f.ftoptions, " +
         features() +
         " from pg_catalog.pg_class c left join pg_catalog.pg_type t on t.oid = c.reltype"
         " left join pg_catalog.pg_class o on o.oid = c.reltoastrelid and o.reloptions is not null"
         " left join pg_catalog.pg_tablespace s on s.oid = c.reltablespace"
         " left join pg_catalog.pg_am m on m.oid = c.relam and m.amname <> 'heap'"
         " left join pg_catalog.pg_foreign_table f on f.ftrelid = c.oid"
         " left join pg_catalog.pg_foreign_server v on v.oid = f.ftserver"
         " where c.relkind in ('r', 'p', 'f') and c.relnamespace in " +
         scope.schemas + " and c.oid not in " + query_scope::extension_members("pg_class");
}

void index_rows(const result& rows, reading_state& state) {
  for_each_row(rows, [&](const row& r) {
    auto id = table_id(std::string{state.schemas.at(r.object(f_schema))}, std::string{r.text(f_name)});
    if (!r.is_null(f_row_array)) {
      state.register_object(system_catalog::type, r.object(f_row_type), id);
      state.register_object(system_catalog::type, r.object(f_row_array), id);
    }
    state.relations.emplace(r.object(f_oid), relation{.id = std::move(id),
                                                      .columns = {},
                                                      .is_partition = r.boolean(f_partition),
                                                      .is_typed = r.object(f_of_type) != 0});
  });
}

void read_parents(const row& r, const object_id& id, table& value, reading_state& state) {
  const auto found = state.parents.find(r.object(f_oid));
  if (found == state.parents.end()) {
    return;
  }
  for (const oid parent : found->second) {
    const auto* known = state.find_relation(parent);
    if (known == nullptr) {
      state.report(describe(id) + (r.boolean(f_partition) ? " is a partition of" : " inherits from") +
                   std::string{" a table that is not read (of an extension, or in a schema that is left out): that is "
                               "left alone"});
    } else if (r.boolean(f_partition)) {
      value.partition_of = known->id;
      value.partition_bound = r.text(f_partition_bound);
    } else {
      value.inherits.push_back(known->id);
    }
  }
}

/// The index of REPLICA IDENTITY may be gone: then nothing identifies a row (manual, ALTER TABLE).
void read_replica_identity(const row& r, table& value, const reading_state& state) {
  switch (r.character(f_replica_identity)) {
    case 'f':
      value.replica_identity = replica_identity_kind::full;
      break;
    case 'n':
      value.replica_identity = replica_identity_kind::nothing;
      break;
    case 'i': {
      const auto found = state.replica_identity_indexes.find(r.object(f_oid));
      const bool there = found != state.replica_identity_indexes.end();
      value.replica_identity = there ? replica_identity_kind::index : replica_identity_kind::nothing;
      value.replica_identity_index = there ? found->second : std::string_view{};
      break;
    }
    default:
      break;
  }
}

table read_table(const row& r, const object_id& id, reading_state& state) {
  const oid number = r.object(f_oid);
  table value;
  value.unlogged = r.boolean(f_unlogged);
  value.partition_by = r.text(f_partition_key);
  read_parents(r, id, value, state);
  if (const auto* type = state.find_object(system_catalog::type, r.object(f_of_type))) {
    value.of_type = *type;
  }
  value.foreign_server = r.text(f_server);
  value.foreign_options = r.options(f_server_options);
  value.storage_parameters = r.options(f_parameters);
  for (auto& [name, parameter] : r.options(f_toast_parameters)) {
    value.storage_parameters.emplace("toast." + name, parameter);
  }
  value.tablespace = r.text(f_tablespace);
  value.access_method = r.text(f_access_method);
  read_replica_identity(r, value, state);
  if (const auto index = state.clustered_on.find(number); index != state.clustered_on.end()) {
    value.clustered_on = index->second;
  }
  if (const auto checks = state.validated_checks.find(number); checks != state.validated_checks.end()) {
    value.validated_checks = checks->second;
  }
  value.row_level_security = r.boolean(f_security);
  value.force_row_level_security = r.boolean(f_force_security);
  value.comment = state.comment(system_catalog::relation, number);
  value.access = state.access(system_catalog::relation, number);
  value.references = state.references({system_catalog::relation, number, 0}, id);
  return value;
}

void build(const result& rows, reading_state& state) {
  for_each_row(rows, [&](const row& r) {
    const auto* known = state.find_relation(r.object(f_oid));
    if (known == nullptr) {
      return;  // not asked for
    }
    const auto& id = known->id;
    if (!r.is_null(f_features)) {
      report_features(describe(id), r.text(f_features), state);
    }
    state.add(id, read_table(r, id, state));
  });
}

}  // namespace

catalog_part tables_part() { return {query, index_rows, build}; }

}  // namespace squall::kit::catalog
