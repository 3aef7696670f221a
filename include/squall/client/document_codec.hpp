// xml, jsonpath, tsvector, tsquery. Included by codec.hpp.
#pragma once

#include <concepts>
#include <string>
#include <string_view>

#include "squall/client/codec.hpp"  // IWYU pragma: keep
#include "squall/client/composed_codec.hpp"
#include "squall/types/documents.hpp"
#include "squall/types/text_search.hpp"

namespace squall {
namespace detail {

/// The text behind the byte 1 that is the version of a binary form: jsonpath, ltree, lquery.
std::string_view text_of_version_1(std::string_view type, const char* data, int length);

}  // namespace detail

template <>
struct codec<xml_t> : detail::composed_codec<codec<xml_t>, xml_t, 142, 143> {
  static void append(std::string& out, const xml_t& value) { out += value.text; }
  static xml_t decode(const char* data, int length) { return {{data, static_cast<std::size_t>(length)}}; }
};
template <>
struct codec<jsonpath_t> : detail::composed_codec<codec<jsonpath_t>, jsonpath_t, 4072, 4073> {
  static void append(std::string& out, const jsonpath_t& value) {
    out += '\1';
    out += value.text;
  }
  static jsonpath_t decode(const char* data, int length) {
    return {std::string(detail::text_of_version_1("jsonpath", data, length))};
  }
};
template <>
struct codec<tsvector_t> : detail::composed_codec<codec<tsvector_t>, tsvector_t, 3614, 3643> {
  static void append(std::string& out, const tsvector_t& value);
  static tsvector_t decode(const char* data, int length);
};

/// A parameter is in text format: the server parses the search. What comes back is printed as the server prints it.
template <>
struct codec<tsquery_t> {
  static constexpr std::uint32_t oid = 3615;
  static constexpr std::uint32_t array_oid = 3645;
  static constexpr bool binary = false;

  static std::string_view bytes_of(const tsquery_t& value) { return value.text; }
  /// Refers to the text; it has to outlive the execution.
  template <std::same_as<tsquery_t> V>
  static void encode(parameter_writer& to, const V& value) {
    detail::refuse_zero_byte(value.text);
    to.reference(value.text, oid, false);
  }
  static tsquery_t decode(const char* data, int length);
};

}  // namespace squall
