// Who owns what, who may use it, and its security labels.
#include <algorithm>
#include <array>
#include <string>
#include <string_view>
#include <tuple>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "kit/sources/catalog/access.hpp"
#include "kit/sources/catalog/part.hpp"

namespace squall::kit::catalog {

namespace {

/// A catalog whose objects have an owner.
struct owned_catalog {
  std::string_view catalog;
  std::string_view owner;
  std::string_view acl;   ///< empty: nothing can be granted
  std::string_view kind;  ///< as acldefault() wants it, SQL
  std::string_view filter = {};
};

constexpr std::array owned_catalogs{
    owned_catalog{"pg_class", "relowner", "relacl", "case x.relkind when 'S' then 's' else 'r' end",
                  "x.relkind in ('r', 'p', 'v', 'm', 'f', 'S')"},
    owned_catalog{"pg_type", "typowner", "typacl", "'T'"},
    owned_catalog{"pg_proc", "proowner", "proacl", "'f'"},
    owned_catalog{"pg_language", "lanowner", "lanacl", "'l'"},
    owned_catalog{"pg_foreign_data_wrapper", "fdwowner", "fdwacl", "'F'"},
    owned_catalog{"pg_foreign_server", "srvowner", "srvacl", "'S'"},
    owned_catalog{"pg_collation", "collowner", "", ""},
    owned_catalog{"pg_conversion", "conowner", "", ""},
    owned_catalog{"pg_operator", "oprowner", "", ""},
    owned_catalog{"pg_opclass", "opcowner", "", ""},
    owned_catalog{"pg_opfamily", "opfowner", "", ""},
    owned_catalog{"pg_ts_dict", "dictowner", "", ""},
    owned_catalog{"pg_ts_config", "cfgowner", "", ""},
    owned_catalog{"pg_statistic_ext", "stxowner", "", ""},
    owned_catalog{"pg_event_trigger", "evtowner", "", ""},
    owned_catalog{"pg_publication", "pubowner", "", ""},
};

// OIDs of roles that are the same everywhere.
constexpr std::string_view database_owner_role = "6171";  // pg_database_owner, from PostgreSQL 14 on

std::string owned_rows(const owned_catalog& from) {
  const std::string acl = from.acl.empty() ? "null::pg_catalog.aclitem[]" : "x." + std::string{from.acl};
  return fmt::format(
      "select 'pg_catalog.{0}'::pg_catalog.regclass::oid, x.oid, x.{1}, x.{1} = any (u.owners), {2}, {3}"
      " from pg_catalog.{0} x cross join usual u where x.oid >= 16384 and (not x.{1} = any (u.owners){4}){5}",
      from.catalog, from.owner, acl,
      from.acl.empty() ? acl
                       : fmt::format("case when {0} is not null then pg_catalog.acldefault(({1})::\"char\", x.{2}) end",
                                     acl, from.kind, from.owner),
      from.acl.empty() ? std::string{} : " or " + acl + " is not null",
      from.filter.empty() ? std::string{} : " and " + std::string{from.filter});
}

// Schema public is there before anybody makes it: what its own default is, initdb decides (manual, 5.9.6), whether or
// not somebody made it anew since. From PostgreSQL 15 on it is pg_database_owner's.
std::string schema_rows(const query_scope& scope) {
  const std::string usage = "pg_catalog.makeaclitem(0, n.nspowner, 'USAGE', false)";
  const std::string create = "pg_catalog.makeaclitem(0, n.nspowner, 'CREATE', false)";
  return fmt::format(
      "select 'pg_catalog.pg_namespace'::pg_catalog.regclass::oid, n.oid, n.nspowner,"
      " n.nspowner = any (u.owners) or (n.nspname = 'public' and n.nspowner = {0}),"
      " case when n.nspname = 'public' then coalesce(n.nspacl, pg_catalog.acldefault('n', n.nspowner))"
      "  else n.nspacl end,"
      " pg_catalog.acldefault('n', n.nspowner)"
      "  || case when n.nspname = 'public' then array[{1}] else '{{}}'::pg_catalog.aclitem[] end"
      " from pg_catalog.pg_namespace n cross join usual u where n.oid >= 16384 or n.nspname = 'public'",
      database_owner_role, scope.since(15) ? usage : usage + ", " + create);
}

// (what, class, object, sub-object, role or provider, privilege or label, grantable). Whoever owns the database, or
// reads it, is nobody in particular.
std::string query(const query_scope& scope) {
  std::string owned = schema_rows(scope);
  for (const auto& from : owned_catalogs) {
    owned += " union all " + owned_rows(from);
  }
  return fmt::format(
      "with usual as materialized (select array[d.datdba, r.oid] as owners from pg_catalog.pg_database d,"
      "  pg_catalog.pg_roles r where d.datname = pg_catalog.current_database() and r.rolname = current_user),"
      " o(class, object, owner, is_usual, acl, base) as materialized ({0})"
      " select 'o', o.class, o.object, 0, pg_catalog.pg_get_userbyid(o.owner)::text, ''::text, false, 0"
      "  from o where not o.is_usual"
      " union all select p.side, o.class, o.object, 0, {1}, p.privilege, p.grantable, p.place"
      "  from o cross join lateral {2} where o.acl is not null"
      " union all select p.side, o.class, o.object, o.sub_object, {1}, p.privilege, p.grantable, p.place"
      "  from (select 'pg_catalog.pg_class'::pg_catalog.regclass::oid as class, a.attrelid as object,"
      "   a.attnum as sub_object, c.relowner as owner, a.attacl as acl from pg_catalog.pg_attribute a"
      "   join pg_catalog.pg_class c on c.oid = a.attrelid where a.attacl is not null and a.attrelid >= 16384"
      "   and not a.attisdropped) o cross join lateral {3}"
      " union all select 'l', s.classoid, s.objoid, s.objsubid, s.provider, s.label, false, 0"
      "  from pg_catalog.pg_seclabel s where s.objoid >= 16384 or s.classoid = "
      "'pg_catalog.pg_namespace'::pg_catalog.regclass order by 8",
      owned, grantee_name("o.owner"), acl_differences("o.acl", "o.base"),
      acl_differences("o.acl", "null::pg_catalog.aclitem[]"));
}

void index_rows(const result& rows, reading_state& state) {
  for_each_row(rows, [&](const row& r) {
    auto& access = state.access_entry({static_cast<system_catalog>(r.object(1)), r.object(2), r.small(3)});
    switch (r.character(0)) {
      case 'o':
        access.owner = r.text(4);
        break;
      case 'g':
        add_privilege(access.granted, {std::string{r.text(4)}, std::string{r.text(5)}, r.boolean(6)});
        break;
      case 'r':
        add_privilege(access.revoked, {std::string{r.text(4)}, std::string{r.text(5)}, false});
        break;
      default:
        access.labels.emplace(r.text(4), r.text(5));
    }
  });
}

}  // namespace

std::string acl_differences(std::string_view acl, std::string_view base) {
  return fmt::format(
      "(select case when a.privilege_type is null then 'r' else 'g' end as side,"
      "  coalesce(a.grantee, b.grantee) as grantee, coalesce(a.privilege_type, b.privilege_type) as privilege,"
      "  coalesce(a.is_grantable, false) as grantable, coalesce(a.place, b.place) as place from"
      "  pg_catalog.aclexplode({}) with ordinality a (grantor, grantee, privilege_type, is_grantable, place)"
      "  full join pg_catalog.aclexplode({}) with ordinality b (grantor, grantee, privilege_type, is_grantable, place) "
      "on a.grantee = b.grantee and a.privilege_type = b.privilege_type"
      "  where a.privilege_type is null or b.privilege_type is null or (a.is_grantable and not b.is_grantable)) p",
      acl, base);
}

std::string grantee_name(std::string_view owner) {
  return fmt::format("case p.grantee when 0 then '' when {} then '{}' else pg_catalog.pg_get_userbyid(p.grantee) end",
                     owner, owner_grantee);
}

void add_privilege(privilege_list& list, privilege added) {
  const auto at = std::find_if(list.begin(), list.end(), [&](const privilege& known) {
    return known.grantee == added.grantee && known.name == added.name;
  });
  // Two roles may have granted the same.
  if (at != list.end()) {
    at->grantable = at->grantable || added.grantable;
  } else {
    list.push_back(std::move(added));
  }
}

catalog_part access_part() { return {query, index_rows, nullptr}; }

}  // namespace squall::kit::catalog
