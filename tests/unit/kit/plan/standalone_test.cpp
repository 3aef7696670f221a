// The statements of every kind that stands by itself, by effect: pg_dump says what is there.
#include <doctest/doctest.h>

#include <algorithm>
#include <cstdio>
#include <memory>
#include <set>
#include <sstream>

#include "kind_cases.hpp"
#include "kit/base/error.hpp"
#include "kit/model/sql_text.hpp"
#include "kit/plan/statements.hpp"
#include "kit/server/server.hpp"
#include "squall/errors.hpp"
#include "support/test_server.hpp"

using namespace squall;

namespace {

void run_all(connection& db, const std::vector<std::string>& statements) {
  for (const auto& sql : statements) {
    try {
      db.run(sql);
    } catch (const database_error& e) {
      FAIL_CHECK(sql << "\n" << std::string(e.what()));
    }
  }
}

std::string output_of(const std::string& command) {
  const std::unique_ptr<std::FILE, int (*)(std::FILE*)> pipe(::popen(command.c_str(), "r"), ::pclose);
  std::string out;
  char buffer[4096];
  for (std::size_t got = 0; pipe && (got = std::fread(buffer, 1, sizeof buffer, pipe.get())) > 0;) {
    out.append(buffer, got);
  }
  return out;
}

// The lines of pg_dump (and of pg_dumpall for roles); neighbouring GRANTs in alphabetical order, since their order is
// that in which they were given.
std::vector<std::string> dump(const std::string& url, bool roles) {
  const auto bin = kit::find_postgres_bin();
  std::istringstream text(output_of((bin / "pg_dump").string() + " --schema-only '" + url + "'") +
                          (roles ? output_of((bin / "pg_dumpall").string() + " --roles-only -d '" + url + "'") : ""));
  std::vector<std::string> out;
  for (std::string line; std::getline(text, line);) {
    if (!line.starts_with("\\") && !line.empty() && !line.starts_with("--")) {
      out.push_back(line);
    }
  }
  const auto is_grant = [](const std::string& line) { return line.starts_with("GRANT") || line.starts_with("REVOKE"); };
  for (auto from = out.begin(); from != out.end();) {
    auto to = std::find_if_not(from, out.end(), is_grant);
    std::sort(from, to);
    from = to == out.end() ? to : std::next(to);
  }
  REQUIRE(!out.empty());
  return out;
}

void check_same(const std::vector<std::string>& is, const std::vector<std::string>& should_be, const char* where) {
  if (is == should_be) {
    return;
  }
  std::string differences;
  for (const auto& line : is) {
    if (std::find(should_be.begin(), should_be.end(), line) == should_be.end()) {
      differences += "+ " + line + "\n";
    }
  }
  for (const auto& line : should_be) {
    if (std::find(is.begin(), is.end(), line) == is.end()) {
      differences += "- " + line + "\n";
    }
  }
  FAIL_CHECK(where << " differs:\n" << differences);
}

const kit::object& last_of(const test::kind_case& c) { return c.after ? *c.after : c.before; }

void make(connection& db, const std::vector<test::kind_case>& cases, bool last) {
  for (const auto& c : cases) {
    run_all(db, kit::shell_statements(c.id, c.before));
  }
  for (const auto& c : cases) {
    const auto& value = last ? last_of(c) : c.before;
    run_all(db, kit::create_statements(c.id, value));
    run_all(db, kit::finishing_statements(c.id, nullptr, value));
  }
}

void drop(connection& db, const std::vector<test::kind_case>& cases) {
  for (auto it = cases.rbegin(); it != cases.rend(); ++it) {
    if (!it->goes_with_type && it->id.name != "plpgsql") {
      run_all(db, {kit::drop_statement(it->id, last_of(*it))});
    }
  }
}

void check_cases(const std::vector<test::kind_case>& cases, bool roles = false) {
  const test::fresh_database database;
  connection db{database.url()};
  db.run(test::setup_of_kinds());
  db.run("set search_path = ''");
  run_all(db, {"set check_function_bodies = off"});
  const auto bare = dump(database.url(), roles);
  make(db, cases, false);
  const auto before = dump(database.url(), roles);
  std::string text;
  for (const auto& line : before) {
    text += line + "\n";
  }
  for (const auto& c : cases) {
    CAPTURE(kit::describe(c.id));
    CHECK(text.find(c.shown) != std::string::npos);
  }
  for (const auto& c : cases) {
    CAPTURE(kit::describe(c.id));
    const auto altered = kit::alter_statements(c.id, c.before, last_of(c));
    CHECK(altered.has_value() == c.in_place);
    CHECK(kit::alter_statements(c.id, c.before, c.before).value_or(std::vector<std::string>{"none"}).empty());
    if (altered) {
      run_all(db, *altered);
      run_all(db, kit::finishing_statements(c.id, &c.before, last_of(c)));
    }
  }
  // What cannot be altered is made again, once what stands on it is in place.
  for (const auto& c : cases) {
    if (!c.in_place) {
      run_all(db, {kit::drop_statement(c.id, c.before)});
      run_all(db, kit::create_statements(c.id, last_of(c)));
      run_all(db, kit::finishing_statements(c.id, nullptr, last_of(c)));
    }
  }
  const auto after = dump(database.url(), roles);
  CHECK(after != before);
  drop(db, cases);
  auto comment_stays = dump(database.url(), roles);
  std::erase(comment_stays, "COMMENT ON EXTENSION plpgsql IS 'needed';");
  check_same(comment_stays, bare, "after dropping, pg_dump");
  make(db, cases, true);
  check_same(after, dump(database.url(), roles), "after altering, pg_dump");
  drop(db, cases);
}

}  // namespace

TEST_CASE("types, collations and conversions are made, altered and dropped") { check_cases(test::type_cases()); }
TEST_CASE("routines and what is made of them are made, altered and dropped") { check_cases(test::routine_cases()); }
TEST_CASE("views and what hangs on tables are made, altered and dropped") { check_cases(test::relation_cases()); }
TEST_CASE("what stands outside of schemas is made, altered and dropped") { check_cases(test::database_cases(), true); }

TEST_CASE("every kind that stands by itself has a case") {
  std::set<kit::object_kind> seen;
  for (const auto& cases :
       {test::type_cases(), test::routine_cases(), test::relation_cases(), test::database_cases()}) {
    for (const auto& c : cases) {
      seen.insert(c.id.kind);
    }
  }
  for (std::size_t i = 0; i < kit::object_kind_count; ++i) {
    const auto kind = static_cast<kit::object_kind>(i);
    CAPTURE(std::string(kit::to_string(kind)));
    CHECK((!kit::is_standalone(kind) || seen.contains(kind)));
  }
}

TEST_CASE("tables, columns, sequences and constraints are commented, owned and granted") {
  const test::fresh_database database;
  connection db{database.url()};
  db.run(test::setup_of_kinds());
  db.run(
      "create foreign data wrapper w; create server srv foreign data wrapper w; create foreign table \"We \"\"ird\".f "
      "(a integer) server srv; create sequence \"We \"\"ird\".seq; create type \"We \"\"ird\".e as enum ('a')");
  const auto t = kit::table_id(test::odd_schema, "t");
  kit::table granted;
  granted.comment = "t's";
  granted.access = test::owned_by_a({{"", "SELECT", false}}, {{std::string(kit::owner_grantee), "TRUNCATE", false}});
  kit::table foreign = granted;
  foreign.foreign_server = "srv";
  kit::column column;
  column.comment = "c";
  column.access.granted = {{test::odd_role, "SELECT", true}};
  kit::sequence sequence;
  sequence.access = test::owned_by_a({{test::odd_role, "USAGE", false}});
  kit::enum_type type;
  type.comment = "e";
  type.access = test::owned_by_a();
  kit::primary_key key;
  key.comment = "key";
  key.index_comment = "its index";
  const std::vector<std::pair<kit::object_id, kit::object>> all{
      {t, granted},
      {kit::table_id(test::odd_schema, "f"), foreign},
      {kit::column_id(t, "Na\"me"), column},
      {kit::sequence_id(test::odd_schema, "seq"), sequence},
      {kit::enum_id(test::odd_schema, "e"), type},
      {{kit::object_kind::primary_key, test::odd_schema, "t", "t_pkey"}, key}};
  for (const auto& [id, value] : all) {
    run_all(db, kit::finishing_statements(id, nullptr, value));
    CHECK(kit::finishing_statements(id, &value, value).empty());
  }
  const auto lines = dump(database.url(), false);
  for (const std::string line :
       {"COMMENT ON TABLE \"We \"\"ird\".t IS 't''s';", "COMMENT ON FOREIGN TABLE \"We \"\"ird\".f IS 't''s';",
        "GRANT SELECT(\"Na\"\"me\") ON TABLE \"We \"\"ird\".t TO \"Role \"\"b\" WITH GRANT OPTION;",
        "COMMENT ON CONSTRAINT t_pkey ON \"We \"\"ird\".t IS 'key';",
        "COMMENT ON INDEX \"We \"\"ird\".t_pkey IS 'its index';", "ALTER TYPE \"We \"\"ird\".e OWNER TO owner_a;",
        "GRANT USAGE ON SEQUENCE \"We \"\"ird\".seq TO \"Role \"\"b\";",
        "GRANT SELECT ON TABLE \"We \"\"ird\".t TO PUBLIC;"}) {
    CAPTURE(line);
    CHECK(std::find(lines.begin(), lines.end(), line) != lines.end());
  }
  const kit::object nothing = kit::column{};
  run_all(db, kit::finishing_statements(kit::column_id(t, "Na\"me"), &all[2].second, nothing));
  CHECK(db.query("select attacl from pg_attribute where attname = 'Na\"me'").is_null(0, 0));
}

TEST_CASE("objects are renamed and moved to another schema") {
  const test::fresh_database database;
  connection db{database.url()};
  db.run(test::setup_of_kinds());
  db.run("create schema elsewhere");
  db.run("set search_path = ''");
  for (auto cases : {test::type_cases(), test::routine_cases(), test::relation_cases(), test::database_cases()}) {
    make(db, cases, false);
    std::vector<std::pair<kit::object_id, kit::object>> to_drop;
    for (const auto& c : cases) {
      CAPTURE(kit::describe(c.id));
      auto id = c.id;
      const auto kind = id.kind;
      const bool nameless = kind == kit::object_kind::extension || kind == kit::object_kind::operator_ ||
                            kind == kit::object_kind::cast || kind == kit::object_kind::transform ||
                            kind == kit::object_kind::access_method || kind == kit::object_kind::user_mapping ||
                            kind == kit::object_kind::default_privileges || kind == kit::object_kind::system_object;
      if (nameless) {
        CHECK_THROWS_AS(kit::rename_statement(id, "x"), kit::error);
      } else {
        run_all(db, {kit::rename_statement(id, id.name + " 2")});
        run_all(db, {kit::rename_statement({id.kind, id.schema, id.table, id.name + " 2", id.signature}, id.name)});
      }
      const auto parts = kit::identity_parts_of(kind);
      if (parts.schema && !parts.table && kind != kit::object_kind::default_privileges) {
        run_all(db, {kit::set_schema_statement(id, "elsewhere")});
        id.schema = "elsewhere";
        run_all(db, {kit::set_schema_statement(id, test::odd_schema)});
      } else if (kind != kit::object_kind::extension) {
        CHECK_THROWS_AS(kit::set_schema_statement(id, "elsewhere"), kit::error);
      }
    }
    for (auto& c : cases) {
      c.after.reset();
    }
    drop(db, cases);
  }
}
