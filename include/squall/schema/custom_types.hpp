// Columns of types that have no function of their own: by the type's SQL text, or by a C++ type that names it.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "squall/schema/column_types.hpp"

namespace squall {

/// Says which PostgreSQL type a C++ type stands for: a domain, a composite type, any type that a statement makes.
///
///     struct Email;   // needs no definition
///     template <> struct squall::sql_name_of<Email> {
///       static constexpr std::string_view name = "email";
///       static constexpr std::string_view schema = "app";   // optional: "public"
///       using value_type = std::string;                     // optional: what a value is in C++; else Email itself
///     };
///     col<M, domain_<Email>()> email;
template <class T>
struct sql_name_of {};

namespace detail {

template <class T>
struct value_type_named {
  using type = T;
};
template <class T>
  requires requires { typename sql_name_of<T>::value_type; }
struct value_type_named<T> {
  using type = typename sql_name_of<T>::value_type;
};

template <class T, bool Ok>
struct check_sql_name {
  static_assert(Ok, "squall: specialise squall::sql_name_of for this type and give it a name");
};

template <class T>
consteval std::string_view schema_named() {
  if constexpr (requires { sql_name_of<T>::schema; })
    return sql_name_of<T>::schema;
  else
    return "public";
}

template <std::size_t N>
struct literal_copy {
  char text[N + 1]{};
  consteval explicit literal_copy(std::string_view s) {
    for (std::size_t i = 0; i < N; ++i) text[i] = s[i];
  }
};

}  // namespace detail

inline namespace pg {

/// A type by its name in SQL: `sql_type("app.email")`, `sql_type("vector(3)")`. In C++ it is `T`, which has to be what
/// the type is in binary form: std::string for what is text or a domain over text.
template <class T = std::string, std::size_t N>
consteval auto sql_type(const char (&name)[N], detail::place p = detail::place::current()) {
  static_assert(N > 1, "squall: a type has a name");
  return detail::make_custom<T>(name, p);
}

/// The type that sql_name_of<T> names: a domain.
template <class T>
consteval auto domain_(detail::place p = detail::place::current()) {
  constexpr bool named = requires { sql_name_of<T>::name; };
  (void)sizeof(detail::check_sql_name<T, named>);
  if constexpr (named) {
    constexpr std::string_view schema = detail::schema_named<T>();
    constexpr std::string_view name = sql_name_of<T>::name;
    constexpr detail::literal_copy<schema.size()> schema_text(schema);
    constexpr detail::literal_copy<name.size()> name_text(name);
    return detail::make_spec<typename detail::value_type_named<T>::type>(detail::sql_type::custom, p)
        .text(detail::text_tag::type_schema, schema_text.text)
        .text(detail::text_tag::type_name, name_text.text);
  }
}
/// The same, for a composite type.
template <class T>
consteval auto composite_(detail::place p = detail::place::current()) {
  return domain_<T>(p);
}

}  // namespace pg
}  // namespace squall
