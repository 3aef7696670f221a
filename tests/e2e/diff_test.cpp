// `squall diff` leads from one schema to the other to the letter, as pg_dump would tell.
#include <doctest/doctest.h>

#include "e2e/support/project.hpp"

using namespace squall::e2e;

namespace {

struct pair {
  const char* name;
  const char* before;
  const char* after;
  const char* question;
  const char* answer;
};

// clang-format off
const pair pairs[] = {
    {"a list of varchar values is parsed to what it was",
     "create table t (v varchar(9))", "create table t (v varchar(9), check (v in ('a', 'it''s')))",
     "select pg_get_constraintdef(oid) from pg_constraint where conrelid = 't'::regclass",
     "CHECK (((v)::text = ANY ((ARRAY['a'::character varying, 'it''s'::character varying])::text[])))"},
    {"so it is in an index, and where none of them is wanted",
     "create table t (v varchar(9))", "create table t (v varchar(9)); create index i on t (v) where v not in ('a', 'b')",
     "select pg_get_expr(indpred, indrelid) from pg_index where indexrelid = 'i'::regclass",
     "((v)::text <> ALL ((ARRAY['a'::character varying, 'b'::character varying])::text[]))"},
    {"a list that was written with casts keeps them",
     "create table t (v varchar(9))",
     "create table t (v varchar(9), check (v = any (array['a'::varchar::text, 'b'::varchar::text])))",
     "select pg_get_constraintdef(oid) from pg_constraint where conrelid = 't'::regclass",
     "CHECK (((v)::text = ANY (ARRAY[('a'::character varying)::text, ('b'::character varying)::text])))"},
    {"a function's settings keep their order",
     "create function f() returns int language sql set work_mem to '1MB' return 1",
     "create function f() returns int language sql set work_mem to '2MB' set enable_seqscan to off return 1",
     "select array_to_string(proconfig, ' ') from pg_proc where proname = 'f'", "work_mem=2MB enable_seqscan=off"},
    {"so do an index's parameters",
     "create table t (a int)",
     "create table t (a int); create index i on t (a) with (fillfactor = 80, deduplicate_items = off)",
     "select array_to_string(reloptions, ' ') from pg_class where relname = 'i'", "fillfactor=80 deduplicate_items=off"},
    {"an extension that cannot be moved is made again",
     "create schema x; create extension xml2 schema x", "create schema x; create extension xml2 schema public",
     "select extnamespace::regnamespace from pg_extension where extname = 'xml2'", "public"},
    {"a partition's own index goes with the column that the parent loses",
     "create table p (a int, b int) partition by list (a); create table p1 partition of p for values in (1);"
     "create index i on p1 (b)",
     "create table p (a int) partition by list (a); create table p1 partition of p for values in (1)",
     "select count(*) from pg_attribute where attrelid = 'p1'::regclass and attnum > 0 and not attisdropped", "1"},
    {"an owner that is not said any more stays, and so does the role",
     "create role diff_owner; create table t (a int); alter table t owner to diff_owner",
     "create role diff_owner; create table t (a int, b int)",
     "select relowner::regrole from pg_class where relname = 't'", "diff_owner"},
};
// clang-format on

}  // namespace

TEST_CASE("what diff prints leads from one schema to the other, to the letter") {
  for (const pair& c : pairs) {
    SUBCASE(c.name) {
      const project p("schema.sql");
      p.write("before.sql", c.before);
      p.write("after.sql", c.after);
      const auto printed =
          p.run({"diff", "--from", "before.sql", "--to", "after.sql", "--offline", "--decide", "create"});
      INFO(printed.out << printed.err);
      REQUIRE(printed.exit_code == 0);
      p.connect().run(std::string("drop role if exists diff_owner;") + c.before);
      p.connect().run(printed.out);
      CHECK(p.value_of(c.question) == c.answer);
      p.connect().run("drop table if exists t; drop role if exists diff_owner");
    }
  }
}
