// Owners and privileges that change, roles that come and go.
#include <doctest/doctest.h>

#include "round_trip.hpp"

using namespace squall;
using squall::test::round_trip_case;

namespace {

const std::string roles =
    R"(do $$ begin
      if not exists (select from pg_roles where rolname = 'acc"ess one') then create role "acc""ess one"; end if;
      if not exists (select from pg_roles where rolname = 'access two') then create role "access two"; end if;
    end $$;)";
const std::string two = R"(create table stays (); grant select on stays to "acc""ess one", "access two";)";

// clang-format off
const std::vector<round_trip_case> cases{
    {"a role is valid for ever again",
     roles + two + R"(alter role "access two" valid until '2040-01-01 00:00+00')",
     roles + two + R"(alter role "access two" valid until 'infinity')"},
    {"a role goes with the type that is somebody's, which is made anew",
     roles + R"(create type m as enum ('a', 'b'); alter type m owner to "access two"; create table t (m m))",
     "create type m as enum ('b', 'c'); create table t (m m)", {}, "insert into t values ('b')", "select m from t", "b"},
    {"a table with an identity comes, of a role that sequences are granted to by default",
     roles + two + R"(alter default privileges grant usage on sequences to "access two")",
     roles + two + R"(alter default privileges grant usage on sequences to "access two";
       create table t (id int generated always as identity); alter table t owner to "access two")"},
    {"somebody else's table with an identity is made anew, and sequences are granted by default",
     roles + two + R"(alter default privileges grant usage on sequences to "acc""ess one";
       create table t (id int generated always as identity) partition by list (id); alter table t owner to "access two")",
     roles + two + R"(alter default privileges grant usage on sequences to "acc""ess one";
       create table t (id bigint generated always as identity) partition by list (id); alter table t owner to "access two")"},
    {"privileges on a table and a view go, and those on their columns stay",
     roles + two + R"(create table t (id int, n int); create view v as select id, n from t; grant all on t, v to "access two" with grant option;
       grant insert (id), select (n) on t to "access two" with grant option; grant select (n) on v to "access two")",
     roles + two + R"(create table t (id int, n int); create view v as select id, n from t; grant select on t to "access two";
       grant insert (id), select (n) on t to "access two" with grant option; grant select (n) on v to "access two")"},
    {"an extension comes where functions are nobody's and types somebody's by default",
     roles + two + R"(alter default privileges revoke execute on functions from public;
       alter default privileges in schema public grant usage on types to "access two")",
     roles + two + R"(create extension citext schema public; alter default privileges revoke execute on functions from public;
       alter default privileges in schema public grant usage on types to "access two")"},
    {"a table gets an identity and another owner, and sequences are granted by default to the one it had",
     roles + two + R"(alter default privileges grant usage on sequences to "access two";
       create table t (id int not null); alter table t owner to "access two")",
     roles + two + R"(alter default privileges grant usage on sequences to "access two";
       create table t (id int generated always as identity); alter table t owner to "acc""ess one")"},
    {"a table gets an identity and becomes nobody's own, and sequences are granted by default to whom it was",
     roles + two + R"(alter default privileges grant usage on sequences to "access two";
       create table t (id int not null); alter table t owner to "access two")",
     roles + two + R"(alter default privileges grant usage on sequences to "access two";
       create table t (id int generated always as identity))"},
    {"a role goes whose default privileges are those of the tables that children come through",
     roles + R"(create table p (id int); create table c (id int, n int);
       alter default privileges in schema public grant select on tables to "access two")",
     "create table p (id int); create table c (n int) inherits (p)", {}, "insert into c values (1, 2)", "select id from p", "1"},
    {"default privileges come, and a view has to wait for an index that is built concurrently",
     "create table t (id int, n int, constraint k primary key (id)); create view v as select id, n from t group by id",
     "create table t (id int, n int, constraint k primary key (id) include (n)); create view v as select id, n from t group by id;"
     "alter default privileges grant select on tables to public"},
    {"a column of somebody else's table gets an identity, and only others' sequences are granted by default",
     roles + two + R"(create table t (id int not null); alter table t owner to "access two";
       alter default privileges grant usage on sequences to "access two")",
     roles + two + R"(create table t (id int generated always as identity); alter table t owner to "access two";
       alter default privileges grant usage on sequences to "access two")"},
    {"an identity becomes a serial where the table is somebody else's",
     roles + two + R"(create table t (id int generated always as identity); alter table t owner to "access two")",
     roles + two + R"(create table t (id serial); alter table t owner to "access two")"},
    {"an identity becomes a serial where the table comes to be somebody else's",
     roles + two + R"(create table t (id int generated always as identity); alter table t owner to "access two")",
     roles + two + R"(create table t (id serial); alter table t owner to "acc""ess one")"},
    {"a range type is made anew where functions are nobody's by default",
     "create type r as range (subtype = float8); alter default privileges revoke execute on functions from public",
     "create type r as range (subtype = float8, subtype_diff = float8mi);"
     "alter default privileges revoke execute on functions from public"},
    {"what a role owned goes back to who runs the migrations",
     roles + two + R"(create schema s; alter schema s owner to "acc""ess one"; create table t (id serial, n int);
       alter table t owner to "acc""ess one"; create function f() returns int language sql as 'select 1'; alter function f() owner to "access two")",
     roles + two + "create schema s; create table t (id serial, n int); create function f() returns int language sql as 'select 1'"},
    {"a role is dropped whose objects others have now",
     roles + R"(create table t (n int); alter table t owner to "acc""ess one"; grant select on t to "access two" with grant option)",
     "create table t (n int)"},
    {"who was granted something comes to own it",
     roles + two + R"(create table t (n int); grant select, insert on t to "access two")",
     roles + two + R"(create table t (n int); alter table t owner to "access two")"},
    {"who was granted something with grant option comes to own it, and the owner had less than usual",
     roles + two + R"(create table t (n int); grant select, insert on t to "access two" with grant option; revoke insert, update on t from current_user)",
     roles + two + R"(create table t (n int); alter table t owner to "access two"; grant select on t to "acc""ess one")"},
    {"an owner who may pass privileges on is not the owner any more",
     roles + R"(create table t (n int); alter table t owner to "acc""ess one"; grant select, insert on t to "acc""ess one" with grant option)",
     "create table t (n int)"},
    {"a sequence that a column owned gets an owner of its own",
     roles + two + R"(create table t (id serial); alter table t owner to "acc""ess one")",
     roles + two + R"(create sequence t_id_seq as int; alter sequence t_id_seq owner to "access two"; create table t (id int not null default nextval('t_id_seq'));
       alter table t owner to "acc""ess one")"},
    {"a sequence that a column owned goes back to who runs the migrations",
     roles + two + R"(create table t (id serial); alter table t owner to "acc""ess one")",
     roles + two + R"(create sequence t_id_seq as int; create table t (id int not null default nextval('t_id_seq')); alter table t owner to "acc""ess one")"},
    {"a sequence goes from a column to one of another owner's table",
     roles + two + R"(create table t (id serial); create table u (id int); alter table t owner to "acc""ess one"; alter table u owner to "access two")",
     roles + two + R"(create table t (id int not null); create sequence t_id_seq as int; create table u (id int default nextval('t_id_seq'));
       alter table t owner to "acc""ess one"; alter table u owner to "access two"; alter sequence t_id_seq owner to "access two"; alter sequence t_id_seq owned by u.id)"},
};
// clang-format on

}  // namespace

TEST_CASE("owners and privileges come up and go back") {
  for (const auto& c : cases) {
    SUBCASE(c.name.c_str()) { check_round_trip(c); }
  }
}
