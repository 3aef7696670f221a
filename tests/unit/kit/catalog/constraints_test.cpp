#include "unit/kit/catalog/fixture.hpp"

using namespace squall;
using namespace squall::kit;
using test::get;
using test::mentions;
using test::on_table;
using test::public_column;
using test::public_table;
using test::read_after;

TEST_CASE("a primary key is read with its columns in order, INCLUDE, timing and comment") {
  const auto read = read_after(
      "create table t (a int, b int, c int, constraint pk primary key (b, a) include (c) deferrable initially "
      "deferred);"
      " comment on constraint pk on t is 'key'");
  const primary_key expected{{"b", "a"}, {"c"}, constraint_timing::initially_deferred, "key"};
  CHECK(get<primary_key>(read, on_table(object_kind::primary_key, "t", "pk")) == expected);
  CHECK(get<column>(read, public_column("t", "a")).not_null);
  CHECK_FALSE(get<column>(read, public_column("t", "c")).not_null);
  CHECK_FALSE(read.model.contains(on_table(object_kind::index, "t", "pk")));
}

TEST_CASE("a unique constraint is read with NULLS NOT DISTINCT, INCLUDE and timing") {
  const auto read = read_after(
      "create table t (a int, b int, constraint u1 unique nulls not distinct (a), constraint u2 unique (b) include (a)"
      " deferrable)");
  CHECK(get<unique>(read, on_table(object_kind::unique, "t", "u1")) == unique{{"a"}, {}, true, {}, {}});
  CHECK(get<unique>(read, on_table(object_kind::unique, "t", "u2")) ==
        unique{{"b"}, {"a"}, false, constraint_timing::deferrable, {}});
}

TEST_CASE("columns of constraints are named rightly after a column before them was dropped") {
  const auto read = read_after(
      "create table t (x int, a int, b int); alter table t drop column x;"
      " alter table t add constraint u unique (b, a)");
  CHECK(get<unique>(read, on_table(object_kind::unique, "t", "u")).columns == std::vector<std::string>{"b", "a"});
}

TEST_CASE("a check is read without outer parentheses, with the columns it stands on and NO INHERIT") {
  const auto read =
      read_after("create table t (a int, b int, constraint positive check (a > 0 and (b > 0 or b < -5)) no inherit)");
  const auto& value = get<check>(read, on_table(object_kind::check, "t", "positive"));
  CHECK(value == check{{"(a > 0) AND ((b > 0) OR (b < '-5'::integer))", {}}, true, {}});
  CHECK(value.condition.references == std::vector<object_id>{public_column("t", "a"), public_column("t", "b")});
}

TEST_CASE("a foreign key is read with both sides in order, match, actions, the columns it sets and its timing") {
  const auto read = read_after(
      "create schema s; create table s.p (x int, y int, unique (y, x));"
      " create table c (a int, b int, constraint f foreign key (a, b) references s.p (y, x) match full"
      " on update cascade on delete restrict deferrable initially deferred,"
      " constraint g foreign key (a, b) references s.p (y, x) on delete set null (b) on update set default)");
  const foreign_key f{.columns = {"a", "b"},
                      .referenced_table = table_id("s", "p"),
                      .referenced_columns = {"y", "x"},
                      .match = foreign_key_match::full,
                      .on_delete = foreign_key_action::restrict,
                      .on_update = foreign_key_action::cascade,
                      .on_delete_columns = {},
                      .timing = constraint_timing::initially_deferred,
                      .comment = {}};
  CHECK(get<foreign_key>(read, on_table(object_kind::foreign_key, "c", "f")) == f);
  const auto& g = get<foreign_key>(read, on_table(object_kind::foreign_key, "c", "g"));
  CHECK(g.match == foreign_key_match::simple);
  CHECK(g.on_delete == foreign_key_action::set_null);
  CHECK(g.on_delete_columns == std::vector<std::string>{"b"});
  CHECK(g.on_update == foreign_key_action::set_default);
  CHECK(g.timing == constraint_timing::not_deferrable);
}

TEST_CASE("a table may reference itself, and two tables each other") {
  const auto read = read_after(
      "create table a (id int primary key, parent int references a); create table b (id int primary key, a int "
      "references a);"
      " alter table a add b int references b");
  CHECK(get<foreign_key>(read, on_table(object_kind::foreign_key, "a", "a_parent_fkey")).referenced_table ==
        public_table("a"));
  CHECK(get<foreign_key>(read, on_table(object_kind::foreign_key, "a", "a_b_fkey")).referenced_table ==
        public_table("b"));
  CHECK(get<foreign_key>(read, on_table(object_kind::foreign_key, "b", "b_a_fkey")).referenced_table ==
        public_table("a"));
}

TEST_CASE("a constraint that is NOT VALID is read and reported") {
  const auto read = read_after("create table t (a int); alter table t add constraint late check (a > 0) not valid");
  CHECK(read.model.contains(on_table(object_kind::check, "t", "late")));
  CHECK(mentions(read, "constraint late on t: being NOT VALID is not modelled"));
}

TEST_CASE("a foreign key to a table that is not read is left out and reported") {
  const auto read = read_after(
      "create schema auth; create table auth.users (id int primary key);"
      " create table t (u int constraint to_user references auth.users)",
      {.exclude_schemas = {"auth"}});
  CHECK(read.model.contains(public_table("t")));
  CHECK_FALSE(read.model.contains(schema_id("auth")));
  CHECK_FALSE(read.model.contains(on_table(object_kind::foreign_key, "t", "to_user")));
  CHECK(mentions(read, "to_user"));
}

TEST_CASE("an exclusion constraint is reported, and its index is not taken for one of its own") {
  const auto read = read_after("create table t (r int4range, constraint apart exclude using gist (r with &&))");
  CHECK(read.model.objects.size() == 3);
  CHECK(mentions(read, "constraint apart on t: being an exclusion constraint is not modelled"));
}
