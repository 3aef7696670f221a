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

/// True when the attributes have other places: a value's text, which names none of them, would be read wrongly.
bool moves_attributes(const composite_type& before, const composite_type& after);

/// `value` as one of `type`, the type made anew, attribute by attribute. `remade`: types that are made anew, too.
/// Throws kit::error where an attribute's own values would have to be taken apart.
std::string carried_over(const std::string& value, const composite_type& before, const composite_type& after,
                         const std::string& type, const std::set<object_id>& remade);

}  // namespace squall::kit
