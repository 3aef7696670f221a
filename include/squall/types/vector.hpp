// The types of the extension pgvector: vector, halfvec, sparsevec.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace squall {

/// Neither NaN nor an infinity: pgvector refuses them.
struct vector_t {
  std::vector<float> values;

  /// Reads `[1,2.5,3]`. Throws decode_error.
  static vector_t parse(std::string_view text);
  friend bool operator==(const vector_t&, const vector_t&) = default;
};

/// Numbers of 16 bits (IEEE 754 binary16): a float that is none of them becomes the nearest on its way to the server.
struct halfvec_t {
  std::vector<float> values;

  /// Reads `[1,2.5,3]`. Throws decode_error.
  static halfvec_t parse(std::string_view text);
  friend bool operator==(const halfvec_t&, const halfvec_t&) = default;
};

/// The numbers of a vector that are not 0, by index.
struct sparsevec_t {
  std::int32_t dimensions = 0;
  /// Ascending, counted from 0; in the text of a sparsevec they are counted from 1.
  std::vector<std::pair<std::int32_t, float>> elements;

  /// Reads `{1:1.5,3:2}/5`. Throws decode_error.
  static sparsevec_t parse(std::string_view text);
  friend bool operator==(const sparsevec_t&, const sparsevec_t&) = default;
};

namespace detail {
/// The nearest number of 16 bits, ties to even; and back.
std::uint16_t half_from_float(float value);
float float_from_half(std::uint16_t bits);
}  // namespace detail

/// `[1,2.5,3]`
std::string to_string(const vector_t& value);
std::string to_string(const halfvec_t& value);
/// `{1:1.5,3:2}/5`
std::string to_string(const sparsevec_t& value);

}  // namespace squall
