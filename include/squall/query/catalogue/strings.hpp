// Functions of texts (PostgreSQL manual, 9.4, 9.7).
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "squall/query/catalogue/typed_function.hpp"

namespace squall {

/// The first letter of each word in upper case, the rest in lower case.
template <class V1>
  requires(expression<V1>)
constexpr auto initcap(V1&& a) {
  return detail::typed_function<"initcap", std::string, detail::null_rule::any_argument, std::string>::of(
      std::forward<V1>(a));
}
template <class V1>
  requires(expression<V1>)
constexpr auto reverse(V1&& a) {
  return detail::typed_function<"reverse", std::string, detail::null_rule::any_argument, std::string>::of(
      std::forward<V1>(a));
}
/// The code of the first character.
template <class V1>
  requires(expression<V1>)
constexpr auto ascii(V1&& a) {
  return detail::typed_function<"ascii", std::int32_t, detail::null_rule::any_argument, std::string>::of(
      std::forward<V1>(a));
}
template <class V1>
  requires(expression<V1>)
constexpr auto bit_length(V1&& a) {
  return detail::typed_function<"bit_length", std::int32_t, detail::null_rule::any_argument, std::string>::of(
      std::forward<V1>(a));
}
/// The number of bytes.
template <class V1>
  requires(expression<V1>)
constexpr auto octet_length(V1&& a) {
  return detail::typed_function<"octet_length", std::int32_t, detail::null_rule::any_argument, std::string>::of(
      std::forward<V1>(a));
}
/// The number of characters.
template <class V1>
  requires(expression<V1>)
constexpr auto char_length(V1&& a) {
  return detail::typed_function<"char_length", std::int32_t, detail::null_rule::any_argument, std::string>::of(
      std::forward<V1>(a));
}
/// Without spaces at both ends.
template <class V1>
  requires(expression<V1>)
constexpr auto trim(V1&& a) {
  return detail::typed_function<"btrim", std::string, detail::null_rule::any_argument, std::string>::of(
      std::forward<V1>(a));
}
/// Without these characters at both ends.
template <class V1, class V2>
  requires(expression<V1> || expression<V2>)
constexpr auto trim(V1&& a, V2&& b) {
  return detail::typed_function<"btrim", std::string, detail::null_rule::any_argument, std::string, std::string>::of(
      std::forward<V1>(a), std::forward<V2>(b));
}
/// Without spaces at the beginning.
template <class V1>
  requires(expression<V1>)
constexpr auto ltrim(V1&& a) {
  return detail::typed_function<"ltrim", std::string, detail::null_rule::any_argument, std::string>::of(
      std::forward<V1>(a));
}
/// Without these characters at the beginning.
template <class V1, class V2>
  requires(expression<V1> || expression<V2>)
constexpr auto ltrim(V1&& a, V2&& b) {
  return detail::typed_function<"ltrim", std::string, detail::null_rule::any_argument, std::string, std::string>::of(
      std::forward<V1>(a), std::forward<V2>(b));
}
/// Without spaces at the end.
template <class V1>
  requires(expression<V1>)
constexpr auto rtrim(V1&& a) {
  return detail::typed_function<"rtrim", std::string, detail::null_rule::any_argument, std::string>::of(
      std::forward<V1>(a));
}
/// Without these characters at the end.
template <class V1, class V2>
  requires(expression<V1> || expression<V2>)
constexpr auto rtrim(V1&& a, V2&& b) {
  return detail::typed_function<"rtrim", std::string, detail::null_rule::any_argument, std::string, std::string>::of(
      std::forward<V1>(a), std::forward<V2>(b));
}
/// The first characters; of a negative number all but the last.
template <class V1, class V2>
  requires(expression<V1> || expression<V2>)
constexpr auto left(V1&& a, V2&& b) {
  return detail::typed_function<"left", std::string, detail::null_rule::any_argument, std::string, std::int32_t>::of(
      std::forward<V1>(a), std::forward<V2>(b));
}
/// The last characters.
template <class V1, class V2>
  requires(expression<V1> || expression<V2>)
constexpr auto right(V1&& a, V2&& b) {
  return detail::typed_function<"right", std::string, detail::null_rule::any_argument, std::string, std::int32_t>::of(
      std::forward<V1>(a), std::forward<V2>(b));
}
/// Filled up with spaces on the left, to that length.
template <class V1, class V2>
  requires(expression<V1> || expression<V2>)
constexpr auto lpad(V1&& a, V2&& b) {
  return detail::typed_function<"lpad", std::string, detail::null_rule::any_argument, std::string, std::int32_t>::of(
      std::forward<V1>(a), std::forward<V2>(b));
}
template <class V1, class V2, class V3>
  requires(expression<V1> || expression<V2> || expression<V3>)
constexpr auto lpad(V1&& a, V2&& b, V3&& c) {
  return detail::typed_function<"lpad", std::string, detail::null_rule::any_argument, std::string, std::int32_t,
                                std::string>::of(std::forward<V1>(a), std::forward<V2>(b), std::forward<V3>(c));
}
template <class V1, class V2>
  requires(expression<V1> || expression<V2>)
constexpr auto rpad(V1&& a, V2&& b) {
  return detail::typed_function<"rpad", std::string, detail::null_rule::any_argument, std::string, std::int32_t>::of(
      std::forward<V1>(a), std::forward<V2>(b));
}
template <class V1, class V2, class V3>
  requires(expression<V1> || expression<V2> || expression<V3>)
constexpr auto rpad(V1&& a, V2&& b, V3&& c) {
  return detail::typed_function<"rpad", std::string, detail::null_rule::any_argument, std::string, std::int32_t,
                                std::string>::of(std::forward<V1>(a), std::forward<V2>(b), std::forward<V3>(c));
}
template <class V1, class V2>
  requires(expression<V1> || expression<V2>)
constexpr auto repeat(V1&& a, V2&& b) {
  return detail::typed_function<"repeat", std::string, detail::null_rule::any_argument, std::string, std::int32_t>::of(
      std::forward<V1>(a), std::forward<V2>(b));
}
/// Each occurrence of the second text replaced by the third.
template <class V1, class V2, class V3>
  requires(expression<V1> || expression<V2> || expression<V3>)
constexpr auto replace(V1&& a, V2&& b, V3&& c) {
  return detail::typed_function<"replace", std::string, detail::null_rule::any_argument, std::string, std::string,
                                std::string>::of(std::forward<V1>(a), std::forward<V2>(b), std::forward<V3>(c));
}
template <class V1, class V2, class V3>
  requires(expression<V1> || expression<V2> || expression<V3>)
constexpr auto translate(V1&& a, V2&& b, V3&& c) {
  return detail::typed_function<"translate", std::string, detail::null_rule::any_argument, std::string, std::string,
                                std::string>::of(std::forward<V1>(a), std::forward<V2>(b), std::forward<V3>(c));
}
/// From that character on, counted from 1.
template <class V1, class V2>
  requires(expression<V1> || expression<V2>)
constexpr auto substring(V1&& a, V2&& b) {
  return detail::typed_function<"substr", std::string, detail::null_rule::any_argument, std::string, std::int32_t>::of(
      std::forward<V1>(a), std::forward<V2>(b));
}
/// That many characters.
template <class V1, class V2, class V3>
  requires(expression<V1> || expression<V2> || expression<V3>)
constexpr auto substring(V1&& a, V2&& b, V3&& c) {
  return detail::typed_function<"substr", std::string, detail::null_rule::any_argument, std::string, std::int32_t,
                                std::int32_t>::of(std::forward<V1>(a), std::forward<V2>(b), std::forward<V3>(c));
}
/// Where the second text begins in the first, counted from 1; 0 when it does not occur.
template <class V1, class V2>
  requires(expression<V1> || expression<V2>)
constexpr auto strpos(V1&& a, V2&& b) {
  return detail::typed_function<"strpos", std::int32_t, detail::null_rule::any_argument, std::string, std::string>::of(
      std::forward<V1>(a), std::forward<V2>(b));
}
/// The n-th part between separators, counted from 1.
template <class V1, class V2, class V3>
  requires(expression<V1> || expression<V2> || expression<V3>)
constexpr auto split_part(V1&& a, V2&& b, V3&& c) {
  return detail::typed_function<"split_part", std::string, detail::null_rule::any_argument, std::string, std::string,
                                std::int32_t>::of(std::forward<V1>(a), std::forward<V2>(b), std::forward<V3>(c));
}
template <class V1, class V2>
  requires(expression<V1> || expression<V2>)
constexpr auto starts_with(V1&& a, V2&& b) {
  return detail::typed_function<"starts_with", bool, detail::null_rule::any_argument, std::string, std::string>::of(
      std::forward<V1>(a), std::forward<V2>(b));
}
/// The parts between separators.
template <class V1, class V2>
  requires(expression<V1> || expression<V2>)
constexpr auto string_to_array(V1&& a, V2&& b) {
  return detail::typed_function<"string_to_array", std::vector<std::string>, detail::null_rule::any_argument,
                                std::string, std::string>::of(std::forward<V1>(a), std::forward<V2>(b));
}
template <class V1>
  requires(expression<V1>)
constexpr auto md5(V1&& a) {
  return detail::typed_function<"md5", std::string, detail::null_rule::any_argument, std::string>::of(
      std::forward<V1>(a));
}
template <class V1>
  requires(expression<V1>)
constexpr auto quote_ident(V1&& a) {
  return detail::typed_function<"quote_ident", std::string, detail::null_rule::any_argument, std::string>::of(
      std::forward<V1>(a));
}
template <class V1>
  requires(expression<V1>)
constexpr auto quote_literal(V1&& a) {
  return detail::typed_function<"quote_literal", std::string, detail::null_rule::any_argument, std::string>::of(
      std::forward<V1>(a));
}
template <class V1>
constexpr auto to_hex(V1&& a) {
  return detail::typed_function<"to_hex", std::string, detail::null_rule::any_argument, std::int32_t>::of(
      std::forward<V1>(a));
}
/// The first match of a POSIX pattern replaced.
template <class V1, class V2, class V3>
  requires(expression<V1> || expression<V2> || expression<V3>)
constexpr auto regexp_replace(V1&& a, V2&& b, V3&& c) {
  return detail::typed_function<"regexp_replace", std::string, detail::null_rule::any_argument, std::string,
                                std::string, std::string>::of(std::forward<V1>(a), std::forward<V2>(b),
                                                              std::forward<V3>(c));
}
/// With flags: "g" for all matches, "i" without regard to case.
template <class V1, class V2, class V3, class V4>
  requires(expression<V1> || expression<V2> || expression<V3> || expression<V4>)
constexpr auto regexp_replace(V1&& a, V2&& b, V3&& c, V4&& d) {
  return detail::typed_function<"regexp_replace", std::string, detail::null_rule::any_argument, std::string,
                                std::string, std::string, std::string>::of(std::forward<V1>(a), std::forward<V2>(b),
                                                                           std::forward<V3>(c), std::forward<V4>(d));
}
/// The captured parts of the first match; NULL without a match.
template <class V1, class V2>
  requires(expression<V1> || expression<V2>)
constexpr auto regexp_match(V1&& a, V2&& b) {
  return detail::typed_function<"regexp_match", std::vector<std::string>, detail::null_rule::always, std::string,
                                std::string>::of(std::forward<V1>(a), std::forward<V2>(b));
}
template <class V1, class V2>
  requires(expression<V1> || expression<V2>)
constexpr auto regexp_split_to_array(V1&& a, V2&& b) {
  return detail::typed_function<"regexp_split_to_array", std::vector<std::string>, detail::null_rule::any_argument,
                                std::string, std::string>::of(std::forward<V1>(a), std::forward<V2>(b));
}
/// Bytes as "hex", "base64" or "escape".
template <class V1, class V2>
  requires(expression<V1> || expression<V2>)
constexpr auto encode(V1&& a, V2&& b) {
  return detail::typed_function<"encode", std::string, detail::null_rule::any_argument, bytea_t, std::string>::of(
      std::forward<V1>(a), std::forward<V2>(b));
}
template <class V1, class V2>
  requires(expression<V1> || expression<V2>)
constexpr auto decode_text(V1&& a, V2&& b) {
  return detail::typed_function<"decode", bytea_t, detail::null_rule::any_argument, std::string, std::string>::of(
      std::forward<V1>(a), std::forward<V2>(b));
}
template <class V1, class V2>
  requires(expression<V1> || expression<V2>)
constexpr auto convert_from(V1&& a, V2&& b) {
  return detail::typed_function<"convert_from", std::string, detail::null_rule::any_argument, bytea_t, std::string>::of(
      std::forward<V1>(a), std::forward<V2>(b));
}
template <class V1, class V2>
  requires(expression<V1> || expression<V2>)
constexpr auto convert_to(V1&& a, V2&& b) {
  return detail::typed_function<"convert_to", bytea_t, detail::null_rule::any_argument, std::string, std::string>::of(
      std::forward<V1>(a), std::forward<V2>(b));
}
template <class V1>
  requires(expression<V1>)
constexpr auto sha256(V1&& a) {
  return detail::typed_function<"sha256", bytea_t, detail::null_rule::any_argument, bytea_t>::of(std::forward<V1>(a));
}
/// Of the extension unaccent.
template <class V1>
  requires(expression<V1>)
constexpr auto unaccent(V1&& a) {
  return detail::typed_function<"unaccent", std::string, detail::null_rule::any_argument, std::string>::of(
      std::forward<V1>(a));
}
/// Of the extension pg_trgm.
template <class V1, class V2>
  requires(expression<V1> || expression<V2>)
constexpr auto similarity(V1&& a, V2&& b) {
  return detail::typed_function<"similarity", float, detail::null_rule::any_argument, std::string, std::string>::of(
      std::forward<V1>(a), std::forward<V2>(b));
}
/// Joined by the first text.
template <class V1, class V2, class V3>
  requires(expression<V1> || expression<V2> || expression<V3>)
constexpr auto concat_ws(V1&& a, V2&& b, V3&& c) {
  return detail::typed_function<"concat_ws", std::string, detail::null_rule::any_argument, std::string, std::string,
                                std::string>::of(std::forward<V1>(a), std::forward<V2>(b), std::forward<V3>(c));
}
/// The character of a code.
template <class V1>
constexpr auto chr(V1&& a) {
  return detail::typed_function<"chr", std::string, detail::null_rule::any_argument, std::int32_t>::of(
      std::forward<V1>(a));
}
/// `format("%s of %s", posts.likes, 10)`; %I an identifier, %L a literal, %s a value. A NULL is empty, in %L NULL.
template <class F, class... V>
constexpr auto format(F&& form, V&&... values) {
  auto f = detail::function_argument<std::string>(std::forward<F>(form));
  return detail::call<"format", std::string, detail::null_rule::never, decltype(f),
                      decltype(detail::function_argument<detail::any_db>(std::forward<V>(values)))...>{
      {}, {{std::move(f)}, {detail::function_argument<detail::any_db>(std::forward<V>(values))}...}};
}
/// Whether a POSIX pattern matches somewhere (PostgreSQL 15; matches() is older).
template <class V1, class V2>
  requires(expression<V1> || expression<V2>)
constexpr auto regexp_like(V1&& a, V2&& b) {
  return detail::typed_function<"regexp_like", bool, detail::null_rule::any_argument, std::string, std::string>::of(
      std::forward<V1>(a), std::forward<V2>(b));
}
/// How often it matches (PostgreSQL 15).
template <class V1, class V2>
  requires(expression<V1> || expression<V2>)
constexpr auto regexp_count(V1&& a, V2&& b) {
  return detail::typed_function<"regexp_count", std::int32_t, detail::null_rule::any_argument, std::string,
                                std::string>::of(std::forward<V1>(a), std::forward<V2>(b));
}
/// What it matches; NULL without a match (PostgreSQL 15).
template <class V1, class V2>
  requires(expression<V1> || expression<V2>)
constexpr auto regexp_substr(V1&& a, V2&& b) {
  return detail::typed_function<"regexp_substr", std::string, detail::null_rule::always, std::string, std::string>::of(
      std::forward<V1>(a), std::forward<V2>(b));
}

}  // namespace squall
