// How benchmarks/peers drives a client: it says "operation count", the client does it that many times and answers with
// the microseconds that one took, by the wall clock and of this process's CPU.
#pragma once

#include <sys/resource.h>

#include <chrono>
#include <cstdio>
#include <exception>
#include <functional>
#include <iostream>
#include <map>
#include <stdexcept>
#include <string>

namespace squall::bench::peers {

using operations = std::map<std::string, std::function<void()>>;

inline double cpu_microseconds() {
  rusage used{};
  getrusage(RUSAGE_SELF, &used);
  const auto microseconds = [](const timeval& t) {
    return static_cast<double>(t.tv_sec) * 1e6 + static_cast<double>(t.tv_usec);
  };
  return microseconds(used.ru_utime) + microseconds(used.ru_stime);
}

inline void expect(bool good, const char* what) {
  if (!good)
    throw std::runtime_error(what);
}

/// Until its input ends. Returns what main() does.
inline int serve(const std::function<operations()>& connect) {
  try {
    const operations all = connect();
    std::string name;
    int count = 0;
    while (std::cin >> name >> count) {
      const auto& run_once = all.at(name);
      const auto start = std::chrono::steady_clock::now();
      const double cpu_before = cpu_microseconds();
      for (int i = 0; i < count; ++i) run_once();
      const double cpu = cpu_microseconds() - cpu_before;
      const std::chrono::duration<double, std::micro> wall = std::chrono::steady_clock::now() - start;
      std::printf("%.3f %.3f\n", wall.count() / count, cpu / count);
      std::fflush(stdout);
    }
    return 0;
  } catch (const std::exception& e) {
    std::fprintf(stderr, "%s\n", e.what());
    return 1;
  }
}

}  // namespace squall::bench::peers
