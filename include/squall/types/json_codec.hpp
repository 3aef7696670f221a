// json_codec<T>: how a C++ type stands in JSON.
#pragma once

#include <concepts>
#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

#include "squall/errors.hpp"
#include "squall/schema/enums.hpp"
#include "squall/types/aggregate.hpp"
#include "squall/types/json.hpp"
#include "squall/types/json_document.hpp"
#include "squall/types/numeric.hpp"

namespace squall {

/// How T stands in JSON. There is one for bool, integers, floating point, std::string, numeric_t (a number), json_t (as
/// it is), std::optional (null), std::vector, std::map and std::unordered_map with text keys, enumerations (their
/// labels), types with `parse` and `to_string` (uuid_t, dates; strings), and plain aggregates of up to 32 members (an
/// object, keys are the members' names without a trailing `_`). Specialise it for your own types:
///
///     template <> struct squall::json_codec<Point> {
///       static void write(squall::json_writer& to, const Point& p) { … }
///       static Point read(const squall::json_reader& from) { … }
///     };
///
/// Reading ignores unknown keys; a missing key is an error unless the member is an optional.
template <class T>
struct json_codec;

/// The JSON text of `value`.
template <class T>
std::string to_json(const T& value) {
  if constexpr (std::same_as<T, json_t>) {
    return value.text;
  } else {
    json_writer to;
    json_codec<T>::write(to, value);
    return to.take();
  }
}

/// The T that a JSON text holds. Throws decode_error with the path of what does not fit.
template <class T>
T from_json(std::string_view text) {
  if constexpr (std::same_as<T, json_t>) {
    return json_t{std::string(text)};
  } else {
    const json_node root = parse_json(text);
    return json_codec<T>::read(json_reader(root));
  }
}

template <>
struct json_codec<bool> {
  static void write(json_writer& to, bool value) { to.boolean(value); }
  static bool read(const json_reader& from) { return from.boolean(); }
};

template <detail::integer_number I>
struct json_codec<I> {
  static void write(json_writer& to, I value) {
    if constexpr (std::is_signed_v<I>)
      to.integer(value);
    else
      to.unsigned_integer(value);
  }
  static I read(const json_reader& from) {
    using limits = std::numeric_limits<I>;
    if constexpr (std::is_signed_v<I>)
      return static_cast<I>(from.integer(limits::min(), limits::max()));
    else
      return static_cast<I>(from.unsigned_integer(limits::max()));
  }
};

template <class F>
  requires(std::same_as<F, float> || std::same_as<F, double>)
struct json_codec<F> {
  static void write(json_writer& to, F value) { to.number(value); }
  static F read(const json_reader& from) { return static_cast<F>(from.number()); }
};

template <>
struct json_codec<std::string> {
  static void write(json_writer& to, std::string_view value) { to.string(value); }
  static std::string read(const json_reader& from) { return from.string(); }
};

/// A number with all its digits; NaN and the infinities are strings.
template <>
struct json_codec<numeric_t> {
  static void write(json_writer& to, const numeric_t& value);
  static numeric_t read(const json_reader& from);
};

template <>
struct json_codec<json_t> {
  static void write(json_writer& to, const json_t& value) { to.raw(value.text); }
  static json_t read(const json_reader& from) {
    json_writer to;
    to.node(from.node());
    return json_t{to.take()};
  }
};

template <class T>
struct json_codec<std::optional<T>> {
  static void write(json_writer& to, const std::optional<T>& value) {
    if (value)
      json_codec<T>::write(to, *value);
    else
      to.null();
  }
  static std::optional<T> read(const json_reader& from) {
    if (from.is_null())
      return std::nullopt;
    return json_codec<T>::read(from);
  }
};

template <class T>
struct json_codec<std::vector<T>> {
  static void write(json_writer& to, const std::vector<T>& value) {
    to.begin_array();
    for (const auto& item : value) json_codec<T>::write(to, item);
    to.end_array();
  }
  static std::vector<T> read(const json_reader& from) {
    std::vector<T> value;
    const std::size_t size = from.array_size();
    value.reserve(size);
    for (std::size_t i = 0; i < size; ++i) value.push_back(json_codec<T>::read(from.element(i)));
    return value;
  }
};

template <class E>
  requires std::is_enum_v<E>
struct json_codec<E> {
  static void write(json_writer& to, E value) { to.string(enum_label(value)); }
  static E read(const json_reader& from) {
    const std::optional<E> value = enum_value<E>(from.string());
    if (!value)
      from.fail("'" + from.string() + "' is not a label of the enumeration");
    return *value;
  }
};

namespace json_detail {

template <class T>
concept has_text_form = std::is_class_v<T> && requires(const T& value, std::string_view text) {
  { T::parse(text) } -> std::same_as<T>;
  { to_string(value) } -> std::same_as<std::string>;
};

// Known by what it has: every file with a query would compile the header <map>.
template <class T>
concept map_of_texts = !has_text_form<T> && requires {
  typename T::mapped_type;
  requires std::same_as<typename T::key_type, std::string>;
};

/// Calls T::parse and says where in the JSON it failed.
template <class T>
T parse_json_text(const json_reader& from) {
  try {
    return T::parse(from.string());
  } catch (const decode_error& e) {
    from.fail(e.what());
  }
}

template <class T>
inline constexpr bool is_optional = false;
template <class T>
inline constexpr bool is_optional<std::optional<T>> = true;

template <class T>
T read_member(const json_reader& from, std::string_view name) {
  const json_node* node = from.find(name);
  if (node != nullptr)
    return json_codec<T>::read(from.below(*node));
  if constexpr (is_optional<T>)
    return std::nullopt;
  else
    from.fail("'" + std::string(name) + "' is missing");
}

}  // namespace json_detail

template <json_detail::has_text_form T>
struct json_codec<T> {
  static void write(json_writer& to, const T& value) { to.string(to_string(value)); }
  static T read(const json_reader& from) { return json_detail::parse_json_text<T>(from); }
};

/// std::map, std::unordered_map and their like.
template <json_detail::map_of_texts Map>
struct json_codec<Map> {
  using item_codec = json_codec<typename Map::mapped_type>;

  static void write(json_writer& to, const Map& value) {
    to.begin_object();
    for (const auto& [key, item] : value) {
      to.key(key);
      item_codec::write(to, item);
    }
    to.end_object();
  }
  static Map read(const json_reader& from) {
    Map value;
    const std::size_t size = from.object_size();
    for (std::size_t i = 0; i < size; ++i) {
      const json_reader member = from.element(i);
      value.insert_or_assign(member.node().key, item_codec::read(member));
    }
    return value;
  }
};

template <class T>
  requires(std::is_class_v<T> && std::is_aggregate_v<T> && !json_detail::has_text_form<T>)
struct json_codec<T> {
  static constexpr std::size_t count = json_detail::member_count<T>();
  static_assert(count > 0 && count <= json_detail::max_json_members,
                "squall: JSON objects are plain aggregates of 1 to 32 members without base classes; specialise "
                "squall::json_codec for this type");

  static void write(json_writer& to, const T& value) {
    to.begin_object();
    detail::members<count>::visit(value, [&to](const auto&... member) {
      std::size_t i = 0;
      ((to.key(json_detail::member_names<T>[i++]),
        json_codec<std::remove_cvref_t<decltype(member)>>::write(to, member)),
       ...);
    });
    to.end_object();
  }
  static T read(const json_reader& from) {
    static_cast<void>(from.object_size());
    T value{};
    detail::members<count>::visit(value, [&from](auto&... member) {
      std::size_t i = 0;
      ((member =
            json_detail::read_member<std::remove_cvref_t<decltype(member)>>(from, json_detail::member_names<T>[i++])),
       ...);
    });
    return value;
  }
};

}  // namespace squall
