// The checks that every type has to pass on a server.
#pragma once

#include <doctest/doctest.h>

#include <cstdlib>
#include <functional>
#include <optional>
#include <string>
#include <type_traits>
#include <vector>

#include "copied_table.hpp"
#include "random_special_values.hpp"
#include "round_trip.hpp"
#include "squall/errors.hpp"
#include "value_source.hpp"

namespace squall::test {

/// How many values of each type go each way: SQUALL_ROUND_TRIP_VALUES, 1,000 by default.
inline std::size_t round_trip_values() {
  const char* const given = std::getenv("SQUALL_ROUND_TRIP_VALUES");
  return given == nullptr ? 1000 : std::stoul(given);
}

/// What two values have in common only when they are the same: NaN is NaN, and 0.0 is not -0.0. The value's bytes;
/// those of an array are its elements'.
template <class Db>
std::string wire_bytes(const value_of_t<Db>& value) {
  std::string bytes;
  if constexpr (detail::is_nested_array<Db>) {
    for (const auto& element : value) {
      const std::string part = element ? wire_bytes<typename detail::array_element<Db>::type>(*element) : "";
      bytes += (element ? std::to_string(part.size()) : "NULL") + ":" + part;
    }
  } else if constexpr (requires { codec<Db>::append(bytes, value); }) {
    codec<Db>::append(bytes, value);
  } else {
    bytes = codec<Db>::bytes_of(value);
  }
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
  using value = value_of_t<Db>;

  std::string type;
  std::function<value(value_source&)> make = any_value<value>;
  /// The value's text as the server prints it. Left out: to_string; null: not compared.
  std::function<std::string(const value&)> print = [](const value& v) -> std::string {
    if constexpr (requires { to_string(v); })
      return to_string(v);
    else
      return {};
  };
  /// Db::parse() reads what the server prints.
  bool parses = true;
};

template <class Db>
std::vector<std::optional<value_of_t<Db>>> some_values(const type_check<Db>& check, std::size_t count,
                                                       value_source& random, std::uint64_t null_in) {
  std::vector<std::optional<value_of_t<Db>>> values(count);
  for (auto& value : values)
    if (!random.one_in(null_in))
      value = check.make(random);
  return values;
}

/// As binary parameters there and as binary results back, 50 at a time; and each value's text.
template <class Db, class Check>
void check_parameters(connection& db, const std::string& type, const std::vector<std::optional<value_of_t<Db>>>& values,
                      Check check_value) {
  constexpr std::size_t batch = 50;
  std::string sql = "select ";
  for (std::size_t i = 1; i <= batch; ++i)
    sql += (i > 1 ? ", $" : "$") + std::to_string(i) + "::" + type + ", $" + std::to_string(i) + "::" + type + "::text";
  for (std::size_t first = 0; first < values.size(); first += batch) {
    dynamic_parameters parameters;
    for (std::size_t i = first; i < first + batch; ++i) {
      if (i < values.size() && values[i])
        codec<Db>::encode(parameters, *values[i]);
      else
        parameters.null(codec<Db>::oid);
    }
    const result r = db.execute_prepared(nullptr, sql, parameters);
    for (std::size_t i = first; i < first + batch && i < values.size(); ++i) {
      const int column = static_cast<int>(2 * (i - first));
      REQUIRE(r.is_null(0, column) == !values[i]);
      if (!values[i])
        continue;
      const std::string_view bytes = r.text(0, column);
      const std::string printed(r.text(0, column + 1));
      CAPTURE(printed);
      REQUIRE(wire_bytes<Db>(codec<Db>::decode(bytes.data(), static_cast<int>(bytes.size()))) ==
              wire_bytes<Db>(*values[i]));
      check_value(i, bytes, printed);
    }
  }
}

/// Values and NULLs go to the server as binary parameters and by COPY, and come back as they were; the server prints
/// them as to_string does, and parse() reads that. Arrays of them, with NULLs inside, too. (As columns of related rows:
/// related_values_test.cpp.)
template <class Db>
void check_type(const type_check<Db>& check, connection& db = shared_connection()) {
  CAPTURE(check.type);
  value_source random;
  const std::size_t count = round_trip_values();

  const auto values = some_values(check, count, random, 20);
  check_parameters<Db>(db, check.type, values, [&](std::size_t i, std::string_view bytes, const std::string& printed) {
    if (check.print)
      REQUIRE(check.print(*values[i]) == printed);
    if constexpr (requires { Db::parse(printed); })
      if (check.parses)
        REQUIRE(wire_bytes<Db>(Db::parse(printed)) == wire_bytes<Db>(*values[i]));
    if (i < 100)
      check_malformed<Db>(bytes, random);
  });

  using array = std::vector<std::optional<Db>>;
  std::vector<std::optional<value_of_t<array>>> arrays(count);
  for (auto& value : arrays)
    if (!random.one_in(20))
      value = some_values(check, random.below(6), random, 4);
  check_parameters<array>(db, check.type + "[]", arrays, [](std::size_t, std::string_view, const std::string&) {});

  if constexpr (!std::is_same_v<Db, tsquery_t>) {
    copied_table<Db>(db, check.type).check(values);
    copied_table<array>(db, check.type + "[]").check(arrays);
  }
  // Without a cast: the parameter's own type has to do.
  one_column_table<Db> stored(db, check.type);
  one_column_table<array> stored_arrays(db, check.type + "[]");
  for (std::size_t i = 0; i < 40 && i < count; ++i) {
    if (values[i])
      REQUIRE(wire_bytes<Db>(stored.store_and_read(*values[i])) == wire_bytes<Db>(*values[i]));
    if (arrays[i])
      REQUIRE(wire_bytes<array>(stored_arrays.store_and_read(*arrays[i])) == wire_bytes<array>(*arrays[i]));
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
