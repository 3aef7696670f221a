// Arrays: std::vector<T>, std::vector<std::optional<T>> where elements may be NULL, and vectors of vectors for two and
// more dimensions. Included by codec.hpp.
//
// An array travels in binary format (array_send) with the type of its elements in it. Where the server infers the
// element's type (texts, enumerations), a parameter is an array literal instead (manual, 8.15.6): it suits text[],
// varchar[], citext[] and each enumeration's array alike.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

#include "squall/client/codec.hpp"  // IWYU pragma: keep

namespace squall::detail {

/// Writes the header of a binary array: the lengths of its dimensions, lower bounds 1.
void append_array_header(std::string& out, const std::vector<std::int32_t>& lengths, bool has_nulls,
                         std::uint32_t element_oid);
/// Writes one element of an array literal, quoted.
void append_quoted_element(std::string& out, std::string_view text);
[[noreturn]] void throw_ragged_array();
std::int32_t array_length(std::size_t size);
/// The header of a binary array of so many elements, one dimension without NULLs.
void begin_values(std::string& out, std::size_t count, std::uint32_t element_oid);

/// Walks through a binary array. Throws decode_error for what is malformed.
class array_reader {
 public:
  struct field {
    const char* data;  ///< nullptr for NULL
    int length;
  };

  /// Reads the header. An empty array has no dimension; any other must have as many as `dimensions`.
  array_reader(const char* data, int length, int dimensions);

  [[nodiscard]] bool empty() const noexcept { return empty_; }
  /// How many elements dimension `i` has, counted from 0.
  [[nodiscard]] std::size_t length(int i) const noexcept { return static_cast<std::size_t>(lengths_[i]); }
  field next();
  /// Throws when there is more than the elements.
  void finish() const;
  [[noreturn]] static void throw_null_element();

 private:
  const char* at_;
  const char* end_;
  bool empty_ = true;
  std::int32_t lengths_[6] = {};
};

/// The element's own type, and the depth of nesting, of an array type.
template <class Db>
struct array_element {
  using type = Db;
  static constexpr int depth = 0;
  static constexpr bool nullable = false;
};
template <class Db>
struct array_element<std::optional<Db>> {
  using type = Db;
  static constexpr int depth = 0;
  static constexpr bool nullable = true;
};
template <class Db>
  requires(!std::is_same_v<Db, std::byte>)
struct array_element<std::vector<Db>> {
  using type = typename array_element<Db>::type;
  static constexpr int depth = array_element<Db>::depth + 1;
  static constexpr bool nullable = array_element<Db>::nullable;
};

template <class Db>
inline constexpr bool is_nested_array = array_element<Db>::depth > 0;

/// The lengths of all dimensions; throws usage_error when the inner arrays differ in length.
template <class Db>
void measure_array(const value_of_t<Db>& value, std::size_t dimension, std::vector<std::int32_t>& lengths) {
  const std::int32_t length = array_length(value.size());
  if (dimension == lengths.size())
    lengths.push_back(length);
  else if (lengths[dimension] != length)
    throw_ragged_array();
  if constexpr (is_nested_array<typename Db::value_type>)
    for (const auto& inner : value) measure_array<typename Db::value_type>(inner, dimension + 1, lengths);
}

template <class Db>
bool array_has_null(const value_of_t<Db>& value) {
  if constexpr (!array_element<Db>::nullable) {
    return false;
  } else {
    for (const auto& element : value) {
      if constexpr (is_nested_array<typename Db::value_type>) {
        if (array_has_null<typename Db::value_type>(element))
          return true;
      } else if (!element) {
        return true;
      }
    }
    return false;
  }
}

template <class Codec, class Value>
void append_field(std::string& out, const Value& value) {
  const std::size_t start = out.size();
  detail::append(out, std::int32_t{0});
  Codec::append(out, value);
  detail::store(out.data() + start, array_length(out.size() - start - 4));
}

template <class Db>
void append_elements(std::string& out, const value_of_t<Db>& value) {
  using element = typename Db::value_type;
  using element_codec = codec<typename array_element<Db>::type>;
  if constexpr (is_nested_array<element>) {
    for (const auto& inner : value) append_elements<element>(out, inner);
  } else {
    for (const auto& item : value) {
      if constexpr (!array_element<Db>::nullable)
        append_field<element_codec>(out, static_cast<const value_of_t<element>&>(item));
      else if (item)
        append_field<element_codec>(out, *item);
      else
        detail::append(out, std::int32_t{-1});
    }
  }
}

/// What stands between the elements of an array's text.
template <class Codec>
constexpr char array_delimiter() {
  if constexpr (requires { Codec::delimiter; })
    return Codec::delimiter;
  else
    return ',';
}

template <class Db>
void append_literal(std::string& out, const value_of_t<Db>& value) {
  using element = typename Db::value_type;
  using element_codec = codec<typename array_element<Db>::type>;
  out += '{';
  bool first = true;
  for (const auto& item : value) {
    if (!first)
      out += array_delimiter<element_codec>();
    first = false;
    if constexpr (is_nested_array<element>)
      append_literal<element>(out, item);
    else if constexpr (!array_element<Db>::nullable)
      append_quoted_element(out, element_codec::bytes_of(item));
    else if (item)
      append_quoted_element(out, element_codec::bytes_of(*item));
    else
      out += "NULL";
  }
  out += '}';
}

/// A parameter: an array of these values. What a vector of them would do, without one.
template <class Db>
void encode_values(parameter_writer& to, const value_of_t<Db>* first, std::size_t count) {
  using element_codec = codec<Db>;
  constexpr bool binary = element_codec::array_oid != 0 && element_codec::binary;
  std::string bytes;
  if constexpr (binary) {
    begin_values(bytes, count, element_codec::oid);
    for (std::size_t i = 0; i < count; ++i) append_field<element_codec>(bytes, first[i]);
  } else {
    for (std::size_t i = 0; i < count; ++i) {
      bytes += i == 0 ? '{' : array_delimiter<element_codec>();
      append_quoted_element(bytes, element_codec::bytes_of(first[i]));
    }
    bytes += count == 0 ? "{}" : "}";
  }
  to.copy(bytes, element_codec::array_oid, binary);
}

template <class Db>
value_of_t<Db> read_array(array_reader& from, int dimension) {
  using element = typename Db::value_type;
  using element_codec = codec<typename array_element<Db>::type>;
  value_of_t<Db> value;
  const std::size_t length = from.length(dimension);
  value.reserve(length);
  for (std::size_t i = 0; i < length; ++i) {
    if constexpr (is_nested_array<element>) {
      value.push_back(read_array<element>(from, dimension + 1));
    } else {
      const array_reader::field field = from.next();
      if (field.data != nullptr)
        value.push_back(element_codec::decode(field.data, field.length));
      else if constexpr (array_element<Db>::nullable)
        value.push_back(std::nullopt);
      else
        array_reader::throw_null_element();
    }
  }
  return value;
}

}  // namespace squall::detail

namespace squall {

template <class Db>
struct codec<std::vector<Db>> {
  using array = std::vector<Db>;
  using value_type = value_of_t<array>;
  using element_codec = codec<typename detail::array_element<array>::type>;

  static constexpr std::uint32_t oid = element_codec::array_oid;
  static constexpr std::uint32_t array_oid = oid;  ///< an array of arrays is an array
  static constexpr bool binary = oid != 0 && element_codec::binary;

  static void encode(parameter_writer& to, const value_type& value) {
    std::string bytes;
    if constexpr (binary) {
      append(bytes, value);
    } else {
      std::vector<std::int32_t> lengths;
      detail::measure_array<array>(value, 0, lengths);
      if (detail::is_nested_array<Db> && lengths.back() == 0)
        bytes = "{}";
      else
        detail::append_literal<array>(bytes, value);
    }
    to.copy(bytes, oid, binary);
  }
  static void append(std::string& out, const value_type& value)
    requires binary
  {
    std::vector<std::int32_t> lengths;
    detail::measure_array<array>(value, 0, lengths);
    detail::append_array_header(out, lengths, detail::array_has_null<array>(value), element_codec::oid);
    detail::append_elements<array>(out, value);
  }
  static value_type decode(const char* data, int length) {
    detail::array_reader from(data, length, detail::array_element<array>::depth);
    value_type value;
    if (!from.empty())
      value = detail::read_array<array>(from, 0);
    from.finish();
    return value;
  }
};

}  // namespace squall
