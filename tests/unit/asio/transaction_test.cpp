// Transactions and connections of one's own.
#include <asio/bind_cancellation_slot.hpp>
#include <asio/cancellation_signal.hpp>
#include <functional>
#include <memory>

#include "unit/asio/support.hpp"

namespace {

using namespace async_test;
using blog::tags;
using squall::async_session;
using squall::select;

struct transactions : async_database {
  squall::async_pool pool{context, fresh.url(), {.max_size = 2}};
  std::string made() {
    return text("select coalesce(string_agg(id::text, ',' order by id), '') from tags where id > 3");
  }
};

TEST_CASE_FIXTURE(transactions, "a transaction commits on return and passes its value on") {
  run([&]() -> task {
    const int value = co_await pool.async_transaction(
        [](async_session tx) -> asio::awaitable<int> {
          co_await tx.async_execute(new_tag(10), use_awaitable);
          co_await tx.async_execute(new_tag(11), use_awaitable);
          co_return 7;
        },
        use_awaitable);
    CHECK(value == 7);
  });
  CHECK(made() == "10,11");
  bool called = false;
  pool.async_transaction([](async_session tx) -> task { co_await tx.async_execute(new_tag(12), use_awaitable); },
                         [&](const std::exception_ptr& failure) { called = failure == nullptr; });
  run();
  CHECK(called);
  CHECK(made() == "10,11,12");
}

TEST_CASE_FIXTURE(transactions, "a transaction rolls back on an exception, and its session is over then") {
  run([&]() -> task {
    std::optional<async_session> left;
    CHECK(co_await fails_with<std::logic_error>(pool.async_transaction(
        [&](async_session tx) -> task {
          left = tx;
          co_await tx.async_execute(new_tag(10), use_awaitable);
          throw std::logic_error("no");
        },
        use_awaitable)));
    CHECK(text("select count(*) from pg_stat_activity where state like 'idle in transaction%'") == "0");
    REQUIRE(left.has_value());
    CHECK_THROWS_AS(static_cast<void>(left->async_execute(new_tag(11), use_awaitable)), squall::usage_error);
    CHECK(co_await fails_with<squall::unique_violation>(pool.async_transaction(
        [](async_session tx) -> task {
          co_await tx.async_execute(new_tag(10), use_awaitable);
          co_await tx.async_execute(new_tag(1), use_awaitable);
        },
        use_awaitable)));
    // Who swallows a failure cannot commit.
    CHECK(co_await fails_with<squall::usage_error>(pool.async_transaction(
        [](async_session tx) -> task {
          CHECK(co_await fails_with<squall::unique_violation>(tx.async_execute(new_tag(1), use_awaitable)));
        },
        use_awaitable)));
  });
  CHECK(made().empty());
  CHECK(pool.metrics().created == 1);
}

TEST_CASE_FIXTURE(transactions, "a transaction within is a savepoint") {
  run([&]() -> task {
    co_await pool.async_transaction(
        [&](async_session tx) -> task {
          co_await tx.async_execute(new_tag(10), use_awaitable);
          CHECK(co_await fails_with<squall::unique_violation>(tx.async_transaction(
              [&](async_session inner) -> task {
                co_await inner.async_execute(new_tag(11), use_awaitable);
                CHECK_THROWS_AS(static_cast<void>(tx.async_execute(new_tag(12), use_awaitable)), squall::usage_error);
                co_await inner.async_execute(new_tag(1), use_awaitable);
              },
              use_awaitable)));
          co_await tx.async_transaction(
              [](async_session inner) -> task { co_await inner.async_execute(new_tag(13), use_awaitable); },
              use_awaitable);
          CHECK(co_await fails_with<squall::usage_error>(
              tx.async_transaction({.read_only = true}, [](async_session) -> task { co_return; }, use_awaitable)));
        },
        use_awaitable);
  });
  CHECK(made() == "10,13");
}

TEST_CASE_FIXTURE(transactions, "options are the server's, and what cannot be serialised is tried again") {
  int runs = 0;
  for (int i = 0; i < 4; ++i)
    spawn([&]() -> task {
      const squall::transaction_options options{.isolation = squall::isolation_level::serializable, .retries = 1000};
      co_await pool.async_transaction(
          options,
          [&](async_session tx) -> task {
            ++runs;
            const auto n = co_await tx.async_one(select(squall::count()).from(tags), use_awaitable);
            co_await sleep_for(5ms);
            co_await tx.async_execute(new_tag(static_cast<int>(n) + 7), use_awaitable);
          },
          use_awaitable);
    });
  run();
  CHECK(made() == "10,11,12,13");
  CHECK(runs > 4);
  run([&]() -> task {
    CHECK(co_await fails_with<squall::database_error>(pool.async_transaction(
        {.read_only = true}, [](async_session tx) -> task { co_await tx.async_execute(new_tag(20), use_awaitable); },
        use_awaitable)));
    CHECK(co_await fails_with<squall::query_canceled>(pool.async_transaction(
        {.statement_timeout = 20ms},
        [](async_session tx) -> task { co_await tx.async_run("select pg_sleep(10)", use_awaitable); }, use_awaitable)));
  });
}

TEST_CASE_FIXTURE(transactions,
                  "a transaction whose coroutine is destroyed midway rolls back, and its connection is free again") {
  // An operation that nobody completes: its handler is dropped, and the coroutine that waits with it.
  std::function<void()> drop;
  spawn([&]() -> task {
    co_await pool.async_transaction(
        [&](async_session tx) -> task {
          co_await tx.async_execute(new_tag(10), use_awaitable);
          co_await tx.async_transaction(
              [&](async_session inner) -> task {
                co_await inner.async_execute(new_tag(11), use_awaitable);
                co_await asio::async_initiate<const asio::use_awaitable_t<>&, void()>(
                    [&](auto handler) {
                      auto kept = std::make_shared<decltype(handler)>(std::move(handler));
                      drop = [kept]() mutable { kept.reset(); };
                    },
                    use_awaitable);
              },
              use_awaitable);
        },
        use_awaitable);
  });
  while (!drop && context.run_one_for(10s) > 0) {
  }
  REQUIRE(drop);
  CHECK(text("select count(*) from pg_stat_activity where state = 'idle in transaction'") == "1");
  drop();
  drop = nullptr;
  run();
  CHECK(text("select count(*) from pg_stat_activity where state = 'idle in transaction'") == "0");
  CHECK(made().empty());
  run([&]() -> task { co_await pool.async_execute(new_tag(12), use_awaitable); });
  CHECK(made() == "12");
  CHECK(pool.metrics().created == 1);
}

TEST_CASE_FIXTURE(transactions, "a transaction that is cancelled rolls back") {
  asio::cancellation_signal stop;
  bool ended = false;
  asio::co_spawn(
      context,
      [&]() -> task {
        co_await pool.async_transaction(
            [](async_session tx) -> task {
              co_await tx.async_execute(new_tag(10), use_awaitable);
              co_await tx.async_run("select pg_sleep(30)", use_awaitable);
            },
            use_awaitable);
      },
      asio::bind_cancellation_slot(stop.slot(), [&](const std::exception_ptr& failure) {
        ended = true;
        CHECK_THROWS_AS(std::rethrow_exception(failure), squall::query_canceled);
      }));
  spawn([&]() -> task {
    co_await sleep_for(100ms);
    stop.emit(asio::cancellation_type::terminal);
  });
  run();
  CHECK(ended);
  CHECK(made().empty());
  CHECK(text("select count(*) from pg_stat_activity where state like 'idle in transaction%'") == "0");
  CHECK(pool.metrics().created == 1);
}

TEST_CASE_FIXTURE(transactions, "a connection of one's own keeps its settings, and is given to who waits longest") {
  squall::async_pool single(context, fresh.url(), {.max_size = 1});
  std::vector<int> served;
  spawn([&]() -> task {
    squall::async_lease mine = co_await single.async_acquire(use_awaitable);
    co_await mine.async_run("set application_name to 'mine'", use_awaitable);
    co_await sleep_for(50ms);
    CHECK((co_await mine.async_run("show application_name", use_awaitable)).text(0, 0) == "mine");
    co_await mine.async_run("begin", use_awaitable);
    co_await mine.async_execute(new_tag(10), use_awaitable);
    served.push_back(0);
    const async_session copy = mine;
    mine.give_back();  // in a transaction
    CHECK_THROWS_AS(static_cast<void>(mine.async_run("select 1", use_awaitable)), squall::usage_error);
    CHECK(co_await fails_with<squall::usage_error>(copy.async_run("select 1", use_awaitable)));
  });
  for (int i = 1; i < 6; ++i)
    spawn([&, i]() -> task {
      if (i % 2 == 0) {
        const squall::async_lease other = co_await single.async_acquire(use_awaitable);
        served.push_back(i);
      } else {
        co_await single.async_run("select 1", use_awaitable);
        served.push_back(i);
      }
    });
  run();
  CHECK(served == std::vector{0, 1, 2, 3, 4, 5});
  CHECK(made().empty());
  CHECK(single.metrics().created == 1);
}

}  // namespace
