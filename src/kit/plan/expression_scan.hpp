// What an expression's text mentions, as far as its words tell. A match too many costs a step; one too few would break
// the plan, so the scan knows no context.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "kit/model/model.hpp"

namespace squall::kit {

/// True when `name` stands in the text as an identifier, bare (folded to lower case) or quoted.
bool mentions_identifier(std::string_view sql, std::string_view name);

/// True when `text` stands in the SQL as a string literal, or inside one as an array literal's element.
bool mentions_literal(std::string_view sql, std::string_view text);

/// True when every call in the text is of a function known to be no worse than STABLE: then ADD COLUMN … DEFAULT writes
/// no row (manual, ALTER TABLE, Notes).
bool is_cheap_default(std::string_view sql);

/// True when `value` stands on the column: by its references or by its text.
bool uses_column(const object_id& id, const object& value, const object_id& column);

/// Every expression text in `value`.
std::vector<std::string_view> expressions_of(const object& value);

}  // namespace squall::kit
