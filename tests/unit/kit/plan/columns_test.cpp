// Columns, their types, defaults, sequences and enums.
#include <doctest/doctest.h>

#include "round_trip.hpp"

using namespace squall;
using squall::kit::object_kind;
using squall::test::in_public;
using squall::test::part_of;
using squall::test::round_trip_case;

namespace {

kit::intentions backfill(const std::string& table, const std::string& column, const std::string& sql) {
  kit::intentions out;
  out.backfills[part_of(object_kind::column, table, column)] = sql;
  return out;
}

kit::intentions using_expression(const std::string& table, const std::string& column, const std::string& sql) {
  kit::intentions out;
  out.using_expressions[part_of(object_kind::column, table, column)] = sql;
  return out;
}

// clang-format off
const std::vector<round_trip_case> cases{
    {"columns are added and dropped",
     "create table t (id int primary key, old text not null default 'x')",
     "create table t (id int primary key, z int, a text default 'q' not null, made timestamptz not null default now(), u uuid default gen_random_uuid())",
     {}, "insert into t values (1)", "select a from t", "q"},
    {"a column becomes NOT NULL and back",
     "create table t (id int primary key, a text, b int)",
     "create table t (id int primary key, a text not null, b int not null)",
     {}, "insert into t values (1, 'x', 2)", "select count(*) from t", "1"},
    {"a column becomes NOT NULL with a backfill",
     "create table t (id int primary key, a text)",
     "create table t (id int primary key, a text not null)",
     {}, "insert into t values (1, null), (2, 'b')", "select string_agg(a, ',' order by id) from t", "n/a,b",
     backfill("t", "a", "'n/a'")},
    {"a NOT NULL column is added with a backfill",
     "create table t (id int primary key, n int unique deferrable initially deferred)",
     "create table t (id int primary key, n int unique deferrable initially deferred, slug text not null unique)",
     {}, "insert into t values (1, 1), (2, 2)", "select string_agg(slug, ',' order by id) from t", "s1,s2",
     backfill("t", "slug", "'s' || id")},
    {"types change within their family, with defaults and checks",
     "create table t (id int primary key, v varchar(40) default 'a' check (length(v) < 30 and v <> 'q'), n int default 1 check (n in (1, 2)), d numeric(10,2)); create index on t (lower(v))",
     "create table t (id bigint primary key, v text default 'a' check (length(v) < 30 and v <> 'q'), n bigint default 1 check (n in (1, 2)), d numeric(12,2)); create index on t (lower(v))",
     {}, "insert into t (id, v, n, d) values (1, 'b', 2, 3.5)", "select v || n || d from t", "b23.50"},
    {"a type changes to another family with a proposed cast",
     "create table t (id int primary key, n text default '5', when_ text)",
     "create table t (id int primary key, n int default 5, when_ date)",
     {}, "insert into t values (1, '42', '2024-02-29')", "select n + 1 from t", "43"},
    {"a type changes by the author's expression",
     "create table t (id int primary key, active text)",
     "create table t (id int primary key, active boolean)",
     {}, "insert into t values (1, 'yes please')", "select active from t", "t",
     using_expression("t", "active", "active like 'yes%'"), {}, true},
    {"both ends of a foreign key change to another family",
     "create table a (id int primary key); create table b (a_id int references a)",
     "create table a (id text primary key); create table b (a_id text references a)",
     {}, "insert into a values (1); insert into b values (1)", "select a_id from b", "1"},
    {"the collation of a column changes",
     R"(create table t (a text); create index on t (a))",
     R"(create table t (a text collate "C"); create index on t (a))"},
    {"a varchar becomes an enum and back, with an index that mentions it",
     "create table t (id int primary key, s varchar(10) not null default 'on'); create index live on t (id) where s = 'on'",
     "create type st as enum ('on', 'off'); create table t (id int primary key, s st not null default 'on'); create index live on t (id) where s = 'on'",
     {}, "insert into t values (1)", "select s from t", "on"},
    {"the attributes of a composite type change places, and values stay with their names",
     "create type e as enum ('y', 'x'); create type c as (a int, b int, e e); create table t (id int primary key, v c)",
     "create type e as enum ('y', 'x'); create type c as (b bigint, z text, e e, a int); create table t (id int primary key, v c)",
     {}, "insert into t values (1, (1, 2, 'x')), (2, null), (3, (null, null, null))",
     "select string_agg(concat((v).a, '/', (v).b, '/', (v).e, v is distinct from null), ' ' order by id) from t", "1/2/xt //f //t"},
    {"a generated column comes and changes with what it stands on",
     "create table t (a int, b int)",
     "create table t (a int, b int, c int generated always as (a + b) stored); create index on t (c)"},
    {"the expression of a generated column changes",
     "create table t (a int, c int generated always as (a + 1) stored); create index c_idx on t (c)",
     "create table t (a int, c int generated always as (a * 2) stored); create index c_idx on t (c)",
     {}, "insert into t values (21)", "select c from t", "42"},
    {"a column under a generated one changes its type",
     "create table t (a int, c bigint generated always as (a + 1) stored)",
     "create table t (a bigint, c bigint generated always as (a + 1) stored)",
     {}, "insert into t values (41)", "select c from t", "42"},
    {"a generated column becomes a plain one and keeps its values",
     "create table t (a int, c int generated always as (a + 1) stored)",
     "create table t (a int, c int)",
     {}, "insert into t values (41)", "select c from t", "42"},
    {"a serial column is added and dropped",
     "create table t (a text)", "create table t (a text, id serial)"},
    {"an identity column is added, changed and dropped",
     "create table t (a int generated by default as identity, c int not null)",
     "create table t (a int generated always as identity (increment by 5), b bigint generated always as identity (start 100), c int generated by default as identity)"},
    {"a serial column becomes an identity column and goes on counting",
     "create table t (id serial primary key, a text)",
     "create table t (id int generated by default as identity primary key, a text)",
     {}, "insert into t (a) values ('x'), ('y')", "insert into t (a) values ('z') returning id", "3"},
    {"an identity column becomes a serial one and goes on counting",
     "create table t (id int generated always as identity primary key, a text)",
     "create table t (id serial primary key, a text)",
     {}, "insert into t (a) values ('x'), ('y')", "insert into t (a) values ('z') returning id", "3"},
    {"a serial column becomes a plain one",
     "create table t (id serial primary key)", "create table t (id int primary key)"},
    {"a serial column widens with its sequence",
     "create table t (id serial primary key)", "create table t (id bigserial primary key)"},
    {"sequences are created, altered and dropped",
     "create sequence a; create sequence b increment 2 minvalue 10 cache 5",
     "create sequence b as int increment -3 maxvalue 50 minvalue -5 start 7 cycle; create sequence c start 9; comment on sequence c is 'x'"},
    {"a free-standing sequence feeds a default, then nothing",
     "create table t (a int)",
     "create sequence nums; create table t (a int default nextval('nums'))"},
    {"the owner of a sequence changes",
     "create sequence s; create table t (a int, b int); alter sequence s owned by t.a",
     "create sequence s; create table t (b int, c int); alter sequence s owned by t.c"},
    {"labels are added to an enum, and one is used at once",
     "create type st as enum ('b', 'd'); create table t (id int, s st default 'b')",
     "create type st as enum ('a', 'b', 'c', 'd', 'e'); create table t (id int, s st default 'e', n st default 'a', check (s <> 'c'))"},
    {"labels are taken out of an enum and reordered, with all that stands on it",
     R"(create type st as enum ('a', 'b', 'c'); comment on type st is 'x';
        create table t (id int primary key, s st not null default 'a', many st[] default '{a,b}', constraint ck check (s <> 'b'));
        create index part on t (id) where s = 'a'; create index plain on t (s); create table u (s st unique);)",
     R"(create type st as enum ('c', 'a'); comment on type st is 'x';
        create table t (id int primary key, s st not null default 'c', many st[] default '{a}', constraint ck check (s <> 'c'));
        create index part on t (id) where s = 'a'; create index plain on t (s); create table u (s st unique);)",
     {}, "insert into t values (1, 'a', '{c,a}')", "select s::text || many::text from t", "a{c,a}"},
    {"a column leaves an enum that loses a label, and another one comes to it",
     "create type st as enum ('a', 'b'); create table t (x st, y text)",
     "create type st as enum ('a'); create table t (x text, y st)",
     {}, "insert into t values ('b', 'a')", "select x || y::text from t", "ba"},
    {"an enum is replaced by a new one in a column",
     "create type old_st as enum ('a'); create table t (s old_st not null default 'a')",
     "create type new_st as enum ('a', 'b'); create table t (s new_st not null default 'b')",
     {}, "insert into t values ('a')", "select s from t", "a"},
    {"every type alias comes out as it went in",
     "",
     R"(create table t (a varchar, b varchar(3), c char(4), d "char", e timestamp(2), f timestamptz, g time(1), h timetz, i bit(3),
          j varbit(5), k varbit, l numeric(5,2), m decimal, n varchar(9)[], o timestamptz(1)[], p double precision, q interval day to second, r char))"},
};
// clang-format on

}  // namespace

TEST_CASE("columns, sequences and enums survive the way up and back") {
  for (const auto& c : cases) {
    SUBCASE(c.name.c_str()) { test::check_round_trip(c); }
  }
}
