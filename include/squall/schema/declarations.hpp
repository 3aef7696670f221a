// What a schema holds beside its tables: functions and whatever else is said in SQL.
//
//     inline const auto slug = function("app.slug", R"sql(
//         CREATE FUNCTION app.slug(title text) RETURNS text IMMUTABLE LANGUAGE sql
//         RETURN lower(regexp_replace(title, '\W+', '-', 'g')))sql");
//
// Such a declaration is `inline const auto`: the tool's build registers its text when the header is loaded, which no
// constexpr variable can do. An application's build makes an empty constant of it.
#pragma once

#include <type_traits>

namespace squall {

/// What a declaration is in C++: nothing.
struct declared {};

namespace detail {

#ifdef SQUALL_DEFINITION
constexpr void refuse_constexpr(bool constant) {
  if (constant)
    throw "squall: a declaration with SQL text is `inline const auto`, not `inline constexpr auto`";
}
void register_statement(const char* label, const char* sql);
#endif

}  // namespace detail

/// Any objects by the statements that create them: `label` names them in messages, `sql` is one or more complete
/// statements.
// A template, so that g++ asks only in a call whether it can be constant.
template <class = void>
constexpr declared sql_object([[maybe_unused]] const char* label, [[maybe_unused]] const char* sql) {
#ifdef SQUALL_DEFINITION
  if (std::is_constant_evaluated())
    detail::refuse_constexpr(true);
  else
    detail::register_statement(label, sql);
#endif
  return {};
}

/// A function, procedure or aggregate: its name for messages, and its CREATE statement.
template <class = void>
constexpr declared function(const char* name, const char* sql) {
  return sql_object(name, sql);
}

}  // namespace squall
