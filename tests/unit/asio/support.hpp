// A database with an asynchronous pool, and coroutines that run until all of them have ended.
#pragma once

#include <doctest/doctest.h>

#include <asio/awaitable.hpp>
#include <asio/co_spawn.hpp>
#include <asio/io_context.hpp>
#include <asio/steady_timer.hpp>
#include <asio/use_awaitable.hpp>
#include <chrono>
#include <exception>
#include <mutex>
#include <string>
#include <utility>
#include <vector>

#include "squall/asio.hpp"
#include "squall/tracing.hpp"
#include "unit/query/blog_schema.hpp"

namespace async_test {

using namespace std::chrono_literals;
using asio::use_awaitable;
using task = asio::awaitable<void>;

/// When each statement was sent and answered.
struct span_log : squall::statement_observer {
  struct entry {
    std::string statement;
    std::chrono::system_clock::time_point sent, answered;
  };
  std::mutex mutex;
  std::vector<entry> entries;

  void ended(const squall::statement_span& span) override {
    const std::lock_guard lock(mutex);
    const auto answered = span.start + std::chrono::duration_cast<std::chrono::system_clock::duration>(span.duration);
    entries.push_back({std::string(span.statement), span.start, answered});
  }
  /// Statements that were sent before the one before them was answered.
  int sent_ahead() const {
    int found = 0;
    for (std::size_t i = 1; i < entries.size(); ++i) found += entries[i].sent < entries[i - 1].answered ? 1 : 0;
    return found;
  }
};

struct async_database : blog::blog_database {
  asio::io_context context;
  std::vector<std::exception_ptr> failures;

  template <class F>
  void spawn(F f) {
    asio::co_spawn(context, std::move(f), [this](std::exception_ptr failure) {
      if (failure != nullptr)
        failures.push_back(std::move(failure));
    });
  }
  /// Until nothing is left to do; throws the first failure of a coroutine.
  void run() {
    context.restart();
    context.run();
    if (!failures.empty())
      std::rethrow_exception(std::exchange(failures, {}).front());
  }
  template <class F>
  void run(F f) {
    spawn(std::move(f));
    run();
  }
  std::string text(const std::string& sql) { return std::string(db.connection().query(sql).text(0, 0)); }
};

inline task sleep_for(std::chrono::milliseconds time) {
  asio::steady_timer timer(co_await asio::this_coro::executor, time);
  co_await timer.async_wait(use_awaitable);
}

// Not within a co_await: g++ 12 copies such a row bit by bit (GCC PR 99576).
inline auto new_tag(int id) { return squall::insert(blog::tags).values({.id = id, .name = "new"}); }

/// Whether `made` fails with an E.
template <class E, class Awaitable>
asio::awaitable<bool> fails_with(Awaitable made) {
  try {
    co_await std::move(made);
  } catch (const E&) {
    co_return true;
  }
  co_return false;
}

}  // namespace async_test
