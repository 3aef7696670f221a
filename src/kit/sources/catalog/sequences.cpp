#include "kit/sources/catalog/part.hpp"

namespace squall::kit::catalog {

namespace {

// pg_depend ties a sequence to its column: 'a' for OWNED BY and serial, 'i' for identity (manual, 53.18).
std::string query(const query_scope& scope) {
  return "select c.oid, c.relnamespace, c.relname, pg_catalog.format_type(s.seqtypid, null),"
         " s.seqstart, s.seqincrement, s.seqmin, s.seqmax, s.seqcache, s.seqcycle, d.refobjid, d.refobjsubid, "
         "d.deptype, c.relpersistence = 'u'"
         " from pg_catalog.pg_class c join pg_catalog.pg_sequence s on s.seqrelid = c.oid"
         " left join pg_catalog.pg_depend d on d.classid = 'pg_catalog.pg_class'::pg_catalog.regclass"
         "  and d.objid = c.oid and d.objsubid = 0"
         "  and d.refclassid = 'pg_catalog.pg_class'::pg_catalog.regclass and d.deptype in ('a', 'i')"
         " where c.relnamespace in " +
         scope.schemas + " and c.oid not in " + query_scope::extension_members("pg_class");
}

bool belongs_to_identity(const row& r) { return r.character(12) == 'i'; }

sequence_options read_options(const row& r) {
  return {.start = r.integer(4),
          .increment = r.integer(5),
          .minimum = r.integer(6),
          .maximum = r.integer(7),
          .cache = r.integer(8),
          .cycle = r.boolean(9)};
}

void index_rows(const result& rows, reading_state& state) {
  for_each_row(rows, [&](const row& r) {
    if (belongs_to_identity(r)) {
      state.identity_sequences.emplace(
          std::pair{r.object(10), r.small(11)},
          identity_sequence{r.object(0), {.options = read_options(r), .sequence_name = std::string{r.text(2)}}});
      return;
    }
    auto id = sequence_id(std::string{state.schemas.at(r.object(1))}, std::string{r.text(2)});
    state.relations.emplace(r.object(0), relation{.id = std::move(id), .columns = {}});
  });
}

void build(const result& rows, reading_state& state) {
  for_each_row(rows, [&](const row& r) {
    if (belongs_to_identity(r)) {
      return;
    }
    sequence value;
    value.data_type = r.text(3);
    value.options = read_options(r);
    if (!r.is_null(10)) {
      const auto* owner = state.find_relation(r.object(10));
      if (owner == nullptr) {
        return;  // of a table that is not read
      }
      value.owned_by = column_id(owner->id, std::string{owner->column_name(r.small(11))});
    }
    value.unlogged = r.boolean(13);
    value.access = state.access(system_catalog::relation, r.object(0));
    value.comment = state.comment(system_catalog::relation, r.object(0));
    state.add(state.relations.at(r.object(0)).id, std::move(value));
  });
}

}  // namespace

catalog_part sequences_part() { return {query, index_rows, build}; }

}  // namespace squall::kit::catalog
