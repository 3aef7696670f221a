// Views and composite types: what has columns and is no table.
//
// The columns of a view are typed, and queries take it as they take tables; nothing is written to it.
//
//     template <class M> struct ActiveUsers {
//       col<M, uuid()> id;
//       col<M, text()> email;
//     };
//     inline const auto active_users = view<ActiveUsers, "active_users", "app">(R"sql(
//         SELECT id, email FROM app.users WHERE is_active)sql");
#pragma once

#include <type_traits>
#include <utility>
#include <vector>

#include "squall/schema/declarations.hpp"
#include "squall/schema/table.hpp"

namespace squall {

/// WITH (…) of a view (PostgreSQL manual, CREATE VIEW).
struct view_options {
  bool security_barrier = false;
  bool security_invoker = false;       ///< PostgreSQL 15: the reader's rights and policies, not the owner's
  const char* check_option = nullptr;  ///< "local" or "cascaded"
  const char* comment = nullptr;
};
struct materialized_view_options {
  bool with_no_data = false;  ///< empty until REFRESH MATERIALIZED VIEW
  const char* tablespace = nullptr;
  const char* access_method = nullptr;
  const char* storage_parameters = nullptr;  ///< in SQL: "fillfactor = 70"
  const char* comment = nullptr;
};

/// The type of `active_users`. Its members are the columns, nothing else.
template <template <class> class View, fixed_string Name, fixed_string Schema, fixed_string Alias>
struct view_t : View<detail::column_mode<tag<View, Name, Schema, Alias>>> {};

namespace detail {

template <template <class> class T, fixed_string N, fixed_string S, fixed_string A>
struct table_traits<view_t<T, N, S, A>> {
  using table_tag = tag<T, N, S, A>;
  using select = T<select_mode>;
  template <fixed_string B>
  using aliased = view_t<T, N, S, B>;
};
template <template <class> class T, fixed_string N, fixed_string S, fixed_string A>
inline constexpr bool is_table<view_t<T, N, S, A>> = true;
template <template <class> class T, fixed_string N, fixed_string S, fixed_string A>
inline constexpr bool is_view<view_t<T, N, S, A>> = true;

template <class T>
concept extras_lambda = std::is_class_v<T> && std::is_empty_v<T> && !std::is_aggregate_v<T>;

#ifdef SQUALL_DEFINITION
// Bodies in register.hpp.
template <template <class> class View, fixed_string Name, fixed_string Schema, class Query>
void register_typed_view(const Query& query, const view_options& options);
template <template <class> class View, fixed_string Name, fixed_string Schema, class Extras>
void register_view(const char* query, const view_options& options);
template <template <class> class View, fixed_string Name, fixed_string Schema, class Extras>
void register_materialized_view(const char* query, const materialized_view_options& options);
template <template <class> class Type, fixed_string Name, fixed_string Schema>
void register_composite(const char* comment);
#endif

}  // namespace detail

/// A view: its SELECT statement in SQL, whose columns have the names and types of the struct's members. `extras` is a
/// lambda as that of table(): trigger(), grant(), owner(), comment(), table_sql().
template <template <class> class View, fixed_string Name, fixed_string Schema = "", class Extras = detail::no_extras>
constexpr view_t<View, Name, Schema> view([[maybe_unused]] const char* query,
                                          [[maybe_unused]] const view_options& options = {},
                                          [[maybe_unused]] Extras extras = {}) {
  (void)sizeof(detail::check_declared_name<Name, Schema>);
#ifdef SQUALL_DEFINITION
  if (std::is_constant_evaluated())
    detail::refuse_constexpr(true);
  else
    detail::register_view<View, Name, Schema, Extras>(query, options);
#endif
  return {};
}
template <template <class> class View, fixed_string Name, fixed_string Schema = "", detail::extras_lambda Extras>
constexpr view_t<View, Name, Schema> view(const char* query, Extras extras) {
  return view<View, Name, Schema>(query, view_options{}, extras);
}

/// A view of a typed query: `view<ActiveUsers, "active_users">(select(users.id, users.email).from(users))`. The members
/// of its struct name the query's columns, in order.
template <template <class> class View, fixed_string Name, fixed_string Schema = "", class Query>
  requires requires { typename Query::core; }
constexpr view_t<View, Name, Schema> view([[maybe_unused]] const Query& query,
                                          [[maybe_unused]] const view_options& options = {}) {
  (void)sizeof(detail::check_declared_name<Name, Schema>);
#ifdef SQUALL_DEFINITION
  if (std::is_constant_evaluated())
    detail::refuse_constexpr(true);
  else
    detail::register_typed_view<View, Name, Schema>(query, options);
#endif
  return {};
}

/// A materialized view. Its lambda may have indexes, too.
template <template <class> class View, fixed_string Name, fixed_string Schema = "", class Extras = detail::no_extras>
constexpr view_t<View, Name, Schema> materialized_view([[maybe_unused]] const char* query,
                                                       [[maybe_unused]] const materialized_view_options& options = {},
                                                       [[maybe_unused]] Extras extras = {}) {
  (void)sizeof(detail::check_declared_name<Name, Schema>);
#ifdef SQUALL_DEFINITION
  if (std::is_constant_evaluated())
    detail::refuse_constexpr(true);
  else
    detail::register_materialized_view<View, Name, Schema, Extras>(query, options);
#endif
  return {};
}
template <template <class> class View, fixed_string Name, fixed_string Schema = "", detail::extras_lambda Extras>
constexpr view_t<View, Name, Schema> materialized_view(const char* query, Extras extras) {
  return materialized_view<View, Name, Schema>(query, materialized_view_options{}, extras);
}

/// A composite type: its attributes are the members of a struct as that of a table. Columns of it are
/// `sql_type("app.address")`.
template <template <class> class Type, fixed_string Name, fixed_string Schema = "">
constexpr declared composite([[maybe_unused]] const char* comment = nullptr) {
  (void)sizeof(detail::check_declared_name<Name, Schema>);
#ifdef SQUALL_DEFINITION
  if (std::is_constant_evaluated())
    detail::refuse_constexpr(true);
  else
    detail::register_composite<Type, Name, Schema>(comment);
#endif
  return {};
}

}  // namespace squall
