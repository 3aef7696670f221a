// Tables, schemas, names and renames.
#include <doctest/doctest.h>

#include "round_trip.hpp"

using namespace squall;
using squall::kit::object_kind;
using squall::test::in_public;
using squall::test::part_of;
using squall::test::round_trip_case;

namespace {

const std::string long_a(63, 'a');
const std::string long_b = std::string(62, 'a') + "b";

// clang-format off
const std::vector<round_trip_case> cases{
    {"a table with everything inline is created",
     "",
     R"(create table authors (id uuid primary key default gen_random_uuid(), name varchar(255) not null unique,
          age int check (age > 0), bio text default 'none', made timestamptz(3) not null default now());
        comment on table authors is 'people''s "names"'; comment on column authors.name is E'back\\slash';)"},
    {"two tables that reference each other are created and dropped",
     "",
     R"(create table a (id int primary key, b_id int); create table b (id int primary key, a_id int references a);
        alter table a add constraint a_b_fk foreign key (b_id) references b;)"},
    {"a ring of three tables and a self reference",
     "",
     R"(create table a (id int primary key, x int, parent int references a); create table b (id int primary key, x int references a);
        create table c (id int primary key, x int references b); alter table a add constraint ring foreign key (x) references c;)"},
    {"a table in a schema of its own, with a type and a reference across schemas",
     "create table users (id bigint primary key)",
     R"(create table users (id bigint primary key); create schema "Back Office"; comment on schema "Back Office" is 'x';
        create type "Back Office".state as enum ('on', 'off');
        create table "Back Office"."Order" (id int primary key, owner bigint not null references users on delete cascade,
          state "Back Office".state not null default 'on');
        create index on "Back Office"."Order" (owner);)"},
    {"names that need quoting everywhere",
     R"(create table "user" (id int primary key))",
     R"(create table "user" (id int primary key, "order" text default 'a');
        create type "Mood ""x""" as enum ('it''s', 'back\slash', '"q"');
        create table "naïve ""quoted"" name" ("select" int primary key, "a b" "Mood ""x""" default 'it''s',
          "ünï" int references "user" (id), constraint "chk 'x'" check ("select" > 0), constraint "u""q" unique ("a b"));
        create index "idx ""weird""" on "naïve ""quoted"" name" ("a b", lower("ünï"::text)) where "select" > 1;
        comment on constraint "chk 'x'" on "naïve ""quoted"" name" is 'c'; comment on index "idx ""weird""" is 'i';)"},
    {"names of 63 bytes",
     "create table " + long_a + " (" + long_a + " int primary key)",
     "create table " + long_b + " (" + long_b + " int, constraint " + long_a + " primary key (" + long_b + "), constraint " +
         long_b + "_c check (" + long_b + " > 0))"},
    {"a table is renamed with its parts following",
     "create table people (id serial primary key, name text); create index people_name on people (name); create table p (id int references people)",
     "create table persons (id serial primary key, full_name text); create index people_name on persons (full_name); create table p (id int references persons)",
     {{in_public(object_kind::table, "people"), in_public(object_kind::table, "persons")},
      {part_of(object_kind::column, "people", "name"), part_of(object_kind::column, "persons", "full_name")}}},
    {"a table and an enum are renamed, and of the functions that take them one stays, one changes and one goes",
     R"(create type "a mood" as enum ('a'); create table "a table" (id int);
       create function stays("a table", int, "a mood"[]) returns int language sql as 'select 1';
       comment on function stays("a table", int, "a mood"[]) is 'it';
       create function changes(m "a mood") returns int language sql as 'select 1';
       create function goes("a table") returns int language sql as 'select 1')",
     R"(create type m as enum ('a'); create table t (id int);
       create function stays(t, int, m[]) returns int language sql as 'select 1'; comment on function stays(t, int, m[]) is 'it';
       create function changes(m m) returns int language sql as 'select 2')",
     {{in_public(object_kind::table, "a table"), in_public(object_kind::table, "t")},
      {in_public(object_kind::enum_type, "a mood"), in_public(object_kind::enum_type, "m")}}},
    {"two tables swap their names",
     "create table a (id int primary key, x text); create table b (id int primary key, y int)",
     "create table b (id int constraint a_pkey primary key, x text); create table a (id int constraint b_pkey primary key, y int)",
     {}, {}, {}, {}, {},
     {{in_public(object_kind::table, "a"), in_public(object_kind::table, "tmp")},
      {in_public(object_kind::table, "b"), in_public(object_kind::table, "a")},
      {in_public(object_kind::table, "tmp"), in_public(object_kind::table, "b")}}},
    {"two columns swap their names",
     "create table t (id int primary key, a text not null, b int default 1)",
     "create table t (id int primary key, b text not null, a int default 1)",
     {}, "insert into t values (1, 'x', 5)", "select b from t", "x", {},
     {{part_of(object_kind::column, "t", "a"), part_of(object_kind::column, "t", "tmp")},
      {part_of(object_kind::column, "t", "b"), part_of(object_kind::column, "t", "a")},
      {part_of(object_kind::column, "t", "tmp"), part_of(object_kind::column, "t", "b")}}},
    {"a column takes the name of one that is dropped",
     "create table t (id int primary key, a text not null, b int default 1)",
     "create table t (id int primary key, b text not null)",
     {}, "insert into t values (1, 'x', 5)", "select b from t", "x", {},
     {{part_of(object_kind::column, "t", "b"), part_of(object_kind::column, "t", "tmp")},
      {part_of(object_kind::column, "t", "a"), part_of(object_kind::column, "t", "b")}}},
    {"a table with a serial column and a type move to another schema",
     "create schema s; create type mood as enum ('a'); create table t (id serial primary key, m mood default 'a'); create index t_m on t (m)",
     "create schema s; create type s.mood as enum ('a'); create table s.t (id serial primary key, m s.mood default 'a'); create index t_m on s.t (m)",
     {{in_public(object_kind::enum_type, "mood"), kit::enum_id("s", "mood")},
      {in_public(object_kind::table, "t"), kit::table_id("s", "t")}}},
    {"tables move to a schema that comes with a comment, and out of one that goes",
     R"(create schema old; create table t (id serial primary key, e text); create table old.back (n int))",
     R"(create schema "new ""s"; comment on schema "new ""s" is 'it''s'; create table "new ""s".t (id serial primary key, e text); create table back (n int))",
     {{in_public(object_kind::table, "t"), kit::table_id("new \"s", "t")},
      {kit::table_id("old", "back"), in_public(object_kind::table, "back")}},
     "insert into t (e) values ('x'); insert into old.back values (7)", R"(select e || n from "new ""s".t, back)", "x7"},
    {"a table is clustered on and replicated by indexes that are made anew under their names",
     "create table t (a int not null, b text not null); create index i on t (b); alter table t cluster on i;"
     "create unique index u on t (a); alter table t replica identity using index u;"
     "create materialized view m as select 1 as x, 2 as y; create index mi on m (x); alter materialized view m cluster on mi",
     "create table t (a int not null, b text not null); create index i on t (a); alter table t cluster on i;"
     "create unique index u on t (a, b); alter table t replica identity using index u;"
     "create materialized view m as select 1 as x, 2 as y; create index mi on m (y); alter materialized view m cluster on mi"},
    {"an enum, a sequence and an index are renamed",
     "create type mood as enum ('a'); create sequence s; create table t (m mood default 'a'); create index i on t (m)",
     "create type temper as enum ('a'); create sequence z; create table t (m temper default 'a'); create index j on t (m)",
     {{in_public(object_kind::enum_type, "mood"), in_public(object_kind::enum_type, "temper")},
      {in_public(object_kind::sequence, "s"), in_public(object_kind::sequence, "z")}}},
    {"constraints are renamed without being made again",
     "create table t (id int constraint x primary key, e text constraint y unique, n int constraint z check (n > 0), p int constraint w references t)",
     "create table t (id int constraint x2 primary key, e text constraint y2 unique, n int constraint z2 check (n > 0), p int constraint w2 references t)"},
    {"tables that reference each other are dropped with an enum and a schema",
     R"(create schema s; create type s.e as enum ('a'); create table s.a (id int primary key, b_id int, e s.e);
        create table s.b (id int primary key, a_id int references s.a); alter table s.a add foreign key (b_id) references s.b;
        create table keep (id int primary key, a_id int references s.a);)",
     "create table keep (id int primary key, a_id int)"},
    {"a table takes the name of an index that goes",
     "create table t (a int); create index things on t (a)",
     "create table t (a int); create table things (b int)"},
    {"an index takes the name of a table that goes",
     "create table t (a int); create table things (b int)",
     "create table t (a int); create index things on t (a)"},
    {"comments come, change and go",
     "create table t (id int primary key, a int, b int); comment on table t is 'x'; comment on column t.a is 'y'; comment on constraint t_pkey on t is 'k'",
     "create table t (id int primary key, a int, b int); comment on table t is 'z'; comment on column t.b is 'w'; comment on schema public is 'mine'"},
    {"the bounds of sequences move past their values",
     "create sequence s; create sequence z minvalue 5 maxvalue 50 start 5",
     "create sequence s minvalue 1000 start 1000; create sequence z minvalue -20 maxvalue -10 start -20"},
    {"the bounds of identities move past their values",
     "create table t (a bigint generated by default as identity (minvalue 1 maxvalue 90 start 30 increment 40 cache 50 cycle), b int generated always as identity)",
     "create table t (a bigint generated always as identity (minvalue 2 maxvalue 9 start 3 increment 4 cache 5), b int generated always as identity (minvalue 1000 start 1000))",
     {}, "insert into t default values"},
    {"a table without columns", "", "create table nothing ()"},
    {"a view takes a table's name, under a view that reads the same",
     "create table data (id int, name text); create view q as select * from data",
     "create table t_data (id int, name text); create view data as select * from t_data; create view q as select * from data"},
    {"a domain takes an enum's name, under a function that reads the same",
     "create type m as enum ('a'); create function f(m) returns int language sql as 'select 1'; create table t (x m)",
     "create domain m as text; create function f(m) returns int language sql as 'select 1'; create table t (x int)"},
    {"a reference to a unique index waits for the index",
     "",
     "create table a (id int); create unique index a_id on a (id); create table b (a_id int references a (id))"},
    {"a unique constraint over the columns of the primary key is not lost",
     "",
     "create table t (a int primary key, b int); alter table t add constraint t_u unique (a)"},
};
// clang-format on

}  // namespace

TEST_CASE("tables, schemas and names survive the way up and back") {
  for (const auto& c : cases) {
    SUBCASE(c.name.c_str()) { test::check_round_trip(c); }
  }
}
