// Sessions that read and write a table all the time, and how long they had to wait.
#pragma once

#include <atomic>
#include <chrono>
#include <cstdint>
#include <string>
#include <thread>
#include <vector>

namespace squall::bench {

class busy_clients {
 public:
  /// Starts two readers and two writers of rows 1 to `rows` of table t.
  busy_clients(const std::string& url, std::int64_t rows);
  ~busy_clients();
  busy_clients(const busy_clients&) = delete;
  busy_clients& operator=(const busy_clients&) = delete;

  /// Stops them. @return the longest that one statement took.
  std::chrono::microseconds stop();
  [[nodiscard]] std::int64_t statements() const { return statements_; }

 private:
  void work(const std::string& url, std::int64_t rows, bool writes, unsigned seed);

  std::atomic<bool> go_on_{true};
  std::atomic<std::int64_t> longest_{0};
  std::atomic<std::int64_t> statements_{0};
  std::vector<std::thread> threads_;
};

}  // namespace squall::bench
