// Operators that C++ has not: of json, arrays, ranges, text search, regular expressions, bits and distances (PostgreSQL
// manual, 9.6, 9.7, 9.13, 9.16, 9.19, 9.20).
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "squall/query/catalogue/typed_function.hpp"
#include "squall/types/documents.hpp"

namespace squall {

/// `->`: a member or an element of a json, as jsonb; NULL when it is not there.
template <expression E, class K>
constexpr auto json_get(E&& json, K&& key) {
  return detail::make_infix<" -> ", jsonb_of<json_t>, true, detail::any_db>(static_cast<E&&>(json),
                                                                            static_cast<K&&>(key));
}
/// `->>`: the same as text.
template <expression E, class K>
constexpr auto json_text(E&& json, K&& key) {
  return detail::make_infix<" ->> ", std::string, true, detail::any_db>(static_cast<E&&>(json), static_cast<K&&>(key));
}
/// `#>`: what is at a path: `json_at(orders.extra, {"address", "city"})`.
template <expression E>
constexpr auto json_at(E&& json, std::vector<std::string> path) {
  return detail::make_infix<" #> ", jsonb_of<json_t>, true, std::vector<std::string>>(static_cast<E&&>(json),
                                                                                      std::move(path));
}
/// `#>>`: the same as text.
template <expression E>
constexpr auto json_text_at(E&& json, std::vector<std::string> path) {
  return detail::make_infix<" #>> ", std::string, true, std::vector<std::string>>(static_cast<E&&>(json),
                                                                                  std::move(path));
}
/// `?`: the member or text element is there.
template <expression E, class K>
constexpr auto has_key(E&& json, K&& key) {
  return detail::make_infix<" ? ", bool, false, std::string>(static_cast<E&&>(json), static_cast<K&&>(key));
}
template <expression E>
constexpr auto has_any_key(E&& json, std::vector<std::string> keys) {
  return detail::make_infix<" ?| ", bool, false, std::vector<std::string>>(static_cast<E&&>(json), std::move(keys));
}
template <expression E>
constexpr auto has_all_keys(E&& json, std::vector<std::string> keys) {
  return detail::make_infix<" ?& ", bool, false, std::vector<std::string>>(static_cast<E&&>(json), std::move(keys));
}
/// `||` of two jsonb.
template <expression E, class V>
constexpr auto json_concat(E&& json, V&& other) {
  return detail::make_infix<" || ", detail::db_type_of<E>, false, detail::db_type_of<E>>(static_cast<E&&>(json),
                                                                                         static_cast<V&&>(other));
}
/// `-`: without a member.
template <expression E, class K>
constexpr auto json_remove(E&& json, K&& key) {
  return detail::make_infix<" - ", detail::db_type_of<E>, false, std::string>(static_cast<E&&>(json),
                                                                              static_cast<K&&>(key));
}
/// `@?`: a jsonpath finds something.
template <expression E, class P>
constexpr auto json_path_finds(E&& json, P&& path) {
  return detail::make_infix<" @? ", bool, true, jsonpath_t>(static_cast<E&&>(json), static_cast<P&&>(path));
}

/// `@>`: a json, array or range contains another (a range: also a value).
template <expression E, class V>
constexpr auto contains(E&& e, V&& part) {
  return detail::make_infix<" @> ", bool, false, detail::contained_db<E, V>>(static_cast<E&&>(e),
                                                                             static_cast<V&&>(part));
}
/// `<@`: it is contained in the other.
template <expression E, class V>
constexpr auto contained_in(E&& e, V&& whole) {
  return detail::make_infix<" <@ ", bool, false, detail::contained_db<E, V>>(static_cast<E&&>(e),
                                                                             static_cast<V&&>(whole));
}
/// `&&`: two arrays or ranges have something in common.
template <expression E, class V>
constexpr auto overlaps(E&& e, V&& other) {
  return detail::make_infix<" && ", bool, false, detail::db_type_of<E>>(static_cast<E&&>(e), static_cast<V&&>(other));
}
/// `||` of two arrays.
template <expression E, class V>
constexpr auto array_concat(E&& e, V&& other) {
  return detail::make_infix<" || ", detail::db_type_of<E>, false, detail::db_type_of<E>>(static_cast<E&&>(e),
                                                                                         static_cast<V&&>(other));
}
/// `-|-`: two ranges touch.
template <expression E, class V>
constexpr auto adjacent(E&& e, V&& other) {
  return detail::make_infix<" -|- ", bool, false, detail::db_type_of<E>>(static_cast<E&&>(e), static_cast<V&&>(other));
}
/// `<<`: a range ends before the other begins.
template <expression E, class V>
constexpr auto strictly_left(E&& e, V&& other) {
  return detail::make_infix<" << ", bool, false, detail::db_type_of<E>>(static_cast<E&&>(e), static_cast<V&&>(other));
}
/// `>>`
template <expression E, class V>
constexpr auto strictly_right(E&& e, V&& other) {
  return detail::make_infix<" >> ", bool, false, detail::db_type_of<E>>(static_cast<E&&>(e), static_cast<V&&>(other));
}

/// `~`: a text matches a POSIX regular expression.
template <expression E, class P>
constexpr auto matches(E&& text, P&& pattern) {
  return detail::make_infix<" ~ ", bool, false, std::string>(static_cast<E&&>(text), static_cast<P&&>(pattern));
}
/// `~*`: without regard to case.
template <expression E, class P>
constexpr auto imatches(E&& text, P&& pattern) {
  return detail::make_infix<" ~* ", bool, false, std::string>(static_cast<E&&>(text), static_cast<P&&>(pattern));
}
/// `@@`: a document fits a text search query.
template <expression E, class Q>
constexpr auto fits(E&& document, Q&& query) {
  return detail::make_infix<" @@ ", bool, false, detail::any_db>(static_cast<E&&>(document), static_cast<Q&&>(query));
}

/// `&`, `|`, `#`, `<<`, `>>` of integers and bit strings.
template <expression E, class V>
constexpr auto bit_and_of(E&& e, V&& other) {
  return detail::make_infix<" & ", detail::db_type_of<E>, false, detail::db_type_of<E>>(static_cast<E&&>(e),
                                                                                        static_cast<V&&>(other));
}
template <expression E, class V>
constexpr auto bit_or_of(E&& e, V&& other) {
  return detail::make_infix<" | ", detail::db_type_of<E>, false, detail::db_type_of<E>>(static_cast<E&&>(e),
                                                                                        static_cast<V&&>(other));
}
template <expression E, class V>
constexpr auto bit_xor_of(E&& e, V&& other) {
  return detail::make_infix<" # ", detail::db_type_of<E>, false, detail::db_type_of<E>>(static_cast<E&&>(e),
                                                                                        static_cast<V&&>(other));
}

/// `<->`: the distance of two vectors (pgvector, Euclid), points or texts (pg_trgm).
template <expression E, class V>
constexpr auto distance(E&& e, V&& other) {
  return detail::make_infix<" <-> ", double, false, detail::db_type_of<E>>(static_cast<E&&>(e),
                                                                           static_cast<V&&>(other));
}
/// `<=>`: the cosine distance of two vectors.
template <expression E, class V>
constexpr auto cosine_distance(E&& e, V&& other) {
  return detail::make_infix<" <=> ", double, false, detail::db_type_of<E>>(static_cast<E&&>(e),
                                                                           static_cast<V&&>(other));
}
/// `<#>`: the negative inner product of two vectors.
template <expression E, class V>
constexpr auto negative_inner_product(E&& e, V&& other) {
  return detail::make_infix<" <#> ", double, false, detail::db_type_of<E>>(static_cast<E&&>(e),
                                                                           static_cast<V&&>(other));
}

}  // namespace squall
