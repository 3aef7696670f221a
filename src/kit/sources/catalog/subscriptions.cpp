#include <fmt/format.h>
#include <libpq-fe.h>

#include <memory>

#include "kit/sources/catalog/object_rows.hpp"
#include "kit/sources/catalog/sql_fragments.hpp"

namespace squall::kit::catalog {

namespace {

constexpr int option_columns = 6;

// subconninfo is for superusers only; others get to know that there is a subscription.
std::string query(const query_scope& scope) {
  static constexpr std::string_view of_this_database =
      " from pg_catalog.pg_subscription x where x.subdbid ="
      " (select d.oid from pg_catalog.pg_database d where d.datname = pg_catalog.current_database())";
  if (!scope.superuser) {
    return fmt::format("select 0::oid, null, x.subname, '', null{}", of_this_database);
  }
  std::string sql =
      "select x.oid, null, x.subname, '', x.subconninfo, x.subpublications,"
      " case when x.subslotname is null then 'NONE' when x.subslotname <> x.subname then x.subslotname end as "
      "slot_name,"
      " case when x.subsynccommit <> 'off' then x.subsynccommit end as synchronous_commit";
  const auto option = [&](int since, std::string_view name, std::string_view value) {
    if (scope.since(since)) {
      sql += fmt::format(", {} as {}", value, name);
    }
  };
  option(14, "binary", "case when x.subbinary then 'true' end");
  if (scope.since(18)) {
    option(18, "streaming", "case x.substream when 'f' then 'off' when 't' then 'on' end");
  } else {
    option(14, "streaming",
           "case x.substream::text when 't' then 'on' when 'true' then 'on' when 'p' then 'parallel' end");
  }
  option(15, "two_phase", "case when x.subtwophasestate <> 'd' then 'true' end");
  option(15, "disable_on_error", "case when x.subdisableonerr then 'true' end");
  option(16, "origin", "case when x.suborigin <> 'any' then x.suborigin end");
  option(16, "password_required", "case when not x.subpasswordrequired then 'false' end");
  option(16, "run_as_owner", "case when x.subrunasowner then 'true' end");
  option(17, "failover", "case when x.subfailover then 'true' end");
  sql +=
      ", case when not x.subowner in (select d.datdba from pg_catalog.pg_database d where d.datname = "
      "pg_catalog.current_database()) and x.subowner <> (select r.oid from pg_catalog.pg_roles r where r.rolname = "
      "current_user) then pg_catalog.pg_get_userbyid(x.subowner) end as \"OWNER\"";
  return sql + std::string{of_this_database};
}

struct connection_text {
  std::string sql;
  bool had_password = false;
};

/// 'a b' and the like in a connection string (manual, 34.1.1.1).
std::string quoted_value(std::string_view value) {
  std::string quoted = "'";
  for (const char c : value) {
    quoted += c == '\'' || c == '\\' ? std::string{'\\', c} : std::string{c};
  }
  return quoted + "'";
}

connection_text without_password(const std::string& text) {
  const std::unique_ptr<PQconninfoOption, decltype(&PQconninfoFree)> options{PQconninfoParse(text.c_str(), nullptr),
                                                                             &PQconninfoFree};
  if (options == nullptr) {
    return {{}, true};  // cannot be told apart: nothing of it may be shown
  }
  connection_text found{text, false};
  std::string rest;
  for (const auto* option = options.get(); option->keyword != nullptr; ++option) {
    const std::string_view name = option->keyword;
    if (option->val == nullptr) {
      continue;
    }
    if (name == "password" || name == "sslpassword") {
      found.had_password = true;
    } else {
      rest += fmt::format("{}{}={}", rest.empty() ? "" : " ", name, quoted_value(option->val));
    }
  }
  return found.had_password ? connection_text{rest, true} : found;
}

void build(const result& rows, reading_state& state) {
  for_each_row(rows, [&](const row& r) {
    auto id = identity_of(r, object_kind::subscription);
    if (r.is_null(4)) {
      state.report(describe(id) + " is left alone: its connection is for superusers to see");
      return;
    }
    subscription value;
    auto [text, had_password] = without_password(std::string{r.text(4)});
    if (had_password) {
      state.report(describe(id) + ": the password of its connection is a secret and is not read");
    }
    value.connection = std::move(text);
    value.publications = r.texts(5);
    value.options = named_columns(r, option_columns);
    value.comment = state.comment(system_catalog::subscription, r.object(0));
    value.access = state.access(system_catalog::subscription, r.object(0));
    if (auto owner = value.options.extract("OWNER")) {
      value.access.owner = std::move(*owner);
    }
    state.add(std::move(id), std::move(value));
  });
}

}  // namespace

catalog_part subscriptions_part() { return {query, nullptr, build}; }

}  // namespace squall::kit::catalog
