// Roles belong to the cluster: those are read that the database names.
#include <fmt/format.h>

#include <algorithm>
#include <iterator>

#include "kit/sources/catalog/object_rows.hpp"
#include "kit/sources/catalog/settings_text.hpp"

namespace squall::kit::catalog {

namespace {

// The bootstrap superuser and the predefined roles have OIDs below 16384. pg_authid is for superusers; the view lacks
// nothing but the passwords.
std::string query(const query_scope& /*scope*/) {
  return "select r.oid, null, r.rolname, '', r.rolsuper, r.rolcreatedb, r.rolcreaterole, r.rolinherit, r.rolcanlogin,"
         " r.rolreplication, r.rolbypassrls, r.rolconnlimit, nullif(r.rolvaliduntil, 'infinity'), r.rolconfig,"
         " pg_catalog.shobj_description(r.oid, 'pg_authid'), exists (select from pg_catalog.pg_shseclabel s"
         "  where s.classoid = 'pg_catalog.pg_authid'::pg_catalog.regclass and s.objoid = r.oid)"
         " from pg_catalog.pg_roles r where r.oid >= 16384";
}

role read_role(const row& r, std::vector<role_membership> memberships) {
  role value;
  value.superuser = r.boolean(4);
  value.create_db = r.boolean(5);
  value.create_role = r.boolean(6);
  value.inherit = r.boolean(7);
  value.login = r.boolean(8);
  value.replication = r.boolean(9);
  value.bypass_rls = r.boolean(10);
  value.connection_limit = r.integer(11);
  value.valid_until = r.text(12);
  value.settings = settings_of(r.texts(13));
  value.comment = r.text(14);
  value.member_of = std::move(memberships);
  return value;
}

/// The roles that the objects read so far name.
std::vector<std::string> named_roles(const reading_state& state) {
  std::vector<std::string> names;
  for (const auto& [id, value] : state.result.model.objects) {
    auto more = roles_of(id, value);
    names.insert(names.end(), std::make_move_iterator(more.begin()), std::make_move_iterator(more.end()));
  }
  std::sort(names.begin(), names.end());
  names.erase(std::unique(names.begin(), names.end()), names.end());
  return names;
}

void build(const result& rows, reading_state& state) {
  std::map<std::string_view, row> by_name;
  for_each_row(rows, [&](const row& r) { by_name.emplace(r.text(2), r); });
  auto wanted = named_roles(state);
  while (!wanted.empty()) {
    const std::string name = std::move(wanted.back());
    wanted.pop_back();
    const auto found = by_name.find(name);
    object_id id{object_kind::role, {}, {}, name};
    if (found == by_name.end() || state.result.model.contains(id)) {
      continue;
    }
    const row& r = found->second;
    role value = read_role(r, state.memberships[r.object(0)]);
    for (const auto& membership : value.member_of) {
      wanted.push_back(membership.role);
    }
    if (r.boolean(15)) {
      state.report(describe(id) + ": its security labels are not modelled and are left alone");
    }
    state.add(std::move(id), std::move(value));
  }
}

// One role may have been granted by several others from PostgreSQL 16 on: the sum holds.
std::string memberships_query(const query_scope& scope) {
  return fmt::format(
      "select m.member, g.rolname, pg_catalog.bool_or(m.admin_option), {} from pg_catalog.pg_auth_members m"
      " join pg_catalog.pg_roles g on g.oid = m.roleid join pg_catalog.pg_roles r on r.oid = m.member"
      " where m.member >= 16384 group by m.member, g.rolname, r.rolinherit order by m.member, g.rolname collate \"C\"",
      scope.since(16) ? "nullif(pg_catalog.bool_or(m.inherit_option), r.rolinherit), "
                        "nullif(pg_catalog.bool_or(m.set_option), true)"
                      : "null::boolean, null::boolean");
}

void index_memberships(const result& rows, reading_state& state) {
  const auto optional_boolean = [](const row& r, int column) {
    return r.is_null(column) ? std::nullopt : std::optional{r.boolean(column)};
  };
  for_each_row(rows, [&](const row& r) {
    state.memberships[r.object(0)].push_back(
        {std::string{r.text(1)}, r.boolean(2), optional_boolean(r, 3), optional_boolean(r, 4)});
  });
}

}  // namespace

catalog_part role_memberships_part() { return {memberships_query, index_memberships, nullptr}; }

catalog_part roles_part() { return {query, nullptr, nullptr, build}; }

}  // namespace squall::kit::catalog
