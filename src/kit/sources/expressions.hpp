// The expressions of an object, as text that the server may respell.
#pragma once

#include <string>
#include <vector>

#include "kit/model/model.hpp"

namespace squall::kit {

/// The texts of all expressions of `value`, in a fixed order; empty where there is none.
std::vector<std::string> expression_texts(const object& value);

/// Where they stand, in the same order; nullptr where there is none.
std::vector<std::string*> expression_places(object& value);

/// Gives `to` the expressions of `from`, an object of the same kind and shape.
void take_expressions(object& to, const object& from);

}  // namespace squall::kit
