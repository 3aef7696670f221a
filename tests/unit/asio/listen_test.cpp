// Notifications, and cursors.
#include <signal.h>

#include <asio/bind_cancellation_slot.hpp>
#include <asio/cancellation_signal.hpp>
#include <asio/detached.hpp>
#include <asio/use_future.hpp>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "unit/asio/support.hpp"

namespace {

using namespace async_test;
using blog::posts;
using squall::notification;
using squall::select;

constexpr const char* odd_channel = "Jobs \"of\" ünïcode";

asio::awaitable<squall::async_listener> listening(squall::async_pool& pool, std::string channel) {
  squall::async_listener made(co_await pool.async_acquire(use_awaitable));
  co_await made.async_listen(channel, use_awaitable);
  co_return made;
}

TEST_CASE_FIXTURE(async_database, "a coroutine waits for notifications while others work") {
  squall::async_pool pool(context, fresh.url(), {.max_size = 2});
  std::vector<std::string> heard;
  spawn([&]() -> task {
    auto jobs = co_await listening(pool, odd_channel);
    spawn([&]() -> task {
      for (const char* payload : {"1", "", "drei 'três'"})
        co_await pool.async_notify(odd_channel, payload, use_awaitable);
      co_await pool.async_notify("jobs", "another channel", use_awaitable);
      co_await pool.async_notify(odd_channel, "last", use_awaitable);
    });
    while (heard.empty() || heard.back() != "last") {
      const notification n = co_await jobs.async_wait(use_awaitable);
      CHECK(n.channel == odd_channel);
      CHECK(n.process_id > 0);
      heard.push_back(n.payload);
      // The connection does other work, too, and loses nothing meanwhile.
      CHECK((co_await jobs.session().async_all(select().from(posts), use_awaitable)).size() == 3);
    }
  });
  run();
  CHECK(heard == std::vector<std::string>{"1", "", "drei 'três'", "last"});
}

TEST_CASE_FIXTURE(async_database, "a notification comes with the commit, and not at all with a rollback") {
  squall::async_pool pool(context, fresh.url(), {.max_size = 2});
  run([&]() -> task {
    auto jobs = co_await listening(pool, "jobs");
    co_await pool.async_transaction(
        [&](squall::async_session tx) -> task {
          co_await tx.async_notify("jobs", "kept", use_awaitable);
          CHECK_FALSE(co_await jobs.async_wait(20ms, use_awaitable));
        },
        use_awaitable);
    CHECK((co_await jobs.async_wait(10s, use_awaitable)).value().payload == "kept");
    try {
      co_await pool.async_transaction(
          [&](squall::async_session tx) -> task {
            co_await tx.async_notify("jobs", "lost", use_awaitable);
            throw 1;
          },
          use_awaitable);
    } catch (int) {
    }
    CHECK_FALSE(co_await jobs.async_wait(20ms, use_awaitable));
    co_await jobs.async_unlisten("jobs", use_awaitable);
    co_await pool.async_notify("jobs", "nobody", use_awaitable);
    CHECK_FALSE(co_await jobs.async_wait(20ms, use_awaitable));
    const std::string_view with_zero("a\0b", 3);
    CHECK_THROWS_AS(pool.async_notify("jobs", with_zero, asio::use_future), squall::usage_error);
  });
}

TEST_CASE_FIXTURE(async_database, "several wait on one listener, and each gets one notification in turn") {
  squall::async_pool pool(context, fresh.url(), {.max_size = 2});
  std::vector<std::string> heard(3);
  run([&]() -> task {
    auto jobs = co_await listening(pool, "jobs");
    int done = 0;
    for (std::string& mine : heard)
      jobs.async_wait([&mine, &done](const std::exception_ptr& failure, const notification& n) {
        CHECK(failure == nullptr);
        mine = n.payload;
        ++done;
      });
    for (const char* payload : {"a", "b", "c"}) co_await pool.async_notify("jobs", payload, use_awaitable);
    while (done < 3) co_await sleep_for(1ms);
  });
  CHECK(heard == std::vector<std::string>{"a", "b", "c"});
}

TEST_CASE_FIXTURE(async_database, "who waits for a notification can be cancelled, and hears of a lost connection") {
  squall::async_pool pool(context, fresh.url(), {.max_size = 2});
  asio::cancellation_signal stop;
  int cancelled = 0, given_back = 0;
  run([&]() -> task {
    auto jobs = co_await listening(pool, "jobs");
    jobs.async_wait(
        asio::bind_cancellation_slot(stop.slot(), [&](const std::exception_ptr& failure, const notification&) {
          CHECK_THROWS_AS(std::rethrow_exception(failure), squall::query_canceled);
          ++cancelled;
        }));
    co_await sleep_for(5ms);
    stop.emit(asio::cancellation_type::terminal);
    // Nothing was sent to the server: the connection is as it was.
    co_await pool.async_notify("jobs", "1", use_awaitable);
    CHECK((co_await jobs.async_wait(10s, use_awaitable)).value().payload == "1");

    const auto pid = "select pid from pg_stat_activity where datname = current_database() and query like 'listen%'";
    ::kill(std::stoi(text(pid)), SIGTERM);
    CHECK(co_await fails_with<squall::connection_error>(jobs.async_wait(use_awaitable)));
    CHECK(co_await fails_with<squall::connection_error>(jobs.async_wait(use_awaitable)));
    jobs = co_await listening(pool, "jobs");
    jobs.async_wait([&](const std::exception_ptr& failure, const notification&) {
      CHECK_THROWS_AS(std::rethrow_exception(failure), squall::usage_error);
      ++given_back;
    });
  });
  CHECK(cancelled == 1);
  CHECK(given_back == 1);
}

TEST_CASE_FIXTURE(async_database,
                  "a connection that goes back to the pool listens to nothing, whatever was left open") {
  squall::async_pool pool(context, fresh.url(), {.max_size = 1});
  run([&]() -> task {
    {
      auto jobs = co_await listening(pool, "jobs");
      co_await jobs.session().async_run("begin", use_awaitable);
      CHECK((co_await jobs.session().async_run("select 1", use_awaitable)).rows() == 1);
    }
    const auto left = co_await pool.async_run("select * from pg_listening_channels()", use_awaitable);
    CHECK(left.rows() == 0);
    CHECK(pool.metrics().created == 1);
    auto other = co_await listening(pool, "others");
    co_await other.session().async_notify("jobs", "for nobody", use_awaitable);
    co_await other.session().async_notify("others", "for me", use_awaitable);
    CHECK((co_await other.async_wait(use_awaitable)).payload == "for me");
  });
}

TEST_CASE_FIXTURE(async_database, "a context that is destroyed lets go of who waits for a notification") {
  const auto watch = std::make_shared<int>();
  {
    asio::io_context short_lived;
    squall::async_pool pool(short_lived, fresh.url(), {.max_size = 1});
    bool waits = false;
    asio::co_spawn(
        short_lived,
        [&, kept = watch]() -> task {
          auto jobs = co_await listening(pool, "jobs");
          waits = true;
          co_await jobs.async_wait(use_awaitable);
        },
        asio::detached);
    while (!waits) short_lived.run_one();
    short_lived.run_for(20ms);
    CHECK(watch.use_count() == 2);
  }
  CHECK(watch.use_count() == 1);
}

TEST_CASE_FIXTURE(async_database, "nobody waits for a notification within a transaction") {
  squall::async_pool pool(context, fresh.url(), {.max_size = 1});
  run([&]() -> task {
    auto jobs = co_await listening(pool, "jobs");
    co_await jobs.session().async_transaction(
        [&](squall::async_session) -> task {
          CHECK_THROWS_AS((void)jobs.async_wait(asio::use_future), squall::usage_error);
          co_return;
        },
        use_awaitable);
  });
}

TEST_CASE_FIXTURE(async_database, "a cursor gives the rows some at a time, beside other statements") {
  squall::async_pool pool(context, fresh.url(), {.max_size = 1});
  db.connection().run(
      "insert into posts (id, author_id, title) select i, 1, 'zz' || i from generate_series(1001, 2000) i");
  const auto long_titles = select(posts.title).from(posts).where(posts.title >= squall::param<0>).order_by(posts.id);
  run([&]() -> task {
    std::int64_t count = 0, fetched = 0;
    co_await pool.async_transaction(
        [&](squall::async_session tx) -> task {
          auto rows = co_await tx.async_cursor(long_titles, "zz", use_awaitable);
          auto again = co_await tx.async_cursor(select().from(posts), use_awaitable);
          for (;;) {
            const auto some = co_await rows.async_next(300, use_awaitable);
            if (some.empty())
              break;
            CHECK(some.size() <= 300);
            count += static_cast<std::int64_t>(some.size());
            ++fetched;
            CHECK((co_await again.async_next(1, use_awaitable)).size() == 1);
          }
          CHECK((co_await rows.async_next(300, use_awaitable)).empty());
          co_await again.async_close(use_awaitable);
          CHECK((co_await tx.async_run("select from pg_cursors where name like 'squall%'", use_awaitable)).rows() == 1);
        },
        use_awaitable);
    CHECK(count == 1000);
    CHECK(fetched == 4);
  });
  CHECK_THROWS_AS((void)pool.async_cursor(long_titles, "zz", asio::use_future), squall::usage_error);
  run([&]() -> task {
    squall::async_rows<squall::detail::reader_of_query<decltype(select().from(posts))>> kept;
    co_await pool.async_transaction(
        [&](squall::async_session tx) -> task { kept = co_await tx.async_cursor(select().from(posts), use_awaitable); },
        use_awaitable);
    CHECK_THROWS_AS((void)kept.async_next(1, asio::use_future), squall::usage_error);
  });
}

}  // namespace
