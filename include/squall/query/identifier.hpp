// Names in fragments: quoted, whatever is in them.
//
//     sql<std::int64_t>("(select count(*) from {})", table_name(posts))
//     sql<std::string>("{}.{}", identifier("odd \"alias\""), identifier(column_of_the_user))
#pragma once

#include <string>
#include <string_view>
#include <utility>

#include "squall/errors.hpp"
#include "squall/query/clause.hpp"

namespace squall {

namespace detail {

/// A name that is known at run time.
struct runtime_identifier : expression_base<unknown> {
  static constexpr bool is_static = false;
  std::string name;

  static constexpr void write(sql_writer& w, const runtime_identifier* self) {
    if (self != nullptr)
      w.identifier(self->name);
  }
  template <class Sink>
  void bind(Sink&) const {}
};

/// A table as FROM names it.
template <class Tag>
struct table_reference : expression_base<unknown> {
  static constexpr void write(sql_writer& w, const table_reference*) { write_table<Tag>(w); }
  template <class Sink>
  void bind(Sink&) const {}
};

}  // namespace detail

/// A name as a quoted identifier, for {} in a fragment. usage_error when PostgreSQL cannot have such a name.
inline auto identifier(std::string name) {
  if (name.empty() || name.size() > 63 || name.find('\0') != std::string::npos)
    throw usage_error("a name in PostgreSQL has 1 to 63 bytes, none of them zero");
  return detail::runtime_identifier{{}, std::move(name)};
}
/// The name of a table, with its schema, for {} in a fragment.
template <class Table>
constexpr auto table_name(const Table&) {
  static_assert(detail::is_table<Table>, "squall: table_name() takes a table");
  return detail::table_reference<detail::tag_of<Table>>{};
}

}  // namespace squall
