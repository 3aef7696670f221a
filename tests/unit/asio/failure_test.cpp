// Cancelling, time, lost servers and contexts.
#include <signal.h>
#include <asio/bind_cancellation_slot.hpp>
#include <asio/cancellation_signal.hpp>

#include <filesystem>
#include <memory>

#include "unit/asio/support.hpp"

namespace {

using namespace async_test;
using blog::posts;
using squall::select;

constexpr const char* long_sleep = "select pg_sleep(30)";

TEST_CASE_FIXTURE(async_database, "a cancelled statement fails alone, wherever it is in a pipeline") {
  squall::async_pool pool(context, fresh.url(), {.max_size = 1, .pipeline_depth = 64});
  run([&]() -> task { co_await pool.async_run("select 1", use_awaitable); });
  asio::cancellation_signal at_once, later, waiting;
  int cancelled = 0, done = 0;
  const auto expect_cancelled = [&](const std::exception_ptr& failure, const squall::result&) {
    ++cancelled;
    CHECK_THROWS_AS(std::rethrow_exception(failure), squall::query_canceled);
  };
  const auto expect_done = [&](const std::exception_ptr& failure, const std::vector<blog::Post>& rows) {
    CHECK(failure == nullptr);
    done += static_cast<int>(rows.size());
  };
  pool.async_run("select pg_sleep(0.1)",
                 asio::bind_cancellation_slot(later.slot(), [&](const std::exception_ptr& failure,
                                                                const squall::result&) { CHECK(failure == nullptr); }));
  pool.async_run(long_sleep, asio::bind_cancellation_slot(at_once.slot(), expect_cancelled));
  for (int i = 0; i < 10; ++i) pool.async_all(select().from(posts), expect_done);
  asio::post(context, [&] { at_once.emit(asio::cancellation_type::total); });  // not its turn yet
  run();
  CHECK(cancelled == 1);
  CHECK(done == 30);
  later.emit(asio::cancellation_type::total);  // what has ended is not cancelled
  run([&]() -> task { co_await pool.async_run("select 1", use_awaitable); });
  CHECK(pool.metrics().created == 1);

  squall::async_pool narrow(context, fresh.url(), {.max_size = 1, .pipeline_depth = 1});
  narrow.async_run("select pg_sleep(0.1)",
                   [](const std::exception_ptr& failure, const squall::result&) { CHECK(failure == nullptr); });
  narrow.async_run(long_sleep, asio::bind_cancellation_slot(waiting.slot(), expect_cancelled));
  asio::post(context, [&] { waiting.emit(asio::cancellation_type::total); });
  run();
  CHECK(cancelled == 2);
}

TEST_CASE_FIXTURE(async_database, "time limits: of statements, of waiting, and of a server that does not answer") {
  squall::async_pool pool(context, fresh.url(), {.max_size = 1, .pipeline_depth = 1, .cancel_timeout = 50ms});
  run([&]() -> task {
    CHECK(co_await fails_with<squall::query_canceled>(pool.within(30ms).async_run(long_sleep, use_awaitable)));
    CHECK((co_await pool.within(10s).async_all(select().from(posts), use_awaitable)).size() == 3);
  });
  spawn([&]() -> task { co_await pool.async_run("select pg_sleep(0.2)", use_awaitable); });
  spawn([&]() -> task {
    CHECK(co_await fails_with<squall::pool_timeout>(pool.within(20ms).async_run("select 1", use_awaitable)));
  });
  run();
  CHECK(pool.metrics().timeouts == 1);
  CHECK(pool.metrics().created == 1);

  pid_t stopped = 0;
  run([&]() -> task {
    const auto mine = co_await pool.async_acquire(use_awaitable);
    stopped =
        std::stoi(text("select pid from pg_stat_activity where datname = current_database() and pid <> "
                       "pg_backend_pid()"));
    ::kill(stopped, SIGSTOP);
    CHECK(co_await fails_with<squall::connection_error>(mine.within(20ms).async_run("select 1", use_awaitable)));
    CHECK(co_await fails_with<squall::connection_error>(mine.async_run("select 1", use_awaitable)));
  });
  run([&]() -> task { co_await pool.async_run("select 1", use_awaitable); });
  CHECK(pool.metrics().created == 2);
  ::kill(stopped, SIGCONT);
}

TEST_CASE("coroutines outlive a restart of the server: every failed call is a typed error, and all recover") {
  squall::test::test_server own;
  asio::io_context context;
  squall::async_pool pool(context, own.url(), {.max_size = 3});
  bool stop = false;
  int good = 0, typed = 0, last_good = 0, phase = 0;
  for (int i = 0; i < 16; ++i)
    asio::co_spawn(
        context,
        [&, i]() -> task {
          while (!stop) {
            try {
              if (i % 4 == 0)
                co_await pool.async_transaction(
                    [](squall::async_session tx) -> task { co_await tx.async_run("select 1", use_awaitable); },
                    use_awaitable);
              else
                co_await pool.async_run("select pg_sleep(0.001)", use_awaitable);
              ++good;
              last_good += phase == 2 ? 1 : 0;
            } catch (const squall::connection_error&) {
              ++typed;
            }
            if (phase == 1)
              co_await sleep_for(5ms);
          }
        },
        [](const std::exception_ptr& failure) {
          if (failure)
            std::rethrow_exception(failure);
        });
  context.run_for(100ms);
  CHECK(good > 0);
  CHECK(typed == 0);
  phase = 1;
  own.stop();
  context.run_for(50ms);
  CHECK(typed > 0);
  own.start();
  context.run_for(50ms);
  phase = 2;
  context.run_for(100ms);
  stop = true;
  context.run();
  CHECK(last_good >= 16);
  CHECK(pool.metrics().in_use == 0);
}

TEST_CASE("a pool that cannot connect says why, and the next call tries again") {
  asio::io_context context;
  squall::async_pool pool(context, "host=/nonexistent user=x password=secret", {.max_size = 2});
  int failed = 0;
  for (int i = 0; i < 5; ++i)
    pool.async_run("select 1", [&](const std::exception_ptr& failure, const squall::result&) {
      ++failed;
      try {
        std::rethrow_exception(failure);
      } catch (const squall::connection_error& e) {
        CHECK(std::string_view(e.what()).find("secret") == std::string_view::npos);
      }
    });
  context.run();
  CHECK(failed == 5);
  CHECK(pool.metrics().failed == 5);
  CHECK(pool.metrics().in_use == 0);
  CHECK_THROWS_AS(squall::async_pool(context, "", {.max_size = 0}), squall::usage_error);
}

TEST_CASE_FIXTURE(async_database, "a closed pool ends what it has begun, and begins nothing") {
  squall::async_pool pool(context, fresh.url(), {.max_size = 1, .pipeline_depth = 1});
  spawn([&]() -> task { co_await pool.async_run("select pg_sleep(0.1)", use_awaitable); });
  spawn([&]() -> task {
    CHECK(co_await fails_with<squall::usage_error>(pool.async_run("select 1", use_awaitable)));
    CHECK(co_await fails_with<squall::usage_error>(pool.async_run("select 1", use_awaitable)));
  });
  spawn([&]() -> task {
    co_await sleep_for(50ms);
    pool.close();
  });
  run();
  CHECK(pool.metrics().in_use == 0);
  CHECK(pool.metrics().idle == 0);
}

TEST_CASE_FIXTURE(async_database, "a context that is destroyed takes with it all that waits") {
  struct witness {
    int* gone;
    explicit witness(int* g) : gone(g) {}
    witness(const witness&) = delete;
    witness& operator=(const witness&) = delete;
    ~witness() { ++*gone; }
  };
  int gone = 0;
  {
    asio::io_context other;
    auto pool = std::make_shared<squall::async_pool>(other, fresh.url(),
                                                     squall::async_pool_options{.max_size = 2, .pipeline_depth = 2});
    for (int i = 0; i < 8; ++i)
      asio::co_spawn(
          other,
          [pool, &gone, i]() -> task {
            const witness here(&gone);
            if (i == 0)
              co_await pool->async_transaction(
                  [](squall::async_session tx) -> task { co_await tx.async_run(long_sleep, use_awaitable); },
                  use_awaitable);
            else
              co_await pool->async_run(long_sleep, use_awaitable);
          },
          [](const std::exception_ptr&) {});
    pool.reset();
    other.run_for(100ms);
    CHECK(gone == 0);
  }
  CHECK(gone == 8);
}

}  // namespace
