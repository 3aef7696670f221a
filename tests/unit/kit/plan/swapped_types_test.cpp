// Types that are made anew, with what stands on them.
#include <doctest/doctest.h>

#include "round_trip.hpp"

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
};
// clang-format on

}  // namespace

TEST_CASE("types that are made anew take what stands on them along") {
  for (const auto& c : cases) {
    SUBCASE(c.name.c_str()) { test::check_round_trip(c); }
  }
}
