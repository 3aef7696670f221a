// Values that a column could hold: the ends of what its type can say, and what its checks mention.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace squall::kit {

enum class sample_kind : std::uint8_t {
  boundary,  ///< extremes first
  plain,     ///< small values that most other types can hold too
};

/// A type without its domains, as the catalog has it.
struct base_type_facts {
  std::string name;       ///< pg_type.typname: "int4", "varchar"
  std::string full_name;  ///< format_type()
  char kind = 'b';        ///< pg_type.typtype
  bool array = false;
  int modifier_1 = -1;              ///< varchar(20): 20; numeric(10,2): 10
  int modifier_2 = -1;              ///< numeric(10,2): 2
  std::vector<std::string> labels;  ///< of an enum
  int attributes = 0;               ///< of a composite type
};

/// SQL expressions of values of the type, the most telling first; none holds NULL. `mentioned` are the constants in
/// checks on the column: strings and numbers as they stand there, without quotes.
std::vector<std::string> sample_values(const base_type_facts& type, const std::vector<std::string>& mentioned,
                                       sample_kind kind);

/// The constants of an expression: 'active', 18, 0.5.
std::vector<std::string> constants_in(std::string_view expression);

}  // namespace squall::kit
