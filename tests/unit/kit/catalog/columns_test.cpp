#include "unit/kit/catalog/fixture.hpp"

using namespace squall;
using namespace squall::kit;
using test::get;
using test::public_column;
using test::public_table;
using test::read_after;

TEST_CASE("an empty database reads as the empty model") {
  const auto read = read_after("");
  CHECK(read.model == empty_database());
  CHECK(read.not_modelled.empty());
}

TEST_CASE("schema public made again differs in what PUBLIC may do alone, and not once that is granted again") {
  const auto read = read_after("drop schema public; create schema public");
  CHECK(read.model.objects.size() == 1);
  CHECK(get<schema>(read, schema_id("public")).access.revoked == privilege_list{{"", "USAGE"}});
  CHECK(read_after("drop schema public; create schema public; grant usage on schema public to public").model ==
        empty_database());
}

TEST_CASE("schema public keeps a comment that somebody gave it") {
  const auto read = read_after("comment on schema public is 'ours'");
  CHECK(get<schema>(read, schema_id("public")).comment == "ours");
}

TEST_CASE("a column's type, nullability, default and comment are read as format_type and pg_get_expr spell them") {
  const auto read = read_after(
      "create table t (a varchar(12) not null default 'x', b timestamp(3) with time zone default now(), c "
      "numeric(10,2)[],"
      " d integer default 1 + 1); comment on column t.a is 'the first'; comment on table t is 'a table'");
  CHECK(read.model.objects.size() == 6);
  CHECK(get<table>(read, public_table("t")) == table{"a table"});
  column a;
  a.type.sql = "character varying(12)";
  a.not_null = true;
  a.default_value = sql_expression{"'x'::character varying", {}};
  a.comment = "the first";
  CHECK(get<column>(read, public_column("t", "a")) == a);
  column b;
  b.type.sql = "timestamp(3) with time zone";
  b.default_value = sql_expression{"now()", {}};
  CHECK(get<column>(read, public_column("t", "b")) == b);
  column c;
  c.type.sql = "numeric(10,2)[]";
  CHECK(get<column>(read, public_column("t", "c")) == c);
  CHECK(get<column>(read, public_column("t", "d")).default_value->sql == "(1 + 1)");
  CHECK(read.not_modelled.empty());
}

TEST_CASE("columns have consecutive positions after one was dropped, in any order of reading") {
  const auto read =
      read_after("create table t (a int, b int, c int); alter table t drop column b; alter table t add d int");
  CHECK(get<column>(read, public_column("t", "a")).position == 1);
  CHECK(get<column>(read, public_column("t", "c")).position == 2);
  CHECK(get<column>(read, public_column("t", "d")).position == 3);
  CHECK_FALSE(read.model.contains(public_column("t", "b")));
}

TEST_CASE("an enum is read with its labels in order, and columns of it and of its arrays name it") {
  const auto read = read_after(
      "create schema s; create type s.\"Mood\" as enum ('sad', 'it''s ok', 'happy');"
      " alter type s.\"Mood\" add value 'meh' after 'sad'; comment on type s.\"Mood\" is 'm';"
      " create type s.none as enum ();"
      " create table t (one s.\"Mood\" default 'happy', many s.\"Mood\"[])");
  const auto mood = enum_id("s", "Mood");
  CHECK(get<enum_type>(read, mood) == enum_type{{"sad", "meh", "it's ok", "happy"}, "m"});
  CHECK(get<enum_type>(read, enum_id("s", "none")) == enum_type{});
  const auto& one = get<column>(read, public_column("t", "one"));
  CHECK(one.type.sql == "s.\"Mood\"");
  CHECK(one.type.user_type == mood);
  CHECK(one.default_value->sql == "'happy'::s.\"Mood\"");
  CHECK(one.default_value->references == std::vector<object_id>{mood});
  const auto& many = get<column>(read, public_column("t", "many"));
  CHECK(many.type.sql == "s.\"Mood\"[]");
  CHECK(many.type.user_type == mood);
}

TEST_CASE("a serial column is an integer with a default and a sequence that it owns") {
  const auto read = read_after("create table t (id serial primary key)");
  const auto id = public_column("t", "id");
  const auto seq = sequence_id("public", "t_id_seq");
  const auto& value = get<column>(read, id);
  CHECK(value.type.sql == "integer");
  CHECK(value.not_null);
  CHECK(value.default_value->sql == "nextval('public.t_id_seq'::regclass)");
  CHECK(value.default_value->references == std::vector<object_id>{seq});
  sequence expected;
  expected.data_type = "integer";
  expected.options.maximum = 2147483647;
  expected.owned_by = id;
  CHECK(get<sequence>(read, seq) == expected);
}

TEST_CASE("a sequence of its own is read with all its options") {
  const auto read = read_after(
      "create sequence s as smallint start 5 increment -2 minvalue -10 maxvalue 20 cache 7 cycle;"
      " comment on sequence s is 'down'");
  const sequence expected{
      .data_type = "smallint",
      .options = {.start = 5, .increment = -2, .minimum = -10, .maximum = 20, .cache = 7, .cycle = true},
      .owned_by = {},
      .comment = "down"};
  CHECK(get<sequence>(read, sequence_id("public", "s")) == expected);
}

TEST_CASE("an identity column holds its sequence's options, and the sequence is no object of its own") {
  const auto read = read_after(
      "create table t (a bigint generated always as identity,"
      " b int generated by default as identity (start 100 increment 10))");
  CHECK(read.model.objects.size() == 4);
  const auto& a = get<column>(read, public_column("t", "a"));
  CHECK(a.identity == identity_column{identity_kind::always, {}});
  CHECK_FALSE(a.default_value);
  const auto& b = get<column>(read, public_column("t", "b"));
  CHECK(b.identity ==
        identity_column{identity_kind::by_default, {.start = 100, .increment = 10, .maximum = 2147483647}});
}

TEST_CASE("a generated column holds its expression without outer parentheses, and what it stands on") {
  const auto read = read_after("create table t (a int, b int generated always as ((a + 1) * (a + 2)) stored)");
  const auto& b = get<column>(read, public_column("t", "b"));
  CHECK_FALSE(b.default_value);
  REQUIRE(b.generated);
  CHECK(b.generated->sql == "(a + 1) * (a + 2)");
  CHECK(b.generated->references == std::vector<object_id>{public_column("t", "a")});
}

TEST_CASE("a collation is read when it is not the type's own") {
  const auto read = read_after(
      "create collation public.\"My\" (locale = 'C'); create table t (a text, b text collate \"C\", c text collate "
      "\"My\")");
  CHECK(get<column>(read, public_column("t", "a")).collation.empty());
  CHECK(get<column>(read, public_column("t", "b")).collation == "pg_catalog.\"C\"");
  CHECK(get<column>(read, public_column("t", "c")).collation == "public.\"My\"");
}

TEST_CASE("names that need quotes, 63 bytes and unicode are read as they are") {
  const std::string longest(63, 'x');
  const auto read =
      read_after("create schema \"a \"\"b\"\".c\"; create table \"a \"\"b\"\".c\".\"Größe, {1}\" (\"select\" int, \"" +
                 longest + "\" int); create index \"i'x\" on \"a \"\"b\"\".c\".\"Größe, {1}\" (\"select\")");
  const auto id = table_id("a \"b\".c", "Größe, {1}");
  CHECK(read.model.contains(id));
  CHECK(read.model.contains(column_id(id, "select")));
  CHECK(read.model.contains(column_id(id, longest)));
  CHECK(read.model.contains({object_kind::index, id.schema, id.name, "i'x"}));
}
