// Advisory locks; timeouts; cancelling.
#include "squall/locks.hpp"

#include <doctest/doctest.h>

#include <atomic>
#include <limits>
#include <memory>
#include <thread>

#include "support/two_sessions.hpp"

namespace {

using namespace squall;
using namespace std::chrono_literals;
struct two_sessions : squall::test::two_sessions {
  bool b_gets(lock_key key, lock_mode mode = lock_mode::exclusive) {
    return advisory_lock::try_lock(b, key, mode).has_value();
  }
};

TEST_CASE_FIXTURE(two_sessions, "a lock keeps others out until the end of its scope") {
  const lock_key keys[] = {
      1,       std::numeric_limits<std::int64_t>::min(),      std::numeric_limits<std::int64_t>::max(),
      {7, -5}, {std::numeric_limits<std::int32_t>::min(), 0}, "nightly 'report'"};
  for (const lock_key& key : keys) {
    {
      advisory_lock lock(a, key);
      CHECK_FALSE(b_gets(key));
      const advisory_lock moved = std::move(lock);
      CHECK_FALSE(b_gets(key));
    }
    CHECK(b_gets(key));
  }
  const advisory_lock one(a, 1);
  CHECK(b_gets({0, 1}));  // another space
  CHECK(b_gets(2));
  CHECK(lock_key("a").first() != lock_key("b").first());
  CHECK(lock_key("").first() == static_cast<std::int64_t>(0xcbf29ce484222325U));
}

TEST_CASE_FIXTURE(two_sessions, "shared locks go together") {
  advisory_lock shared(a, 1, lock_mode::shared);
  CHECK(b_gets(1, lock_mode::shared));
  CHECK_FALSE(b_gets(1));
  shared.unlock();
  CHECK(b_gets(1));
  CHECK_THROWS_AS(shared.unlock(), usage_error);
}

TEST_CASE_FIXTURE(two_sessions, "a lock waits for another session's, and is given up when its transaction has failed") {
  auto first = std::make_unique<advisory_lock>(a, "x");
  std::atomic<bool> has{false};
  std::thread waiting([&] {
    const advisory_lock mine(b, "x");
    has = true;
  });
  std::this_thread::sleep_for(50ms);
  CHECK_FALSE(has);
  {
    auto tx = a.begin();
    CHECK_THROWS_AS(a.connection().run("select 1/0"), database_error);
    first.reset();  // cannot be said to the server now
  }
  waiting.join();
  CHECK(has);
}

TEST_CASE_FIXTURE(two_sessions, "a lock until commit ends with the transaction, and needs one") {
  CHECK_THROWS_AS(lock_until_commit(a, 1), usage_error);
  CHECK_THROWS_AS(static_cast<void>(try_lock_until_commit(a, 1)), usage_error);
  a.transaction([&](auto& tx) {
    lock_until_commit(tx, 1);
    lock_until_commit(tx, {1, 2}, lock_mode::shared);
    CHECK_FALSE(b_gets(1));
    CHECK_FALSE(b_gets({1, 2}));
    b.transaction([](auto& other) {
      CHECK_FALSE(try_lock_until_commit(other, 1));
      CHECK(try_lock_until_commit(other, {1, 2}, lock_mode::shared));
      CHECK(try_lock_until_commit(other, 3));
    });
  });
  CHECK(b_gets(1));
  CHECK(b_gets({1, 2}));
}

TEST_CASE_FIXTURE(two_sessions, "a statement that takes too long is cancelled, for the session or for a transaction") {
  a.connection().statement_timeout(30ms);
  CHECK_THROWS_AS(a.connection().run("select pg_sleep(30)"), query_canceled);
  CHECK(a.connection().status() == transaction_status::idle);
  a.transaction([&](auto& tx) {
    tx.connection().statement_timeout(0ms);
    tx.connection().run("select pg_sleep(0.06)");
  });
  CHECK_THROWS_AS(a.connection().run("select pg_sleep(30)"), query_canceled);
  a.connection().statement_timeout(0ms);
  a.connection().run("select pg_sleep(0.06)");
  CHECK_THROWS_AS(a.connection().statement_timeout(-1ms), usage_error);

  CHECK_THROWS_AS(
      a.transaction({.statement_timeout = 30ms}, [](auto& tx) { tx.connection().run("select pg_sleep(30)"); }),
      query_canceled);
  CHECK(a.connection().status() == transaction_status::idle);
  CHECK(a.connection().query("show statement_timeout").text(0, 0) == "0");
  CHECK_THROWS_AS(static_cast<void>(a.begin({.statement_timeout = -5ms})), database_error);
  CHECK(a.connection().status() == transaction_status::idle);
}

TEST_CASE_FIXTURE(two_sessions, "a token cancels from another thread, and may outlive its connection") {
  cancel_token token = a.connection().canceller();
  const std::string pid(a.connection().query("select pg_backend_pid()").text(0, 0));
  std::thread other([this, token, pid] {
    for (int i = 0; i < 2000; ++i) {
      if (b.connection()
              .query("select 1 from pg_stat_activity where pid = $1::int and wait_event = 'PgSleep'", {{pid}})
              .rows() == 1)
        break;
      std::this_thread::sleep_for(5ms);
    }
    token.cancel();
  });
  CHECK_THROWS_AS(a.connection().run("select pg_sleep(30)"), query_canceled);
  other.join();
  CHECK(token.cancel());  // nothing runs: nothing happens
  CHECK(a.connection().query("select 1").rows() == 1);
  a = squall::database(database.url());
  token.cancel();
  CHECK(a.connection().query("select 1").rows() == 1);
  CHECK_FALSE(cancel_token().cancel());
}

}  // namespace
