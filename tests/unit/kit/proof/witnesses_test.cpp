// Witnesses beside the catalog reading: whom there is to ask, and what each of them is needed for.
#include <doctest/doctest.h>

#include <string>
#include <vector>

#include "proof_bench.hpp"

using namespace squall;
using namespace squall::test;

namespace {

constexpr const char* before = R"(
  create table users (id integer primary key, state varchar(9) check (state in ('new', 'old')));
  create table posts (id integer primary key, author integer references users, title text);
)";

/// The findings of a proof that knows no pg_dump.
std::string found_by_walk(const test_claim& m) { return told(m.prove(true, kit::other_witnesses::walk_alone)); }

}  // namespace

TEST_CASE("without pg_dump the walk is the other witness") {
  const auto m = make_claim(before, std::string(before) + R"(
    alter table users add column nickname text default 'x';
    comment on column users.nickname is 'short';
    create index posts_author on posts (author) where title <> '';
  )");
  const auto seen = m.prove(true, kit::other_witnesses::walk_alone);
  CHECK(seen.witnesses == std::vector<std::string>{"catalog", "catalog walk"});
  CHECK_MESSAGE(seen.proven(), told(seen));
  CHECK_MESSAGE(seen.notes.empty(), told(seen));
}

TEST_CASE("a plan that misses one thing is found out by the walk, which names it") {
  struct missing {
    const char* wanted;  ///< beside what is there before
    const char* done;    ///< instead of it
    const char* named;
  };
  for (const auto& [wanted, done, named] :
       {missing{"comment on table posts is 'texts';", "select 1",
                "catalog walk: pg_description pg_class public.posts is missing"},
        missing{"alter table posts alter title set not null;", "select 1",
                "catalog walk: pg_attribute title of public.posts: attnotnull is 'false' and should be 'true'"},
        missing{"alter table posts alter title set statistics 7;",
                "alter table public.posts alter title set statistics 8", "attstattarget is '8' and should be '7'"},
        missing{"create index i on posts (lower(title));", "create index i on public.posts (upper(title))",
                "pg_index public.i: indexprs is 'upper(title)' and should be 'lower(title)'"}}) {
    auto m = make_claim(before, std::string(before) + wanted);
    m.plan.reset();
    m.up_sql = std::string(done) + ";";
    const auto said = found_by_walk(m);
    INFO(said);
    CHECK(said.find(named) != std::string::npos);
  }
}

// A foreign key whose triggers are off keeps nothing, and stands in the catalog and in the dump as before.
TEST_CASE("the walk sees what neither the catalog reading nor pg_dump tells") {
  auto m = make_claim(before, std::string(before) + "alter table posts add column slug text;");
  m.plan.reset();
  m.up_sql = "alter table public.posts add column slug text; alter table public.posts disable trigger all;";
  CHECK(m.prove(true, kit::other_witnesses::pg_dump_alone).proven());
  const auto said = told(m.prove());
  INFO(said);
  CHECK(said.find("tgenabled is 'D' and should be 'O'") != std::string::npos);
}

// What is made again from the server's own text comes out in other words.
TEST_CASE("words of an expression that mean the same are no difference to the walk") {
  for (const char* change :
       {"alter table users drop constraint users_state_check", "alter table users alter column state type varchar(20)",
        "create policy p on users using (state in ('new', 'old'))",
        "create view v as select id from users where state in ('new', 'old')",
        "create index i on users (id) where state in ('new', 'old')"}) {
    const auto there = make_claim(before, std::string(before) + change + ";");
    const auto back = make_claim(std::string(before) + change + ";", before);
    for (const test_claim* m : {&there, &back}) {
      const auto seen = m->prove(true, kit::other_witnesses::walk_alone);
      CHECK_MESSAGE(seen.proven(), change << ": " << told(seen));
    }
  }
}

TEST_CASE("an author's words that mean the same are no difference to the walk") {
  auto m = make_claim(before, std::string(before) + "alter table users drop constraint users_state_check;");
  m.plan.reset();
  m.down_sql = "alter table public.users add constraint users_state_check check (state in ('new', 'old'));";
  const auto seen = m.prove(true, kit::other_witnesses::walk_alone);
  CHECK_MESSAGE(seen.proven(), told(seen));
  m.down_sql = "alter table public.users add constraint users_state_check check (state in ('new', 'odd'));";
  CHECK(!m.prove(true, kit::other_witnesses::walk_alone).proven());
}

TEST_CASE("a table that is there to be mistaken for another is none of the walk's") {
  auto m = make_claim(before, std::string(before) + "alter table posts add column slug text;");
  m.up_sql = "alter table posts add column slug text;";
  m.plan.reset();
  const auto seen = m.prove(true, kit::other_witnesses::walk_alone);
  CHECK_MESSAGE(seen.proven(), told(seen));
  REQUIRE(seen.notes.size() == 1);
  CHECK(seen.notes.front().stage == kit::proof_stage::names);
}
