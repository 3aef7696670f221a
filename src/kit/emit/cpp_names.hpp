// C++ names for what SQL names: any text becomes an identifier that a person would have chosen, and no two things
// of one scope get the same.
#pragma once

#include <string>
#include <string_view>
#include <unordered_set>

namespace squall::kit {

/// Letters, digits and `_` of `name`; whatever else is there becomes `_`. Never empty, never begins with a digit, has
/// no
/// `__`, which C++ keeps for itself. May still be a keyword: see is_taken_in_cpp().
std::string cpp_identifier(std::string_view name);

/// `user_permissions` → `UserPermissions`, `OrderItem` → `OrderItem`.
std::string pascal_case(std::string_view name);

/// `userProfiles`, `user profiles` → `user_profiles`: the usual spelling of an object.
std::string snake_case_of(std::string_view name);

/// `UserPermissions` → `UserPermission`, `Categories` → `Category`, `People` → `Person`; what is no plural stays.
std::string singular_of(std::string_view name);

/// How squall::enum_traits would name the PostgreSQL type of the enumeration `name`: `UserStatus` → `user_status`.
std::string enum_name_of(std::string_view name);

/// Keywords of C++, macros of the C library, and what a schema header says unqualified (`index`, `text`, `cascade`):
/// a declaration of that name would hide it.
bool is_taken_in_cpp(std::string_view name);
/// Keywords and macros alone: nothing at all can have that name.
bool is_cpp_keyword(std::string_view name);

/// Names of one scope, each given once.
class identifier_pool {
 public:
  /// `wanted` when it is free, else with `_` or a number behind it.
  std::string take(const std::string& wanted);
  /// @return false when the name is not free.
  bool take_exactly(const std::string& wanted);
  [[nodiscard]] bool is_free(const std::string& name) const;

 private:
  std::unordered_set<std::string> taken_;
};

}  // namespace squall::kit
