// Of a large schema only what a change can reach is made for its proof; it must be all that it can reach.
#include "kit/proof/neighbourhood.hpp"

#include <doctest/doctest.h>
#include <fmt/format.h>

#include "proof_bench.hpp"

using namespace squall;
using namespace squall::test;

namespace {

/// 250 tables, each with a key to the one before, and what stands on some of them.
std::string large_schema() {
  std::string sql = "create type mood as enum ('sad', 'ok');";
  for (int n = 1; n <= 250; ++n) {
    sql += fmt::format(
        "create table t{0} (id bigint generated always as identity primary key, a integer not null default {0}, b "
        "text, "
        "c timestamptz default now(), d numeric, e text unique, parent bigint {1});",
        n, n == 1 ? "" : fmt::format("references t{} (id)", n - 1));
  }
  return sql + R"(
    alter table t70 add m mood;
    create view seen as select a, b from t60;
    create view seen_again as select b from seen;
    create function said() returns bigint language sql as 'select count(*) from public.T60';
    create function unsaid() returns bigint language sql as 'select count(*) from public.t160';
    create function called() returns trigger language plpgsql as 'begin perform public.said(); return new; end';
    create trigger calls before insert on t80 for each row execute function called();
    create table "Odd ""thing"" name" (id bigint);
    create view odd as select id from "Odd ""thing"" name";
    create table parts (k integer, v text) partition by range (k);
    create table parts_1 partition of parts for values from (0) to (10);
    create table parts_rest partition of parts default;
  )";
}

kit::neighbourhood reached_by(const std::string& change) {
  static const kit::database origin = model_of(large_schema());
  const kit::database target = model_of(large_schema() + change);
  const auto found = kit::neighbourhood_of(origin, target, kit::diff(origin, target, {.decide_create = true}).changes);
  REQUIRE(found);
  return *found;
}

kit::object_id relation(const char* name) { return kit::table_id("public", name); }
kit::object_id view(const char* name) { return {kit::object_kind::view, "public", {}, name}; }
bool has_function(const kit::database& db, const char* name) {
  return db.contains({kit::object_kind::routine, "public", {}, name, {}});
}

}  // namespace

TEST_CASE("a column's table, its neighbours by key, and what names it are reached, others are not") {
  const auto part = reached_by("alter table t60 add f text;");
  CHECK(part.all_tables == 254);
  for (const auto* db : {&part.origin, &part.target}) {
    CHECK(db->contains(relation("t60")));
    CHECK(db->contains(relation("t59")));  // referenced
    CHECK(db->contains(relation("t61")));  // referencing
    CHECK(!db->contains(relation("t58")));
    CHECK(!db->contains(relation("t62")));
    CHECK(db->contains(view("seen")));
    CHECK(db->contains(view("seen_again")));
    CHECK(has_function(*db, "said"));
    CHECK(!has_function(*db, "unsaid"));
    CHECK(db->contains(relation("t80")));  // its trigger calls what calls what reads t60
    CHECK(!db->contains(view("odd")));
  }
  CHECK(part.tables < 12);
  CHECK(part.target.contains(kit::column_id(relation("t60"), "f")));
}

TEST_CASE("a type reaches the tables that use it, a partition its whole family") {
  CHECK(reached_by("alter type mood add value 'glad';").origin.contains(relation("t70")));
  const auto part = reached_by("create table parts_2 partition of parts for values from (10) to (20);");
  CHECK(part.origin.contains(relation("parts_rest")));
  CHECK(part.target.contains(relation("parts_2")));
}

TEST_CASE("names that are no words are found in what is written in SQL") {
  const auto part = reached_by(R"(alter table "Odd ""thing"" name" add f text;)");
  CHECK(part.origin.contains(view("odd")));
}

TEST_CASE("a change is proven on the part of a large schema that it can reach") {
  const auto claim = make_claim(large_schema(), large_schema() + R"(
    drop view seen_again; drop view seen;
    alter table t60 alter b type varchar(30), add f text not null default '', drop constraint t60_e_key;
    create index on t60 (f);
    create view seen as select a, b, f from t60;
    create view seen_again as select b, f from seen;)");
  const auto seen = claim.prove(false);
  CHECK_MESSAGE(seen.proven(), told(seen));
  REQUIRE(seen.part);
  CHECK(seen.part->tables < 12);
  CHECK(seen.part->all_tables == 254);
  CHECK(!claim.prove(true).part);
}

TEST_CASE("a statement that touches something else is found out") {
  auto claim = make_claim(large_schema(), large_schema() + "alter table t60 add f text;");
  claim.up_sql += "\ndrop table public.t250;";
  const auto seen = claim.prove(false);
  CHECK(!seen.proven());
  CHECK(!seen.part);  // the message is about the whole
}

TEST_CASE("where a schema itself changes the whole is made") {
  const auto claim =
      make_claim(large_schema(), large_schema() + "create schema more; comment on schema public is 'all of it';");
  const auto seen = claim.prove(false);
  CHECK_MESSAGE(seen.proven(), told(seen));
  CHECK(!seen.part);
}
