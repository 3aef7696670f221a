// What a header says in SQL comes out as it stands.
#include "project.hpp"

using namespace cpp_source_tests;

namespace {

const std::string declarations = R"cpp(
  namespace app {
  using namespace squall;
  inline const auto second = sql_object("b", "CREATE VIEW b AS SELECT 1; GRANT SELECT ON b TO PUBLIC;");
  inline const auto slug = function("app.slug", R"sql(
      CREATE FUNCTION app.slug(int) RETURNS text LANGUAGE sql AS $$SELECT 'it''s "\x"'$$)sql");
  inline const auto again = function("app.slug", "CREATE FUNCTION app.slug(text) …");
  }  // namespace app
)cpp";

}  // namespace

TEST_CASE("statements come in the order of the header, as they were written") {
  project p;
  const auto r = p.read(declarations);
  const std::vector<sql_statement> expected{
      {"b", "CREATE VIEW b AS SELECT 1; GRANT SELECT ON b TO PUBLIC;"},
      {"app.slug", "\n      CREATE FUNCTION app.slug(int) RETURNS text LANGUAGE sql AS $$SELECT 'it''s \"\\x\"'$$"},
      {"app.slug", "CREATE FUNCTION app.slug(text) …"}};
  CHECK(r.statements == expected);
  INFO("from the cache");
  CHECK(read_cpp_headers(p.options({p.root / "db/schema.hpp"})).statements == expected);
}

TEST_CASE("a header that two headers include declares its statements once") {
  project p;
  const auto common = p.write("db/common.hpp", "#pragma once\n#include <squall/schema.hpp>\n" + declarations +
                                                   "const auto mine = squall::sql_object(\"c\", \"SELECT 1\");\n");
  const auto a = p.write("db/a.hpp", "#pragma once\n#include \"common.hpp\"\n");
  const auto b = p.write("db/b.hpp", "#pragma once\n#include \"common.hpp\"\n");
  const auto r = read_cpp_headers(p.options({a, common, b}));
  CHECK(r.statements.size() == 4);
}

TEST_CASE("a declaration in SQL that is constexpr, without label or without SQL is refused in a sentence") {
  project p;
  CHECK(message_of([&] {
          p.read(R"cpp(inline constexpr auto f = squall::function("f", "CREATE FUNCTION …");)cpp");
        }).find("squall: a declaration with SQL text is `inline const auto`") != std::string::npos);
  CHECK(message_of([&] {
          p.read(R"cpp(inline const auto f = squall::sql_object("", "SELECT 1");)cpp");
        }).find("a statement has no label: SELECT 1") != std::string::npos);
  CHECK(message_of([&] {
          p.read(R"cpp(inline const auto f = squall::sql_object("x", " ;\n");)cpp");
        }).find("x has no SQL") != std::string::npos);
}
