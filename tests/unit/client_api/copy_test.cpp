// COPY in and out, typed.
#include "squall/copy.hpp"

#include <doctest/doctest.h>

#include <ranges>
#include <string>
#include <vector>

#include "squall/query.hpp"
#include "unit/query/shop_database.hpp"

namespace {

using namespace shop;
using NewPost = insert_t<Posts>;
using Every = select_t<Everything>;
using NewEvery = insert_t<Everything>;
using Order = select_t<Orders>;

template <class Range>
auto collect(Range&& range) {
  std::vector<typename std::remove_cvref_t<Range>::value_type> all;
  for (auto& row : range) all.push_back(std::move(row));
  return all;
}

NewEvery full(int id) {
  return {.id = id,
          .flag = true,
          .small = std::int16_t{-32768},
          .big = std::int64_t{9'223'372'036'854'775'807},
          .single = 1.5F,
          .twice = -0.1,
          .exact = numeric_t("-12345678901234.5670"),
          .words = "tab\there \"quote\" 'x' \\ é💧",
          .bytes = bytea_t{std::byte{0}, std::byte{255}},
          .day = date_t::infinity(),
          .clock = time_of_day_t::parse("24:00"),
          .moment = timestamp_t::parse("0044-03-15 12:00:00 BC"),
          .instant = timestamptz_t::parse("2026-11-26 05:00:00.123456+02"),
          .span = interval_t{1, -2, 3},
          .box = Dimensions{1, 2, "cm"},
          .raw = json_t{R"({"a": [1, 2.50]})"},
          .tags = std::vector<std::string>{"", "a,b", "{\"}", "NULL"},
          .numbers = std::vector<std::optional<std::int32_t>>{1, std::nullopt, -1},
          .role = Role::admin,
          .states = std::vector<OrderState>{OrderState::paid, OrderState::draft}};
}

/// What the server says of a table, whole.
std::string contents(squall::database& db, const std::string& table) {
  return std::string(
      db.connection()
          .query("select coalesce(string_agg(t::text, e'\\n' order by t::text), '') from " + table + " t")
          .text(0, 0));
}

TEST_CASE_FIXTURE(shop_database,
                  "rows of every type go in by COPY as they go in by INSERT, and come out as by SELECT") {
  std::vector<NewEvery> rows;
  for (int id = 1; id <= 3; ++id) rows.push_back(full(id));
  rows[1].tags = std::vector<std::string>{};
  rows[1].words = "";
  rows[1].bytes = bytea_t{};
  rows[2] = {.id = 3};  // all NULL
  db.insert(everything).values(rows).execute();
  const std::string expected = contents(db, "everything");
  const std::vector<Every> selected = db.select().from(everything).order_by(everything.id).all();
  db.erase(everything).all_rows().execute();
  CHECK(db.copy_in(everything, rows) == 3);
  CHECK(contents(db, "everything") == expected);

  const std::vector<Every> out = collect(db.copy_out(select().from(everything).order_by(everything.id)));
  REQUIRE(out.size() == 3);
  CHECK(out[0].words == selected[0].words);
  CHECK(out[0].states == selected[0].states);
  CHECK(out[0].box == selected[0].box);
  CHECK(out[2].numbers == std::nullopt);

  // And what came out goes in.
  db.erase(everything).all_rows().execute();
  CHECK(db.copy_in(everything, out) == 3);
  CHECK(contents(db, "everything") == expected);
  CHECK(db.connection().status() == transaction_status::idle);
}

TEST_CASE_FIXTURE(shop_database, "columns that are not copied get their defaults") {
  auto copy = db.copy_in(users, users.email, users.first_name, users.last_name);
  CHECK(db.connection().status() == transaction_status::idle);  // nothing is sent before the first row
  copy.write({.email = "ann@b.c", .first_name = "Ann", .last_name = "Lee"});
  CHECK(db.connection().status() == transaction_status::active);
  copy.write({.email = "bob@b.c", .first_name = "Bob", .last_name = "Lee"});
  CHECK(copy.finish() == 2);
  CHECK(db.connection().status() == transaction_status::idle);
  const std::vector<User> all = db.select().from(users).order_by(users.email).all();
  REQUIRE(all.size() == 2);
  CHECK(all[0].role == Role::user);
  CHECK(all[0].is_active);
  CHECK(all[0].bio == std::nullopt);
  CHECK(all[0].id != all[1].id);
  CHECK_THROWS_AS(copy.finish(), usage_error);
  CHECK_THROWS_AS(copy.write({.email = "x", .first_name = "x", .last_name = "x"}), usage_error);
}

TEST_CASE_FIXTURE(shop_database, "a row that gives other columns is refused, and the others are not lost") {
  auto copy = db.copy_in(users);
  const auto row = [](const std::string& email) {
    return NewUser{.email = email, .first_name = "A", .last_name = "B"};
  };
  copy.write(row("ann@b.c"));
  NewUser more = row("bob@b.c");
  more.views = 5;
  CHECK_THROWS_AS(copy.write(more), usage_error);
  NewUser bio = row("eve@b.c");
  bio.bio = "nullable columns without a default are copied from the first row on";
  copy.write(bio);
  CHECK(copy.finish() == 2);
  CHECK(db.select(count()).from(users).where(is_not_null(users.bio)).one() == 1);

  auto with_views = db.copy_in(users);
  more.email = "zoe@b.c";
  with_views.write(more);
  CHECK_THROWS_AS(with_views.write(row("kim@b.c")), usage_error);
  CHECK(with_views.finish() == 1);
}

TEST_CASE_FIXTURE(shop_database, "a nullable column with a default tells NULL from nothing") {
  db.connection().run("create table notes (id int primary key, words text default 'hi')");
  CHECK(db.copy_in(notes, std::vector<insert_t<Notes>>{{.id = 1}, {.id = 2}}) == 2);
  CHECK(db.copy_in(notes, std::vector<insert_t<Notes>>{{.id = 3, .words = std::nullopt}, {.id = 4, .words = "x"}}) ==
        2);
  CHECK(contents(db, "notes") == "(1,hi)\n(2,hi)\n(3,)\n(4,x)");
  auto ids = db.copy_in(notes, notes.id);
  ids.write({.id = 5});
  CHECK_THROWS_AS(ids.write({.id = 6, .words = std::nullopt}), usage_error);  // a NULL that would become 'hi'
  CHECK(ids.finish() == 1);
}

TEST_CASE_FIXTURE(shop_database, "names that need quotes, and rows that were read with identities") {
  std::vector<insert_t<Orders>> rows{{.id = 1, .select_ = "a"}, {.id = 2, .select_ = "b", .class_ = "c"}};
  CHECK(db.copy_in(orders, rows) == 2);
  const std::vector<Order> out = collect(db.copy_out(orders));
  REQUIRE(out.size() == 2);
  CHECK(out[1].class_ == "c");

  const User ann = add_user("ann@b.c");
  const Post post = add_post("one", ann.id);
  db.erase(posts).all_rows().execute();
  CHECK(db.copy_in(posts, std::vector<Post>{post}) == 1);
  CHECK(db.select().from(posts).one().id == post.id);
}

TEST_CASE_FIXTURE(shop_database, "a COPY that is not finished changes nothing, and the connection can go on") {
  {
    auto copy = db.copy_in(categories);
    for (int i = 0; i < 100'000; ++i) copy.write({.id = i, .name = "n" + std::to_string(i)});
  }
  CHECK(db.connection().status() == transaction_status::idle);
  CHECK(db.select(count()).from(categories).one() == 0);
  try {
    auto copy = db.copy_in(categories);
    copy.write({.id = 1, .name = "a"});
    throw std::runtime_error("half way");
  } catch (const std::runtime_error&) {
  }
  CHECK(db.select(count()).from(categories).one() == 0);
  {
    auto copy = db.copy_in(categories);  // no row at all
    CHECK(copy.finish() == 0);
  }
  CHECK(db.copy_in(categories, std::vector<insert_t<Categories>>{}) == 0);
}

TEST_CASE_FIXTURE(shop_database, "what the server refuses is thrown by finish(), with the line") {
  std::vector<insert_t<Categories>> rows{{.id = 1, .name = "a"}, {.id = 2, .name = "a"}};
  try {
    db.copy_in(categories, rows);
    FAIL("ran");
  } catch (const unique_violation& e) {
    CHECK(e.fields().where.find("line 2") != std::string::npos);
    CHECK(e.table() == "categories");
  }
  CHECK(db.connection().status() == transaction_status::idle);
  CHECK(db.select(count()).from(categories).one() == 0);

  auto tx = db.begin();
  tx.insert(categories).values({.id = 7, .name = "seven"}).execute();
  CHECK_THROWS_AS(tx.transaction([&](auto& inner) { inner.copy_in(categories, rows); }), unique_violation);
  CHECK(db.connection().status() == transaction_status::in_transaction);
  rows[1].name = std::string("b");
  CHECK(tx.copy_in(categories, rows) == 2);
  tx.commit();
  CHECK(db.select(count()).from(categories).one() == 3);

  db.connection().run("drop table categories");
  CHECK_THROWS_AS(db.copy_in(categories, rows), statement_error);
  CHECK(db.connection().status() == transaction_status::idle);
}

TEST_CASE_FIXTURE(shop_database, "while a COPY is open nothing else runs; a transaction that ends takes it along") {
  {
    auto copy = db.copy_in(categories);
    copy.write({.id = 1, .name = "a"});
    CHECK_THROWS_AS(static_cast<void>(db.select().from(users).all()), usage_error);
    CHECK_THROWS_AS(static_cast<void>(db.begin()), usage_error);
    CHECK_THROWS_AS(static_cast<void>(db.copy_out(users)), usage_error);
    CHECK(copy.finish() == 1);
  }
  auto tx = std::make_unique<database_transaction>(db.connection());
  auto copy = tx->copy_in(categories);
  copy.write({.id = 2, .name = "b"});
  CHECK_THROWS_AS(tx->commit(), usage_error);
  tx.reset();
  CHECK(db.connection().status() == transaction_status::idle);
  CHECK_THROWS_AS(copy.write({.id = 3, .name = "c"}), usage_error);
  CHECK_THROWS_AS(copy.finish(), usage_error);
  CHECK(db.select(count()).from(categories).one() == 1);
}

TEST_CASE_FIXTURE(shop_database, "copy_out takes a query with values, which cannot break out of its text") {
  const std::string hostile = "'; drop table users; -- \\' \\\\ $1 \" é";
  const User ann = add_user(hostile, "bio");
  add_user("bob@b.c");
  for (auto& [id, bio] : db.copy_out(select(users.id, users.bio).from(users).where(users.email == hostile))) {
    CHECK(id == ann.id);
    CHECK(bio == "bio");
  }
  CHECK(collect(db.copy_out(select(users.email).from(users).where(users.email == hostile))) ==
        std::vector<std::string>{hostile});
  CHECK(collect(db.copy_out(select(users.id).from(users).where(users.id == ann.id && users.role == Role::user &&
                                                               users.created_at > timestamptz_t::minus_infinity())))
            .size() == 1);
  CHECK_THROWS_AS(collect(db.copy_out(select(users.id).from(users).where(users.email == std::string("a\0b", 3)))),
                  usage_error);
}

TEST_CASE_FIXTURE(shop_database, "copy_out reads large tables, and may stop early") {
  db.connection().run("insert into categories select i, repeat('x', i % 300) || i from generate_series(1, 50000) i");
  std::int64_t sum = 0;
  std::size_t length = 0;
  for (auto& c : db.copy_out(categories)) {
    sum += c.id;
    length += c.name.size();
  }
  CHECK(sum == std::int64_t{50000} * 50001 / 2);
  CHECK(length ==
        std::stoul(std::string(db.connection().query("select sum(length(name)) from categories").text(0, 0))));
  for (int transactions = 0; transactions < 2; ++transactions) {
    std::optional<database_transaction> tx;
    if (transactions == 1)
      tx.emplace(db.connection());
    int seen = 0;
    for (auto& c : db.copy_out(categories))
      if (c.id > 0 && ++seen == 10)
        break;
    CHECK(db.connection().status() ==
          (transactions == 1 ? transaction_status::in_transaction : transaction_status::idle));
    CHECK(db.select(count()).from(categories).one() == 50000);
  }
  static_assert(std::ranges::input_range<decltype(db.copy_out(categories))>);
  CHECK_THROWS_AS(collect(db.copy_out(select(sql<std::int32_t>("1 / (id - 3)")).from(categories))), database_error);
  CHECK(db.connection().status() == transaction_status::idle);
}

TEST_CASE_FIXTURE(shop_database, "COPY as plain SQL points to copy_in and copy_out") {
  try {
    db.connection().run("copy users to stdout");
    FAIL("ran");
  } catch (const usage_error& e) {
    CHECK(std::string(e.what()).find("copy_in()") != std::string::npos);
  }
}

}  // namespace
