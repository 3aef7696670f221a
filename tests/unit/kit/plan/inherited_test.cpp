// What a partition or child has from its table and is otherwise all the same, and what goes with other objects.
#include <doctest/doctest.h>

#include "kit/diff/diff.hpp"
#include "round_trip.hpp"
#include "support/test_server.hpp"

using namespace squall;
using squall::test::round_trip_case;

namespace {

const std::string parted =
    "create table r (a int primary key); create table r2 (a int primary key);"
    "create function f() returns trigger language plpgsql as 'begin return new; end';"
    "create table p (id int, x int, y text) partition by list (id); create table p1 partition of p for values in (1);"
    "create table p2 partition of p for values in (2) partition by list (x);"
    "create table p21 partition of p2 for values in (1);";
const std::string with_trigger = parted + "create trigger t after insert on p for each row execute function f();";
const std::string stored =
    "create table p (id int) partition by list (id); create table p1 partition of p for values in (1);";
const std::string unproven = parted + "alter table p add constraint positive check (id > 0) not valid;";
const std::string with_key = parted + "alter table p add constraint k foreign key (x) references r;";

// clang-format off
const std::vector<round_trip_case> cases{
    {"a trigger is disabled on one partition", with_trigger, with_trigger + "alter table p1 disable trigger t"},
    {"a trigger that fires otherwise in a part of a part comes with its table",
     parted, with_trigger + "alter table p2 enable always trigger t; alter table only p21 disable trigger t; comment on trigger t on p21 is 'off'"},
    {"a table's trigger is disabled where a partition's is not",
     with_trigger + "alter table p1 enable always trigger t", with_trigger + "alter table p disable trigger t; alter table p1 enable always trigger t"},
    {"a trigger is made anew, and a partition's keeps firing otherwise",
     with_trigger + "alter table p1 enable replica trigger t",
     parted + "create trigger t before update on p for each row execute function f(); alter table p1 enable replica trigger t"},
    {"a trigger that fires otherwise in a partition is dropped", with_trigger + "alter table p1 disable trigger t", parted},
    {"a partition's part of a foreign key is named otherwise", with_key, with_key + "alter table p1 rename constraint k to own"},
    {"a foreign key comes with a partition that names its part otherwise",
     parted, with_key + "alter table p2 rename constraint k to own; alter table p21 rename constraint k to \"O'wn\"; comment on constraint own on p2 is 'o'"},
    {"a foreign key whose parts are named otherwise refers elsewhere",
     with_key + "alter table p1 rename constraint k to own",
     parted + "alter table p add constraint k foreign key (x) references r2; alter table p1 rename constraint k to own"},
    {"a column is NOT NULL and has a target for statistics, in the partitions as well",
     "create table p (id int, x int) partition by list (id); create table p1 partition of p for values in (1)",
     "create table p (id int, x int not null default 3) partition by list (id); create table p1 partition of p for values in (1); alter table p alter x set statistics 0"},
    {"an index on the table only, with one of a partition", parted, parted + "create index i on only p (x); create index i1 on p1 (x); alter index i attach partition i1"},
    {"a key on the table only",
     "create table p (id int, x int) partition by list (id); create table p1 partition of p for values in (1); create table p2 partition of p for values in (2)",
     "create table p (id int, x int) partition by list (id); create table p1 partition of p for values in (1); create table p2 partition of p for values in (2);"
     "alter table only p add constraint u unique (id); alter table p1 add constraint u1 unique (id); alter index u attach partition u1"},
    {"an index is on the table only, with its partitions", "", parted + "create index i on only p (x); create index i2 on p2 (x); alter index i attach partition i2"},
    {"a check that nobody validated, with children",
     "", "create table a (x int); create table b (y int) inherits (a); create table c () inherits (b); alter table a add constraint positive check (x > 0) not valid"},
    {"a check that nobody validated goes from a table whose later partition has it as a valid one",
     stored + "alter table p add constraint positive check (id > 0) not valid; create table p2 partition of p for values in (2)",
     stored + "create table p2 partition of p for values in (2)"},
    {"a check that nobody validated becomes another one, and one partition is validated",
     stored + "alter table p add constraint positive check (id > 0) not valid; create table p2 partition of p for values in (2)",
     stored + "create table p2 partition of p for values in (2); alter table p add constraint positive check (id > -1) not valid; alter table p1 validate constraint positive"},
    {"one partition's check is validated, then another's", unproven + "alter table p1 validate constraint positive",
     unproven + "alter table p2 validate constraint positive"},
    {"a partition with a partition is validated", unproven, unproven + "alter table p2 validate constraint positive"},
    {"a part of a partition is validated", unproven, unproven + "alter table p21 validate constraint positive"},
    {"a part of a partition was validated, and the whole is", unproven + "alter table p21 validate constraint positive",
     unproven + "alter table p validate constraint positive"},
    {"a new partition has as valid what its table has not, and another has not",
     unproven, unproven + "create table p3 partition of p for values in (3); create table p22 partition of p2 for values in (2)"},
    {"a new partition has not as valid what its table has not, while one was validated",
     unproven + "alter table p1 validate constraint positive",
     parted + "create table p3 partition of p for values in (3); alter table p add constraint positive check (id > 0) not valid; alter table p1 validate constraint positive"},
    {"a partition that was validated leaves its table", unproven + "alter table p1 validate constraint positive",
     unproven + "alter table p1 validate constraint positive; alter table p detach partition p1"},
    {"tables whose checks nobody validated, but some did", "",
     unproven + "alter table p21 validate constraint positive; create table p3 partition of p for values in (3)"},
    {"a new child has as valid what its parent has not, and another has not",
     "create table a (x int); create table b () inherits (a); alter table a add constraint positive check (x > 0) not valid",
     "create table a (x int); create table b () inherits (a); create table c () inherits (b); alter table a add constraint positive check (x > 0) not valid;"
     "create table d () inherits (a); create table e () inherits (d)"},
    {"a child is validated, and its parent's column renamed",
     "create table a (x int); create table b () inherits (a); alter table a add constraint positive check (x > 0) not valid",
     "create table a (y int); create table b () inherits (a); alter table a add constraint positive check (y > 0) not valid; alter table b validate constraint positive"},
    {"a table with a valid check comes to one that says NOT VALID", unproven + "create table p3 (id int, x int, y text, constraint positive check (id > 0))",
     unproven + "create table p3 (id int, x int, y text, constraint positive check (id > 0)); alter table p attach partition p3 for values in (3)"},
    {"a table whose check nobody validated comes to one of that kind",
     unproven + "create table p3 (id int, x int, y text); alter table p3 add constraint positive check (id > 0) not valid",
     unproven + "create table p3 (id int, x int, y text); alter table p3 add constraint positive check (id > 0) not valid; alter table p attach partition p3 for values in (3)"},
    {"a table comes to one that gets a check that nobody validated", parted + "create table p3 (id int, x int, y text)",
     parted + "create table p3 (id int, x int, y text); alter table p attach partition p3 for values in (3); alter table p add constraint positive check (id > 0) not valid"},
    {"a child with a valid check comes to a parent that says NOT VALID",
     "create table a (x int); alter table a add constraint c check (x > 0) not valid; create table b (x int, constraint c check (x > 0))",
     "create table a (x int); alter table a add constraint c check (x > 0) not valid; create table b (x int, constraint c check (x > 0)); alter table b inherit a"},
    {"a child leaves a parent whose check it has as a valid one",
     "create table a (x int); alter table a add constraint c check (x > 0) not valid; create table b () inherits (a)",
     "create table a (x int); alter table a add constraint c check (x > 0) not valid; create table b (x int, constraint c check (x > 0))"},
    {"a child leaves a parent whose check nobody validated",
     "create table a (x int); create table b () inherits (a); alter table a add constraint c check (x > 0) not valid",
     "create table a (x int); create table b () inherits (a); alter table a add constraint c check (x > 0) not valid; alter table b no inherit a"},
    {"a child goes over from one parent with a check that nobody validated to another",
     "create table a (x int); create table a2 (x int); alter table a add constraint c check (x > 0) not valid; alter table a2 add constraint c check (x > 0) not valid; create table b () inherits (a)",
     "create table a (x int); create table a2 (x int); alter table a add constraint c check (x > 0) not valid; alter table a2 add constraint c check (x > 0) not valid; create table b () inherits (a2)"},
    {"a validated partition's check and column change",
     stored + "alter table p add x int; alter table p add constraint positive check (x > 0) not valid; alter table p1 validate constraint positive",
     stored + "alter table p add x bigint; alter table p add constraint positive check (x > 0) not valid; alter table p1 validate constraint positive"},
    {"an identity becomes a serial, and its statistics target goes from the partitions, too",
     "create table p (id bigint generated by default as identity) partition by list (id); create table p1 partition of p for values in (1); alter table p alter id set statistics 77",
     "create table p (id bigserial) partition by list (id); create table p1 partition of p for values in (1)"},
    {"the sequence of an identity column is granted and said something of",
     "create table t (id int generated always as identity)",
     "create table t (id int generated always as identity); grant usage, select on sequence t_id_seq to public; comment on sequence t_id_seq is 'it''s'"},
    {"the sequence of a new identity column is granted",
     "create table t (a int)",
     "create table t (a int, id int generated by default as identity (sequence name \"Own\")); grant usage on sequence \"Own\" to public"},
    {"functions, indexes, triggers and materialized views go with an extension",
     "create extension citext; create table t (a int); create function g() returns int language sql as 'select 1'; create index i on t (a);"
     "create materialized view m as select 1 as a; create function f() returns trigger language plpgsql as 'begin return new; end';"
     "create trigger tr before insert on t for each row execute function f()",
     "create extension citext; create table t (a int); create function g() returns int language sql as 'select 1'; create index i on t (a);"
     "create materialized view m as select 1 as a; create function f() returns trigger language plpgsql as 'begin return new; end';"
     "create trigger tr before insert on t for each row execute function f(); alter function g() depends on extension citext;"
     "alter index i depends on extension citext; alter materialized view m depends on extension citext; alter trigger tr on t depends on extension citext"},
    {"functions of PostgreSQL's and of an extension's are granted and revoked",
     "create extension citext; revoke execute on function pg_catalog.pg_sleep(double precision) from public",
     "create extension citext; revoke execute on function citext_eq(citext, citext) from public; revoke select on pg_catalog.pg_am from public"},
    {"a column that is published without a key becomes the parent's",
     "create table p (id int); create table c (id int); alter table c replica identity nothing; create publication n for all tables",
     "create table p (id int); create table c () inherits (p); alter table c replica identity nothing; create publication n for all tables",
     {}, "insert into c values (7)", "select id from only c", "7"},
    {"a column is compressed otherwise, with its partitions",
     stored + "alter table p add b text compression pglz", stored + "alter table p add b text; alter table p alter b set storage main"},
    {"a column that is compressed comes, with its partitions",
     stored, stored + "alter table p add b text compression pglz; alter table p1 alter b set compression default"},
    {"a column gets another type and keeps its storage and compression",
     stored + "alter table p add b varchar(5) compression pglz; alter table p alter b set storage external; alter table p1 alter b set storage main",
     stored + "alter table p add b text compression pglz; alter table p alter b set storage external; alter table p1 alter b set storage main"},
    {"a partition gives up its own default while the column gets another type",
     stored + "alter table p add b int; alter table p1 alter b set default 3",
     stored + "alter table p add b text compression pglz default 'x'"},
    {"a column gets another collation and keeps its storage",
     "create table t (b text); alter table t alter b set storage main; alter table t alter b set statistics 7",
     "create table t (b text collate \"C\"); alter table t alter b set storage main; alter table t alter b set statistics 7"},
    {"a column of an enumeration's array keeps its storage when a label goes",
     "create type e as enum ('a', 'b'); create table t (b e[] compression pglz); alter table t alter b set storage external",
     "create type e as enum ('a'); create table t (b e[] compression pglz); alter table t alter b set storage external"},
    {"an extension comes with a revoked function", "", "create extension citext; revoke execute on function citext_eq(citext, citext) from public"},
};
// clang-format on

}  // namespace

TEST_CASE("parts of partitions, and what goes with other objects, come up and go back") {
  for (const auto& c : cases) {
    SUBCASE(c.name.c_str()) { check_round_trip(c); }
  }
}

TEST_CASE("a check that is renamed is called so where it was validated ahead, too, and not validated again") {
  const test::fresh_database first;
  const test::fresh_database second;
  const auto with = [](const std::string& name) {
    return parted + "alter table p add constraint " + name +
           " check (id > 0) not valid; alter table p21 validate constraint " + name;
  };
  connection{first.url()}.run(with("positive"));
  connection{second.url()}.run(with("above"));
  const auto before = test::read_model(first.url());
  const auto check_of_p = [](const std::string& name) {
    return kit::object_id{kit::object_kind::check, "public", "p", name};
  };
  const auto changes =
      kit::diff(before, test::read_model(second.url()), {.renames = {{check_of_p("positive"), check_of_p("above")}}})
          .changes;
  const auto plan = kit::make_plan(before, changes);
  REQUIRE(plan.steps.size() == 1);
  CHECK(plan.steps[0].sql == "ALTER TABLE public.p RENAME CONSTRAINT positive TO above");
}
