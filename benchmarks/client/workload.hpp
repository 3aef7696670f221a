// A workload: one operation, done by Squall and by its hand-written libpq twin.
#pragma once

#include <functional>
#include <string>
#include <utility>
#include <vector>

namespace squall::bench {

/// One operation; each call does it once.
using operation = std::function<void()>;

struct workload {
  std::string name;
  /// How much more of the client's CPU Squall may take than the twin: 1.15 is 15 % more.
  double cpu_bound = 1.15;
  /// SQL that makes the tables and rows, run once in a database of the workload's own.
  std::string setup;
  /// Open a connection of their own to `url`, and return the operation.
  std::function<operation(const std::string& url)> squall;
  std::function<operation(const std::string& url)> libpq;
  /// Executions before the first that counts, which parse and plan.
  int warm_up = 1000;
  /// Other ways to do the same, whose figures are printed beside these.
  std::vector<std::pair<std::string, std::function<operation(const std::string& url)>>> beside = {};
};

/// Every file of workloads/, in the order of their names.
std::vector<workload> all_workloads();

}  // namespace squall::bench
