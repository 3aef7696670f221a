// What becomes of the values of a composite type that changes. Private to this folder.
#pragma once

#include <set>
#include <string>
#include <vector>

#include "kit/model/model.hpp"

namespace squall::kit {

/// The attributes of `before` that `after` has not.
std::vector<std::string> lost_attributes(const composite_type& before, const composite_type& after);

/// True when a table's column holds values of the type, by itself or inside of other types.
bool is_stored(const database& db, const object_id& type);

/// True for domains, when the values that there are are looked at for `after`: a check comes or becomes valid, or NOT
/// NULL.
bool is_stricter_domain(const object& before, const object& after);

/// True when a column holds values of the domain inside of others: of an array, a composite type, a range or another
/// table's row. PostgreSQL does not look for them there: it refuses to check them (ALTER DOMAIN, Notes).
bool is_stored_inside_others(const database& db, const object_id& type);

/// Values of types that are made anew, under the same names.
class remade_values {
 public:
  remade_values(const database& before, const database& after, const std::set<object_id>& remade)
      : before_(before), after_(after), remade_(remade) {}

  /// True when attributes have other places, in the type or in one inside of it: a value's text, which names none of
  /// them, would be read wrongly.
  [[nodiscard]] bool moves_attributes(const object_id& type) const;

  /// `value`, of the type as it was, as one of the type as it shall be: by way of its text, or attribute by attribute.
  /// Throws kit::error where the values of an array would have to be taken apart.
  [[nodiscard]] std::string carried_over(const std::string& value, const type_name& type) const;

 private:
  [[nodiscard]] std::string attributes_carried_over(const std::string& value, const object_id& type) const;

  const database& before_;
  const database& after_;
  const std::set<object_id>& remade_;
};

}  // namespace squall::kit
