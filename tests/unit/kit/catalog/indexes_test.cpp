#include "unit/kit/catalog/fixture.hpp"

using namespace squall;
using namespace squall::kit;
using test::get;
using test::mentions;
using test::on_table;
using test::public_column;
using test::read_after;

namespace {

index read_index(const std::string& sql, const std::string& name) {
  const auto read = read_after(sql);
  return get<index>(read, on_table(object_kind::index, "t", name));
}

index_key key_on(std::string column) {
  index_key key;
  key.column = std::move(column);
  return key;
}

}  // namespace

TEST_CASE("a plain index is a list of columns") {
  index expected;
  expected.keys = {key_on("b"), key_on("a")};
  expected.comment = "c";
  CHECK(read_index("create table t (a int, b text); create index i on t (b, a); comment on index i is 'c'", "i") ==
        expected);
}

TEST_CASE("order, uniqueness, INCLUDE, the predicate and storage parameters are read") {
  index expected;
  expected.unique = true;
  expected.nulls_not_distinct = true;
  expected.keys = {key_on("a"), key_on("b"), key_on("c")};
  expected.keys[0].descending = true;
  expected.keys[0].nulls_first = true;
  expected.keys[1].descending = true;
  expected.keys[2].nulls_first = true;
  expected.include = {"d"};
  expected.where = sql_expression{"(a > 0) AND (b IS NOT NULL)", {}};
  expected.storage_parameters = {{"fillfactor", "70"}, {"deduplicate_items", "off"}};
  const auto value = read_index(
      "create table t (a int, b int, c int, d int);"
      " create unique index i on t (a desc, b desc nulls last, c nulls first) include (d) nulls not distinct"
      " with (fillfactor = 70, deduplicate_items = off) where a > 0 and b is not null",
      "i");
  CHECK(value == expected);
  for (const char* name : {"a", "b"}) {
    CHECK(std::count(value.where->references.begin(), value.where->references.end(), public_column("t", name)) == 1);
  }
}

TEST_CASE("expressions are keys without parentheses around them, between columns") {
  const auto value =
      read_index("create table t (a text, b text, n int); create index i on t (lower(a), n, (a || b) desc)", "i");
  REQUIRE(value.keys.size() == 3);
  CHECK(value.keys[0].column.empty());
  CHECK(value.keys[0].expression->sql == "lower(a)");
  CHECK(value.keys[1] == key_on("n"));
  CHECK(value.keys[2].expression->sql == "a || b");
  CHECK(value.keys[2].descending);
  CHECK(value.keys[2].collation.empty());
}

TEST_CASE("operator classes are read when they are not the type's default, with their parameters") {
  const auto read = read_after(
      "create table t (a varchar(9), j jsonb, v tsvector, n int, e text[]);"
      " create index pattern on t (a varchar_pattern_ops, n); create index path on t using gin (j jsonb_path_ops);"
      " create index plain on t using gin (j); create index arr on t using gin (e);"
      " create index sig on t using gist (v tsvector_ops (siglen = 32)); create index br on t using brin (n);"
      " create index hs on t using hash (a); create index lowered on t (lower(a) text_pattern_ops)");
  const auto class_of = [&](const char* name) {
    return get<index>(read, on_table(object_kind::index, "t", name)).keys.front().operator_class;
  };
  CHECK(class_of("pattern") == "varchar_pattern_ops");
  CHECK(class_of("path") == "jsonb_path_ops");
  CHECK(class_of("plain").empty());
  CHECK(class_of("arr").empty());
  CHECK(class_of("sig") == "tsvector_ops(siglen='32')");
  CHECK(class_of("br").empty());
  CHECK(class_of("hs").empty());
  CHECK(class_of("lowered") == "text_pattern_ops");
  CHECK(get<index>(read, on_table(object_kind::index, "t", "pattern")).keys[1].operator_class.empty());
  CHECK(get<index>(read, on_table(object_kind::index, "t", "br")).method == "brin");
}

TEST_CASE("a collation is read when it is not the column's") {
  const auto value = read_index(
      "create table t (a text, b text collate \"C\"); create index i on t (a collate \"C\", b, b collate \"POSIX\")",
      "i");
  CHECK(value.keys[0].collation == "pg_catalog.\"C\"");
  CHECK(value.keys[1].collation.empty());
  CHECK(value.keys[2].collation == "pg_catalog.\"POSIX\"");
}

TEST_CASE("an invalid index is reported and no object of the model") {
  test::database_of made{"create table t (a int); insert into t values (1), (1)"};
  CHECK_THROWS(made.session.run("create unique index concurrently broken on t (a)"));
  const auto read = read_catalog(made.session);
  CHECK_FALSE(read.model.contains(on_table(object_kind::index, "t", "broken")));
  CHECK(mentions(read, "index broken on t is invalid"));
}
