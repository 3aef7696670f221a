#include <doctest/doctest.h>
#include <signal.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <cstdlib>
#include <mutex>
#include <thread>
#include <vector>

#include "squall/pool.hpp"
#include "support/test_server.hpp"
#include "support/waiting.hpp"

namespace {

using namespace squall;
using namespace std::chrono_literals;
using squall::test::fresh_database;
using squall::test::holds_soon;

std::string pid_of(lease& l) { return std::string(l->connection().query("select pg_backend_pid()").text(0, 0)); }

TEST_CASE("a connection of a pool is used again, and no more are made than are needed") {
  fresh_database database;
  pool p(database.url(), {.max_size = 3});
  CHECK(p.metrics().created == 0);
  std::string first;
  for (int i = 0; i < 5; ++i) {
    lease l = p.acquire();
    if (i == 0)
      first = pid_of(l);
    CHECK(pid_of(l) == first);
    CHECK(p.metrics().in_use == 1);
  }
  lease a = p.acquire();
  lease b = p.acquire();
  CHECK(pid_of(a) != pid_of(b));
  const pool_metrics now = p.metrics();
  CHECK(now.created == 2);
  CHECK(now.acquired == 7);
  CHECK(now.in_use == 2);
  CHECK(now.idle == 0);
  a.release();
  CHECK(p.metrics().idle == 1);
  CHECK_THROWS_AS(static_cast<void>(*a), usage_error);
}

TEST_CASE("a pool that is used up makes one wait, and says so in the end") {
  fresh_database database;
  pool p(database.url(), {.max_size = 1, .acquire_timeout = 50ms});
  lease l = p.acquire();
  CHECK_THROWS_AS(static_cast<void>(p.acquire()), pool_timeout);
  CHECK_FALSE(p.try_acquire().has_value());
  CHECK(p.metrics().timeouts == 1);
  CHECK(p.metrics().wait_total >= 50ms);
  CHECK(p.metrics().waiting == 0);
  lease moved = std::move(l);
  std::thread other([&p] { CHECK(pid_of(*std::make_unique<lease>(p.acquire(10s))) != ""); });
  CHECK(holds_soon([&p] { return p.metrics().waiting == 1; }));
  moved.release();
  other.join();
  CHECK(p.try_acquire().has_value());
}

TEST_CASE("who waits longest is served first") {
  fresh_database database;
  pool p(database.url(), {.max_size = 1});
  std::vector<int> served;
  std::mutex mutex;
  std::vector<std::thread> threads;
  {
    lease l = p.acquire();
    for (int i = 0; i < 8; ++i) {
      threads.emplace_back([&, i] {
        const lease mine = p.acquire();
        const std::lock_guard lock(mutex);
        served.push_back(i);
      });
      REQUIRE(holds_soon([&] { return p.metrics().waiting == static_cast<std::size_t>(i) + 1; }));
    }
  }
  for (std::thread& t : threads) t.join();
  CHECK(served == std::vector{0, 1, 2, 3, 4, 5, 6, 7});
  CHECK(p.metrics().created == 1);
}

TEST_CASE("what a lease leaves open is ended before the next one has the connection") {
  fresh_database database;
  pool p(database.url(), {.max_size = 1, .on_connect = "set application_name to 'pooled'", .on_return = "reset all"});
  {
    lease l = p.acquire();
    l->connection().run("create table t (n int)");
    l->connection().run("begin; insert into t values (1)");
  }
  {
    lease l = p.acquire();
    CHECK(l->connection().status() == transaction_status::idle);
    CHECK(l->connection().query("select count(*) from t").text(0, 0) == "0");
    l->connection().run("set work_mem to '1MB'");
    CHECK_THROWS_AS(l->connection().run("begin; select 1/0"), database_error);
  }
  lease l = p.acquire();
  CHECK(l->connection().status() == transaction_status::idle);
  CHECK(l->connection().query("show work_mem").text(0, 0) != "1MB");
  CHECK(p.metrics().created == 1);
}

TEST_CASE("transactions of a pool commit on return and roll back on an exception") {
  fresh_database database;
  pool p(database.url());
  p.run("create table t (n int)");
  CHECK(p.transaction([](auto& tx) {
    tx.connection().run("insert into t values (1)");
    return 7;
  }) == 7);
  CHECK_THROWS_AS(p.transaction([](auto& tx) {
    tx.connection().run("insert into t values (2)");
    throw std::runtime_error("no");
  }),
                  std::runtime_error);
  CHECK(p.run("select count(*) from t").text(0, 0) == "1");
}

TEST_CASE("transactions that cannot be serialised are tried again until all are through") {
  fresh_database database;
  pool p(database.url(), {.max_size = 4});
  p.run("create table t (n int); insert into t values (0)");
  std::vector<std::thread> threads;
  std::atomic<int> runs{0};
  for (int i = 0; i < 4; ++i)
    threads.emplace_back([&] {
      for (int k = 0; k < 10; ++k)
        p.transaction({.isolation = isolation_level::serializable, .retries = 1000}, [&](auto& tx) {
          ++runs;
          const int n = std::stoi(std::string(tx.connection().query("select n from t").text(0, 0)));
          tx.connection().query("update t set n = $1", {{std::to_string(n + 1)}});
        });
    });
  for (std::thread& t : threads) t.join();
  CHECK(p.run("select n from t").text(0, 0) == "40");
  CHECK(runs >= 40);
}

TEST_CASE("a connection that the server ended is replaced before anyone meets it") {
  fresh_database database;
  pool p(database.url(), {.max_size = 1});
  connection admin(database.url());
  std::string pid;
  {
    lease l = p.acquire();
    pid = pid_of(l);
  }
  admin.query("select pg_terminate_backend($1::int, 10000)", {{pid}});
  {
    lease l = p.acquire();
    CHECK(pid_of(l) != pid);
    pid = pid_of(l);
    admin.query("select pg_terminate_backend($1::int, 10000)", {{pid}});
    CHECK_THROWS_AS(l->connection().run("select 1"), connection_error);
  }
  CHECK(p.metrics().idle == 0);  // it was broken when it came back
  lease l = p.acquire();
  CHECK(pid_of(l) != pid);
  CHECK(p.metrics().closed == 2);
  CHECK(p.metrics().created == 3);
}

TEST_CASE("old and unused connections are closed") {
  fresh_database database;
  SUBCASE("too old") {
    pool p(database.url(), {.max_lifetime = 1ms});
    for (int i = 0; i < 3; ++i) {
      const lease l = p.acquire();
      std::this_thread::sleep_for(5ms);
    }
    CHECK(p.metrics().created == 3);
    CHECK(p.metrics().closed == 3);
  }
  SUBCASE("unused") {
    pool p(database.url(), {.idle_timeout = 20ms});
    {
      const lease a = p.acquire();
      const lease b = p.acquire();
    }
    p.close_idle();
    CHECK(p.metrics().idle == 2);
    std::this_thread::sleep_for(30ms);
    p.close_idle();
    CHECK(p.metrics().idle == 0);
    CHECK(p.metrics().in_use == 0);
    CHECK(p.metrics().closed == 2);
  }
}

TEST_CASE("a pool that cannot connect says why, keeps no slot for it, and the next call tries again") {
  pool p("host=/nonexistent user=x", {.max_size = 1});
  for (int i = 0; i < 3; ++i) CHECK_THROWS_AS(static_cast<void>(p.acquire()), connection_error);
  CHECK(p.metrics().failed == 3);
  CHECK(p.metrics().in_use == 0);
  CHECK_THROWS_AS(pool("", {.max_size = 0}), usage_error);
}

TEST_CASE("a closed pool gives out nothing; leases that are out stay usable") {
  fresh_database database;
  auto p = std::make_unique<pool>(database.url(), pool_options{.max_size = 1});
  lease l = p->acquire();
  std::thread waiting([&p] { CHECK_THROWS_AS(static_cast<void>(p->acquire()), usage_error); });
  CHECK(holds_soon([&p] { return p->metrics().waiting == 1; }));
  p->close();
  waiting.join();
  CHECK_THROWS_AS(static_cast<void>(p->acquire()), usage_error);
  p.reset();
  CHECK(pid_of(l) != "");
}

/// A server that may be stopped and killed.
struct own_server : squall::test::test_server {
  void crash() const {
    connection c(url());
    const int pid =
        std::stoi(std::string(c.query("select split_part(pg_read_file('postmaster.pid'), e'\\n', 1)").text(0, 0)));
    ::kill(pid, SIGQUIT);  // immediate shutdown
    for (int i = 0; i < 1000 && ::kill(pid, 0) == 0; ++i) std::this_thread::sleep_for(10ms);
  }
};

TEST_CASE("threads outlive restarts and crashes of the server: every failed call is a typed error, and all recover") {
  own_server own;
  pool p(own.url(), {.max_size = 8, .acquire_timeout = 60s});
  p.run("create table t (n int)");
  constexpr int thread_count = 64;
  std::atomic<bool> stop{false};
  std::atomic<int> good{0}, typed{0}, other{0}, wrong{0};
  std::array<std::atomic<int>, thread_count> last_round{};
  std::atomic<int> round{0};
  std::vector<std::thread> threads;
  for (int i = 0; i < thread_count; ++i)
    threads.emplace_back([&, i] {
      for (int k = 0; !stop; ++k) {
        const int now = round;
        try {
          if ((i + k) % 3 == 0)
            p.transaction([](auto& tx) { tx.connection().run("insert into t values (1); select 1"); });
          else if ((i + k) % 3 == 1)
            p.run("select pg_sleep(0.001)");
          else
            wrong += p.acquire()->connection().query("select $1::int", {{"5"}}).text(0, 0) == "5" ? 0 : 1;
          ++good;
          last_round[static_cast<std::size_t>(i)] = now;
        } catch (const connection_error&) {
          ++typed;
          std::this_thread::sleep_for(1ms);
        } catch (...) {
          ++other;
        }
      }
    });
  const char* more = std::getenv("SQUALL_POOL_ROUNDS");
  const int rounds = more != nullptr ? std::atoi(more) : 3;
  for (int r = 1; r <= rounds; ++r) {
    std::this_thread::sleep_for(200ms);
    if (r % 2 == 0)
      own.crash();
    else
      own.stop();
    std::this_thread::sleep_for(50ms);
    own.start();
    round = r;
    // Every thread has had a success that began after the server was back.
    CHECK(holds_soon([&] {
      return std::all_of(last_round.begin(), last_round.end(), [r](const std::atomic<int>& l) { return l >= r; });
    }));
  }
  stop = true;
  for (std::thread& t : threads) t.join();
  CHECK(good > 100);
  CHECK(typed > 0);
  CHECK(other == 0);
  CHECK(wrong == 0);
  const pool_metrics end = p.metrics();
  CHECK(end.in_use == 0);
  CHECK(end.idle <= 8);
  CHECK(end.created - end.closed == end.idle);
  MESSAGE(good.load() << " calls, " << typed.load() << " typed errors, " << end.created << " connections made");
}

}  // namespace
