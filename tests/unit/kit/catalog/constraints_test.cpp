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

TEST_CASE("a constraint that is NOT VALID is read as such") {
  const auto read = read_after(
      "create table t (a int primary key); create table u (a int);"
      " alter table u add constraint late check (a > 0) not valid;"
      " alter table u add constraint to_t foreign key (a) references t not valid");
  CHECK(get<check>(read, on_table(object_kind::check, "u", "late")).state == constraint_state::not_valid);
  const auto& to_t = get<foreign_key>(read, on_table(object_kind::foreign_key, "u", "to_t"));
  CHECK(to_t.state == constraint_state::not_valid);
  CHECK(to_t.references.ids == std::vector<object_id>{on_table(object_kind::primary_key, "t", "t_pkey")});
  CHECK(read.not_modelled.empty());
}

TEST_CASE("a partition or child whose check is valid before its parent's says so") {
  const std::string parent =
      "create table t (a int) partition by list (a); alter table t add constraint positive check (a > 0) not valid,"
      " add constraint \"Another\" check (a < 9) not valid;";
  const auto checks_of = [](const source_result& read, const std::string& name) {
    return get<table>(read, public_table(name)).validated_checks;
  };
  const auto ahead = read_after(parent +
                                "create table t1 partition of t for values in (1) partition by list (a);"
                                "create table t11 partition of t1 for values in (1)");
  CHECK(ahead.not_modelled.empty());
  CHECK(checks_of(ahead, "t").empty());
  CHECK(checks_of(ahead, "t1") == std::vector<std::string>{"Another", "positive"});
  CHECK(checks_of(ahead, "t11").empty());  // as in the one it has them from
  const auto level = read_after(
      "create table t (a int) partition by list (a);"
      "create table t1 partition of t for values in (1);"
      "alter table t add constraint positive check (a > 0) not valid");
  CHECK(checks_of(level, "t1").empty());
  // One of the child's own is an object.
  const auto own = read_after(
      "create table p (a int); alter table p add constraint positive check (a > 0) not valid;"
      "create table c () inherits (p); create table d (constraint positive check (a > 0)) inherits (p)");
  CHECK(checks_of(own, "c") == std::vector<std::string>{"positive"});
  CHECK(checks_of(own, "d").empty());
  CHECK(get<check>(own, on_table(object_kind::check, "d", "positive")).state == constraint_state::valid);
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

TEST_CASE("an exclusion constraint is read with its keys, operators, predicate, timing and what its index has") {
  const auto read = read_after(
      "create table t (r int4range, x int, constraint apart exclude using gist (r with &&, int4range(x, x + 1) with =)"
      " with (fillfactor = 70) where (x > 0) deferrable); comment on constraint apart on t is 'a';"
      " comment on index apart is 'i'");
  const auto& apart = get<exclusion>(read, on_table(object_kind::exclusion, "t", "apart"));
  CHECK(apart.method == "gist");
  REQUIRE(apart.keys.size() == 2);
  CHECK(apart.keys[0].column == "r");
  CHECK(apart.keys[0].exclusion_operator == "&&");
  CHECK(apart.keys[1].expression->sql == "int4range(x, (x + 1))");
  CHECK(apart.keys[1].exclusion_operator == "=");
  CHECK(apart.where->sql == "x > 0");
  CHECK(apart.timing == constraint_timing::deferrable);
  CHECK(apart.comment == "a");
  CHECK(apart.index_comment == "i");
  CHECK(apart.storage_parameters == option_map{{"fillfactor", "70"}});
  CHECK_FALSE(read.model.contains(on_table(object_kind::index, "t", "apart")));
  CHECK(read.not_modelled.empty());
}

TEST_CASE("an operator of the user's own in an exclusion constraint is qualified, and depended on by name of its key") {
  const auto read = read_after(
      "create schema s; create operator s.=== (leftarg = int, rightarg = int, function = int4eq, commutator = "
      "operator(s.===));"
      " create operator class s.ops for type int using btree as operator 3 s.===, function 1 btint4cmp(int, int);"
      " create table t (a int, constraint apart exclude using btree (a s.ops with operator(s.===)))");
  const auto& apart = get<exclusion>(read, on_table(object_kind::exclusion, "t", "apart"));
  CHECK(apart.keys.at(0).exclusion_operator == "OPERATOR(s.===)");
  CHECK(apart.keys.at(0).operator_class == "s.ops");
}

TEST_CASE("the index of a constraint keeps its storage parameters and comment with the constraint") {
  const auto read = read_after(
      "create table t (a int primary key with (fillfactor = 50), b int unique); comment on index t_pkey is 'pk'");
  const auto& pk = get<primary_key>(read, on_table(object_kind::primary_key, "t", "t_pkey"));
  CHECK(pk.storage_parameters == option_map{{"fillfactor", "50"}});
  CHECK(pk.index_comment == "pk");
  CHECK(get<unique>(read, on_table(object_kind::unique, "t", "t_b_key")) == unique{.columns = {"b"}});
}

TEST_CASE("a constraint that a child has from its parent is no object, one that it declares itself is") {
  const auto read = read_after(
      "create table p (a int constraint positive check (a > 0)); create table c () inherits (p);"
      " create table d (constraint positive check (a > 0), constraint small check (a < 9)) inherits (p)");
  CHECK(read.model.contains(on_table(object_kind::check, "p", "positive")));
  CHECK_FALSE(read.model.contains(on_table(object_kind::check, "c", "positive")));
  CHECK(read.model.contains(on_table(object_kind::check, "d", "positive")));
  CHECK(read.model.contains(on_table(object_kind::check, "d", "small")));
}
