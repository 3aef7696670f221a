// Windows, filters, ordered sets, subtotals, CASE and its kin.
#include <doctest/doctest.h>

#include <cstdint>
#include <limits>
#include <string>
#include <type_traits>

#include "squall/functions.hpp"
#include "squall/query/conditional.hpp"
#include "squall/query/grouping_sets.hpp"
#include "squall/query/windows.hpp"
#include "unit/query/blog_schema.hpp"

namespace {

using namespace blog;
using squall::as;

TEST_CASE_FIXTURE(blog_database, "window functions and aggregates over windows") {
  const auto rows =
      db.select(posts.title, over(row_number(), partition_by(posts.author_id).order_by(desc(posts.likes))),
                over(sum(posts.likes), partition_by(posts.author_id)),
                over(sum(posts.likes), order_by(posts.id).rows(unbounded_preceding, current_row)),
                over(lag(posts.title), order_by(posts.id)), over(lead(posts.title, 2), order_by(posts.id)),
                over(count()), over(ntile(2), order_by(posts.id)))
          .from(posts)
          .order_by(posts.id)
          .all();
  using row = std::remove_cvref_t<decltype(rows[0])>;
  static_assert(std::is_same_v<std::tuple_element_t<1, row>, std::int64_t>);
  static_assert(std::is_same_v<std::tuple_element_t<2, row>, std::int64_t>);
  static_assert(std::is_same_v<std::tuple_element_t<3, row>, std::optional<std::int64_t>>);
  static_assert(std::is_same_v<std::tuple_element_t<4, row>, std::optional<std::string>>);
  REQUIRE(rows.size() == 3);
  CHECK(rows[0].get<1>() == 1);
  CHECK(rows[1].get<1>() == 2);
  CHECK(rows[2].get<1>() == 1);
  CHECK(rows[1].get<2>() == 15);
  CHECK(rows[2].get<3>() == 22);
  CHECK(!rows[0].get<4>());
  CHECK(rows[1].get<4>() == "first");
  CHECK(rows[0].get<5>() == "third");
  CHECK(rows[0].get<6>() == 3);
  CHECK(rows[2].get<7>() == 2);
  const auto near = db.select(over(first_value(posts.title), order_by(posts.id).rows(preceding(1), following(1))),
                              over(max(posts.likes), order_by(posts.id).groups(preceding(1), preceding(1))),
                              over(count(), order_by(posts.id).range(unbounded_preceding, unbounded_following,
                                                                     frame_exclusion::this_row)))
                        .from(posts)
                        .order_by(posts.id)
                        .all();
  CHECK(near[2].get<0>() == "second");
  CHECK(!near[0].get<1>());
  CHECK(near[1].get<1>() == 10);
  CHECK(near[1].get<2>() == 2);
}

TEST_CASE_FIXTURE(blog_database, "filter, percentiles and mode") {
  const auto [many, sum_of_many, none] =
      db.select(filter(count(), posts.likes > 6), filter(sum(posts.likes), posts.likes > param<0>),
                filter(max(posts.likes), posts.likes < 0))
          .from(posts)
          .one(6);
  static_assert(std::is_same_v<decltype(many), const std::int64_t>);
  static_assert(std::is_same_v<decltype(none), const std::optional<std::int32_t>>);
  CHECK(many == 2);
  CHECK(sum_of_many == 17);
  CHECK(!none);
  const auto [middle, own, most] =
      db.select(percentile_cont(0.5, posts.likes), percentile_disc(0.5, posts.likes), mode(posts.author_id))
          .from(posts)
          .one();
  CHECK(middle == 7.0);
  CHECK(own == 7);
  CHECK(most == 1);
}

TEST_CASE_FIXTURE(blog_database, "several percentiles at once, in any order, and of intervals") {
  const auto [inner, own, falling] =
      db.select(percentile_cont({0.0, 0.5, 1.0}, posts.likes), percentile_disc({0.0, 1.0}, posts.likes),
                percentile_disc(0.0, desc(posts.likes)))
          .from(posts)
          .one();
  static_assert(std::is_same_v<decltype(inner), const std::optional<std::vector<double>>>);
  static_assert(std::is_same_v<decltype(own), const std::optional<std::vector<std::int32_t>>>);
  const auto [least, most] = db.select(min(posts.likes), max(posts.likes)).from(posts).one();
  CHECK(inner == std::vector<double>{static_cast<double>(*least), 7.0, static_cast<double>(*most)});
  CHECK(own == std::vector<std::int32_t>{*least, *most});
  CHECK(falling == *most);
  CHECK_FALSE(db.select(percentile_cont({0.5, 0.9}, posts.likes)).from(posts).where(posts.likes < 0).one());
  const auto age =
      db.select(percentile_cont(0.5, sql<interval_t>("make_interval(days => {})", posts.likes))).from(posts).one();
  static_assert(std::is_same_v<decltype(age), const std::optional<interval_t>>);
  CHECK(age == interval_t{0, 7, 0});
}

TEST_CASE_FIXTURE(blog_database, "the place that a row would have") {
  const auto [place, close, before, share] = db.select(rank(7, desc(posts.likes)), dense_rank(1'000, desc(posts.likes)),
                                                       percent_rank(-1, posts.likes), cume_dist(1'000, posts.likes))
                                                 .from(posts)
                                                 .one();
  static_assert(std::is_same_v<decltype(place), const std::int64_t>);
  CHECK(place == 1 + db.select(count()).from(posts).where(posts.likes > 7).one());
  CHECK(close == 1);
  CHECK(before == 0.0);
  CHECK(share == 1.0);
  CHECK(db.select(rank("M", posts.title)).from(posts).one() ==
        1 + db.select(count()).from(posts).where(posts.title < "M").one());
  CHECK(db.select(rank(7, posts.likes)).from(posts).where(posts.likes < 0).one() == 1);  // of no rows
}

TEST_CASE_FIXTURE(blog_database, "a neighbour that is not there can be another value") {
  const auto rows = db.select(posts.likes, over(lag(posts.likes, 1, -1), order_by(posts.id)),
                              over(lead(posts.likes, 1, posts.likes), order_by(posts.id)))
                        .from(posts)
                        .order_by(posts.id)
                        .all();
  static_assert(std::is_same_v<std::remove_cvref_t<decltype(rows[0].get<1>())>, std::int32_t>);
  REQUIRE(rows.size() > 1);
  CHECK(rows.front().get<1>() == -1);
  CHECK(rows[1].get<1>() == rows[0].get<0>());
  CHECK(rows[0].get<2>() == rows[1].get<0>());
  CHECK(rows.back().get<2>() == rows.back().get<0>());
}

TEST_CASE_FIXTURE(blog_database, "subtotals make what is grouped optional") {
  const auto rows = db.select(posts.author_id, sum(posts.likes), grouping(posts.author_id))
                        .from(posts)
                        .group_by(rollup(posts.author_id))
                        .order_by(posts.author_id)
                        .all();
  static_assert(
      std::is_same_v<std::tuple_element_t<0, std::remove_cvref_t<decltype(rows[0])>>, std::optional<std::int64_t>>);
  REQUIRE(rows.size() == 3);
  CHECK(rows[0].get<0>() == 1);
  CHECK(rows[0].get<1>() == 15);
  CHECK(!rows[2].get<0>());
  CHECK(rows[2].get<1>() == 22);
  CHECK(rows[2].get<2>() == 1);
  CHECK(db.select(count()).from(posts).group_by(cube(posts.author_id, posts.title)).all().size() == 3 + 3 + 2 + 1);
  CHECK(db.select(count()).from(posts).group_by(grouping_sets(set_of(posts.author_id), set_of())).all().size() == 3);
}

TEST_CASE_FIXTURE(blog_database, "case, nullif, greatest, least") {
  const auto size = case_when(posts.likes > 8, "big").when(posts.likes > 6, "middle").else_("small");
  const auto rows = db.select(posts.title, as<"size">(size), case_when(posts.likes > 8, posts.likes),
                              nullif(posts.likes, 5), greatest(posts.likes, 6), least(posts.likes, posts.id))
                        .from(posts)
                        .order_by(posts.id)
                        .all();
  using row = std::remove_cvref_t<decltype(rows[0])>;
  static_assert(std::is_same_v<std::tuple_element_t<1, row>, std::string>);
  static_assert(std::is_same_v<std::tuple_element_t<2, row>, std::optional<std::int32_t>>);
  static_assert(std::is_same_v<std::tuple_element_t<4, row>, std::int32_t>);
  CHECK(joined(rows, [](const auto& r) { return r["size"_c]; }) == "big,small,middle");
  CHECK(rows[0].get<2>() == 10);
  CHECK(!rows[1].get<2>());
  CHECK(!rows[1].get<3>());
  CHECK(rows[1].get<4>() == 6);
  CHECK(rows[2].get<5>() == 3);
  CHECK(db.select(count()).from(posts).where(size == "big").one() == 1);
}

TEST_CASE_FIXTURE(blog_database, "rows that tie with the last, and locks of some tables") {
  db.update(posts).set(posts.likes = 5).where(posts.id == 3).execute();
  CHECK(db.select(posts.id).from(posts).order_by(desc(posts.likes)).limit(with_ties(2)).all().size() == 3);
  CHECK(db.select(posts.id).from(posts).order_by(posts.likes).limit(with_ties(1)).offset(1).all().size() == 1);
  db.transaction([&](auto& tx) {
    CHECK(tx.select(posts.id)
              .from(posts)
              .left_join(users, posts.reviewer_id == users.id)
              .for_update(of(posts))
              .all()
              .size() == 3);
    database other{fresh.url()};
    CHECK(other.select(posts.id).from(posts).for_update(of(posts).skip_locked()).all().empty());
    CHECK(other.select(users.id).from(users).for_share(of(users).nowait()).all().size() == 3);
    CHECK_THROWS((void)other.select(posts.id).from(posts).for_update(nowait).all());
  });
}

TEST_CASE_FIXTURE(blog_database, "a fragment beside an operator keeps to itself") {
  const auto either = sql<bool>("{} = 1 or {} = 2", posts.id, posts.id);
  CHECK(db.select(count()).from(posts).where(either && posts.id == 3).one() == 0);
  CHECK(db.select(count()).from(posts).where(posts.id == 3 && either).one() == 0);
  CHECK(db.select(count()).from(posts).where(either).where_if(true, posts.id == 3).one() == 0);
  CHECK(db.select(count()).from(posts).where(!either).one() == 1);
  CHECK(db.select(sql<std::int32_t>("1 + 1") * 3 + posts.id).from(posts).where(posts.id == 1).one() == 7);
}

TEST_CASE_FIXTURE(blog_database, "constants are in the text, so that the server sees one expression") {
  const auto tens = db.select(as<"ten">(posts.likes / constant<10>), count())
                        .from(posts)
                        .group_by(posts.likes / constant<10>)
                        .order_by(desc(posts.likes / constant<10>));
  static_assert(
      decltype(tens)::sql() ==
      "select (\"posts\".\"likes\" / 10) as \"ten\", count(*) from \"posts\" group by (\"posts\".\"likes\" / 10) "
      "order by (\"posts\".\"likes\" / 10) desc");
  std::int64_t all = 0;
  for (const auto& [ten, n] : tens.all()) all += n;
  CHECK(all == db.select(count()).from(posts).one());
  const auto days = db.select(date_trunc<"month">(now()), date_part<"year">(now()), to_char<"YYYY">(now()), count())
                        .from(posts)
                        .group_by(date_trunc<"month">(now()), date_part<"year">(now()), to_char<"YYYY">(now()))
                        .one();
  CHECK(days.get<1>() == std::stod(days.get<2>()));
  const auto [quotes, least, yes, large] =
      db.select(constant<"it's a \\ \"text\"">, constant<std::numeric_limits<std::int64_t>::min()>, constant<true>,
                constant<4'000'000'000U>)
          .one();
  CHECK(quotes == "it's a \\ \"text\"");
  CHECK(least == std::numeric_limits<std::int64_t>::min());
  CHECK(yes);
  CHECK(large == 4'000'000'000);
  CHECK(db.select(constant<-7>, constant<"">).one().get<0>() == -7);
  CHECK(db.select(posts.id)
            .from(posts)
            .where(posts.title == constant<"first"> && posts.likes > constant<-1>)
            .all()
            .size() == 1);
}

}  // namespace
