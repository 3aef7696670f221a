// Types that are made anew, with what stands on them.
#include <doctest/doctest.h>

#include "kit/base/error.hpp"
#include "kit/diff/diff.hpp"
#include "kit/plan/plan.hpp"
#include "round_trip.hpp"
#include "support/test_server.hpp"

using namespace squall;
using squall::test::round_trip_case;

namespace {

// clang-format off
const std::vector<round_trip_case> cases{
    {"a column comes to hold arrays of an enum that loses a label",
     "create type m as enum ('a', 'b', 'c'); create table t (m m default 'a', n int)",
     "create type m as enum ('c', 'a'); create table t (m m[] default '{c}', n int)"},
    {"a column of an enum goes over to text, and another one to the enum's array, while the enum changes",
     "create type m as enum ('a', 'b', 'c'); create table t (x m default 'a', y m[])",
     "create type m as enum ('c', 'a'); create table t (x text default 'a', y m[] default '{a}')",
     {}, "insert into t values ('c', '{a,c}')", "select x || y::text from t", "c{a,c}"},
    {"an enum loses a label inside of a composite type that stays as it is",
     "create type m as enum ('a', 'b', 'c'); create type p as (n int, m m); create table t (x p, y p[])",
     "create type m as enum ('c', 'a'); create type p as (n int, m m); create table t (x p, y p[])",
     {}, "insert into t values ((1, 'c'), array[row(2, 'a')::p])", "select (x).m || y::text from t", "c{\"(2,a)\"}"},
    {"an enum loses a label inside of a composite type whose attributes change their places",
     "create type m as enum ('a', 'b', 'c'); create type p as (n int, m m); create table t (x p, m m)",
     "create type m as enum ('c', 'a'); create type p as (m m, n int); create table t (x p, m m)",
     {}, "insert into t values ((1, 'c'), 'a')", "select (x).m || m::text || (x).n from t", "ca1"},
    {"a column leaves a composite type for an enum in it that loses a label, and the composite type goes",
     "create type m as enum ('a', 'b', 'c'); create type p as (n int, m m); create function f(p) returns m language sql as 'select ($1).m';"
     "create table t (x p, y p[])",
     "create type m as enum ('c', 'a'); create table t (x m, y m[])", {}, "insert into t default values", "select count(*) from t", "1"},
    {"a column leaves a domain for the enum under it that loses a label, and the domain goes",
     "create type m as enum ('a', 'b', 'c'); create domain d as m check (value <> 'b'); create domain e as d; create table t (x e default 'a', y d[])",
     "create type m as enum ('c', 'a'); create table t (x m default 'a', y m[])",
     {}, "insert into t values ('c', '{a}')", "select x || y::text from t", "c{a}"},
    {"a range type goes, and the domain under it becomes stricter, with a view",
     "create domain d as int; create type r as range (subtype = d); create table t (x r, y d[]); create view v as select lower(x) l from t",
     "create domain d as int check (value > 0); create table t (x d, y d[]); create view v as select x l from t"},
    {"attributes change their places in a type inside of another one, and of a domain",
     "create type p as (a text, b text); create domain d as p; create type q as (n int, p p, d d); create table t (x q)",
     "create type p as (b text, a text); create domain d as p; create type q as (n int, p p, d d); create table t (x q)",
     {}, "insert into t values ((1, ('a', 'b'), ('c', 'e')))", "select ((x).p).a || ((x).d).a || (x).n from t", "ac1"},
    {"an enum loses a label under a function that a default calls, and a view",
     "create type m as enum ('a', 'b', 'c'); create function f() returns m language sql as $$ select 'a'::m $$;"
     "create table t (x m default f(), n int); create view v as select x from t where x > 'a'",
     "create type m as enum ('c', 'a'); create function f() returns m language sql as $$ select 'a'::m $$;"
     "create table t (x m default f(), n int); create view v as select x from t where x > 'a'",
     {}, "insert into t values ('c', 1)", "select x from t", "c"},
    {"a domain gets NOT NULL where a column holds arrays of it",
     "create domain d as int; create table t (x d[] default '{7}', y d)",
     "create domain d as int not null; create table t (x d[] default '{7}', y d)",
     {}, "insert into t values ('{1,2}', 3)", "select x::text || y from t", "{1,2}3"},
    {"a domain gets a check inside of a composite type, under a domain, and in a range",
     "create domain d as int; create domain e as d; create type p as (n int, e e); create type r as range (subtype = d);"
     "create table t (x p[], r r, m r_multirange); create view v as select x from t",
     "create domain d as int check (value > 0); create domain e as d; create type p as (n int, e e);"
     "create type r as range (subtype = d); create table t (x p[], r r, m r_multirange); create view v as select x from t",
     {}, "insert into t values (array[row(1, 2)::p], '[1,4)')", "select x::text || r from t", "{\"(1,2)\"}[1,4)"},
    {"a range gets a function, and columns hold it, its multirange and arrays of it",
     "create type \"a range\" as range (subtype = float8, subtype_diff = float8mi);"
     "create table t (x \"a range\", y \"a multirange\", z \"a range\"[], n int)",
     "create type \"a range\" as range (subtype = float8); "
     "create table t (x \"a range\", y \"a multirange\", z \"a range\"[], n int)",
     {}, "insert into t values ('[1,2]', '{[1,2]}', '{\"[1,2]\"}', 1)", "select x::text || y || z::text from t",
     "[1,2]{[1,2]}{\"[1,2]\"}"},
    {"a domain's check becomes valid where a column holds arrays of it",
     "create domain d as int; alter domain d add constraint c check (value > 0) not valid; create table t (x d[])",
     "create domain d as int constraint c check (value > 0); create table t (x d[])"},
    {"a domain gets a check where arrays of it go",
     "create domain d as int; create table t (n d, x d[])",
     "create domain d as int check (value > 0); create table t (n d)"},
};
// clang-format on

}  // namespace

TEST_CASE("types that are made anew take what stands on them along") {
  for (const auto& c : cases) {
    SUBCASE(c.name.c_str()) { test::check_round_trip(c); }
  }
}

TEST_CASE("what only a rewrite could do to a table is refused where a column holds its rows") {
  const auto planned = [](const std::string& before, const std::string& after) {
    const test::fresh_database first;
    const test::fresh_database second;
    connection{first.url()}.run(before);
    connection{second.url()}.run(after);
    const auto base = test::read_model(first.url());
    return kit::make_plan(base, kit::diff(base, test::read_model(second.url())).changes);
  };
  const std::string rows = "create table t (n int, s s)";
  const char* const why = "holds rows of its table";
  CHECK_THROWS_WITH_AS(planned("create table s (x int);" + rows, "create table s (x bigint);" + rows),
                       doctest::Contains(why), kit::error);
  const std::string domain = "create domain d as int";
  const std::string with_rows = "; create table s (x d);" + rows;
  CHECK_THROWS_WITH_AS(planned(domain + with_rows, domain + " check (value > 0)" + with_rows), doctest::Contains(why),
                       kit::error);
  CHECK(planned("create table s (x varchar(3));" + rows, "create table s (x varchar(4));" + rows).steps.size() == 1);
}
