#include "kit/migrations/script_runner.hpp"
#include "migration_fixture.hpp"

using namespace squall::kit;

namespace {

std::vector<script_step> parse(const std::string& sql) { return parse_script(sql, "m/up.sql"); }

std::vector<std::string> statements(const std::string& sql) {
  std::vector<std::string> found;
  for (const script_step& step : parse(sql)) {
    for (const script_statement& statement : step.statements) {
      found.push_back(statement.sql);
    }
  }
  return found;
}

using texts = std::vector<std::string>;

detail::checked_script checked(const std::string& sql) { return detail::check_script("m", sql, "m/up.sql"); }

}  // namespace

TEST_CASE("a script without step comments is one transactional step") {
  const auto steps = parse("create table a (b int);\n\nselect 1");
  REQUIRE(steps.size() == 1);
  CHECK(steps[0].transactional);
  CHECK(steps[0].statements.size() == 2);
  CHECK(parse("").empty());
  CHECK(parse("-- nothing\n/* at all */ ;;").empty());
}

TEST_CASE("statements are split at semicolons that end them, and only there") {
  CHECK(statements("select ';'; select \";\" ; select $$;$$; select $a$ $$;$$ $a$; select e'\\';'; select 1 -- ;\n;") ==
        texts{"select ';'", "select \";\"", "select $$;$$", "select $a$ $$;$$ $a$", "select e'\\';'", "select 1 -- ;"});
  CHECK(statements("/* ; /* ; */ ; */ select 1; -- ;\nselect 2;") == texts{"select 1", "select 2"});
  CHECK(statements("create rule r as on insert to t do also (select 1; select 2); select 3").size() == 2);
  CHECK(statements("create function f() returns int begin atomic select 1; select 2; end; select 3").size() == 2);
}

TEST_CASE("what the parser does not know is kept whole and in place for the server to judge") {
  CHECK(statements("selec 2; select 1; foo") == texts{"selec 2", "select 1", "foo"});
  CHECK(
      statements("create foo bar; create function f() returns int begin atomic select 1; select ';'; end; select 2") ==
      texts{"create foo bar", "create function f() returns int begin atomic select 1; select ';'; end", "select 2"});
}

TEST_CASE("lines are those of the statements' first characters") {
  const auto steps =
      parse("-- a\n\nselect 1;\r\n/* b\n */ select\n 2; select 3;\n-- squall: step 2\n\nselect 'é\n'; select 5");
  REQUIRE(steps.size() == 2);
  CHECK(steps[0].statements[0].line == 3);
  CHECK(steps[0].statements[1].line == 5);
  CHECK(steps[0].statements[2].line == 6);
  CHECK(steps[1].statements[0].line == 9);
  CHECK(steps[1].statements[1].line == 10);
}

TEST_CASE("step comments divide, and say what runs outside a transaction") {
  const auto steps = parse(
      "-- title\n-- squall: step 1\nselect 1;\n  -- squall: step 2, outside a transaction\nvacuum;\n"
      "--squall: STEP 3 of 3, in a transaction\nselect 3;");
  REQUIRE(steps.size() == 3);
  CHECK(steps[0].transactional);
  CHECK_FALSE(steps[1].transactional);
  CHECK(steps[2].transactional);
}

TEST_CASE("a step comment inside a string, a body or a block comment is none") {
  CHECK(parse("select '\n-- squall: step 2\n'; select $$\n-- squall: step 3\n$$; /*\n-- squall: step 4\n*/ select 1;")
            .size() == 1);
}

TEST_CASE("a step comment that is not understood is an error with its line") {
  CHECK_THROWS_WITH_AS(parse("select 1;\n-- squall: step two"), doctest::Contains("m/up.sql:2"), error);
  CHECK_THROWS_AS(parse("-- squall: step 2, outside of everything\nselect 1"), error);
}

TEST_CASE("an unclosed quote is an error with file and line") {
  CHECK_THROWS_WITH_AS(parse("select 'é';\n-- squall: step 2\nselect\n'abc"), doctest::Contains("m/up.sql:4"), error);
  CHECK_THROWS_WITH_AS(parse("select $x$ ;"), doctest::Contains("m/up.sql:1"), error);
  CHECK_THROWS_AS(parse("select \"a"), error);
  CHECK_THROWS_AS(parse("/* select 1;"), error);
  CHECK_THROWS_AS(parse(std::string("select 1;\0select 2", 18)), error);
}

TEST_CASE("BEGIN and COMMIT in a script are refused with file and line, savepoints are not") {
  CHECK_THROWS_WITH_AS(checked("select 1;\nbegin;\nselect 2;\ncommit;"), doctest::Contains("m/up.sql:2"), error);
  CHECK_THROWS_AS(checked("select 1; commit and chain"), error);
  CHECK_THROWS_AS(checked("start transaction"), error);
  CHECK_THROWS_AS(checked("rollback"), error);
  CHECK_THROWS_AS(checked("prepare transaction 'x'"), error);
  CHECK_NOTHROW(checked("savepoint a; select 1; rollback to savepoint a; release savepoint a"));
  CHECK_NOTHROW(checked("do $$ begin perform 1; end $$"));
}

TEST_CASE("what cannot run in a transaction is refused inside one, and the message says how to mark the step") {
  for (const char* sql :
       {"create index concurrently i on t (a)", "drop index concurrently i", "reindex index concurrently i",
        "reindex database d", "vacuum t", "create database d", "drop database d", "alter system set work_mem = '1MB'",
        "cluster", "discard all", "alter table t detach partition p concurrently", "create tablespace t location '/x'",
        "alter database d set tablespace t"}) {
    CAPTURE(sql);
    CHECK_THROWS_WITH_AS(checked(std::string{"select 1;\n"} + sql), doctest::Contains("m/up.sql:2"), error);
    CHECK_NOTHROW(checked(std::string{"-- squall: step 1, outside a transaction\n"} + sql));
    try {
      checked(sql);
    } catch (const error& e) {
      CHECK(e.hint().find("outside a transaction") != std::string::npos);
    }
  }
  for (const char* sql :
       {"create index i on t (a)", "drop index i", "reindex index i", "analyze t", "cluster t using i",
        "alter type t add value 'x'", "refresh materialized view concurrently v", "discard plans"}) {
    CAPTURE(sql);
    CHECK_NOTHROW(checked(sql));
  }
}

TEST_CASE("COPY through the client and a concurrent index without a name are refused") {
  CHECK_THROWS_AS(checked("copy t from stdin"), error);
  CHECK_NOTHROW(checked("copy t from '/tmp/x'"));
  CHECK_THROWS_AS(checked("-- squall: step 1, outside a transaction\ncreate index concurrently on t (a)"), error);
}

TEST_CASE("each statement outside a transaction is a step of its own") {
  const auto script = checked("select 1; select 2;\n-- squall: step 2, outside a transaction\nvacuum; analyze;");
  REQUIRE(script.units.size() == 3);
  CHECK(script.units[0].statements.size() == 2);
  CHECK(detail::units_checksum(script, 1, {}) != detail::units_checksum(script, 2, {}));
  CHECK(detail::units_checksum(script, 1, {}) ==
        detail::units_checksum(checked("-- other comment\nselect 1;\nselect 2;\n-- squall: step 2\nselect 'new'"), 1,
                               {}));
}
