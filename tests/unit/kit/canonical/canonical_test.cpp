#include "kit/sources/canonical.hpp"

#include <set>

#include "kit/base/error.hpp"
#include "kit/diff/diff.hpp"
#include "unit/kit/catalog/fixture.hpp"

using namespace squall;
using namespace squall::kit;
using test::on_table;
using test::public_column;
using test::public_table;

namespace {

/// Table t with columns (name, type), as an author would write it.
database table_of(const std::vector<std::pair<std::string, std::string>>& columns) {
  auto model = empty_database();
  model.objects.emplace(public_table("t"), table{});
  int position = 0;
  for (const auto& [name, type] : columns) {
    column value;
    value.position = ++position;
    value.type.sql = type;
    model.objects.emplace(public_column("t", name), value);
  }
  return model;
}

column& column_in(database& model, const std::string& name) {
  return std::get<column>(model.objects.at(public_column("t", name)));
}

void add_check(database& model, const std::string& name, const std::string& condition) {
  model.objects.emplace(on_table(object_kind::check, "t", name), check{{condition, {}}, false, {}});
}

const std::string& condition_in(const database& model, const std::string& name) {
  const auto* found = model.find<check>(on_table(object_kind::check, "t", name));
  REQUIRE(found != nullptr);
  return found->condition.sql;
}

std::size_t difference(const database& a, const database& b) {
  diff_options options;
  options.decide_create = true;
  return diff(a, b, options).changes.size();
}

}  // namespace

TEST_CASE("expressions come back as the server spells them") {
  auto model = table_of({{"a", "integer"}, {"v", "character varying(9)"}});
  column_in(model, "v").default_value = sql_expression{"'x'", {}};
  column_in(model, "a").default_value = sql_expression{"1+1", {}};
  add_check(model, "positive", "a>0");
  const auto canonical = canonicalize(model, test::cluster());
  CHECK(condition_in(canonical, "positive") == "a > 0");
  CHECK(canonical.find<column>(public_column("t", "v"))->default_value->sql == "'x'::character varying");
  CHECK(canonical.find<column>(public_column("t", "a"))->default_value->sql == "(1 + 1)");
  CHECK(canonical.objects.size() == model.objects.size());
}

TEST_CASE("a model that says nothing the server would respell comes back as it is") {
  auto model = table_of({{"a", "integer"}, {"b", "text"}});
  column_in(model, "a").not_null = true;
  model.objects.emplace(on_table(object_kind::unique, "t", "u"), unique{{"a"}, {}, true, {}, {}});
  CHECK(canonicalize(model, test::cluster()) == model);
  CHECK(canonicalize(empty_database(), test::cluster()) == empty_database());
}

TEST_CASE("varchar IN, which the server respells twice, comes back as the text that it repeats") {
  auto model = table_of({{"v", "character varying(9)"}});
  add_check(model, "known", "v in ('a', 'b')");
  const auto canonical = canonicalize(model, test::cluster());
  CHECK(canonical != model);
  test::database_of once{"create table t (v varchar(9), constraint known check (v in ('a', 'b')))"};
  const auto first_deparse = read_catalog(once.session).model;
  CHECK(condition_in(first_deparse, "known") != condition_in(canonical, "known"));
  CHECK(canonicalize(canonical, test::cluster()) == canonical);
  CHECK(canonicalize(first_deparse, test::cluster()) == canonical);
}

TEST_CASE("defaults, generated columns, predicates and index expressions all settle") {
  auto model = table_of({{"v", "character varying(9)"}, {"w", "character varying(9)"}, {"ok", "boolean"}});
  model.objects.erase(public_column("t", "ok"));
  column generated;
  generated.position = 3;
  generated.type.sql = "boolean";
  generated.generated = sql_expression{"v in ('a','b') and w not in ('c','d')", {}};
  model.objects.emplace(public_column("t", "ok"), generated);
  column_in(model, "w").default_value =
      sql_expression{"case when 'a'::varchar in ('a', 'b') then 'x' else 'y' end", {}};
  index partial;
  partial.keys.resize(2);
  partial.keys[0].expression = sql_expression{"(v in ('a', 'b'))", {}};
  partial.keys[1].column = "w";
  partial.where = sql_expression{"w in ('a', 'b') or (v like 'x%')", {}};
  model.objects.emplace(on_table(object_kind::index, "t", "i"), partial);
  const auto canonical = canonicalize(model, test::cluster());
  CHECK(canonical.objects.size() == model.objects.size());
  CHECK(canonicalize(canonical, test::cluster()) == canonical);
  CHECK(canonical.find<column>(public_column("t", "ok"))->position == 3);
}

TEST_CASE("a live database and the schema it was made from are equal as a pair, however the text was written") {
  auto author = table_of({{"v", "character varying(9)"}, {"n", "integer"}});
  add_check(author, "known", "v IN ('a','b')");
  add_check(author, "small", "n<10");
  test::database_of live{
      "create table t (v varchar(9), n int, constraint known check (v in ('a', 'b')),"
      " constraint small check (n < 10))"};
  const auto fresh = canonicalize_pair(read_catalog(live.session).model, author, test::cluster());
  CHECK(difference(fresh.live, fresh.author) == 0);
  // What was made from the deparse of another database, as pg_dump would do it.
  test::database_of restored;
  restored.session.run("create table t (v varchar(9), n int, constraint known check (" +
                       condition_in(fresh.live, "known") + "), constraint small check (n < 10))");
  const auto pair = canonicalize_pair(read_catalog(restored.session).model, author, test::cluster());
  CHECK(difference(pair.live, pair.author) == 0);
}

TEST_CASE("what really differs still differs in a pair, and only that") {
  auto author = table_of({{"v", "character varying(9)"}, {"n", "integer"}});
  add_check(author, "known", "v in ('a', 'b', 'c')");
  add_check(author, "small", "n < 10");
  test::database_of live{
      "create table t (v varchar(9), n int, gone int check (gone > 0), constraint known check (v in ('a', 'b')),"
      " constraint small check (n<10)); create table other (x int)"};
  const auto pair = canonicalize_pair(read_catalog(live.session).model, author, test::cluster());
  CHECK(condition_in(pair.live, "known") != condition_in(pair.author, "known"));
  CHECK(condition_in(pair.live, "small") == condition_in(pair.author, "small"));
  CHECK(pair.live.contains(public_table("other")));
  CHECK(condition_in(pair.live, "t_gone_check") == "gone > 0");
}

TEST_CASE("defaults of a table settle that is clustered on an index and replicated by another") {
  const std::string table =
      "create table t (a int primary key, b int not null constraint u unique);"
      "alter table t cluster on t_pkey; alter table t replica identity using index u;";
  test::database_of one(table + "alter table t alter a set default 1 + 1");
  test::database_of other(table + "alter table t alter a set default 2");
  auto a = kit::read_catalog(one.session).model;
  auto b = kit::read_catalog(other.session).model;
  const auto before = a;
  kit::settle_spelling(a, b, test::cluster());
  CHECK(a == before);
}

TEST_CASE("an object that cannot be created is named, with what the server said") {
  auto model = table_of({{"a", "integer"}});
  add_check(model, "broken", "nowhere > 0");
  try {
    canonicalize(model, test::cluster());
    FAIL("the check stands on a column that does not exist");
  } catch (const kit::error& e) {
    const std::string said = e.what();
    CAPTURE(said);
    CHECK(said.find("t") != std::string::npos);
    CHECK(said.find("nowhere") != std::string::npos);
    CHECK_FALSE(e.hint().empty());
  }
}

TEST_CASE("a name that the server would cut is an error") {
  auto model = table_of({{std::string(64, 'x'), "integer"}});
  CHECK_THROWS_AS(canonicalize(model, test::cluster()), kit::error);
}

TEST_CASE("a model that takes several transactions to make settles in all its tables") {
  auto model = empty_database();
  for (int i = 0; i < 300; ++i) {
    const auto id = public_table("t" + std::to_string(i));
    model.objects.emplace(id, table{});
    column value;
    value.position = 1;
    value.type.sql = "text";
    model.objects.emplace(column_id(id, "a"), value);
    model.objects.emplace(object_id{object_kind::check, "public", id.name, id.name + "_ck"},
                          check{{"a in ('x'::varchar, 'y')", {}}, false, {}});
  }
  const auto canonical = canonicalize(model, test::cluster());
  CHECK(canonical.objects.size() == model.objects.size());
  std::set<std::string> texts;
  for (const auto& [id, value] : canonical.objects) {
    if (const auto* found = std::get_if<check>(&value)) {
      texts.insert(found->condition.sql);
    }
  }
  CHECK(texts.size() == 1);
  CHECK_FALSE(texts.contains("a in ('x'::varchar, 'y')"));
}

TEST_CASE("a large schema is made once, then copied; another one is not mistaken for it") {
  auto model = empty_database();
  for (int i = 0; i < 420; ++i) {
    const auto name = "t" + std::to_string(i);
    model.objects.emplace(public_table(name), table{});
    column id;
    id.position = 1;
    id.type.sql = "integer";
    id.default_value = sql_expression{"1+1", {}};
    model.objects.emplace(public_column(name, "id"), id);
  }
  const auto kept = [] {
    connection db(test::cluster().url());
    return db.query("select 1 from pg_database where datname ^@ 'kept_'").rows();
  };
  const auto first = canonicalize(model, test::cluster());
  CHECK(first.find<column>(public_column("t7", "id"))->default_value->sql == "(1 + 1)");
  const auto copies = kept();
  CHECK(copies >= 1);
  CHECK(canonicalize(model, test::cluster()) == first);
  CHECK(kept() == copies);
  for (int more = 2; more < 7; ++more) {
    std::get<column>(model.objects.at(public_column("t7", "id"))).default_value->sql = "1+" + std::to_string(more);
    const auto other = canonicalize(model, test::cluster());
    CHECK(other.find<column>(public_column("t7", "id"))->default_value->sql == "(1 + " + std::to_string(more) + ")");
  }
  CHECK(kept() <= 3);
}
