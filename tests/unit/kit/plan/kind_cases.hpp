// Objects of every kind that stands by itself, in variants, made by hand.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "kit/model/model.hpp"

namespace squall::test {

struct kind_case {
  kit::object_id id;
  kit::object before;
  std::optional<kit::object> after = {};  ///< what it becomes
  std::string shown = {};                 ///< stands in pg_dump's text when `before` is there
  bool in_place = true;                   ///< `after` is reached by ALTER
  bool goes_with_type = false;            ///< DROP TYPE takes it along
};

/// What the cases stand on: schema `We "ird`, roles owner_a and `Role "b`, tables.
std::string setup_of_kinds();
inline const std::string odd_schema = "We \"ird";
inline const std::string odd = "\"We \"\"ird\".";  ///< in front of a name
inline const std::string odd_role = "Role \"b";

std::vector<kind_case> type_cases();
std::vector<kind_case> routine_cases();
std::vector<kind_case> relation_cases();
std::vector<kind_case> database_cases();

inline kit::access_control owned_by_a(kit::privilege_list granted = {}, kit::privilege_list revoked = {}) {
  return {"owner_a", std::move(granted), std::move(revoked), {}};
}

}  // namespace squall::test
