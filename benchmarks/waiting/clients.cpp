#include "benchmarks/waiting/clients.hpp"

#include <cstdio>
#include <exception>
#include <random>

#include "squall/client/connection.hpp"

namespace squall::bench {

busy_clients::busy_clients(const std::string& url, std::int64_t rows) {
  for (unsigned i = 0; i < 4; ++i) {
    threads_.emplace_back([this, url, rows, i] { work(url, rows, i % 2 == 0, i); });
  }
}

busy_clients::~busy_clients() { stop(); }

std::chrono::microseconds busy_clients::stop() {
  go_on_ = false;
  for (auto& thread : threads_) {
    thread.join();
  }
  threads_.clear();
  return std::chrono::microseconds{longest_};
}

void busy_clients::work(const std::string& url, std::int64_t rows, bool writes, unsigned seed) {
  try {
    connection db{url};
    std::mt19937_64 random{seed};
    std::uniform_int_distribution<std::int64_t> row{1, rows};
    while (go_on_) {
      const std::string id = std::to_string(row(random));
      const auto start = std::chrono::steady_clock::now();
      if (writes) {
        db.query("update t set n = (n + 1) % 1000 where id = $1::text::bigint", {{id}});
      } else {
        db.query("select a from t where id = $1::text::bigint", {{id}});
      }
      const auto took =
          std::chrono::duration_cast<std::chrono::microseconds>(std::chrono::steady_clock::now() - start).count();
      for (auto seen = longest_.load(); took > seen && !longest_.compare_exchange_weak(seen, took);) {
      }
      ++statements_;
      std::this_thread::sleep_for(std::chrono::microseconds{500});
    }
  } catch (const std::exception& problem) {
    std::fprintf(stderr, "a client failed: %s\n", problem.what());
  }
}

}  // namespace squall::bench
