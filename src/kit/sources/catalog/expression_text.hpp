// Text of expressions as the server deparses them.
#pragma once

#include <string_view>

namespace squall::kit::catalog {

/// `sql` without the parentheses that enclose all of it: `((a + b))` is `a + b`, `(a) + (b)` stays. What the deparser
/// puts around conditions and keys is punctuation of the clause, not of the expression.
std::string_view without_outer_parentheses(std::string_view sql);

/// A query without the space around it and the semicolon behind it.
std::string_view without_final_semicolon(std::string_view sql);

/// The parenthesized text, with its parentheses, that follows the first `keyword` outside of quotes; empty when there
/// is none. The deparser writes keywords in capitals and quotes names that have any.
std::string_view parenthesized_after(std::string_view sql, std::string_view keyword);

}  // namespace squall::kit::catalog
