#include "kit/sources/catalog/features.hpp"

#include <algorithm>

namespace squall::kit::catalog {

namespace {

constexpr char separator = '\n';

}  // namespace

std::string features_field(const std::vector<feature>& features) {
  std::string any;
  std::string each;
  for (const auto& [condition, what] : features) {
    any.append(any.empty() ? "" : " or ").append("(").append(condition).append(")");
    each.append(", case when ").append(condition).append(" then '").append(what).append("' end");
  }
  return "case when " + any + " then pg_catalog.concat_ws(e'\\n'" + each + ") end";
}

void report_features(const std::string& subject, std::string_view field, reading_state& state) {
  while (!field.empty()) {
    const auto end = std::min(field.find(separator), field.size());
    state.report(subject + ": " + std::string{field.substr(0, end)} + " is not modelled and is left alone");
    field.remove_prefix(std::min(end + 1, field.size()));
  }
}

}  // namespace squall::kit::catalog
