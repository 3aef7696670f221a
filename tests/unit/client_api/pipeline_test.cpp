// Typed statements in one round trip.
#include "squall/pipeline.hpp"

#include <doctest/doctest.h>
#include <libpq-fe.h>

#include <chrono>
#include <string>
#include <tuple>
#include <vector>

#include "squall/query.hpp"
#include "squall/tracing.hpp"
#include "unit/query/shop_database.hpp"

namespace {

using namespace shop;

std::int64_t prepared(squall::database& db) {
  return std::stoll(std::string(db.connection().query("select count(*) from pg_prepared_statements").text(0, 0)));
}
using NewPost = insert_t<Posts>;

TEST_CASE_FIXTURE(shop_database, "a pipeline gives a tuple of what its statements give") {
  const User ann = add_user("ann@b.c");
  add_post("one", ann.id);
  for (int i = 0; i < 3; ++i) {  // the first time prepares, in the same round trip
    auto [found, titles, changed, made] =
        db.pipeline(db.select().from(users).where(users.email == "ann@b.c"),
                    db.select(posts.title, posts.likes).from(posts).order_by(posts.id),
                    db.update(posts).set(posts.likes = posts.likes + 1).all_rows(),
                    db.insert(posts).values({.title = "more", .author_id = ann.id}).returning(posts.id));
    static_assert(std::is_same_v<decltype(found), std::vector<User>>);
    static_assert(std::is_same_v<decltype(changed), std::int64_t>);
    static_assert(std::is_same_v<decltype(made), std::vector<std::int32_t>>);
    REQUIRE(found.size() == 1);
    CHECK(found[0].id == ann.id);
    CHECK(titles.size() == static_cast<std::size_t>(i) + 1);
    CHECK(titles[0].get<1>() == i);
    CHECK(changed == i + 1);
    CHECK(made.size() == 1);
    CHECK(db.connection().status() == transaction_status::idle);
  }
  const auto nothing = db.pipeline();
  static_assert(std::tuple_size_v<decltype(nothing)> == 0);
}

TEST_CASE_FIXTURE(shop_database, "statements with param<N> take their values by with_arguments()") {
  const User ann = add_user("ann@b.c", "about");
  const auto by_email = select(users.bio).from(users).where(users.email == param<0>);
  auto [one, none] = db.pipeline(with_arguments(by_email, "ann@b.c"), with_arguments(by_email, "bob@b.c"));
  REQUIRE(one.size() == 1);
  CHECK(one[0] == "about");
  CHECK(none.empty());
}

TEST_CASE_FIXTURE(shop_database, "one statement runs with many values, thousands in one round trip") {
  const User ann = add_user("ann@b.c");
  const auto insert_post =
      insert(posts).values(posts.title = param<0>, posts.author_id = param<1>, posts.content = param<2>);
  std::vector<std::tuple<std::string, uuid_t, std::optional<std::string>>> rows;
  for (int i = 0; i < 20'000; ++i)
    rows.emplace_back("title " + std::to_string(i), ann.id,
                      i % 3 == 0 ? std::nullopt : std::optional<std::string>(std::string(200, 'x')));
  const std::vector<std::int64_t> inserted = db.batch(insert_post, rows);
  CHECK(inserted == std::vector<std::int64_t>(rows.size(), 1));

  const auto by_title = select().from(posts).where(posts.title == param<0>);
  const std::vector<std::string> wanted{"title 3", "nothing", "title 19999"};
  const std::vector<std::optional<Post>> found = db.batch_first(by_title, wanted);
  REQUIRE(found.size() == 3);
  CHECK(found[0]->title == "title 3");
  CHECK(found[0]->content == std::nullopt);
  CHECK_FALSE(found[1].has_value());
  CHECK(found[2]->content == std::string(200, 'x'));
  const std::vector<std::vector<Post>> all = db.batch(by_title, wanted);
  CHECK(all[1].empty());
  CHECK(all[2].size() == 1);
  CHECK(db.batch(by_title, std::vector<std::string>{}).empty());
}

TEST_CASE_FIXTURE(shop_database, "statements are collected and run together; their results are there afterwards") {
  const User ann = add_user("ann@b.c");
  squall::pipeline p(db);
  const auto first = p.first(select().from(users).where(users.id == param<0>), ann.id);
  const auto absent = p.first(select().from(users).where(users.email == param<0>), "nobody");
  const auto number = p.one(select(squall::count()).from(users));
  const auto changed = p.execute(update(users).set(users.views = 5).where(users.id == ann.id));
  const auto nothing = p.execute(insert(users).values(std::vector<NewUser>{}));
  const auto two = p.one(select().from(users));
  CHECK(p.size() == 6);
  CHECK_THROWS_AS(static_cast<void>(first.get()), usage_error);
  CHECK(db.select().from(users).where(users.views == 5).all().empty());  // nothing was sent yet
  p.run();
  CHECK(first.get()->email == "ann@b.c");
  CHECK_FALSE(absent.get().has_value());
  CHECK(number.get() == 1);
  CHECK(changed.get() == 1);
  CHECK(nothing.get() == 0);
  CHECK(two.get().views == 5);
  CHECK(p.size() == 0);

  add_user("bob@b.c");
  const auto again = p.one(select().from(users));
  p.run();
  CHECK_THROWS_AS(static_cast<void>(again.get()), usage_error);  // two rows
  CHECK(first.get()->email == "ann@b.c");
}

TEST_CASE_FIXTURE(shop_database,
                  "outside of a transaction a failure undoes the whole pipeline, and says which statement") {
  add_user("ann@b.c");
  const auto insert_note = insert(counters).values(counters.id = param<0>);
  const auto divide = select(sql<std::int32_t>("1 / 0"));
  db.connection().run("create table counters (id int primary key)");
  for (int i = 0; i < 2; ++i) {
    squall::pipeline p(db);
    const auto before = p.execute(insert_note, 1);
    (void)p.all(divide);
    const auto after = p.execute(insert_note, 2);
    try {
      p.run();
      FAIL("ran");
    } catch (const database_error& e) {
      CHECK(e.sqlstate() == "22012");
      CHECK(e.statement().find("1 / 0") != std::string::npos);
    }
    CHECK_THROWS_AS(static_cast<void>(before.get()), usage_error);
    CHECK_THROWS_AS(static_cast<void>(after.get()), usage_error);
    CHECK(db.connection().status() == transaction_status::idle);
    CHECK(db.select().from(counters).all().empty());
    CHECK(p.size() == 0);
  }
  CHECK_THROWS_AS(db.batch(insert_note, std::vector{1, 2, 1, 3}), unique_violation);
  CHECK(db.select().from(counters).all().empty());
  CHECK(db.batch(insert_note, std::vector{1, 2, 3}).size() == 3);  // what was not prepared then is prepared now
  CHECK(db.select().from(counters).all().size() == 3);
}

TEST_CASE_FIXTURE(shop_database, "within a transaction a failure fails the transaction") {
  db.connection().run("create table counters (id int primary key)");
  const auto insert_note = insert(counters).values(counters.id = param<0>);
  db.transaction([&](auto& tx) {
    tx.batch(insert_note, std::vector{1, 2});
    CHECK(db.connection().status() == transaction_status::in_transaction);
    CHECK_THROWS_AS(tx.transaction([&](auto& inner) { inner.batch(insert_note, std::vector{3, 2, 4}); }),
                    unique_violation);
    CHECK(db.connection().status() == transaction_status::in_transaction);
  });
  CHECK(db.select().from(counters).all().size() == 2);
  {
    auto tx = db.begin();
    CHECK_THROWS_AS(tx.batch(insert_note, std::vector{2}), unique_violation);
    CHECK(db.connection().status() == transaction_status::failed);
  }
  CHECK(db.connection().status() == transaction_status::idle);
}

TEST_CASE_FIXTURE(shop_database, "a pipeline prepares again what the server has outgrown or lost") {
  const auto q = select().from(notes);
  db.connection().run("create table notes (id int primary key, words text default 'hi'); insert into notes values (1)");
  const auto read = [&] { return std::get<0>(db.pipeline(q, select(users.id).from(users))); };
  CHECK(read().size() == 1);
  CHECK(read().size() == 1);
  const std::int64_t before = prepared(db);
  db.connection().run("do $$ begin execute 'deallocate all'; end $$");
  CHECK(read().size() == 1);
  CHECK(prepared(db) == before);
  db.connection().run("alter table notes alter words type varchar(100)");
  CHECK(read().size() == 1);
  CHECK(db.connection().status() == transaction_status::idle);
}

TEST_CASE_FIXTURE(shop_database, "more statements than the cache of texts holds go through one pipeline") {
  const User ann = add_user("ann@b.c");
  squall::pipeline many(db);
  std::int64_t expected = 0;
  for (std::size_t n = 1; n <= 300; ++n) {  // 300 texts
    std::vector<NewPost> rows;
    for (std::size_t k = 0; k < n; ++k) rows.push_back({.title = std::to_string(k), .author_id = ann.id});
    (void)many.execute(insert(posts).values(std::move(rows)));
    expected += static_cast<std::int64_t>(n);
  }
  many.run();
  CHECK(db.select(count()).from(posts).one() == expected);
  for (int i = 0; i < 40; ++i) (void)db.select(posts.id).from(posts).where_if(true, posts.likes == i).all();
  CHECK(prepared(db) < 300);
}

TEST_CASE("a session without named statements prepares nothing, in pipelines and alone") {
  shop_database shop;
  squall::database db(shop.fresh.url(), {.prepared_statements = false});
  const User ann = shop.add_user("ann@b.c");
  for (int i = 0; i < 2; ++i) {
    CHECK(db.select().from(users).where(users.id == ann.id).one().email == "ann@b.c");
    auto [a, b] = db.pipeline(db.select().from(users).where(users.email == "ann@b.c"),
                              db.update(users).set(users.views = 1).where(users.id == ann.id));
    CHECK(a.size() == 1);
    CHECK(b == 1);
    CHECK(db.batch(select(users.id).from(users).where(users.email == param<0>), std::vector<std::string>{"x"}).size() ==
          1);
  }
  CHECK_THROWS_AS(db.pipeline(select(sql<std::int32_t>("1 / 0")), select(users.id).from(users)), database_error);
  CHECK(prepared(db) == 0);
}

TEST_CASE_FIXTURE(shop_database, "a value that does not fit is thrown when the whole pipeline has run") {
  db.connection().run("alter table categories alter name drop not null; insert into categories values (1, null)");
  const auto q = select(categories.name).from(categories).where(categories.id == param<0>);
  CHECK_THROWS_AS(db.batch(q, std::vector{0, 1, 2}), decode_error);
  CHECK(db.connection().status() == transaction_status::idle);
  CHECK(db.batch(q, std::vector{0, 2}).size() == 2);
  const auto made =
      db.batch(insert(categories).values(std::vector<insert_t<Categories>>{}), std::vector<std::tuple<>>(3));
  CHECK(made == std::vector<std::int64_t>(3, 0));
}

TEST_CASE_FIXTURE(shop_database, "a connection that is lost in a pipeline is a connection_error") {
  squall::connection admin(fresh.url());
  const std::string pid(db.connection().query("select pg_backend_pid()").text(0, 0));
  admin.query("select pg_terminate_backend($1::int, 10000)", {{pid}});
  CHECK_THROWS_AS(db.pipeline(select(users.id).from(users), select(posts.id).from(posts)), connection_error);
  CHECK(db.connection().status() == transaction_status::unknown);
}

}  // namespace
