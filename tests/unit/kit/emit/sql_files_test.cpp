// What pull and export write as SQL says what a plan for an empty database says, in an order that runs.
#include <doctest/doctest.h>

#include <algorithm>

#include "kit/diff/diff.hpp"
#include "kit/emit/creation.hpp"
#include "kit/emit/sql_files.hpp"
#include "kit/plan/plan.hpp"
#include "support/model_builder.hpp"

using namespace squall::kit;
using squall::kit::testing::model_builder;

namespace {

std::vector<std::string> written(const database& model) {
  std::vector<std::string> out;
  write_creation(model, [&](const object_id&, const std::string& sql) { out.push_back(sql); });
  return out;
}

std::vector<std::string> planned(const database& model) {
  std::vector<std::string> out;
  const auto changes = diff(empty_database(), model, {.decide_create = true}).changes;
  for (auto& s : make_plan(empty_database(), changes, {.online = false, .intended = {}}).steps) {
    out.push_back(s.sql);
  }
  return out;
}

std::vector<std::string> sorted(std::vector<std::string> list) {
  std::sort(list.begin(), list.end());
  return list;
}

std::size_t place_of(const std::vector<std::string>& list, const std::string& start) {
  const auto it = std::find_if(list.begin(), list.end(), [&](const auto& s) { return s.starts_with(start); });
  REQUIRE_MESSAGE(it != list.end(), start);
  return static_cast<std::size_t>(it - list.begin());
}

model_builder shop() {
  model_builder db;
  db.enum_type("state", {"new", "done"});
  db.table("a_lines").serial("id").primary_key();
  db.column("order_id", "bigint").not_null().references("orders", "id", foreign_key_action::cascade);
  db.enum_column("state", enum_id("public", "state")).comment("of the line");
  db.index({"order_id"});
  db.check("positive", "id > 0");
  db.table("orders").column("id", "bigint").primary_key().identity();
  db.column("parent_id", "bigint").references("orders");
  db.column("best_line", "integer").references("a_lines");
  return db;
}

}  // namespace

TEST_CASE("tables that need no plan are written with its statements, each behind what it stands on") {
  const database model = shop();
  const auto list = written(model);
  CHECK(sorted(list) == sorted(planned(model)));
  CHECK(place_of(list, "CREATE TYPE public.state") < place_of(list, "CREATE TABLE public.a_lines"));
  CHECK(place_of(list, "CREATE SEQUENCE public.a_lines_id_seq") < place_of(list, "CREATE TABLE public.a_lines"));
  CHECK(place_of(list, "CREATE TABLE public.a_lines") < place_of(list, "ALTER SEQUENCE public.a_lines_id_seq OWNED"));
  CHECK(place_of(list, "CREATE TABLE public.orders") < place_of(list, "ALTER TABLE public."));
}

TEST_CASE("what stands on functions is planned, and so is what refers to it") {
  database model = shop();
  const object_id f{object_kind::routine, "public", {}, "next_line", ""};
  routine body;
  body.returns = "integer";
  body.language = "sql";
  body.body = "select 1";
  model.objects[f] = body;
  auto& id = std::get<column>(model.objects.at(column_id(table_id("public", "orders"), "best_line")));
  id.default_value = sql_expression{"public.next_line()", {f}};
  const auto list = written(model);
  CHECK(sorted(list) == sorted(planned(model)));
  CHECK(place_of(list, "CREATE FUNCTION public.next_line") < place_of(list, "CREATE TABLE public.orders"));
  CHECK(place_of(list, "CREATE TABLE public.a_lines") < place_of(list, "ALTER SEQUENCE public.a_lines_id_seq OWNED"));
}

TEST_CASE("a schema public that is not as usual is said once") {
  database model = shop();
  std::get<schema>(model.objects.at(schema_id("public"))).comment = "ours";
  CHECK(sorted(written(model)) == sorted(planned(model)));
  model.objects.erase(schema_id("public"));
  std::erase_if(model.objects, [](const auto& entry) { return entry.first.schema == "public"; });
  CHECK(sorted(written(model)) == sorted(planned(model)));
}

TEST_CASE("a table's file holds what belongs to it, and no file is a setting's") {
  database model = shop();
  routine body;
  body.returns = "integer";
  body.language = "sql";
  body.body = "select 1";
  model.objects[{object_kind::routine, "public", {}, "f", ""}] = body;
  const auto files = emit_sql_files(model);
  CHECK(files.size() == 4);
  CHECK(files.contains("schemas/public/functions/f.sql"));
  CHECK(files.contains("schemas/public/types/state.sql"));
  CHECK(files.contains("schemas/public/tables/orders.sql"));
  const auto& lines = files.at("schemas/public/tables/a_lines.sql");
  for (const char* part : {"CREATE SEQUENCE", "CREATE TABLE", "CREATE INDEX", "COMMENT ON COLUMN", "OWNED BY"}) {
    CHECK(lines.find(part) != std::string::npos);
  }
}

TEST_CASE("what acts on statements that come after it stands in the files that are read last") {
  database model = shop();
  model.objects[{object_kind::default_privileges, "", {}, "tables", "somebody"}] = default_privileges{};
  model.objects[{object_kind::event_trigger, "", {}, "watch"}] = event_trigger{};
  for (const auto& [name, text] : emit_sql_files(model)) {
    const bool acts_on_later = text.find("EVENT TRIGGER") != std::string::npos;
    CHECK((name > "schemas/~") == acts_on_later);
  }
}

TEST_CASE("children are planned with their parents") {
  model_builder db;
  db.table("parents").column("a", "integer").default_value("1");
  database model = db;
  table child;
  child.inherits = {table_id("public", "parents")};
  model.objects[table_id("public", "children")] = child;
  column own;
  own.type.sql = "integer";
  own.inherited = true;
  own.position = 1;
  own.default_value = sql_expression{"2", {}};
  model.objects[column_id(table_id("public", "children"), "a")] = own;
  const auto list = written(model);
  CHECK(sorted(list) == sorted(planned(model)));
  CHECK(place_of(list, "ALTER TABLE public.children ALTER COLUMN a SET DEFAULT 2") > 0);
}
