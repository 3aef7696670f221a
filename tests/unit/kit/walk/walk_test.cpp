// What a walk says of two databases: nothing where a schema came about in two ways, and the difference where there is
// one.
#include "kit/walk/walk.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <set>
#include <string>
#include <vector>

#include "everything.hpp"
#include "kit/walk/layout.hpp"
#include "tamperings.hpp"
#include "unit/kit/catalog/fixture.hpp"

using namespace squall;
using namespace squall::test;

namespace {

std::vector<std::string> differences(connection& is, connection& should_be) {
  kit::catalog_walker walker(is);
  return kit::walk_differences(walker.walk(is), walker.walk(should_be));
}

std::string joined(const std::vector<std::string>& lines) {
  std::string out;
  for (const auto& line : lines) {
    out += line + "\n";
  }
  return out;
}

int major_version(const connection& db) { return db.server_version() / 10000; }

/// Two ways to one schema.
struct two_ways {
  const char* what;
  const char* one;
  const char* other;
};

constexpr two_ways detours[] = {
    {"columns in another order, one of them dropped and added again",
     "create table t (a int primary key, b text default 'x', c numeric(5, 2) check (c > 0))",
     "create table t (z int, c numeric(5, 2) check (c > 0), b int, a int primary key); alter table t drop column z;"
     "alter table t drop column b; alter table t add column b text default 'x'"},
    {"keys, indexes, statistics and triggers on columns with other numbers",
     "create table t (a int, b int, c int, primary key (a, b), unique (b, c)); create index i on t (c, (a + b)) where "
     "b > 1; create statistics x on a, c from t; create table u (d int, e int, foreign key (d, e) references t);"
     "create function f() returns trigger language plpgsql as 'begin return new; end'; create trigger g after update "
     "of c, a on t for each row when (old.a <> new.a) execute function f()",
     "create table t (y int, c int, z int, b int, a int); alter table t drop column z, drop column y;"
     "create function f() returns trigger language plpgsql as 'begin return new; end'; create trigger g after update "
     "of c, a on t for each row when (old.a <> new.a) execute function f(); create table u (x int, e int, d int);"
     "alter table u drop column x; create statistics x on c, a from t; create index i on t (c, (a + b)) where b > 1;"
     "alter table t add unique (b, c), add primary key (a, b); alter table u add foreign key (d, e) references t"},
    {"an index renamed and back, a table's columns renamed and back",
     "create table t (a int, b text); create index i on t (a, lower(b)); create view v as select a, b from t",
     "create table t (x int, b text); create index j on t (x, lower(b)); create view v as select x as a, b from t;"
     "alter index j rename to i; alter table t rename x to a"},
    {"objects in another order",
     "create type e as enum ('a', 'b'); create table t (v e default 'a'); create view w as select v from t;"
     "create function f(t) returns e language sql as 'select $1.v'; comment on view w is 'x'",
     "create type e as enum ('c', 'b'); create table t (v text); alter type e rename value 'c' to 'a'; drop table t;"
     "create table t (v e default 'a'); create function f(t) returns e language sql as 'select $1.v'; drop function "
     "f(t); create view w as select v from t; create function f(t) returns e language sql as 'select $1.v'; comment "
     "on view w is 'x'"},
    {"partitions that came with their table, or were attached",
     "create table p (k int constraint p_k_not_null not null, v text, primary key (k)) partition by range (k); create "
     "index p_v on p (v);"
     "create table p1 partition of p for values from (0) to (5); create table q (k int references p)",
     "create table p1 (v text, k int constraint p_k_not_null not null, constraint p1_pkey primary key (k)); create "
     "index p1_v_idx on p1 (v);"
     "create table p (k int constraint p_k_not_null not null, v text, primary key (k)) partition by range (k); create "
     "table q (k int references p);"
     "create index p_v on only p (v); alter table p attach partition p1 for values from (0) to (5);"},
    {"foreign keys of partitions, made before and after them",
     "create table r (k int primary key) partition by list (k); create table r1 partition of r for values in (1);"
     "create table r2 partition of r for values in (2); create table p (k int references r) partition by list (k);"
     "create table p1 partition of p for values in (1)",
     "create table r (k int primary key) partition by list (k); create table p (k int references r) partition by list "
     "(k); create table r2 partition of r for values in (2); create table p1 partition of p for values in (1);"
     "create table r1 partition of r for values in (1)"},
    {"foreign keys validated at once, and later",
     "create table r (k int primary key) partition by list (k); create table r1 partition of r for values in (1);"
     "create table q (k int constraint f references r)",
     "create table r (k int primary key) partition by list (k); create table r1 partition of r for values in (1);"
     "create table q (k int); alter table q add constraint f foreign key (k) references r not valid;"
     "alter table q validate constraint f"},
    {"privileges granted in another order, and taken back",
     "create table t (a int); grant select on t to public; grant insert, update on t to pg_monitor;"
     "create table u (a int)",
     "create table t (a int); grant update on t to pg_monitor; grant insert on t to pg_monitor; grant select on t to "
     "public; create table u (a int); grant select (a) on u to public; revoke select (a) on u from public;"
     "grant delete on u to public; revoke delete on u from public; revoke execute on function pg_sleep(float8) from "
     "public; grant execute on function pg_sleep(float8) to public; revoke select on pg_am from public; grant select "
     "on "
     "pg_am to public"},
    {"options in another order, statistics and rows",
     "create table t (a int) with (fillfactor = 80, autovacuum_enabled = off); create table toasted (a text)",
     "create table t (a int); alter table t set (autovacuum_enabled = off); alter table t set (fillfactor = 80);"
     "insert into t select generate_series(1, 1000); create index on t (a); analyze t; drop index t_a_idx; create "
     "table toasted (b int[]); alter table toasted drop b; alter table toasted add a text; truncate t"},
    {"an array type whose name was taken, a type in two steps",
     "create type pair as (a int, b text); create table t (p pair[]); create domain d as int check (value > 1)",
     "create table _pair (a int); create type pair as (b text); alter type pair add attribute x int, drop attribute b;"
     "alter type pair drop attribute x, add attribute a int, add attribute b text; drop table _pair; create table t (p "
     "pair[]); create domain d as int; alter domain d add check (value > 1) not valid; alter domain d validate "
     "constraint d_check"},
    {"inheritance undone and done again",
     "create table a (x int, y int check (y > 1)); create table b (z int) inherits (a)",
     "create table a (y int, x int); create table b (z int) inherits (a); alter table a add check (y > 1)"},
};

}  // namespace

TEST_CASE("a schema is the same to a walk in whichever way it came about") {
  for (const auto& ways : detours) {
    database_of one(ways.one);
    database_of other(ways.other);
    INFO(ways.what);
    CHECK(joined(differences(one.session, other.session)) == "");
  }
}

TEST_CASE("a walk sees one thing changed of every kind of object") {
  database_of made(everything);
  connection& db = made.session;
  db.run("set allow_system_table_mods = on");
  const int version = major_version(db);
  kit::catalog_walker walker(db);
  auto before = walker.walk(db);
  CHECK(before == walker.walk(db));
  std::set<kit::object_kind> kinds;
  for (const tampering& t : tamperings()) {
    if (version < t.since || version >= t.before) {
      continue;
    }
    kinds.insert(t.kind);
    INFO(t.sql);
    db.run(t.sql);
    auto after = walker.walk(db);
    const auto found = kit::walk_differences(after, before);
    INFO(joined(found));
    CHECK(std::any_of(found.begin(), found.end(), [&](const std::string& line) {
      return line.find(t.object) != std::string::npos && line.find(t.column) != std::string::npos;
    }));
    CHECK_MESSAGE(found.size() <= 12, "one thing is told in few lines");
    before = std::move(after);
  }
  for (std::size_t k = 0; k < kit::object_kind_count; ++k) {
    const auto kind = static_cast<kit::object_kind>(k);
    INFO("no case of: " << kit::to_string(kind));
    CHECK(kinds.contains(kind));
  }
  db.run(no_subscription);
}

TEST_CASE("a walk leaves out extensions, temporary tables, roles of others, and schemas that it is told") {
  database_of bare("create table t (a int)");
  database_of full(
      "create role walk_stranger; create extension hstore; create table t (a int); create temporary table t2 (a int "
      "primary key, b text); create schema decoys; create type decoys.e as enum ('a'); create table decoys.t (a "
      "decoys.e primary key, b text[]); comment on table decoys.t is 'x'");
  kit::catalog_walker walker(bare.session);
  const auto found = kit::walk_differences(walker.walk(full.session, {"decoys"}), walker.walk(bare.session));
  CHECK(joined(found) == "pg_extension hstore is there and should not be\n");
  full.session.run("drop role walk_stranger");
}

TEST_CASE("names that are hard to quote are told, and told apart") {
  const std::string hard = R"("a.b, ""c"" of d" )";
  database_of one("create schema " + hard + "; create table " + hard + "." + hard + " (" + hard + "int)");
  database_of other("create schema " + hard + "; create table " + hard + "." + hard + " (" + hard + "bigint)");
  const auto found = differences(one.session, other.session);
  REQUIRE(found.size() == 1);
  CHECK(found[0].starts_with(R"(pg_attribute "a.b, ""c"" of d" of "a.b, ""c"" of d"."a.b, ""c"" of d": )"));
  CHECK(found[0].find("atttypid is 'integer' and should be 'bigint'") != std::string::npos);
}

TEST_CASE("what is missing is told once, not with all that belongs to it") {
  database_of one("create table t (a int primary key, b text default 'x' check (b <> ''))");
  database_of other;
  const auto found = differences(one.session, other.session);
  CHECK(std::count_if(found.begin(), found.end(), [](const auto& line) {
          return line.starts_with("pg_attribute") || line.starts_with("pg_attrdef");
        }) == 0);
  CHECK(std::count(found.begin(), found.end(), "pg_class public.t is there and should not be") == 1);
}

TEST_CASE("expressions do not differ by a spelling that is known, and by nothing less") {
  database_of one("create table t (a int, constraint c check (a > 1 + 1), constraint d check (a > 7))");
  database_of other("create table t (a int, constraint c check (a > 2), constraint d check (a > 8))");
  kit::catalog_walker walker(one.session);
  const auto is = walker.walk(one.session);
  const auto should_be = walker.walk(other.session);
  CHECK(kit::walk_differences(is, should_be).size() == 2);
  const auto found = kit::walk_differences(is, should_be, {{"1 + 1", "3"}, {"a > (1 + 1)", "a > 2"}});
  REQUIRE(found.size() == 1);
  CHECK(found[0].find("pg_constraint d of public.t: conbin is '(a > 7)' and should be '(a > 8)'") == 0);
}

// The list that serves PostgreSQL 13 holds what later servers say themselves.
TEST_CASE("references between catalogs are known for PostgreSQL 13") {
  database_of made;
  if (major_version(made.session) < 14) {
    return;
  }
  std::set<std::string> known;
  std::set<std::string> columns;
  for (const auto& r : kit::walk::references_of_13()) {
    known.insert(r.column + " " + r.catalog + " " + r.relation);
    columns.insert(r.column);
  }
  const auto rows = made.session.query(
      "select fkcols[cardinality(fkcols)], pktable::regclass, case when cardinality(fkcols) = 2 then fkcols[1] end,"
      " fktable::regclass from pg_get_catalog_foreign_keys()");
  for (int i = 0; i < rows.rows(); ++i) {
    const std::string column(rows.text(i, 0));
    if (columns.contains(column)) {
      const std::string said = column + " " + std::string(rows.text(i, 1)) + " " + std::string(rows.text(i, 2));
      INFO(said << " of " << rows.text(i, 3));
      CHECK(known.contains(said));
    }
  }
  // Since 14: typsubscript, rngmultitypid; what is of the server's own use.
  const std::set<std::string> newer{"typsubscript", "rngmultitypid", "pnpubid", "pnnspid", "prattrs"};
  const std::set<std::string> of_no_use{"pg_statistic",        "pg_statistic_ext_data", "pg_largeobject",
                                        "pg_shdepend",         "pg_database",           "pg_largeobject_metadata",
                                        "pg_subscription_rel", "pg_tablespace"};
  for (int i = 0; i < rows.rows(); ++i) {
    const std::string column(rows.text(i, 0));
    INFO(column << " of " << rows.text(i, 3));
    CHECK((columns.contains(column) || newer.contains(column) || of_no_use.contains(std::string(rows.text(i, 3)))));
  }
}
