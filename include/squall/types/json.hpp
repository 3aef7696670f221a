// json and jsonb: the raw value, and columns that hold a C++ type.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace squall {

/// JSON as its text, unread: `json_t{R"({"a": 1})"}`. Equality is of the text.
struct json_t {
  std::string text = "null";

  friend bool operator==(const json_t&, const json_t&) = default;
};

inline std::string to_string(const json_t& value) { return value.text; }

/// The database type json whose C++ value is T, through json_codec<T>.
template <class T>
struct json_of {
  using value_type = T;
};

/// The database type jsonb whose C++ value is T, through json_codec<T>. Note that jsonb keeps numbers as numeric: the
/// sign of a negative zero is lost, and a string may not hold U+0000.
template <class T>
struct jsonb_of {
  using value_type = T;
};

namespace detail {

template <class Db>
struct value_of {
  using type = Db;
};
template <class T>
struct value_of<json_of<T>> {
  using type = T;
};
template <class T>
struct value_of<jsonb_of<T>> {
  using type = T;
};
template <class Db>
struct value_of<std::optional<Db>> {
  using type = std::optional<typename value_of<Db>::type>;
};
template <class Db>
struct value_of<std::vector<Db>> {
  using type = std::vector<typename value_of<Db>::type>;
};

}  // namespace detail

/// The C++ value of a database type: json_of<T> and jsonb_of<T> are T, arrays of them arrays of T, all else is itself.
template <class Db>
using value_of_t = typename detail::value_of<Db>::type;

}  // namespace squall
