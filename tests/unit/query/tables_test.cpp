// Sources of rows that are no tables: VALUES, functions, arrays, samples; JOIN … USING, and windows with names.
#include <doctest/doctest.h>

#include <chrono>
#include <string>
#include <vector>

#include "squall/functions.hpp"
#include "squall/query/identifier.hpp"
#include "squall/query/join_using.hpp"
#include "squall/query/named_windows.hpp"
#include "squall/query/routines.hpp"
#include "squall/query/subquery.hpp"
#include "squall/query/table_functions.hpp"
#include "squall/query/tablesample.hpp"
#include "squall/query/values.hpp"
#include "unit/query/blog_schema.hpp"

namespace {

using namespace blog;
using namespace squall::literals;
using squall::as;

template <class Row, std::size_t I>
using cell = std::remove_cvref_t<std::tuple_element_t<I, Row>>;

TEST_CASE_FIXTURE(blog_database, "values are a table whose columns have the types of the first row") {
  const auto prices = values<"prices", "id", "label", "price">(1, "one", numeric_t{"1.50"})
                          .row(2, "it's \"two\"", numeric_t{"2.00"})
                          .row(3, nullptr, numeric_t{"0.10"});
  const auto rows = db.select(posts.title, prices["label"_c], prices["price"_c])
                        .from(posts)
                        .inner_join(prices, prices["id"_c] == posts.id)
                        .order_by(prices["id"_c])
                        .all();
  using row = std::remove_cvref_t<decltype(rows[0])>;
  static_assert(std::is_same_v<cell<row, 1>, std::optional<std::string>>);
  static_assert(std::is_same_v<cell<row, 2>, numeric_t>);
  REQUIRE(rows.size() == 3);
  CHECK(rows[0].get<1>() == "one");
  CHECK(rows[1].get<1>() == "it's \"two\"");
  CHECK(!rows[2].get<1>());
  CHECK(rows[2].get<2>() == numeric_t{"0.10"});
  // Of its own, as rows; all of them, with a join that finds nothing; a NULL with a type in the first row.
  const auto alone = values<"v", "n">(std::optional<std::int64_t>{}).row(9);
  const auto all = db.select(alone["n"_c]).from(alone).order_by(alone["n"_c]).all();
  static_assert(std::is_same_v<std::remove_cvref_t<decltype(all[0])>, std::optional<std::int64_t>>);
  CHECK(all == std::vector<std::optional<std::int64_t>>{9, std::nullopt});
  const auto none = values<"v", "id">(99);
  const auto joined = db.select(posts.id, none["id"_c]).from(posts).left_join(none, none["id"_c] == posts.id).all();
  static_assert(std::is_same_v<cell<std::remove_cvref_t<decltype(joined[0])>, 1>, std::optional<std::int32_t>>);
  CHECK(joined.size() == 3);
}

TEST_CASE_FIXTURE(blog_database, "an update takes its values from vectors, one row an element") {
  const std::vector<std::int32_t> ids{1, 3};
  const std::vector<std::string> titles{"uno", "tres, {\"x\"}"};
  const auto fresh_titles = unnest<"fresh", "id", "title">(ids, titles);
  CHECK(db.update(posts)
            .set(posts.title = fresh_titles["title"_c])
            .from(fresh_titles)
            .where(posts.id == fresh_titles["id"_c])
            .execute() == 2);
  const auto after = db.select(posts.title).from(posts).order_by(posts.id).all();
  CHECK(after == std::vector<std::string>{"uno", "second", "tres, {\"x\"}"});
  // Text of the program: the same statement whatever the number of rows; an empty vector gives no row.
  const auto nothing = unnest<"n">(std::vector<std::int32_t>{});
  CHECK(db.select(nothing.value()).from(nothing).all().empty());
  CHECK_THROWS_AS((void)db.select().from(unnest<"t", "a", "b">(ids, std::vector<std::string>{"one"})).all(),
                  usage_error);
  const auto with_null = unnest<"n">(std::vector<std::optional<std::int64_t>>{1, std::nullopt});
  const auto numbers = db.select(with_null.value()).from(with_null).all();
  CHECK(numbers == std::vector<std::optional<std::int64_t>>{1, std::nullopt});
}

TEST_CASE_FIXTURE(blog_database, "arrays of a query as tables: padded side by side, numbered, lateral") {
  const auto words = squall::subquery<"w">(
      squall::select(as<"words">(string_to_array(posts.title, "s")), posts.id).from(posts).where(posts.id <= 2));
  const auto word = unnest<"word">(words["words"_c]).with_ordinality();
  const auto rows = db.select(words[posts.id], word.value(), word.ordinality())
                        .from(words)
                        .cross_join(word)
                        .order_by(words[posts.id], word.ordinality())
                        .all();
  using row = std::remove_cvref_t<decltype(rows[0])>;
  static_assert(std::is_same_v<cell<row, 1>, std::string>);
  static_assert(std::is_same_v<cell<row, 2>, std::int64_t>);
  REQUIRE(rows.size() == 4);  // fir|t, |econd
  CHECK(rows[0].get<1>() == "fir");
  CHECK(rows[1].get<1>() == "t");
  CHECK(rows[1].get<2>() == 2);
  CHECK(rows[3].get<1>() == "econd");
  const auto both = unnest<"b", "x", "y">(words["words"_c], std::vector<std::int32_t>{7});
  const auto padded = db.select(both["x"_c], both["y"_c]).from(words).cross_join(both).all();
  static_assert(std::is_same_v<cell<std::remove_cvref_t<decltype(padded[0])>, 1>, std::optional<std::int32_t>>);
  REQUIRE(padded.size() == 4);
  CHECK(padded[0].get<1>() == 7);
  CHECK(!padded[1].get<1>());
}

TEST_CASE_FIXTURE(blog_database, "series of numbers and of timestamps") {
  const auto n = generate_series<"n">(1, 3);
  CHECK(db.select(n.value()).from(n).all() == std::vector<std::int32_t>{1, 2, 3});
  const auto down = generate_series<"n">(std::int64_t{10}, 1, -4);
  CHECK(db.select(down.value()).from(down).all() == std::vector<std::int64_t>{10, 6, 2});
  const auto exact = generate_series<"n">(numeric_t{"0.5"}, numeric_t{"1"}, numeric_t{"0.25"});
  CHECK(db.select(exact["n"_c]).from(exact).all() ==
        std::vector<numeric_t>{numeric_t{"0.50"}, numeric_t{"0.75"}, numeric_t{"1.00"}});
  // A report with the days that have nothing; the bounds may be columns of a table before it.
  using namespace std::chrono_literals;
  const timestamp_t first = std::chrono::local_days{2026y / 1 / 30};
  const timestamp_t last = std::chrono::local_days{2026y / 2 / 1};
  const auto day = generate_series<"day">(first, last, interval_t{0, 1, 0});
  const auto days = db.select(day.value()).from(day).all();
  static_assert(std::is_same_v<std::remove_cvref_t<decltype(days[0])>, timestamp_t>);
  REQUIRE(days.size() == 3);
  CHECK(days[2] == last);
  const auto upto = generate_series<"k">(1, posts.id);
  const auto counts =
      db.select(posts.id, count(upto.value())).from(posts).cross_join(upto).group_by(posts.id).order_by(posts.id).all();
  REQUIRE(counts.size() == 3);
  CHECK(counts[2].get<1>() == 3);
}

TEST_CASE_FIXTURE(blog_database, "any function as a table, with the columns it gives") {
  const auto letter = table_function<"letter", result_column<"letter", std::string>>(
      "regexp_split_to_table({}, {})"_sql, posts.title, "");
  const auto rows = db.select(letter.value()).from(posts).cross_join(letter).where(posts.id == 1).all();
  CHECK(rows == std::vector<std::string>{"f", "i", "r", "s", "t"});
  const auto pair =
      table_function<"p", result_column<"key", std::string>, result_column<"value", std::optional<std::string>>>(
          "jsonb_each_text({}::jsonb)"_sql, R"({"a": "x", "b": null})");
  const auto pairs = db.select().from(pair.with_ordinality()).all();
  REQUIRE(pairs.size() == 2);
  CHECK(pairs[0]["key"_c] == "a");
  CHECK(!pairs[1]["value"_c]);
  CHECK(pairs[1]["ordinality"_c] == 2);
  const auto line =
      record_function<"line", result_column<"sku", std::string>, result_column<"n", std::optional<std::int32_t>>>(
          "jsonb_to_recordset({}::jsonb)"_sql, R"([{"sku": "p1", "n": 2}, {"sku": "p2"}])");
  const auto lines = db.select(line["sku"_c], line["n"_c]).from(line).all();
  REQUIRE(lines.size() == 2);
  CHECK(lines[0].get<1>() == 2);
  CHECK(!lines[1].get<1>());
}

TEST_CASE_FIXTURE(blog_database,
                  "samples: all of the rows, none, the same ones again; and a table without its children") {
  db.connection().run(
      "create table many as select i as id, 'x' as title, 1::bigint as author_id, null::bigint as reviewer_id, "
      "0 as likes from generate_series(1, 2000) i");
  constexpr auto many = table<Posts, "many">();
  CHECK(db.select(count()).from(tablesample<"bernoulli">(many, 100)).one() == 2000);
  CHECK(db.select(count()).from(tablesample<"system">(many, 0)).one() == 0);
  const auto tenth = tablesample<"bernoulli">(many, 10).repeatable(7);
  const auto ids = db.select(many.id).from(tenth).order_by(many.id).all();
  CHECK(ids.size() > 100);
  CHECK(ids.size() < 400);
  CHECK(ids == db.select(many.id).from(tenth).order_by(many.id).all());
  db.connection().run("create table child () inherits (many); insert into child values (9999, 'y', 1, null, 0)");
  CHECK(db.select(count()).from(many).one() == 2001);
  CHECK(db.select(count()).from(only(many)).one() == 2000);
  const Post whole = db.select().from(only(many)).where(many.id == 5).one();
  CHECK(whole.title == "x");
}

TEST_CASE_FIXTURE(blog_database, "a join by columns of the same name") {
  const auto by_id = squall::subquery<"s">(squall::select(posts.id, as<"twice">(posts.likes * 2)).from(posts));
  const auto rows =
      db.select(posts.id, by_id["twice"_c]).from(posts).left_join(by_id, using_(posts.id)).order_by(posts.id).all();
  REQUIRE(rows.size() == 3);
  CHECK(rows[0].get<1>() == 20);
  // users and profiles have an id, too: the columns of using_() are those that it names.
  const auto same = db.select(posts.title, tags.name)
                        .from(posts)
                        .inner_join(users, users.id == posts.author_id)
                        .inner_join(tags, using_(posts.id))
                        .order_by(posts.id)
                        .all();
  CHECK(same.size() ==
        db.select(count()).from(tags).where(squall::in(tags.id, squall::select(posts.id).from(posts))).one());
  constexpr auto other = squall::alias<"other">(posts);
  CHECK(db.select(count()).from(posts).inner_join(other, using_(posts.id, posts.title)).one() == 3);
}

TEST_CASE_FIXTURE(blog_database, "windows with names, also extended") {
  constexpr auto of_author = window<"of author">(partition_by(posts.author_id));
  constexpr auto ranked = window<"r">(order_by(desc(posts.likes)));
  const auto rows = db.select(posts.id, over(sum(posts.likes), of_author), over(squall::rank(), ranked),
                              over(row_number(), of_author.order_by(posts.likes)),
                              over(sum(posts.likes), ranked.rows(unbounded_preceding, current_row)))
                        .from(posts)
                        .window(of_author, ranked)
                        .order_by(posts.id)
                        .all();
  REQUIRE(rows.size() == 3);
  CHECK(rows[0].get<1>() == 15);
  CHECK(rows[0].get<2>() == 1);
  CHECK(rows[1].get<2>() == 3);
  CHECK(rows[0].get<3>() == 2);
  CHECK(rows[1].get<3>() == 1);
  CHECK(rows[2].get<4>() == 17);
  static_assert(decltype(db.select(over(squall::rank(), ranked)).from(posts).window(ranked))::core::is_static);
}

TEST_CASE_FIXTURE(blog_database, "a frame of a window by time") {
  using namespace std::chrono_literals;
  const timestamp_t first = std::chrono::local_days{2026y / 1 / 30};
  const timestamp_t last = std::chrono::local_days{2026y / 2 / 2};
  const auto day = generate_series<"day">(first, last, interval_t{0, 1, 0});
  const auto counts =
      db.select(over(count(), order_by(day.value()).range(preceding(interval_t{0, 2, 0}), current_row)),
                over(count(), order_by(day.value()).range(current_row, following(std::chrono::hours{23}))))
          .from(day)
          .order_by(day.value())
          .all();
  REQUIRE(counts.size() == 4);
  CHECK(counts[0].get<0>() == 1);
  CHECK(counts[3].get<0>() == 3);
  CHECK(counts[0].get<1>() == 1);
  CHECK_THROWS_AS(
      (void)db.select(over(count(), order_by(day.value()).range(preceding(interval_t{0, -2, 0}), current_row)))
          .from(day)
          .all(),
      usage_error);
}

inline constexpr auto shout = sql_function<"shout \"it\"", std::string(std::string), "odd schema">;
inline constexpr auto maybe = sql_function<"maybe", std::optional<std::int32_t>(std::int32_t)>;
inline constexpr auto product = sql_aggregate<"product", std::int32_t(std::int32_t)>;
inline constexpr auto near = sql_operator<"<~>", std::int32_t(std::int32_t, std::int32_t), "odd schema">;

TEST_CASE_FIXTURE(blog_database, "functions, aggregates and operators of the application's own") {
  db.connection().run(R"sql(
    create schema "odd schema";
    create function "odd schema"."shout ""it"""(t text) returns text language sql as $$ select upper(t) || '!' $$;
    create function maybe(i integer) returns integer language sql as $$ select nullif(i, 2) $$;
    create function times(a integer, b integer) returns integer language sql as $$ select a * b $$;
    create aggregate product(integer) (sfunc = times, stype = integer, initcond = '1');
    create function distance_of(a integer, b integer) returns integer language sql as $$ select abs(a - b) $$;
    create operator "odd schema".<~> (leftarg = integer, rightarg = integer, function = distance_of);
  )sql");
  const auto rows = db.select(shout(posts.title), maybe(posts.id), near(posts.likes, 7))
                        .from(posts)
                        .order_by(near(posts.likes, 7), posts.id)
                        .all();
  using row = std::remove_cvref_t<decltype(rows[0])>;
  static_assert(std::is_same_v<cell<row, 0>, std::string>);
  static_assert(std::is_same_v<cell<row, 1>, std::optional<std::int32_t>>);
  REQUIRE(rows.size() == 3);
  CHECK(rows[0].get<0>() == "THIRD!");
  CHECK(rows[0].get<2>() == 0);
  CHECK(db.select(maybe(2)).one() == std::nullopt);
  const auto [all, few] = db.select(product(posts.id), filter(product(posts.id), posts.id > 1)).from(posts).one();
  CHECK(all == 6);
  CHECK(few == 6);
}

TEST_CASE_FIXTURE(blog_database,
                  "arrays: of values, of a subquery, their elements, and comparisons with one of a vector") {
  const auto names = array_of(squall::select(tags.name)
                                  .from(tags)
                                  .inner_join(post_tags, post_tags.tag_id == tags.id)
                                  .where(post_tags.post_id == posts.id)
                                  .order_by(tags.name));
  const auto rows = db.select(names, element(names, 2), slice(names, 2, 3), array_of(posts.title, "x"),
                              array_of(posts.reviewer_id, 5))
                        .from(posts)
                        .order_by(posts.id)
                        .all();
  using row = std::remove_cvref_t<decltype(rows[0])>;
  static_assert(std::is_same_v<cell<row, 0>, std::vector<std::string>>);
  static_assert(std::is_same_v<cell<row, 1>, std::optional<std::string>>);
  static_assert(std::is_same_v<cell<row, 4>, std::vector<std::optional<std::int64_t>>>);
  REQUIRE(rows.size() == 3);
  CHECK(rows[0].get<0>() == std::vector<std::string>{"a", "b"});
  CHECK(rows[0].get<1>() == "b");
  CHECK(!rows[1].get<1>());
  CHECK(rows[0].get<2>() == std::vector<std::string>{"b"});
  CHECK(rows[2].get<2>().empty());
  CHECK(rows[0].get<3>() == std::vector<std::string>{"first", "x"});
  CHECK(rows[1].get<4>() == std::vector<std::optional<std::int64_t>>{std::nullopt, 5});
  const std::vector<std::string> patterns{"f%", "%d"};
  CHECK(db.select(posts.id).from(posts).where(like(posts.title, squall::any(patterns))).order_by(posts.id).all() ==
        std::vector<std::int32_t>{1, 2, 3});
  CHECK(
      db.select(posts.id).from(posts).where(posts.likes > squall::all(std::vector<std::int32_t>{5, 6})).all().size() ==
      2);
  CHECK(db.select(posts.id).from(posts).where(posts.likes == squall::any(std::vector<std::int32_t>{})).all().empty());
}

TEST_CASE_FIXTURE(blog_database, "names in fragments are quoted, whatever is in them") {
  CHECK(db.select(sql<std::int64_t>("(select count(*) from {})", table_name(posts))).one() == 3);
  const std::string hostile = "a\"; drop table posts; --";
  db.connection().run("create table odd (\"a\"\"; drop table posts; --\" integer); insert into odd values (7)");
  CHECK(db.select(sql<std::int32_t>("(select {} from odd)", identifier(hostile))).one() == 7);
  CHECK(db.select(count()).from(posts).one() == 3);
  CHECK_THROWS_AS((void)identifier(""), usage_error);
  CHECK_THROWS_AS((void)identifier(std::string(64, 'x')), usage_error);
}

}  // namespace
