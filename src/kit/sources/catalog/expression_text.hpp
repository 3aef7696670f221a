// Text of expressions as the server deparses them.
#pragma once

#include <string_view>

namespace squall::kit::catalog {

/// `sql` without the parentheses that enclose all of it: `((a + b))` is `a + b`, `(a) + (b)` stays. What the deparser
/// puts around conditions and keys is punctuation of the clause, not of the expression.
std::string_view without_outer_parentheses(std::string_view sql);

}  // namespace squall::kit::catalog
