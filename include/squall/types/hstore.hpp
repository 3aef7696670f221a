// hstore, of the extension of that name.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>

namespace squall {

/// Texts by their keys; a value may be NULL.
struct hstore_t : std::map<std::string, std::optional<std::string>> {
  using std::map<std::string, std::optional<std::string>>::map;

  /// Reads what PostgreSQL prints: `"a"=>"1", "b"=>NULL`. Throws decode_error.
  static hstore_t parse(std::string_view text);
};

/// `"a"=>"1", "b"=>NULL`, in the order of the keys.
std::string to_string(const hstore_t& value);

}  // namespace squall
