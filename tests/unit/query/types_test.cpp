// Every type of column, written and read through the query layer.
#include <doctest/doctest.h>

#include <string>
#include <vector>

#include "unit/query/shop_database.hpp"

namespace {

using namespace shop;

insert_t<Everything> full_row(std::int32_t id) {
  return {.id = id,
          .flag = true,
          .small = std::int16_t{-3},
          .big = std::int64_t{1} << 60,
          .single = 0.1F,
          .twice = 0.1,
          .exact = numeric_t("12345678901234.5670"),
          .words = "naïve 'text' \\ \"q\"",
          .bytes = bytea_t{std::byte{0}, std::byte{255}},
          .day = date_t::parse("0044-03-15 BC"),
          .clock = time_of_day_t::parse("23:59:59.999999"),
          .moment = timestamp_t::parse("2026-11-22 08:30:00.25"),
          .instant = timestamptz_t::parse("2026-11-22 08:30:00.25+01"),
          .span = interval_t(14, -3, 1'500'000),
          .box = Dimensions{3, 4, "cm"},
          .raw = json_t{R"({"a":  1})"},
          .tags = std::vector<std::string>{"a", "", "it's, \"quoted\""},
          .numbers = std::vector<std::optional<std::int32_t>>{1, std::nullopt, 3},
          .role = Role::moderator,
          .states = std::vector<OrderState>{OrderState::paid, OrderState::draft}};
}

TEST_CASE_FIXTURE(shop_database, "every type survives an insert by row") {
  db.insert(everything).values(full_row(1)).execute();
  const auto r = db.select().from(everything).one();
  const auto given = full_row(1);
  CHECK(r.flag == given.flag);
  CHECK(r.small == given.small);
  CHECK(r.big == given.big);
  CHECK(r.single == given.single);
  CHECK(r.twice == given.twice);
  CHECK(r.exact->str() == "12345678901234.5670");
  CHECK(r.words == given.words);
  CHECK(r.bytes == given.bytes);
  CHECK(r.day == given.day);
  CHECK(r.clock == given.clock);
  CHECK(r.moment == given.moment);
  CHECK(r.instant == given.instant);
  CHECK(r.span == given.span);
  CHECK(r.box == given.box);
  CHECK(r.raw == given.raw);
  CHECK(r.tags == given.tags);
  CHECK(r.numbers == given.numbers);
  CHECK(r.role == given.role);
  CHECK(r.states == given.states);
}

TEST_CASE_FIXTURE(shop_database, "every type can be NULL") {
  db.insert(everything).values({.id = 1}).execute();
  const auto r = db.select().from(everything).one();
  CHECK(!r.flag);
  CHECK(!r.exact);
  CHECK(!r.bytes);
  CHECK(!r.box);
  CHECK(!r.tags);
  CHECK(!r.role);
  CHECK(!r.states);
}

TEST_CASE_FIXTURE(shop_database, "every type can be compared with a bound value, and assigned") {
  db.insert(everything).values(full_row(1)).execute();
  db.insert(everything).values({.id = 2}).execute();
  const auto& e = everything;
  const auto given = full_row(1);
  const auto finds = [&](auto condition) {
    return db.select(e.id).from(e).where(condition).all() == std::vector<std::int32_t>{1};
  };
  CHECK(finds(e.flag == true));
  CHECK(finds(e.small == -3));
  CHECK(finds(e.big == (std::int64_t{1} << 60)));
  CHECK(finds(e.single == 0.1F));
  CHECK(finds(e.single == 0.1));
  CHECK(finds(e.twice == 0.1));
  CHECK(finds(e.exact == *given.exact));
  CHECK(finds(e.exact > 5));
  CHECK(finds(e.words == *given.words));
  CHECK(finds(e.bytes == *given.bytes));
  CHECK(finds(e.day == *given.day));
  CHECK(finds(e.clock == *given.clock));
  CHECK(finds(e.moment == *given.moment));
  CHECK(finds(e.moment < e.instant + std::chrono::hours(48)));
  CHECK(finds(e.instant == *given.instant));
  CHECK(finds(e.span == *given.span));
  CHECK(finds(e.box == *given.box));
  CHECK(finds(e.tags == *given.tags));
  CHECK(finds(e.numbers == *given.numbers));
  CHECK(finds(e.role == Role::moderator));
  CHECK(finds(e.states == *given.states));
  CHECK(finds(between(e.day, date_t::parse("0045-01-01 BC"), date_t::parse("2000-01-01"))));

  CHECK(db.update(e)
            .set(e.flag = false, e.small = 7, e.big = 8, e.single = 1.5, e.twice = 2, e.exact = 3, e.words = "w",
                 e.bytes = bytea_t{std::byte{1}}, e.day = date_t::infinity(), e.moment = now(),
                 e.box = Dimensions{1, 2, std::nullopt}, e.raw = json_t{"[1]"}, e.tags = std::vector<std::string>{},
                 e.role = nullptr, e.states = std::vector<OrderState>{})
            .where(e.id == 1)
            .execute() == 1);
  const auto r = db.select().from(e).where(e.id == 1).one();
  CHECK(r.flag == false);
  CHECK(r.small == std::int16_t{7});
  CHECK(r.exact->str() == "3.0000");
  CHECK(r.day == date_t::infinity());
  CHECK(r.box == Dimensions{1, 2, std::nullopt});
  CHECK(r.tags == std::vector<std::string>{});
  CHECK(!r.role);
}

TEST_CASE_FIXTURE(shop_database, "arithmetic has the types that PostgreSQL gives it") {
  db.insert(everything).values(full_row(1)).execute();
  const auto& e = everything;
  const auto r = db.select(e.small + e.small, e.small + e.id, e.id + e.big, e.id * e.exact, e.single + e.single,
                           e.single * e.id, e.twice / 2, e.day + 1, e.day - e.day, e.moment - e.moment,
                           e.instant + e.span, e.day + e.span, e.id % 2, -e.id, e.single + e.exact)
                     .from(e)
                     .one();
  CHECK(r.get<0>() == std::int16_t{-6});
  CHECK(r.get<1>() == -2);
  CHECK(r.get<2>() == (std::int64_t{1} << 60) + 1);
  CHECK(r.get<3>()->str() == "12345678901234.5670");
  CHECK(r.get<4>() == 0.2F);
  CHECK(r.get<6>() == 0.05);
  CHECK(r.get<7>() == date_t::parse("0044-03-16 BC"));
  CHECK(r.get<8>() == 0);
  CHECK(r.get<9>() == interval_t{});
  CHECK(r.get<10>() == timestamptz_t::parse("2028-01-19 08:30:01.75+01"));
  CHECK(r.get<12>() == 1);
  CHECK(r.get<13>() == -1);
  static_assert(std::is_same_v<std::tuple_element_t<5, std::remove_cvref_t<decltype(r)>>, std::optional<double>>);
  static_assert(std::is_same_v<std::tuple_element_t<12, std::remove_cvref_t<decltype(r)>>, std::int32_t>);
}

TEST_CASE_FIXTURE(shop_database, "sum and avg have the types that PostgreSQL gives them") {
  db.insert(everything).values(full_row(1)).execute();
  const auto& e = everything;
  const auto r =
      db.select(sum(e.small), sum(e.id), sum(e.big), sum(e.exact), sum(e.single), sum(e.twice), sum(e.span),
                avg(e.small), avg(e.single), avg(e.twice), avg(e.span), min(e.day), max(e.clock), count(e.flag))
          .from(e)
          .one();
  CHECK(r.get<0>() == -3);
  CHECK(r.get<1>() == 1);
  CHECK(r.get<2>() == numeric_t(std::int64_t{1} << 60));
  CHECK(r.get<4>() == 0.1F);
  CHECK(r.get<5>() == 0.1);
  CHECK(r.get<7>() == numeric_t(-3));
  CHECK(r.get<9>() == 0.1);
  CHECK(r.get<11>() == date_t::parse("0044-03-15 BC"));
  CHECK(r.get<13>() == 1);
}

}  // namespace
