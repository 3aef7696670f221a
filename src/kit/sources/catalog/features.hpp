// What modelled objects have beyond the model: found by the query that reads the object, and reported.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "kit/sources/catalog/state.hpp"

namespace squall::kit::catalog {

/// Something that an object may have: an SQL condition, and its name in the sentence.
struct feature {
  std::string condition;
  std::string_view what;
};

/// A field of a select list that names the features found; NULL, at little cost, for the great majority that has none.
std::string features_field(const std::vector<feature>& features);

/// Reports each feature that `field` names of `subject` ("table users").
void report_features(const std::string& subject, std::string_view field, reading_state& state);

}  // namespace squall::kit::catalog
