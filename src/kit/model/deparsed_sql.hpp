// What PostgreSQL prints otherwise than it reads it.
#pragma once

#include <string>
#include <string_view>

namespace squall::kit {

/// `sql`, an expression as PostgreSQL deparses it, in words that are parsed to the same tree. `v IN ('a', 'b')` over a
/// varchar is printed as `(v)::text = ANY ((ARRAY['a'::character varying, …])::text[])`; read again, the cast of the
/// array becomes one of each element (parse_expr.c, transformTypeCast), which is printed in a third way. Without the
/// cast the parser adds the one that was there.
std::string parsed_alike(std::string_view sql);

}  // namespace squall::kit
