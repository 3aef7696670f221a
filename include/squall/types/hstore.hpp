// hstore, of the extension of that name.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>

namespace squall {

// A template, so that a source file that has no hstore does not pay for a map.
template <class Text>
struct basic_hstore;

/// Texts by their keys; a value may be NULL.
using hstore_t = basic_hstore<std::string>;

namespace detail {

hstore_t parse_hstore(std::string_view text);
std::string hstore_text(const hstore_t& value);

}  // namespace detail

template <class Text>
struct basic_hstore : std::map<Text, std::optional<Text>> {
  using std::map<Text, std::optional<Text>>::map;

  /// Reads what PostgreSQL prints: `"a"=>"1", "b"=>NULL`. Throws decode_error.
  static basic_hstore parse(std::string_view text) { return detail::parse_hstore(text); }

  /// `"a"=>"1", "b"=>NULL`, in the order of the keys.
  friend std::string to_string(const basic_hstore& value) { return detail::hstore_text(value); }
};

}  // namespace squall
