// Conditions of checks and indexes: the text that the definition build writes has to mean what the condition means.
#include "squall/query/literal_sql.hpp"

#include <doctest/doctest.h>

#include <limits>
#include <string>

#include "squall/squall.hpp"
#include "support/query_schema.hpp"
#include "support/test_server.hpp"

namespace {

using namespace shop;
using squall::detail::definition_sql;
using squall::detail::literal;

TEST_CASE("a condition has bare column names and literals") {
  CHECK(definition_sql(posts.likes > 0 && posts.title != "it's") == R"((("likes" > 0) and ("title" <> 'it''s')))");
  CHECK(definition_sql(users.bio == nullptr) == R"(("bio" is null))");
  CHECK(definition_sql(lower(users.email)) == R"(lower("email"))");
  CHECK(definition_sql(in(posts.likes, {1, 2})) == R"(("likes" = any(array[1, 2]::integer[])))");
  CHECK(definition_sql(users.role == Role::admin) == R"(("role" = 'admin'::"role"))");
  CHECK(definition_sql(orders.id > -1) == R"(("naïve ""quoted"" name" > (-1)))");
}

/// What the server makes of a literal is the value that went in.
template <class Db, class V>
void check_literal(squall::connection& c, const V& value) {
  const std::string text = literal<Db>(value);
  CAPTURE(text);
  squall::static_parameters<1> p;
  squall::codec<Db>::encode(p, value);
  std::string type;
  squall::detail::sql_writer w(type);
  squall::detail::write_type_name<Db>(w);
  const auto r = c.execute_prepared(nullptr, "select (" + text + ") is not distinct from $1::" + type, p);
  REQUIRE(r.rows() == 1);
  CHECK(r.text(0, 0) == std::string(1, '\1'));
}

TEST_CASE("a literal is the value it was made of") {
  squall::test::fresh_database fresh;
  squall::connection c(fresh.url());
  c.run("create type role as enum ('user', 'moderator', 'admin')");

  for (const char* text : {"", "plain", "it's", R"(back\slash)", R"(\')", "ünïcødé", "line\nbreak", "$1 {} \"q\""})
    check_literal<std::string>(c, std::string(text));
  for (bool b : {true, false}) check_literal<bool>(c, b);
  for (std::int64_t i : {std::int64_t{0}, std::int64_t{-1}, std::numeric_limits<std::int64_t>::max(),
                         std::numeric_limits<std::int64_t>::min() + 1})
    check_literal<std::int64_t>(c, i);
  for (double d : {0.0, 0.1, -1e300, 5e-324, std::numeric_limits<double>::infinity(),
                   -std::numeric_limits<double>::infinity(), std::numeric_limits<double>::quiet_NaN()})
    check_literal<double>(c, d);
  check_literal<float>(c, 0.1F);
  for (const char* n : {"0", "-12.50", "123456789012345678901234567890.5", "NaN"})
    check_literal<numeric_t>(c, numeric_t(n));
  if (c.server_version() >= 140000)
    check_literal<numeric_t>(c, numeric_t("Infinity"));
  check_literal<uuid_t>(c, uuid_t::parse("a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11"));
  check_literal<bytea_t>(c, bytea_t{std::byte{0}, std::byte{255}, std::byte{39}});
  for (const char* d : {"2026-11-22", "2000-02-29", "1999-12-31", "4713-01-01 BC", "0001-12-31 BC", "5874897-12-31",
                        "1900-02-28", "infinity", "-infinity"})
    check_literal<date_t>(c, date_t::parse(d));
  for (const char* t : {"00:00", "23:59:59.999999", "24:00:00"})
    check_literal<time_of_day_t>(c, time_of_day_t::parse(t));
  for (const char* t : {"12:00+02", "12:00:01.5-03:30"}) check_literal<timetz_t>(c, timetz_t::parse(t));
  for (const char* t : {"2026-11-22 08:30:00.25", "1969-12-31 23:59:59.999999", "0044-03-15 12:00:00 BC",
                        "294276-12-31 23:59:59.999999", "infinity", "-infinity"})
    check_literal<timestamp_t>(c, timestamp_t::parse(t));
  for (const char* t : {"2026-11-22 08:30:00.25+01", "0044-03-15 12:00:00+00 BC", "infinity"})
    check_literal<timestamptz_t>(c, timestamptz_t::parse(t));
  for (const std::int64_t microseconds : {std::int64_t{0}, std::int64_t{-1}, std::int64_t{-1'500'000},
                                          std::int64_t{82'800'000'000}, -std::int64_t{999'999'999'999'999}})
    check_literal<interval_t>(c, interval_t(14, -3, microseconds));
  if (c.server_version() >= 150000)  // before, an interval has at most 2147483647 hours in its text
    check_literal<interval_t>(c, interval_t(14, -3, std::numeric_limits<std::int64_t>::max() - 1));
  check_literal<jsonb_of<json_t>>(c, json_t{R"({"a": "it's \\ ok"})"});
  check_literal<Role>(c, Role::moderator);
  check_literal<std::vector<std::int32_t>>(c, std::vector<std::int32_t>{1, -2});
  check_literal<std::vector<std::string>>(c, std::vector<std::string>{"a,b", "it's", "{}"});
  check_literal<std::vector<std::int32_t>>(c, std::vector<std::int32_t>{});
}

}  // namespace
