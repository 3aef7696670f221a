// What an asynchronous session says and gives.
#include <asio/use_future.hpp>
#include <thread>

#include "unit/asio/support.hpp"

namespace {

using namespace async_test;
using blog::comments;
using blog::posts;
using blog::posts_r;
using blog::tags;
using blog::users;
using squall::param;
using squall::select;

TEST_CASE_FIXTURE(async_database, "the verbs give what the blocking ones give") {
  squall::async_pool pool(context, fresh.url(), {.max_size = 1});
  run([&]() -> task {
    for (int i = 0; i < 2; ++i) {  // prepared, and known
      const auto titles =
          co_await pool.async_all(select(posts.id, posts.title).from(posts).order_by(posts.id), use_awaitable);
      REQUIRE(titles.size() == 3);
      CHECK(titles[2].get<1>() == "third");
      const auto by_name = select().from(users).where(users.name == param<0>);
      const std::optional<blog::User> bob = co_await pool.async_first(by_name, "bob", use_awaitable);
      REQUIRE(bob.has_value());
      CHECK(bob->id == std::numeric_limits<std::int64_t>::max());
      CHECK_FALSE((co_await pool.async_first(by_name, std::string("nobody"), use_awaitable)).has_value());
      CHECK((co_await pool.async_one(select(squall::count()).from(posts), use_awaitable)) == 3);
      CHECK(co_await fails_with<squall::usage_error>(pool.async_one(select(posts.id).from(posts), use_awaitable)));
      CHECK((co_await pool.async_execute(squall::update(posts).set(posts.likes = posts.likes + 1).all_rows(),
                                         use_awaitable)) == 3);
      const auto made = co_await pool.async_all(new_tag(10 + i).returning(tags.id), use_awaitable);
      CHECK(made == std::vector<std::int32_t>{10 + i});
      CHECK((co_await pool.async_execute(squall::erase(tags).where(tags.id == 10 + i), use_awaitable)) == 1);
      const std::vector<squall::insert_t<blog::Tags>> none;
      CHECK((co_await pool.async_execute(squall::insert(tags).values(none), use_awaitable)) == 0);
    }
  });
  CHECK(pool.metrics().created == 1);
}

TEST_CASE_FIXTURE(async_database, "nested reads, pipelines and SQL as text") {
  squall::async_pool pool(context, fresh.url());
  run([&]() -> task {
    const auto nested = squall::query(posts).with(posts_r.author, posts_r.comments).order_by(posts.id);
    const auto all = co_await pool.async_all(nested, use_awaitable);
    REQUIRE(all.size() == 3);
    CHECK(all[0].author.name == "ann");
    CHECK(all[0].comments.size() == 3);
    const auto first = co_await pool.async_first(nested, use_awaitable);
    REQUIRE(first.has_value());
    CHECK(first->comments.size() == 3);
    const auto one = squall::query(posts).with(posts_r.author).where(posts.id == param<0>);
    CHECK((co_await pool.async_one(one, 3, use_awaitable)).author.name == "bob");
    CHECK(co_await fails_with<squall::usage_error>(pool.async_one(one, 99, use_awaitable)));

    const auto by_id = select(posts.title).from(posts).where(posts.id == param<0>);
    auto [titles, changed, rows] = co_await pool.async_pipeline(
        squall::with_arguments(by_id, 2), squall::update(posts).set(posts.likes = 0).where(posts.id == 1), nested,
        use_awaitable);
    CHECK(titles == std::vector<std::string>{"second"});
    CHECK(changed == 1);
    CHECK(rows.size() == 3);
    CHECK(co_await fails_with<squall::unique_violation>(
        pool.async_pipeline(squall::erase(comments).all_rows(), new_tag(1), use_awaitable)));
    CHECK((co_await pool.async_one(select(squall::count()).from(comments), use_awaitable)) == 4);  // undone
    CHECK((co_await pool.async_run("create table made (n int)", use_awaitable)).rows() == 0);
    CHECK(co_await fails_with<squall::usage_error>(pool.async_run("copy made to stdout", use_awaitable)));
    CHECK((co_await pool.async_run("select 1", use_awaitable)).rows() == 1);
  });
}

TEST_CASE_FIXTURE(async_database, "callbacks and futures get values and failures") {
  squall::async_pool pool(context, fresh.url());
  std::size_t found = 0;
  bool refused = false;
  pool.async_all(select().from(posts), [&](const std::exception_ptr& failure, const std::vector<blog::Post>& rows) {
    CHECK(failure == nullptr);
    found = rows.size();
  });
  pool.async_execute(new_tag(1),
                     [&](const std::exception_ptr& failure, std::int64_t) { refused = failure != nullptr; });
  auto title = pool.async_one(select(posts.title).from(posts).where(posts.id == 1), asio::use_future);
  auto wrong = pool.async_run("select 1/0", asio::use_future);
  std::thread other([&] { context.run(); });
  CHECK(title.get() == "first");
  CHECK_THROWS_AS(wrong.get(), squall::database_error);
  other.join();
  CHECK(found == 3);
  CHECK(refused);
}

TEST_CASE_FIXTURE(async_database,
                  "what coroutines say at the same time goes in one pipeline, each with its own outcome") {
  const auto log = std::make_shared<span_log>();
  squall::async_pool pool(context, fresh.url(), {.max_size = 1, .pipeline_depth = 64, .observer = log});
  run([&]() -> task { co_await pool.async_run("select 1", use_awaitable); });
  log->entries.clear();
  int refused = 0, made = 0;
  for (int i = 0; i < 40; ++i)
    spawn([&, i]() -> task {  // every second one breaks a key
      const auto insert = new_tag(i % 2 == 0 ? 1 : 100 + i);
      if (i % 2 == 0)
        refused += co_await fails_with<squall::unique_violation>(pool.async_execute(insert, use_awaitable)) ? 1 : 0;
      else
        made += static_cast<int>(co_await pool.async_execute(insert, use_awaitable));
    });
  run();
  CHECK(refused == 20);
  CHECK(made == 20);
  CHECK(text("select count(*) from tags where id >= 100") == "20");
  CHECK(pool.metrics().created == 1);
  REQUIRE(log->entries.size() == 40);
  CHECK(log->sent_ahead() == 39);
}

TEST_CASE_FIXTURE(async_database, "a pipeline of depth 1 is none") {
  const auto log = std::make_shared<span_log>();
  squall::async_pool pool(context, fresh.url(), {.max_size = 1, .pipeline_depth = 1, .observer = log});
  for (int i = 0; i < 10; ++i) spawn([&]() -> task { co_await pool.async_all(select().from(posts), use_awaitable); });
  run();
  CHECK(log->entries.size() == 10);
  CHECK(log->sent_ahead() == 0);
}

TEST_CASE_FIXTURE(async_database, "a plan that the server has outgrown is made again, whoever meets it") {
  squall::async_pool pool(context, fresh.url(), {.max_size = 1, .pipeline_depth = 64});
  const auto read_all = [&]() -> task {
    CHECK((co_await pool.async_all(select(tags.id, tags.name).from(tags), use_awaitable)).size() == 3);
  };
  run(read_all);
  db.connection().run("alter table tags alter column name type varchar(40)");
  for (int i = 0; i < 8; ++i) spawn(read_all);
  run();
  db.connection().run("alter table tags rename to away");
  const auto fail = [&]() -> task {
    CHECK(co_await fails_with<squall::statement_error>(
        pool.async_all(select(tags.id).from(tags).where(tags.name == "x"), use_awaitable)));
  };
  for (int i = 0; i < 8; ++i) spawn(fail);  // one prepares, which fails; the others do not know that yet
  run();
  db.connection().run("alter table away rename to tags");
  run(read_all);
  CHECK(pool.metrics().created == 1);
}

TEST_CASE_FIXTURE(async_database, "large values go both ways through a socket that takes a part at a time") {
  squall::async_pool pool(context, fresh.url(), {.max_size = 1});
  const std::string large(8'000'000, 'x');
  for (int i = 0; i < 4; ++i)
    spawn([&, i]() -> task {
      const auto insert = squall::insert(tags).values({.id = 200 + i, .name = large}).returning(tags.name);
      CHECK((co_await pool.async_one(insert, use_awaitable)) == large);
    });
  run();
}

TEST_CASE_FIXTURE(async_database, "threads may run the context") {
  squall::async_pool pool(context, fresh.url(), {.max_size = 3});
  std::atomic<int> done{0};
  for (int i = 0; i < 100; ++i)
    asio::co_spawn(
        context,
        [&]() -> task {
          for (int k = 0; k < 5; ++k)
            done += static_cast<int>((co_await pool.async_all(select().from(posts), use_awaitable)).size());
        },
        [](const std::exception_ptr& failure) { CHECK(failure == nullptr); });
  std::vector<std::thread> threads;
  for (int i = 0; i < 4; ++i) threads.emplace_back([&] { context.run(); });
  for (std::thread& t : threads) t.join();
  CHECK(done == 1500);
  CHECK(pool.metrics().created <= 3);
  CHECK(pool.metrics().in_use == 0);
}

}  // namespace
