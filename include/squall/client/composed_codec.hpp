// What the codecs share whose values are put together from several parts. Included by codec.hpp.
#pragma once

#include <concepts>
#include <cstdint>
#include <string>

#include "squall/client/parameters.hpp"

namespace squall::detail {

/// `Self` says append() and decode(). An array of a type that the server infers is a literal (array_codec.hpp), made of
/// the texts of its elements.
template <class Self, class T, std::uint32_t Oid, std::uint32_t ArrayOid>
struct composed_codec {
  static constexpr std::uint32_t oid = Oid;
  static constexpr std::uint32_t array_oid = ArrayOid;
  static constexpr bool binary = true;

  template <std::same_as<T> V>
  static void encode(parameter_writer& to, const V& value) {
    std::string bytes;
    Self::append(bytes, value);
    to.copy(bytes, oid, true);
  }
  static std::string bytes_of(const T& value) { return to_string(value); }
};

}  // namespace squall::detail
