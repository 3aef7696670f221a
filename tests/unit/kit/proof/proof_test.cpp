// Claims that hold, and claims that do not: each must be found out.
#include "kit/proof/proof.hpp"

#include <doctest/doctest.h>

#include <algorithm>

#include "kit/diff/diff.hpp"
#include "kit/emit/script.hpp"
#include "kit/proof/dump_statements.hpp"
#include "kit/sources/canonical.hpp"
#include "proof_bench.hpp"

using namespace squall;
using namespace squall::test;

namespace {

constexpr const char* shop = R"(
  create type mood as enum ('sad', 'ok');
  create table users (id bigint generated always as identity primary key, email varchar(40) not null unique,
    mood mood not null default 'ok', born date, score numeric(6, 2) check (score > 10 and score < 20));
  create table posts (id uuid primary key, author_id bigint not null references users, title text not null,
    slug text generated always as (lower(title)) stored, tags text[] not null default '{}');
  create index posts_author on posts (author_id);
)";

}  // namespace

TEST_CASE("a plan that does what it should is proven by all witnesses, with rows in every table") {
  const auto seen = prove_plan(shop, std::string(shop) + R"(
    alter table users add column nickname text, alter column email type text;
    create view authors as select u.id, u.email from public.users u where exists (select from public.posts p where p.author_id = u.id);
  )");
  CHECK_MESSAGE(seen.proven(), told(seen));
  std::vector<std::string> expected{"catalog", "pg_dump", "catalog walk"};
  if (!kit::find_pg_dump(kit::find_postgres_bin(chosen_postgres_bin()), connection(cluster().url()).server_version())) {
    expected = {"catalog", "catalog walk"};
  }
  if (chosen_witnesses() == kit::other_witnesses::automatic) {
    CHECK(seen.witnesses == expected);
  }
  CHECK(seen.tables_with_rows == 2);
  CHECK(seen.rows >= 6);
  CHECK_MESSAGE(seen.without_rows.empty(), told(seen));
  CHECK_MESSAGE(seen.notes.empty(), told(seen));
}

TEST_CASE("a way up that leads elsewhere is found out") {
  auto m = make_claim(shop, std::string(shop) + "alter table users add column nickname text;");
  m.up_sql = "alter table public.users add column nickname varchar(20);";
  const auto seen = m.prove();
  REQUIRE(!seen.proven());
  CHECK(seen.findings.front().stage == kit::proof_stage::target);
  CHECK(seen.findings.front().message.find("nickname") != std::string::npos);
}

TEST_CASE("a way back that leaves something is found out") {
  auto m = make_claim(shop, std::string(shop) + "alter table users add column nickname text;");
  m.down_sql = "select 1;";
  const auto seen = m.prove();
  REQUIRE(!seen.proven());
  CHECK(seen.findings.front().stage == kit::proof_stage::back);
}

TEST_CASE("a statement that the server refuses is found out, with what it said") {
  auto m = make_claim(shop, std::string(shop) + "alter table users add column nickname text;");
  m.up_sql = "alter table public.nobody add column nickname text;";
  const auto seen = m.prove();
  REQUIRE(!seen.proven());
  CHECK(seen.findings.front().stage == kit::proof_stage::up);
  CHECK(seen.findings.front().message.find("nobody") != std::string::npos);
}

TEST_CASE("values that change on the way are found out") {
  auto m = make_claim(shop, std::string(shop) + "alter table users add column nickname text;");
  m.up_sql =
      "alter table public.users add column nickname text; update public.users set mood = case mood when 'ok' then "
      "'sad'::public.mood else 'ok' end;";
  const auto seen = m.prove();
  REQUIRE(!seen.proven());
  CHECK(seen.findings.front().stage == kit::proof_stage::rows);
  CHECK(seen.findings.front().message.find("users") != std::string::npos);
}

TEST_CASE("a loss that no hazard speaks of is found out") {
  auto m =
      make_claim(shop,
                 "create type mood as enum ('sad', 'ok');"
                 "create table users (id bigint generated always as identity primary key, email varchar(40) not null "
                 "unique, mood mood not null default 'ok', score numeric(6, 2) check (score > 10 and score < 20));"
                 "create table posts (id uuid primary key, author_id bigint not null references users, title text not "
                 "null, slug text generated always as (lower(title)) stored, tags text[] not null default '{}');"
                 "create index posts_author on posts (author_id);");
  CHECK_MESSAGE(m.prove().proven(), "the hazard is there");
  m.hazards.clear();
  const auto seen = m.prove();
  REQUIRE(!seen.proven());
  CHECK(seen.findings.front().stage == kit::proof_stage::rows);
  CHECK(seen.findings.front().message.find("users.born") != std::string::npos);
}

TEST_CASE("a step that may fail on rows may do so where a hazard says it, and only there") {
  auto m = make_claim("create table t (id integer primary key, code text);",
                      "create table t (id integer primary key, code text unique);");
  m.up_sql =
      "alter table public.t alter column code type integer using code::integer;"
      "alter table public.t alter column code type text; alter table public.t add constraint t_code_key unique (code);";
  m.hazards.clear();
  m.plan.reset();
  const auto seen = m.prove();
  REQUIRE(!seen.proven());
  CHECK(seen.findings.front().message.find("no hazard says") != std::string::npos);
}

TEST_CASE("a name that depends on the search_path is noted") {
  auto m = make_claim(shop, std::string(shop) + "alter table users add column nickname text;");
  m.up_sql = "alter table users add column nickname text;";
  const auto seen = m.prove();
  CHECK_MESSAGE(seen.proven(), told(seen));
  REQUIRE(seen.notes.size() == 1);
  CHECK(seen.notes.front().stage == kit::proof_stage::names);
}

TEST_CASE("locks and rewrites are seen, and compared with what the plan says") {
  auto m = make_claim("create table t (id integer primary key);", "create table t (id bigint primary key);");
  auto seen = m.prove();
  CHECK_MESSAGE(seen.proven(), told(seen));
  REQUIRE(!seen.observed.empty());
  CHECK(std::any_of(seen.observed.begin(), seen.observed.end(), [](const auto& o) {
    return o.rewrites && o.lock == kit::lock_mode::access_exclusive && o.tables == std::vector<std::string>{"public.t"};
  }));
  CHECK_MESSAGE(seen.notes.empty(), told(seen));
  for (auto& step : m.plan->steps) {
    step.lock = kit::lock_mode::none;
    step.rewrites = false;
  }
  seen = m.prove();
  CHECK(seen.notes.size() >= 2);
}

TEST_CASE("a child of a table that is there, and a table with another owner, lock what the plan says") {
  const std::string role = "create role \"ow'ner\"; create table kept (); alter table kept owner to \"ow'ner\"; ";
  const std::string parent = "create table parent (id integer check (id > 0)); ";
  for (const std::string changed :
       {"create table child (n integer) inherits (parent)", "alter table parent owner to \"ow'ner\""}) {
    const auto seen = prove_plan(role + parent, role + parent + changed);
    CHECK_MESSAGE(seen.proven(), told(seen));
    CHECK_MESSAGE(seen.notes.empty(), told(seen));
  }
}

TEST_CASE("a loss is said of a table that has another name by then") {
  const auto m = make_claim(model_of("create table t (id integer, gone text)"),
                            model_of("create table \"new \"\"t\" (id integer)"), {.online = true, .intended = {}},
                            {{kit::table_id("public", "t"), kit::table_id("public", "new \"t")}});
  const auto seen = m.prove();
  CHECK_MESSAGE(seen.proven(), told(seen));
}

TEST_CASE("the same claim gives the same certificate") {
  const auto m = make_claim(shop, std::string(shop) + "alter table users add column nickname text;");
  CHECK(m.prove() == m.prove());
}

TEST_CASE("sample rows keep deferrable keys, which only triggers of the system check") {
  const std::string before =
      "create table t (a boolean, b integer default 5, unique (a) deferrable, exclude (b with =) deferrable initially "
      "deferred);";
  const auto seen = prove_plan(before, before + "alter table t set unlogged;");
  CHECK_MESSAGE(seen.proven(), told(seen));
  CHECK(seen.rows >= 2);
  const auto parts = std::string("create table p (k integer, unique (k) deferrable) partition by list (k);") +
                     "create table p1 partition of p for values in (1, 2); create table p2 partition of p default;";
  const auto of_parts = prove_plan(parts, parts + "alter table p1 set unlogged; alter table p add column v text;");
  CHECK_MESSAGE(of_parts.proven(), told(of_parts));
}
