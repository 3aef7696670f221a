// The types of the extension pgvector: vector, halfvec, sparsevec.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace squall {

// Templates, so that a source file that has none of them does not pay for their vectors.
template <class Number>
struct basic_vector;
template <class Number>
struct basic_halfvec;
template <class Number>
struct basic_sparsevec;

/// Neither NaN nor an infinity: pgvector refuses them.
using vector_t = basic_vector<float>;
/// Numbers of 16 bits (IEEE 754 binary16): a float that is none of them becomes the nearest on its way to the server.
using halfvec_t = basic_halfvec<float>;
/// The numbers of a vector that are not 0, by index.
using sparsevec_t = basic_sparsevec<float>;

namespace detail {

vector_t parse_vector(std::string_view text);
halfvec_t parse_halfvec(std::string_view text);
sparsevec_t parse_sparsevec(std::string_view text);
/// The nearest number of 16 bits, ties to even; and back.
std::uint16_t half_from_float(float value);
float float_from_half(std::uint16_t bits);

}  // namespace detail

template <class Number>
struct basic_vector {
  std::vector<Number> values;

  /// Reads `[1,2.5,3]`. Throws decode_error.
  static basic_vector parse(std::string_view text) { return detail::parse_vector(text); }
  friend bool operator==(const basic_vector&, const basic_vector&) = default;
};

template <class Number>
struct basic_halfvec {
  std::vector<Number> values;

  /// Reads `[1,2.5,3]`. Throws decode_error.
  static basic_halfvec parse(std::string_view text) { return detail::parse_halfvec(text); }
  friend bool operator==(const basic_halfvec&, const basic_halfvec&) = default;
};

template <class Number>
struct basic_sparsevec {
  std::int32_t dimensions = 0;
  /// Ascending, counted from 0; in the text of a sparsevec they are counted from 1.
  std::vector<std::pair<std::int32_t, Number>> elements;

  /// Reads `{1:1.5,3:2}/5`. Throws decode_error.
  static basic_sparsevec parse(std::string_view text) { return detail::parse_sparsevec(text); }
  friend bool operator==(const basic_sparsevec&, const basic_sparsevec&) = default;
};

/// `[1,2.5,3]`
std::string to_string(const vector_t& value);
std::string to_string(const halfvec_t& value);
/// `{1:1.5,3:2}/5`
std::string to_string(const sparsevec_t& value);

}  // namespace squall
