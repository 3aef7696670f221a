// The schema of a database in C++: tables, columns, enums, indexes, constraints, and the row types that follow.
//
//     template <class M> struct Users {
//       col<M, uuid().primary_key().default_random()>   id;
//       col<M, varchar(255).not_null().unique()>        email;
//       col<M, text()>                                  bio;
//     };
//     inline constexpr auto users = table<Users, "users">();
//     using User    = select_t<Users>;   // std::string email; std::optional<std::string> bio; …
//     using NewUser = insert_t<Users>;   // leaving out .email does not compile
//
// See docs/schema.md.
#pragma once

#include "squall/schema/column_types.hpp"
#include "squall/schema/constraints.hpp"
#include "squall/schema/custom_types.hpp"
#include "squall/schema/declarations.hpp"
#include "squall/schema/enums.hpp"
#include "squall/schema/extension_columns.hpp"
#include "squall/schema/geometric_columns.hpp"
#include "squall/schema/modes.hpp"
#include "squall/schema/ordering.hpp"
#include "squall/schema/range_columns.hpp"
#include "squall/schema/system_columns.hpp"
#include "squall/schema/table.hpp"
#include "squall/schema/table_options.hpp"
#include "squall/schema/table_sql.hpp"
#include "squall/schema/view.hpp"

#ifdef SQUALL_DEFINITION
#include "squall/schema/definition.hpp"
#endif
