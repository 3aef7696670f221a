#include <doctest/doctest.h>

#include "kit/base/error.hpp"
#include "kit/flows/psql.hpp"
#include "kit/flows/sources.hpp"

using namespace squall::kit;

namespace {

void is(std::string_view text, source_kind kind, std::string_view rest) {
  CAPTURE(text);
  const source_name name = parse_source(text);
  CHECK(name.kind == kind);
  CHECK(name.text == rest);
}

}  // namespace

TEST_CASE("every form of a source is understood") {
  is("db", source_kind::database, "");
  is("db:postgresql://h/d", source_kind::database, "postgresql://h/d");
  is("db:host=/tmp dbname=x", source_kind::database, "host=/tmp dbname=x");
  is("db:env:STAGING_URL", source_kind::database, "env:STAGING_URL");
  is("postgres://h/d", source_kind::database, "postgres://h/d");
  is("schema", source_kind::headers, "");
  is("schema:a/b.hpp", source_kind::headers, "a/b.hpp");
  is("schema:a/b.sql", source_kind::sql, "a/b.sql");
  is("a/b.hpp", source_kind::headers, "a/b.hpp");
  is("a/b.sql", source_kind::sql, "a/b.sql");
  is("sql:folder", source_kind::sql, "folder");
  is("migrations", source_kind::migrations, "");
  is("migrations:old", source_kind::migrations, "old");
  is("model:m.json", source_kind::model, "m.json");
  is("m.json", source_kind::model, "m.json");
  is("empty", source_kind::empty, "");
}

TEST_CASE("what is no source is a usage error that lists the forms and shows no password") {
  for (const char* text : {"", "nonsense", "db:", "model:", "postgers://ada:hunter2@h/d"}) {
    CAPTURE(text);
    try {
      parse_source(text);
      FAIL("no error");
    } catch (const error& e) {
      CHECK(e.code() == exit_code::usage);
      CHECK(e.hint().find("db:URL") != std::string::npos);
      CHECK(std::string(e.what()).find("hunter2") == std::string::npos);
    }
  }
}

TEST_CASE("psql gets the password through its environment only") {
  const psql_call call = make_psql_call("postgresql://ada:se%20cret@h:5433/d%27b?sslmode=require", {});
  CHECK(call.password == "se cret");
  CHECK(call.conninfo.find("cret") == std::string::npos);
  CHECK(call.conninfo.find("host='h'") != std::string::npos);
  CHECK(call.conninfo.find("dbname='d\\'b'") != std::string::npos);
  CHECK(call.conninfo.find("sslmode='require'") != std::string::npos);
  CHECK_THROWS_AS(make_psql_call("postgresql://ada:hunter2@[h/d", {}), error);
}
