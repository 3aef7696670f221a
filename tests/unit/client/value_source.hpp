// Random numbers and texts from a seed.
#pragma once

#include <cstdint>
#include <initializer_list>
#include <limits>
#include <random>
#include <string>

namespace squall::test {

class value_source {
 public:
  /// From 0 to below `end`.
  std::uint64_t below(std::uint64_t end) { return std::uniform_int_distribution<std::uint64_t>(0, end - 1)(engine_); }
  bool one_in(std::uint64_t n) { return below(n) == 0; }
  std::uint64_t bits() { return engine_(); }
  template <class T>
  T pick(std::initializer_list<T> values) {
    return *(values.begin() + below(values.size()));
  }
  std::int64_t between(std::int64_t first, std::int64_t last) {
    return std::uniform_int_distribution<std::int64_t>(first, last)(engine_);
  }
  /// With what texts of values have to quote, and characters of several bytes.
  std::string text(std::size_t most) {
    std::string out;
    for (std::size_t left = below(most + 1); left > 0; --left)
      out += pick<const char*>(
          {"a", "b", "Z", "0", " ", "'", "\"", "\\", ",", ":", "{", "}", "=>", "é", "💧", "\t", "NULL"});
    return out;
  }
  double real() {
    if (one_in(8))
      return pick({0.0, -0.0, 1e15, 1e14, 123456789012345678.0, 1e-4, 1e-5, 1.7976931348623157e308, 5e-324,
                   std::numeric_limits<double>::infinity(), -std::numeric_limits<double>::infinity(),
                   std::numeric_limits<double>::quiet_NaN()});
    return finite();
  }
  double finite() {
    return static_cast<double>(between(-1'000'000'000, 1'000'000'000)) / pick({1.0, 3.0, 1000.0, 1e12});
  }

 private:
  std::mt19937_64 engine_{20260101};
};

}  // namespace squall::test
