#include <doctest/doctest.h>
#include <rapidcheck.h>

#include "squall/client/connection.hpp"
#include "squall/errors.hpp"

namespace {

using squall::redact_conninfo;

TEST_CASE("a password is hidden in every form that a connection string has") {
  CHECK(redact_conninfo("postgresql://me:secret@host:5432/db") == "postgresql://me:***@host:5432/db");
  CHECK(redact_conninfo("postgres://me:s%40cret@host/db?sslmode=require") ==
        "postgres://me:***@host/db?sslmode=require");
  CHECK(redact_conninfo("postgresql://host/db?user=me&password=secret&x=1") ==
        "postgresql://host/db?user=me&password=***&x=1");
  CHECK(redact_conninfo("postgresql://host/db?pass%77ord=secret") == "postgresql://host/db?pass%77ord=***");
  CHECK(redact_conninfo("postgresql://host/db?sslpassword=secret") == "postgresql://host/db?sslpassword=***");
  CHECK(redact_conninfo("host=h password=secret user=me") == "host=h password=*** user=me");
  CHECK(redact_conninfo("password = 'se cret' user=me") == "password = *** user=me");
  CHECK(redact_conninfo(R"(password='se\'cret' user=me)") == "password=*** user=me");
  CHECK(redact_conninfo(R"(password=se\ cret user=me)") == "password=*** user=me");
  CHECK(redact_conninfo("dbname=postgresql://me:secret@host/db user=x") == "dbname=postgresql://me:***@host/db user=x");
  CHECK(redact_conninfo("PASSWORD=secret") == "PASSWORD=***");
}

TEST_CASE("a password that was not encoded is hidden as well") {
  CHECK(redact_conninfo("postgresql://me:se@cret@host/db") == "postgresql://me:***@host/db");
  CHECK(redact_conninfo("postgresql://me:se/cret@host/db") == "postgresql://me:***@host/db");
  CHECK(redact_conninfo("postgresql://me:se?cr@et@host/db") == "postgresql://me:***@host/db");
  CHECK(redact_conninfo("password=se cret") == "password=*** ***");
}

TEST_CASE("what holds no password stays as it is") {
  for (const char* text : {"postgresql://host/db", "postgresql://me@host/db", "postgresql:///db?host=/tmp/x",
                           "host=/tmp dbname=x", "postgresql://host:5432/db?user=a@b", "mydb", ""})
    CHECK(redact_conninfo(text) == text);
}

TEST_CASE("no password of a quoted keyword survives redaction") {
  CHECK(rc::check([](const std::string& noise) {
    const std::string secret = "Zq7" + noise + "7qZ";
    std::string quoted;
    for (const char c : secret) {
      if (c == '\'' || c == '\\')
        quoted += '\\';
      quoted += c;
    }
    const std::string shown = redact_conninfo("host=h password='" + quoted + "' user=u");
    RC_ASSERT(shown == "host=h password=*** user=u");
  }));
}

TEST_CASE("a connection string that does not parse is refused without being quoted") {
  for (const char* text : {"password=geheim rest", "password='geheim", "postgresql://me:geheim@x@host/db",
                           "postgresql://me:x@geheim@host/db", "postgresql://me:geheim/x@host/db",
                           "postgresql://me:%zzgeheim@host/db", "password=x geheim"}) {
    try {
      squall::connection db{text};
      FAIL("connected");
    } catch (const squall::connection_error& e) {
      const std::string what = e.what();
      CHECK_MESSAGE(what.find("geheim") == what.npos, what);
    }
  }
}

TEST_CASE("identifiers are quoted always") {
  CHECK(squall::quote_identifier("user") == R"("user")");
  CHECK(squall::quote_identifier("a \"b\" ü") == R"("a ""b"" ü")");
}

}  // namespace
