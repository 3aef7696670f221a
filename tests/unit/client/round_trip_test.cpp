// value → parameter → server → result is the identity, for every type and its extremes.
#include <doctest/doctest.h>

#include "generators.hpp"
#include "type_check.hpp"

namespace client_test {
enum class mood { happy, so_so, sad_ };
}

namespace {

using client_test::mood;

using namespace squall;
using namespace squall::test;

TEST_CASE("numbers survive the way to the server and back") {
  check_type<bool>({.type = "boolean", .print = nullptr});
  check_type<std::int16_t>({.type = "smallint", .print = nullptr});
  check_type<std::int32_t>({.type = "integer", .print = nullptr});
  check_type<std::int64_t>({.type = "bigint", .print = nullptr});
  check_type<float>({.type = "real", .print = nullptr});
  check_type<double>({.type = "double precision", .print = nullptr});
  check_type<numeric_t>({"numeric"});
}

TEST_CASE("texts, bytes, uuids and enumerations survive the way to the server and back") {
  check_type<std::string>({.type = "text", .print = nullptr});
  check_type<std::string>({.type = "varchar", .print = nullptr});
  check_type<bytea_t>({.type = "bytea", .print = nullptr});
  check_type<uuid_t>({"uuid"});
  shared_connection().run("create type mood as enum ('happy', 'so_so', 'sad')");
  check_type<mood>({.type = "mood",
                    .make = [](value_source& random) { return random.pick({mood::happy, mood::so_so, mood::sad_}); },
                    .print = nullptr});
}

TEST_CASE("JSON survives the way to the server and back") {
  check_type<json_of<json_t>>({.type = "json", .print = nullptr});
  check_type<jsonb_of<json_t>>({.type = "jsonb", .print = nullptr});
}

TEST_CASE("dates and times survive the way to the server and back") {
  shared_connection().run("set timezone to utc");
  check_type<date_t>({"date"});
  check_type<time_of_day_t>({"time"});
  check_type<timetz_t>({"timetz"});
  check_type<timestamp_t>({"timestamp"});
  check_type<timestamptz_t>({"timestamptz"});
  // PostgreSQL 15 cannot read back every interval that it holds.
  check_type<interval_t>({.type = "interval", .print = nullptr, .parses = false});
}

TEST_CASE("the longest numerics survive with value and scale") {
  connection& db = shared_connection();
  for (const std::string& extreme : {std::string(131072, '9'), "0." + std::string(16382, '0') + "1",
                                     "-" + std::string(5000, '8') + "." + std::string(16383, '7')}) {
    CHECK(through_cast<numeric_t>(db, "numeric", numeric_t(extreme)).str() == extreme);
    CHECK(db.query("select $1::numeric::text", {{extreme}}).text(0, 0) == extreme);
  }
}

TEST_CASE("numerics order as the server orders them") {
  connection& db = shared_connection();
  CHECK(rc::check([&] {
    const numeric_t a = any_numeric();
    const numeric_t b = any_numeric();
    const result r = db.query("select $1::numeric < $2::numeric, $1::numeric = $2::numeric", {{a.str()}, {b.str()}});
    RC_ASSERT((a < b) == (r.text(0, 0) == "t"));
    RC_ASSERT((a == b) == (r.text(0, 1) == "t"));
  }));
}

TEST_CASE("the text forms are what the server reads and writes") {
  connection& db = shared_connection();
  db.run("set timezone to utc");
  const auto server_text = [&db](const std::string& type, const std::string& text) {
    return std::string(db.query("select $1::" + type + "::text", {{text}}).text(0, 0));
  };
  CHECK(rc::check([&] {
    const date_t date = any_date();
    RC_ASSERT(server_text("date", to_string(date)) == to_string(date));
    RC_ASSERT(date_t::parse(server_text("date", to_string(date))) == date);
    const timestamp_t local = any_timestamp<timestamp_t>();
    RC_ASSERT(server_text("timestamp", to_string(local)) == to_string(local));
    const timestamptz_t at = any_timestamp<timestamptz_t>();
    RC_ASSERT(server_text("timestamptz", to_string(at)) == to_string(at));
    const timetz_t time(any_time(), *rc::gen::inRange(-57599, 57600));
    RC_ASSERT(server_text("timetz", to_string(time)) == to_string(time));
    const uuid_t id = any_uuid();
    RC_ASSERT(server_text("uuid", to_string(id)) == to_string(id));
    // PostgreSQL 15 cannot read back every interval that it holds, so hours stay within reason here.
    const interval_t span{*rc::gen::inRange(-100000, 100000), any_integer<std::int16_t>(), any_integer<std::int32_t>()};
    RC_ASSERT(interval_t::parse(server_text("interval", to_string(span))) == span);
  }));
}

TEST_CASE("timestamps with an offset mean the same instant to the server") {
  connection& db = shared_connection();
  for (const std::string text :
       {"2026-11-22 09:30:00.25+01", "2026-11-22 09:30:00-02:30", "0044-03-15 12:00:00+00 BC"}) {
    const result r =
        db.query("select extract(epoch from $1::timestamptz - '2000-01-01 00:00:00+00') * 1000000", {{text}});
    CHECK(numeric_t(r.text(0, 0)) == numeric_t(timestamptz_t::parse(text).microseconds));
  }
}

TEST_CASE("empty is not NULL") {
  connection& db = shared_connection();
  static_parameters<4> p;
  codec<std::string>::encode(p, std::string_view{});
  codec<bytea_t>::encode(p, bytea_t{});
  codec<std::vector<std::string>>::encode(p, {});
  p.null(codec<std::string>::oid);
  const result r = db.execute_prepared(nullptr, "select $1::text, $2::bytea, $3::text[], $4::text", p);
  CHECK_FALSE(r.is_null(0, 0));
  CHECK_FALSE(r.is_null(0, 1));
  CHECK_FALSE(r.is_null(0, 2));
  CHECK(r.is_null(0, 3));
}

TEST_CASE("a zero byte in a text is refused, not cut off") {
  connection& db = shared_connection();
  const std::string zero("a\0b", 3);
  CHECK_THROWS_AS(through_cast<std::string>(db, "text", zero), database_error);
  CHECK_THROWS_AS(through_cast<std::vector<std::string>>(db, "text[]", {zero}), usage_error);
  CHECK_THROWS_AS(db.query("select $1::text", {{zero}}), usage_error);
  CHECK_THROWS_AS(db.run(std::string("select 1\0 + 1", 13)), usage_error);
}

}  // namespace
