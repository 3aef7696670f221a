// PostgreSQL types as a schema header spells them.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "kit/emit/cpp_text.hpp"
#include "kit/model/model.hpp"

namespace squall::kit {

/// What a column's type becomes.
struct cpp_type {
  std::string function;    ///< `varchar`; `enumeration<Role>`
  std::string arguments;   ///< `255`
  bool array = false;      ///< and `.array()` behind it
  bool ambiguous = false;  ///< has to be qualified: `pg::time(0)`
  /// What the C++ type checks of a header compare: columns with equal ones may refer to each other.
  std::string value;
};

/// The function of squall::pg for `type`; `sql_type("…")` where only its SQL text will do.
cpp_type cpp_type_of(const type_name& type);

/// `<std::int32_t>` for a column whose type is a domain over integer: what sql_type() is to read it as. Empty where the
/// usual std::string will do, or nothing better is known.
std::string cpp_value_of_domain(const database& model, const type_name& type);

/// `character varying(255)[]` → name `character varying`, modifiers `255`, array.
struct type_parts {
  std::string name;       ///< without modifiers: `timestamp with time zone`
  std::string modifiers;  ///< between the parentheses
  bool array = false;
};
type_parts parts_of_type(std::string_view sql);

}  // namespace squall::kit
