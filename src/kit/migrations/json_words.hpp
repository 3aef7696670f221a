// Enumerations as words of migration.json.
#pragma once

#include <string>

#include "kit/base/error.hpp"

namespace squall::kit::detail {

/// The value of an enumeration that ends with `last`, by the word that to_string() has for it. Throws kit::error:
/// there is no `what` of that name.
template <class Enum>
Enum parse_word(const std::string& text, Enum last, const char* what) {
  for (int i = 0; i <= static_cast<int>(last); ++i) {
    if (to_string(static_cast<Enum>(i)) == text) {
      return static_cast<Enum>(i);
    }
  }
  throw error(std::string("there is no ") + what + " " + text);
}

}  // namespace squall::kit::detail
