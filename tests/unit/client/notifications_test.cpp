#include "squall/notifications.hpp"

#include <doctest/doctest.h>

#include <thread>

#include "support/two_sessions.hpp"

namespace {

using namespace squall;
using namespace std::chrono_literals;
using squall::test::two_sessions;

TEST_CASE_FIXTURE(two_sessions, "a notification reaches who listens to its channel, whatever the name") {
  const std::string names[] = {"jobs", "Jobs", "odd \"name\" – é", std::string(63, 'x')};
  listener l(a);
  for (const std::string& name : names) l.listen(name);
  for (const std::string& name : names) {
    notify(b, name, "for '" + name + "'");
    const auto n = l.wait(10s);
    REQUIRE(n);
    CHECK(n->channel == name);
    CHECK(n->payload == "for '" + name + "'");
    CHECK(std::to_string(n->process_id) == b.connection().query("select pg_backend_pid()").text(0, 0));
  }
  l.unlisten("jobs");
  notify(b, "jobs");
  notify(b, "Jobs");
  const auto n = l.wait(10s);
  REQUIRE(n);
  CHECK(n->channel == "Jobs");
  CHECK(n->payload.empty());
  CHECK_FALSE(l.wait(0ms));
}

TEST_CASE_FIXTURE(two_sessions, "waiting ends after its time, and when something comes from another thread") {
  listener l(a);
  l.listen("c");
  const auto start = std::chrono::steady_clock::now();
  CHECK_FALSE(l.wait(50ms));
  CHECK(std::chrono::steady_clock::now() - start >= 50ms);
  std::thread sender([this] {
    std::this_thread::sleep_for(50ms);
    b.transaction([](auto& tx) {
      notify(tx, "c", "1");
      notify(tx, "c", "2");
    });
  });
  CHECK(l.wait(30s)->payload == "1");
  CHECK(l.wait(30s)->payload == "2");
  sender.join();
  CHECK(std::chrono::steady_clock::now() - start < 20s);
}

TEST_CASE_FIXTURE(two_sessions, "a notification is sent at commit, and not after a rollback") {
  listener l(a);
  l.listen("c");
  {
    auto tx = b.begin();
    notify(tx, "c", "dropped");
  }
  auto tx = b.begin();
  notify(tx, "c", "kept");
  CHECK_FALSE(l.wait(20ms));
  tx.commit();
  CHECK(l.wait(10s)->payload == "kept");
}

TEST_CASE_FIXTURE(two_sessions, "a listener that goes stops listening; within a transaction nobody waits") {
  {
    listener l(a);
    l.listen("c");
    auto tx = a.begin();
    CHECK_THROWS_AS(l.wait(1ms), usage_error);
    tx.commit();
    CHECK(a.connection().query("select count(*) from pg_listening_channels()").text(0, 0) == "1");
  }
  CHECK(a.connection().query("select count(*) from pg_listening_channels()").text(0, 0) == "0");
}

TEST_CASE_FIXTURE(two_sessions, "the next listener on a connection hears nothing that was meant for the one before") {
  {
    listener l(a);
    l.listen("c");
    notify(b, "c", "for the first");
    a.connection().query("select 1");  // with which it has come
  }
  listener l(a);
  l.listen("d");
  CHECK_FALSE(l.wait(0ms));
  notify(b, "d", "for the second");
  CHECK(l.wait(10s).value().payload == "for the second");
}

TEST_CASE_FIXTURE(two_sessions, "a connection that is lost while one waits is a connection_error") {
  listener l(a);
  l.listen("c");
  const std::string pid(a.connection().query("select pg_backend_pid()").text(0, 0));
  std::thread killer([&] {
    std::this_thread::sleep_for(30ms);
    b.connection().query("select pg_terminate_backend($1::int)", {{pid}});
  });
  CHECK_THROWS_AS(l.wait(30s), connection_error);
  killer.join();
}

}  // namespace
