// Foreign-data wrappers, servers and user mappings.
#include <fmt/format.h>

#include <string>

#include "kit/sources/catalog/object_rows.hpp"
#include "kit/sources/catalog/sql_fragments.hpp"

namespace squall::kit::catalog {

namespace {

std::string wrappers_query(const query_scope& /*scope*/) {
  return fmt::format(
      "select x.oid, null, x.fdwname, '', {}, {}, x.fdwoptions from pg_catalog.pg_foreign_data_wrapper x where {}",
      function_name("x.fdwhandler"), function_name("x.fdwvalidator"), is_own("pg_foreign_data_wrapper", "x.oid"));
}

void build_wrappers(const result& rows, reading_state& state) {
  build_rows<object_kind::foreign_data_wrapper, system_catalog::foreign_data_wrapper>(rows, state, [](const row& r) {
    foreign_data_wrapper value;
    value.handler = r.text(4);
    value.validator = r.text(5);
    value.options = r.options(6);
    return value;
  });
}

std::string servers_query(const query_scope& /*scope*/) {
  return fmt::format(
      "select x.oid, null, x.srvname, '', w.fdwname, x.srvtype, x.srvversion, x.srvoptions"
      " from pg_catalog.pg_foreign_server x join pg_catalog.pg_foreign_data_wrapper w on w.oid = x.srvfdw where {}",
      is_own("pg_foreign_server", "x.oid"));
}

void build_servers(const result& rows, reading_state& state) {
  build_rows<object_kind::foreign_server, system_catalog::foreign_server>(rows, state, [](const row& r) {
    foreign_server value;
    value.wrapper = r.text(4);
    value.type = r.text(5);
    value.version = r.text(6);
    value.options = r.options(7);
    return value;
  });
}

// pg_user_mapping is for superusers, its view for everybody: it hides the options of others. The last column says so,
// by the view's own rule (manual, 54.34).
std::string mappings_query(const query_scope& /*scope*/) {
  return "select x.umid, null, x.srvname, case when x.umuser = 0 then '' else x.usename end, x.umoptions,"
         " not ((x.umuser <> 0 and x.usename = current_user and (pg_catalog.pg_has_role(s.srvowner, 'USAGE')"
         "   or pg_catalog.has_server_privilege(s.oid, 'USAGE')))"
         "  or (x.umuser = 0 and pg_catalog.pg_has_role(s.srvowner, 'USAGE'))"
         "  or (select r.rolsuper from pg_catalog.pg_roles r where r.rolname = current_user))"
         " from pg_catalog.pg_user_mappings x join pg_catalog.pg_foreign_server s on s.oid = x.srvid"
         " where x.umid >= 16384";
}

bool is_secret(const std::string& option) { return option == "password" || option == "sslpassword"; }

void build_mappings(const result& rows, reading_state& state) {
  for_each_row(rows, [&](const row& r) {
    auto id = identity_of(r, object_kind::user_mapping);
    user_mapping value{r.options(4)};
    for (auto& [name, text] : value.options) {
      if (is_secret(name)) {
        text.clear();
        state.report(describe(id) + ": its " + name + " is a secret and is not read");
      }
    }
    if (r.boolean(5)) {
      state.report(describe(id) + ": its options are for the server's owner and superusers to see and are not read");
    }
    state.add(std::move(id), std::move(value));
  });
}

}  // namespace

catalog_part foreign_data_wrappers_part() {
  return {wrappers_query, register_rows<object_kind::foreign_data_wrapper, system_catalog::foreign_data_wrapper>,
          build_wrappers};
}

catalog_part foreign_servers_part() {
  return {servers_query, register_rows<object_kind::foreign_server, system_catalog::foreign_server>, build_servers};
}

catalog_part user_mappings_part() {
  return {mappings_query, register_rows<object_kind::user_mapping, system_catalog::user_mapping>, build_mappings};
}

}  // namespace squall::kit::catalog
