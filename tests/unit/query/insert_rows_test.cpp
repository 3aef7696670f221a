// Many rows by one INSERT: arrays of columns where all rows give the same ones, VALUES where they do not.
#include <doctest/doctest.h>

#include <functional>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "unit/query/shop_database.hpp"

namespace {

using namespace shop;

/// A column of every type that goes as an array.
template <class M>
struct Plain {
  col<M, integer().primary_key()> id;
  col<M, pg::boolean()> flag;
  col<M, smallint()> small;
  col<M, bigint()> big;
  col<M, real()> single;
  col<M, double_precision()> twice;
  col<M, numeric(20, 4)> exact;
  col<M, pg::text()> words;
  col<M, varchar(5)> few;
  col<M, character(4)> padded;
  col<M, pg::bytea()> bytes;
  col<M, pg::uuid()> key;
  col<M, pg::date()> day;
  col<M, pg::time()> clock;
  col<M, pg::timetz()> clock_there;
  col<M, pg::timestamp()> moment;
  col<M, pg::timestamptz(0)> instant;
  col<M, pg::interval()> span;
  col<M, pg::json()> raw;
  col<M, pg::jsonb()> tree;
  col<M, jsonb().type<Dimensions>()> box;
  col<M, enumeration<Role>()> role;
  col<M, pg::inet()> address;
  col<M, pg::int4range()> range;
};
inline constexpr auto plain = table<Plain, "plain">();
using NewPlain = insert_t<Plain>;

constexpr const char* create_plain = R"(create table plain (
  id integer primary key, flag boolean, small smallint, big bigint, single real, twice double precision,
  exact numeric(20, 4), words text, few varchar(5), padded char(4), bytes bytea, key uuid, day date, clock time,
  clock_there timetz, moment timestamp, instant timestamptz(0), span interval, raw json, tree jsonb, box jsonb, role role,
  address inet, range int4range))";

NewPlain full(int id) {
  return {.id = id,
          .flag = true,
          .small = std::int16_t{-32768},
          .big = std::int64_t{9'223'372'036'854'775'807},
          .single = 1.5F,
          .twice = -0.1,
          .exact = numeric_t("-12345678901234.56789"),
          .words = "tab\there \"quote\" 'x' \\ {,} NULL é💧",
          .few = "12345",
          .padded = "ab",
          .bytes = bytea_t{std::byte{0}, std::byte{255}},
          .key = uuid_t::parse("00112233-4455-6677-8899-aabbccddeeff"),
          .day = date_t::infinity(),
          .clock = time_of_day_t::parse("24:00"),
          .clock_there = timetz_t::parse("12:00+02"),
          .moment = timestamp_t::parse("0044-03-15 12:00:00 BC"),
          .instant = timestamptz_t::parse("2026-11-26 05:00:00.723456+02"),
          .span = interval_t{1, -2, 3},
          .raw = json_t{R"({"a": [1, 2.50]})"},
          .tree = json_t{R"({"a": [1, 2.50]})"},
          .box = Dimensions{1, 2, "cm"},
          .role = Role::admin,
          .address = inet_t::parse("10.0.0.1/8"),
          .range = range_t<std::int32_t>{1, 5}};
}

std::string contents(squall::database& db) {
  return std::string(db.connection().query("select string_agg(p::text, e'\\n' order by id) from plain p").text(0, 0));
}

TEST_CASE_FIXTURE(shop_database, "rows that give the same columns have one text however many they are") {
  const std::vector<NewUser> two(2, NewUser{.email = "a", .first_name = "F", .last_name = "L", .role = Role::admin});
  const std::vector<NewUser> many(500, two.front());
  const auto text = insert(users).values(two).sql();
  CHECK(text ==
        R"(insert into "users" ("email", "first_name", "last_name", "bio", "role") select "email", "first_name", )"
        R"("last_name", "bio", "role"::"role" from unnest($1::text[], $2::text[], $3::text[], $4::text[], )"
        R"($5::text[]) as "row" ("email", "first_name", "last_name", "bio", "role"))");
  CHECK(insert(users).values(many).sql() == text);
}

TEST_CASE_FIXTURE(shop_database, "values of every type arrive in many rows as in one") {
  db.connection().run(create_plain);
  std::vector<NewPlain> rows{full(1), full(2), {.id = 3}};
  rows[1].words = "";
  rows[1].bytes = bytea_t{};
  REQUIRE(insert(plain).values(rows).sql().find("unnest(") != std::string::npos);
  CHECK(db.insert(plain).values(rows).execute() == 3);
  const std::string together = contents(db);
  db.erase(plain).all_rows().execute();
  for (const NewPlain& row : rows) db.insert(plain).values(row).execute();
  CHECK(contents(db) == together);
}

TEST_CASE_FIXTURE(shop_database, "many rows keep to the column's length as one row does") {
  db.connection().run(create_plain);
  std::vector<NewPlain> rows{{.id = 1, .few = "123456"}, {.id = 2}};
  CHECK_THROWS_AS(db.insert(plain).values(rows).execute(), squall::database_error);
  CHECK_THROWS_AS(db.insert(plain).values(rows.front()).execute(), squall::database_error);
}

TEST_CASE_FIXTURE(shop_database, "more rows than a statement has parameters go in by one, and come back in order") {
  db.connection().run(create_plain);
  std::vector<NewPlain> rows;
  std::vector<std::int32_t> ids;
  for (int id = 70'000; id > 0; --id) {
    rows.push_back({.id = id});
    ids.push_back(id);
  }
  CHECK(db.insert(plain).values(std::span(rows)).returning(plain.id).all() == ids);
}

TEST_CASE_FIXTURE(shop_database, "rows that give different columns have a limit, which the message says") {
  std::vector<NewUser> rows(20'000, NewUser{.email = "x", .first_name = "F", .last_name = "L"});
  rows.back().role = Role::admin;
  try {
    db.insert(users).values(std::move(rows)).execute();
    FAIL("no error");
  } catch (const squall::usage_error& e) {
    CHECK(std::string(e.what()).find("13107 rows") != std::string::npos);
  }
}

TEST_CASE_FIXTURE(shop_database, "a conflict is met in many rows as in one") {
  add_user("a@b.c", "old");
  const std::vector<NewUser> rows{{.email = "a@b.c", .first_name = "F", .last_name = "L", .bio = "new"},
                                  {.email = "x@y.z", .first_name = "F", .last_name = "L", .bio = "x"}};
  CHECK(db.insert(users).values(rows).on_conflict(users.email).do_update(users.bio = excluded(users.bio)).execute() ==
        2);
  CHECK(db.select(users.bio).from(users).where(users.email == "a@b.c").one() == "new");
  CHECK(db.insert(users).values(rows).on_conflict().do_nothing().execute() == 0);
}

TEST_CASE_FIXTURE(shop_database, "rows can stay where they are") {
  NewUser one{.email = "0", .first_name = "F", .last_name = "L"};
  CHECK(db.insert(users).values(std::ref(one)).returning(users.email).one() == "0");
  CHECK(db.erase(users).where(users.email == "0").execute() == 1);
  one.email = NewUser{.email = "1", .first_name = "F", .last_name = "L"}.email;
  const std::vector<NewUser> rows{{.email = "2", .first_name = "F", .last_name = "L"},
                                  {.email = "3", .first_name = "F", .last_name = "L", .role = Role::admin}};
  CHECK(db.insert(users).values(std::cref(one)).returning(users.email).one() == "1");
  CHECK(db.insert(users).values(std::span(rows)).execute() == 2);
  CHECK(db.insert(users).values(std::span<const NewUser>()).execute() == 0);
  CHECK(db.select(users.email).from(users).order_by(users.email).all() == std::vector<std::string>{"1", "2", "3"});
}

TEST_CASE_FIXTURE(shop_database, "texts can stay where they are") {
  const std::string email = "somebody with a long name@example.com";
  const std::string_view bio = "a bio of which the statement owns nothing";
  const auto made = db.insert(users).values(users.email = std::cref(email), users.first_name = "F",
                                            users.last_name = "L", users.bio = std::cref(bio));
  const auto found = db.select(users.bio).from(users).where(users.email == std::cref(email));
  made.execute();
  CHECK(found.one() == bio);
  const auto by_email = squall::select(users.bio).from(users).where(users.email == squall::param<0>);
  CHECK(db.one(by_email, std::cref(email)) == bio);
  CHECK(db.update(users).set(users.bio = std::optional(std::cref(email))).all_rows().execute() == 1);
  CHECK(db.one(by_email, email) == email);
}

}  // namespace
