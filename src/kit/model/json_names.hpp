// The words that stand in the model's JSON for its enumerations, in their order.
#pragma once

#include <array>
#include <cstddef>
#include <string_view>

#include "kit/model/model.hpp"

namespace squall::kit::json_names {

inline constexpr std::array<std::string_view, 2> identity{"always", "by_default"};
inline constexpr std::array<std::string_view, 5> action{"no_action", "restrict", "cascade", "set_null", "set_default"};
inline constexpr std::array<std::string_view, 2> match{"simple", "full"};
inline constexpr std::array<std::string_view, 3> timing{"not_deferrable", "deferrable", "initially_deferred"};

static_assert(identity.size() == static_cast<std::size_t>(identity_kind::by_default) + 1);
static_assert(action.size() == static_cast<std::size_t>(foreign_key_action::set_default) + 1);
static_assert(match.size() == static_cast<std::size_t>(foreign_key_match::full) + 1);
static_assert(timing.size() == static_cast<std::size_t>(constraint_timing::initially_deferred) + 1);

}  // namespace squall::kit::json_names
