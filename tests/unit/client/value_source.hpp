// Random values from a seed, and the checks that every type has to pass on a server.
#pragma once

#include <doctest/doctest.h>

#include <cstdint>
#include <functional>
#include <optional>
#include <random>
#include <string>
#include <vector>

#include "copied_table.hpp"
#include "round_trip.hpp"
#include "squall/errors.hpp"

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

template <class Db>
std::string wire_bytes(const Db& value) {
  std::string bytes;
  if constexpr (requires { codec<Db>::append(bytes, value); })
    codec<Db>::append(bytes, value);
  else
    bytes = codec<Db>::bytes_of(value);
  return bytes;
}

/// Every prefix of the bytes, and the bytes with some of them changed, decode or throw decode_error.
template <class Db>
void check_malformed(std::string_view bytes, value_source& random) {
  const auto decode = [](const std::string& wrong) {
    try {
      (void)codec<Db>::decode(wrong.data(), static_cast<int>(wrong.size()));
      return true;
    } catch (const decode_error&) {
      return false;
    }
  };
  for (std::size_t size = 0; size < bytes.size() && size < 200; ++size)
    CHECK_NOTHROW(decode(std::string(bytes, 0, size)));
  CHECK_NOTHROW(decode(std::string(bytes) + '\0'));
  for (int i = 0; i < 50 && !bytes.empty(); ++i) {
    std::string wrong(bytes);
    for (int changes = 0; changes < 3; ++changes)
      wrong[random.below(wrong.size())] =
          static_cast<char>(random.pick({random.bits(), std::uint64_t{0xff}, std::uint64_t{0x7f}, std::uint64_t{0}}));
    CHECK_NOTHROW(decode(wrong));
  }
}

template <class Db>
struct type_check {
  std::string type;
  std::function<Db(value_source&)> make;
  /// The value's text as the server prints it. Left out: to_string; null: not compared.
  std::function<std::string(const Db&)> print = [](const Db& value) -> std::string {
    if constexpr (requires { to_string(value); })
      return to_string(value);
    else
      return {};
  };
};

/// 10,000 values and NULLs go to the server as binary parameters and come back as they were; the server prints them as
/// to_string does, and parse() reads that. Arrays of them, too.
template <class Db>
void check_type(const type_check<Db>& check, connection& db = shared_connection()) {
  CAPTURE(check.type);
  constexpr std::size_t batch = 50;
  value_source random;
  std::string sql = "select ";
  for (std::size_t i = 1; i <= batch; ++i)
    sql += (i > 1 ? ", $" : "$") + std::to_string(i) + "::" + check.type + ", $" + std::to_string(i) +
           "::" + check.type + "::text";

  std::vector<std::optional<Db>> values;
  for (int execution = 0; execution < 200; ++execution) {
    values.clear();
    dynamic_parameters parameters;
    for (std::size_t i = 0; i < batch; ++i) {
      if (random.one_in(20))
        values.emplace_back();
      else
        values.push_back(check.make(random));
    }
    for (const auto& value : values) {
      if (value)
        codec<Db>::encode(parameters, *value);
      else
        parameters.null(codec<Db>::oid);
    }
    const result r = db.execute_prepared(nullptr, sql, parameters);
    for (std::size_t i = 0; i < batch; ++i) {
      const int column = static_cast<int>(2 * i);
      REQUIRE(r.is_null(0, column) == !values[i]);
      if (!values[i])
        continue;
      const auto bytes = r.text(0, column);
      const std::string printed(r.text(0, column + 1));
      CAPTURE(printed);
      REQUIRE(wire_bytes(codec<Db>::decode(bytes.data(), static_cast<int>(bytes.size()))) == wire_bytes(*values[i]));
      if (check.print)
        REQUIRE(check.print(*values[i]) == printed);
      if constexpr (requires { Db::parse(printed); } && !std::is_same_v<Db, money_t>)
        REQUIRE(wire_bytes(Db::parse(printed)) == wire_bytes(*values[i]));
      if (execution < 2)
        check_malformed<Db>(bytes, random);
    }
  }

  if constexpr (!std::is_same_v<Db, tsquery_t>) {
    std::vector<std::optional<Db>> copied(10'000);
    for (auto& value : copied)
      if (!random.one_in(20))
        value = check.make(random);
    copied_table<Db>(db, check.type).check(copied);
    using array = std::vector<std::optional<Db>>;
    std::vector<std::optional<array>> copied_arrays(500);
    for (auto& value : copied_arrays) {
      if (random.one_in(20))
        continue;
      value.emplace(random.below(6));
      for (auto& element : *value)
        if (!random.one_in(4))
          element = check.make(random);
    }
    copied_table<array>(db, check.type + "[]").check(copied_arrays);
  }
  one_column_table<Db> scalars(db, check.type);
  one_column_table<std::vector<std::optional<Db>>> arrays(db, check.type + "[]");
  for (int i = 0; i < 40; ++i) {
    const Db value = check.make(random);
    CHECK(wire_bytes(scalars.store_and_read(value)) == wire_bytes(value));
    std::vector<std::optional<Db>> array(random.below(6));
    for (auto& element : array)
      if (!random.one_in(4))
        element = check.make(random);
    const auto back = arrays.store_and_read(array);
    REQUIRE(back.size() == array.size());
    for (std::size_t at = 0; at < array.size(); ++at) {
      REQUIRE(back[at].has_value() == array[at].has_value());
      if (array[at])
        CHECK(wire_bytes(*back[at]) == wire_bytes(*array[at]));
    }
  }
}

/// The extension is there, made in this test's database; a message says so when this server has none.
inline bool has_extension(connection& db, const std::string& name) {
  if (db.query("select from pg_available_extensions where name = $1", {{name}}).rows() == 0) {
    MESSAGE("this PostgreSQL has no extension " << name << ": its codecs are checked by their bytes only");
    return false;
  }
  db.run("create extension if not exists " + name);
  return true;
}

}  // namespace squall::test
