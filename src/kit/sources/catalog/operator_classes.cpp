// Operator families and classes, and their members.
#include <fmt/format.h>

#include <iterator>

#include "kit/sources/catalog/object_rows.hpp"
#include "kit/sources/catalog/sql_fragments.hpp"

namespace squall::kit::catalog {

namespace {

/// A subquery's condition: members of family f that belong to no class.
constexpr std::string_view loose_member =
    "select from pg_catalog.pg_depend d where d.refclassid = 'pg_catalog.pg_opfamily'::pg_catalog.regclass"
    " and d.refobjid = f.oid and d.classid in ('pg_catalog.pg_amop'::pg_catalog.regclass,"
    " 'pg_catalog.pg_amproc'::pg_catalog.regclass)";

// CREATE OPERATOR CLASS without FAMILY makes one of the same name: the last column is that class's OID, as long as
// nobody did anything more to the family.
std::string families_query(const query_scope& scope) {
  return fmt::format(
      "select f.oid, n.nspname, f.opfname, m.amname, (select c.oid from pg_catalog.pg_opclass c"
      "  where c.opcfamily = f.oid and c.opcname = f.opfname and c.opcnamespace = f.opfnamespace"
      "  and c.opcowner = f.opfowner"
      "  and not exists (select from pg_catalog.pg_opclass o where o.opcfamily = f.oid and o.oid <> c.oid)"
      "  and not exists ({}) and pg_catalog.obj_description(f.oid, 'pg_opfamily') is null)"
      " from pg_catalog.pg_opfamily f join pg_catalog.pg_am m on m.oid = f.opfmethod{} where {}",
      loose_member, in_schemas(scope, "f.opfnamespace"), is_own("pg_opfamily", "f.oid"));
}

void index_families(const result& rows, reading_state& state) {
  for_each_row(rows, [&](const row& r) {
    const auto kind = r.is_null(4) ? object_kind::operator_family : object_kind::operator_class;
    state.register_object(system_catalog::operator_family, r.object(0), identity_of(r, kind));
  });
}

/// The texts of the members of a class or family, and what they stand on.
std::vector<std::string> read_members(const object_address& of, const object_id& id, const reading_state& state,
                                      reference_list& references) {
  std::vector<std::string> texts;
  if (const auto it = state.members.find(of); it != state.members.end()) {
    for (const auto& member : it->second) {
      texts.emplace_back(member.text);
      auto more = state.references(member.address, id);
      references.ids.insert(references.ids.end(), std::make_move_iterator(more.ids.begin()),
                            std::make_move_iterator(more.ids.end()));
    }
  }
  return texts;
}

void build_families(const result& rows, reading_state& state) {
  for_each_row(rows, [&](const row& r) {
    if (!r.is_null(4)) {
      return;
    }
    const object_address address{system_catalog::operator_family, r.object(0), 0};
    auto id = identity_of(r, object_kind::operator_family);
    operator_family value;
    read_surroundings(value, address, id, state);
    value.members = read_members(address, id, state, value.references);
    state.add(std::move(id), std::move(value));
  });
}

std::string classes_query(const query_scope& scope) {
  return fmt::format(
      "select c.oid, n.nspname, c.opcname, m.amname, c.opcdefault, pg_catalog.format_type(c.opcintype, null),"
      " c.opcfamily, {}, case when c.opckeytype <> c.opcintype then {} end"
      " from pg_catalog.pg_opclass c join pg_catalog.pg_am m on m.oid = c.opcmethod{} where {}",
      family_name("c.opcfamily"), type_text("c.opckeytype"), in_schemas(scope, "c.opcnamespace"),
      is_own("pg_opclass", "c.oid"));
}

void build_classes(const result& rows, reading_state& state) {
  for_each_row(rows, [&](const row& r) {
    const object_address address{system_catalog::operator_class, r.object(0), 0};
    auto id = identity_of(r, object_kind::operator_class);
    operator_class value;
    read_surroundings(value, address, id, state);
    value.is_default = r.boolean(4);
    value.input_type = r.text(5);
    const auto* family = state.find_object(system_catalog::operator_family, r.object(6));
    if (family == nullptr || *family != id) {
      value.family = r.text(7);
    }
    value.storage = r.text(8);
    value.members = read_members(address, id, state, value.references);
    state.add(std::move(id), std::move(value));
  });
}

// (class or family, its OID, catalog of the member, member, text). A member of a class stands and falls with it; one of
// the family alone says so in pg_depend (PostgreSQL makes some members of a class loose by itself).
std::string members_query(const query_scope& /*scope*/) {
  const std::string owner =
      " join pg_catalog.pg_depend d on d.classid = 'pg_catalog.{0}'::pg_catalog.regclass and d.objid = x.oid"
      " and d.refclassid in ('pg_catalog.pg_opclass'::pg_catalog.regclass, "
      "'pg_catalog.pg_opfamily'::pg_catalog.regclass)"
      " where x.oid >= 16384";
  return fmt::format(
      "select * from (select d.refclassid, d.refobjid, d.classid, x.oid, pg_catalog.format('OPERATOR %s %s%s',"
      "  x.amopstrategy, {}, ' FOR ORDER BY ' || {}) as text, 1 as kind, x.amopstrategy as number"
      " from pg_catalog.pg_amop x{} union all"
      " select d.refclassid, d.refobjid, d.classid, x.oid, pg_catalog.format('FUNCTION %s (%s, %s) %s',"
      "  x.amprocnum, pg_catalog.format_type(x.amproclefttype, null), pg_catalog.format_type(x.amprocrighttype, null),"
      "  {}), 2, x.amprocnum from pg_catalog.pg_amproc x{}) m order by m.kind, m.number, m.text collate \"C\"",
      operator_signature("x.amopopr"), family_name("nullif(x.amopsortfamily, 0)"),
      fmt::format(fmt::runtime(owner), "pg_amop"), function_signature("x.amproc::oid"),
      fmt::format(fmt::runtime(owner), "pg_amproc"));
}

void index_members(const result& rows, reading_state& state) {
  for_each_row(rows, [&](const row& r) {
    state.members[{static_cast<system_catalog>(r.object(0)), r.object(1), 0}].push_back(
        {r.text(4), {static_cast<system_catalog>(r.object(2)), r.object(3), 0}});
  });
}

}  // namespace

catalog_part operator_family_members_part() { return {members_query, index_members, nullptr}; }

catalog_part operator_families_part() { return {families_query, index_families, build_families}; }

catalog_part operator_classes_part() {
  return {classes_query, register_rows<object_kind::operator_class, system_catalog::operator_class>, build_classes};
}

}  // namespace squall::kit::catalog
