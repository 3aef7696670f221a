// The catalogue of functions and operators: each gives what the server gives.
#include "squall/functions.hpp"

#include <doctest/doctest.h>

#include <string>
#include <type_traits>
#include <vector>

#include "unit/query/shop_database.hpp"

namespace {

using namespace shop;

struct row_of_everything : shop_database {
  row_of_everything() {
    db.connection().run(
        R"(insert into everything (id, small, big, single, twice, exact, words, bytes, day, clock, moment,
      instant, span, box, raw, tags, numbers) values (7, 3, 48, 1.5, 2.25, 12.3456, '  Hello World ', '\x0102',
      '2024-03-05', '12:30', '2024-03-05 10:20:30', '2024-03-05 10:20:30+00', '1 day 3 hours',
      '{"width": 2, "height": 3, "unit": "cm"}', '{"a": [1, {"b": "c"}]}', '{x,y,z}', '{1,2,3}'))");
  }
  template <class E>
  auto of(E e) {
    return db.select(e).from(everything).one();
  }
};

TEST_CASE_FIXTURE(row_of_everything, "functions of texts") {
  const auto& w = everything.words;
  CHECK(of(trim(w)) == "Hello World");
  CHECK(of(ltrim(w)) == "Hello World ");
  CHECK(of(rtrim(w, " d")) == "  Hello Worl");
  CHECK(of(initcap(lower(w))) == "  Hello World ");
  CHECK(of(reverse(trim(w))) == "dlroW olleH");
  CHECK(of(left(trim(w), 5)) == "Hello");
  CHECK(of(right(trim(w), everything.small)) == "rld");
  CHECK(of(lpad(trim(w), 13, "*")) == "**Hello World");
  CHECK(of(repeat(left(trim(w), 1), 3)) == "HHH");
  CHECK(of(replace(trim(w), "World", std::string("you"))) == "Hello you");
  CHECK(of(substring(trim(w), 7)) == "World");
  CHECK(of(substring(trim(w), 1, 4)) == "Hell");
  CHECK(of(strpos(w, "World")) == 9);
  CHECK(of(split_part(trim(w), " ", 2)) == "World");
  CHECK(of(starts_with(trim(w), "Hell")) == true);
  CHECK(of(string_to_array(trim(w), " ")) == std::vector<std::string>{"Hello", "World"});
  CHECK(of(md5(trim(w))) == "b10a8db164e0754105b7a99be72e3fe5");
  CHECK(of(regexp_replace(w, "l+", "L", "g")) == "  HeLo WorLd ");
  CHECK(of(regexp_match(w, "(W)(o)")) == std::vector<std::string>{"W", "o"});
  CHECK(!of(regexp_match(w, "x")));
  CHECK(of(octet_length(w)) == 14);
  CHECK(of(encode(everything.bytes, "hex")) == "0102");
  CHECK(of(ascii(trim(w))) == 72);
  CHECK(of(concat_ws("-", trim(w), "a")) == "Hello World-a");
  CHECK(of(quote_literal(concat(trim(w), "'"))) == "'Hello World'''");
  CHECK(of(length(encode(sha256(everything.bytes), "hex"))) == 64);
}

TEST_CASE_FIXTURE(row_of_everything, "functions of numbers") {
  CHECK(of(abs(-everything.small)) == std::int16_t{3});
  CHECK(of(ceil(everything.twice)) == 3.0);
  CHECK(of(sqrt(everything.big)).value() > 6.9);
  CHECK(to_string(of(round(everything.exact, 2)).value()) == "12.35");
  CHECK(to_string(of(trunc(everything.exact)).value()) == "12");
  CHECK(of(power(everything.twice, 2)) == 5.0625);
  CHECK(of(mod(everything.big, 7)) == 6);
  CHECK(of(gcd(everything.big, 36)) == 12);
  CHECK(of(sin(everything.twice * 0)) == 0.0);
  CHECK(of(degrees(pi())) == 180.0);
  CHECK(of(sign(everything.single)) == 1.0);
  CHECK(of(scale(everything.exact)) == 4);
  const double r = of(random_number());
  CHECK((r >= 0 && r < 1));
}

TEST_CASE_FIXTURE(row_of_everything, "functions of dates and times") {
  CHECK(of(date_trunc("month", everything.moment)) == of(make_timestamp(2024, 3, 1, 0, 0, 0.0)));
  CHECK(of(date_part("year", everything.day)) == 2024.0);
  CHECK(of(to_char(everything.moment, "YYYY/MM")) == "2024/03");
  CHECK(of(make_date(2024, 3, 5)) == of(everything.day));
  CHECK(of(at_time_zone("UTC", everything.instant)) == of(everything.moment));
  CHECK(of(from_time_zone("UTC", everything.moment)) == of(everything.instant));
  CHECK(of(to_date("05 03 2024", "DD MM YYYY")) == of(everything.day));
  CHECK(of(date_part("epoch", from_epoch(12.5))) == 12.5);
  CHECK(of(date_part("day", justify_interval(make_interval(0, 0, 0, 31)))) == 1.0);
  CHECK(of(age(everything.instant, everything.instant)) == interval_t{});
  CHECK(of(clock_timestamp() > everything.instant) == true);
}

TEST_CASE_FIXTURE(row_of_everything, "json, arrays and text search") {
  CHECK(of(json_text(everything.box, "unit")) == "cm");
  CHECK(of(json_text(json_get(everything.raw, "a"), 0)) == "1");
  CHECK(of(json_text_at(everything.raw, {"a", "1", "b"})) == "c");
  CHECK(!of(json_text(everything.box, "none")));
  CHECK(of(has_key(everything.box, "unit")) == true);
  CHECK(of(has_any_key(everything.box, {"no", "width"})) == true);
  CHECK(of(has_all_keys(everything.box, {"no", "width"})) == false);
  CHECK(of(contains(everything.box, sql<json_t>("'{{\"width\": 2}}'::jsonb"))) == true);
  CHECK(of(jsonb_typeof(everything.box)) == "object");
  CHECK(of(json_path_finds(everything.box, jsonpath_t{"$.width ? (@ > 1)"})) == true);
  CHECK(of(jsonb_path_query_first(everything.box, jsonpath_t{"$.height"}))->text == "3");
  CHECK(of(cardinality(everything.tags)) == 3);
  CHECK(of(array_length(everything.numbers, 1)) == 3);
  CHECK(of(array_append(everything.tags, "w"))->back() == "w");
  CHECK(of(array_position(everything.tags, "z")) == 3);
  CHECK(of(array_to_string(everything.tags, "+")) == "x+y+z");
  CHECK(of(contains(everything.tags, std::vector<std::string>{"y"})) == true);
  CHECK(of(contained_in(everything.tags, std::vector<std::string>{"y"})) == false);
  CHECK(of(overlaps(everything.tags, std::vector<std::string>{"q", "z"})) == true);
  CHECK(of(array_concat(everything.tags, std::vector<std::string>{"q"}))->size() == 4);
  CHECK(of(matches(everything.words, "W.r")) == true);
  CHECK(of(imatches(everything.words, "^hello")) == false);
  CHECK(of(fits(to_tsvector("english", everything.words), websearch_to_tsquery("english", "worlds"))) == true);
  CHECK(of(ts_headline(everything.words, to_tsquery("hello"))) == "  <b>Hello</b> World ");
  CHECK(of(bit_and_of(everything.big, 32)) == 32);
}

TEST_CASE_FIXTURE(row_of_everything, "more aggregates, and functions of the session") {
  db.insert(categories)
      .values(std::vector<insert_t<Categories>>{{.id = 1, .name = "b"}, {.id = 2, .name = "a"}})
      .execute();
  CHECK(db.select(string_agg(categories.name, ", ", categories.name)).from(categories).one() == "a, b");
  const auto ids = db.select(array_agg(categories.id, desc(categories.id))).from(categories).one();
  static_assert(std::is_same_v<decltype(ids), const std::optional<std::vector<std::int32_t>>>);
  CHECK(ids == std::vector<std::int32_t>{2, 1});
  CHECK(db.select(array_agg(categories.parent_id)).from(categories).one()->size() == 2);
  CHECK(db.select(bool_and(categories.id > 0)).from(categories).one() == true);
  CHECK(db.select(bool_or(categories.id > 5)).from(categories).one() == false);
  CHECK(!db.select(stddev(categories.id)).from(categories).where(categories.id == 1).one());
  CHECK(of(current_database()).size() > 0);
  CHECK(of(gen_random_uuid()) != of(gen_random_uuid()));
  CHECK(of(current_setting("server_encoding")) == "UTF8");
}

TEST_CASE_FIXTURE(row_of_everything, "objects, formats, sequences and days") {
  CHECK(of(jsonb_build_object("id", everything.id, "day", everything.day, "no", nullptr)).text ==
        R"({"id": 7, "no": null, "day": "2024-03-05"})");
  CHECK(of(jsonb_build_array(everything.small, true, "x'y", nullptr)).text == R"([3, true, "x'y", null])");
  CHECK(of(jsonb_build_object()).text == "{}");
  static_assert(std::is_same_v<decltype(of(jsonb_build_array())), jsonb_of<json_t>> ||
                std::is_same_v<decltype(of(jsonb_build_array())), json_t>);
  CHECK(of(squall::format("%s of %s, %L", everything.small, 10, trim(everything.words))) == "3 of 10, 'Hello World'");
  CHECK(of(squall::format("%I", "a b")) == "\"a b\"");
  CHECK(of(num_nulls(everything.id, everything.flag, nullptr)) == 2);
  CHECK(of(num_nonnulls(everything.id, everything.flag)) == 1);
  db.connection().run("create sequence \"Odd 'numbers\" start 3 increment 2");
  CHECK(of(nextval("\"Odd 'numbers\"")) == 3);
  CHECK(of(currval("\"Odd 'numbers\"")) == 3);
  CHECK(of(setval("\"Odd 'numbers\"", 11)) == 11);
  CHECK(of(nextval("\"Odd 'numbers\"")) == 13);
  CHECK(db.select(squall::current_date() - squall::current_date()).one() == 0);
  CHECK(db.select(squall::localtimestamp() < squall::localtimestamp() + interval_t{0, 1, 0}).one());
  if (db.connection().server_version() >= 140000)
    CHECK(of(date_bin(interval_t{0, 0, 900'000'000}, everything.moment, timestamp_t::parse("2024-01-01"))) ==
          timestamp_t::parse("2024-03-05 10:15:00"));
  if (db.connection().server_version() >= 150000) {
    CHECK(of(regexp_like(everything.words, "W.r")) == true);
    CHECK(of(regexp_count(everything.words, "l")) == 3);
    CHECK(of(regexp_substr(everything.words, "W[a-z]+")) == "World");
    CHECK_FALSE(of(regexp_substr(everything.words, "[0-9]")));
  }
  if (db.connection().server_version() >= 180000) {
    const uuid_t earlier = of(uuidv7());
    CHECK(earlier < of(uuidv7()));
  }
}

TEST_CASE_FIXTURE(row_of_everything, "aggregates of populations, pairs and different values") {
  db.insert(categories)
      .values(std::vector<insert_t<Categories>>{
          {.id = 1, .name = "b"}, {.id = 2, .name = "a", .parent_id = 1}, {.id = 3, .name = "c", .parent_id = 2}})
      .execute();
  CHECK(db.select(array_agg_distinct(left(categories.name, 0))).from(categories).one() == std::vector<std::string>{""});
  CHECK(db.select(array_agg_distinct(categories.name)).from(categories).one() ==
        std::vector<std::string>{"a", "b", "c"});
  CHECK(db.select(jsonb_object_agg(categories.id, categories.name)).from(categories).one()->text ==
        R"({"1": "b", "2": "a", "3": "c"})");
  CHECK(db.select(var_pop(categories.id)).from(categories).where(categories.id < 3).one() == numeric_t{"0.25"});
  CHECK(db.select(stddev_pop(categories.id)).from(categories).where(categories.id == 1).one() == numeric_t{"0"});
  const auto [follows, slope, intercept] =
      db.select(corr(categories.parent_id, categories.id), regr_slope(categories.parent_id, categories.id),
                regr_intercept(categories.parent_id, categories.id))
          .from(categories)
          .one();
  static_assert(std::is_same_v<decltype(follows), const std::optional<double>>);
  CHECK(follows == 1.0);
  CHECK(slope == 1.0);
  CHECK(intercept == -1.0);
  if (db.connection().server_version() >= 160000)
    CHECK(db.select(any_value(categories.name)).from(categories).where(categories.id == 2).one() == "a");
}

}  // namespace
