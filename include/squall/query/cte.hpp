// Common table expressions (PostgreSQL manual, 7.8).
//
//     constexpr auto busy = cte<"busy">(select(posts.author_id,
//     as<"n">(count())).from(posts).group_by(posts.author_id)); db.with(busy).select(users.email,
//     busy["n"_c]).from(users).inner_join(busy, busy[posts.author_id] == users.id).all();
//
//     constexpr auto tree = recursive<"tree">(
//         select(categories.id, categories.name).from(categories).where(categories.id == param<0>),
//         [](auto self) {
//           return select(categories.id, categories.name)
//               .from(categories).inner_join(self, categories.parent_id == self[categories.id]);
//         });
//
// The query may be an INSERT, UPDATE or DELETE with returning().
#pragma once

#include <type_traits>
#include <utility>

#include "squall/query/set_operations.hpp"
#include "squall/query/sources.hpp"

namespace squall {

namespace detail {

enum class materialization : std::uint8_t { as_planned, materialized, not_materialized };

/// A common table expression where it is used: its name.
template <fixed_string Name, class Fields>
struct common_reference : source_columns<source_tag<Name, Fields>> {
  using is_row_source = void;
  using source_type = common_reference;
  using table_tag = source_tag<Name, Fields>;
  static constexpr bool is_static = true;
  static constexpr bool has_values = false;

  static constexpr stray_column stray(const scope&) { return {}; }
  static constexpr void write_source(sql_writer& w, const common_reference*) { w.identifier(Name.view()); }
  template <class Sink>
  void bind_source(Sink&) const {}
};

/// A common table expression: its name and its query.
template <fixed_string Name, class Query, bool Recursive, materialization How>
class common_table : public common_reference<Name, source_fields_of<Query>> {
 public:
  using reference = common_reference<Name, source_fields_of<Query>>;
  using query_type = Query;
  static constexpr bool is_recursive = Recursive;

  constexpr explicit common_table(Query query) : query_(std::move(query)) {}

  /// The query runs once, and its rows are kept: the planner does not look into it.
  [[nodiscard]] constexpr auto materialized() const { return as<materialization::materialized>(); }
  /// The query is planned as a part of each statement that uses it.
  [[nodiscard]] constexpr auto not_materialized() const { return as<materialization::not_materialized>(); }

  static constexpr stray_column stray_of_query() { return Query::core::stray(); }
  static constexpr void write_definition(sql_writer& w, const common_table* self) {
    w.identifier(Name.view());
    source_fields_of<Query>::write_names(w);
    w.put(How == materialization::materialized       ? " as materialized ("
          : How == materialization::not_materialized ? " as not materialized ("
                                                     : " as (");
    inner_query<Query>::write(w, self == nullptr ? nullptr : &self->query_);
    w.put(")");
  }
  template <class Sink>
  void bind_definition(Sink& sink) const {
    inner_query<Query>::bind(sink, query_);
  }

 private:
  template <materialization Other>
  constexpr auto as() const {
    return common_table<Name, Query, Recursive, Other>(query_);
  }
  [[no_unique_address]] Query query_;
};

template <class T>
inline constexpr bool is_common_table = false;
template <fixed_string Name, class Query, bool Recursive, materialization How>
inline constexpr bool is_common_table<common_table<Name, Query, Recursive, How>> = true;

template <class T, bool Ok>
struct check_common_table {
  static_assert(Ok, "squall: with() takes common table expressions: with(cte<\"name\">(…)) (see T)");
};

/// `with "a" as (…), "b" as (…) `
template <class... T>
struct common_clause : clause_base<rank::common> {
  static constexpr bool is_static = (inner_query<typename T::query_type>::is_static && ...);
  static constexpr bool has_values = (inner_query<typename T::query_type>::has_values || ...);
  [[no_unique_address]] pack<T...> tables;

  static constexpr stray_column stray(const scope&) {
    stray_column found;
    (void)((found = T::stray_of_query(), found.found()) || ...);
    return found;
  }
  static constexpr void write(sql_writer& w, const common_clause* self) {
    w.put((T::is_recursive || ...) ? "with recursive " : "with ");
    write_each(w, self, std::index_sequence_for<T...>{});
    w.put(" ");
  }
  template <class Sink>
  void bind(Sink& sink) const {
    bind_each(sink, std::index_sequence_for<T...>{});
  }

 private:
  template <std::size_t... I>
  static constexpr void write_each(sql_writer& w, const common_clause* self, std::index_sequence<I...>) {
    ((w.put(I == 0 ? "" : ", "), T::write_definition(w, self == nullptr ? nullptr : &item<I>(self->tables))), ...);
  }
  template <class Sink, std::size_t... I>
  void bind_each(Sink& sink, std::index_sequence<I...>) const {
    (item<I>(tables).bind_definition(sink), ...);
  }
};
template <class... T>
constexpr auto make_common_clause(const T&... tables) {
  (void)(sizeof(check_common_table<T, is_common_table<T>>) + ...);
  if constexpr ((is_common_table<T> && ...))
    return common_clause<T...>{{}, {{tables}...}};
  else
    return refused_clause{};
}

/// with(…): select() follows.
template <class Session, class... T>
class [[nodiscard("squall: with() needs select()")]] with_start {
 public:
  constexpr with_start(Session session, const T&... tables) : session_(session), tables_{{tables}...} {}
  template <class... F>
  constexpr auto select(F&&... fields) const {
    return [&]<std::size_t... I>(std::index_sequence<I...>) {
      return statement_access::add(begin_select(session_, static_cast<F&&>(fields)...),
                                   make_common_clause(item<I>(tables_)...));
    }(std::index_sequence_for<T...>{});
  }

 private:
  Session session_;
  [[no_unique_address]] pack<T...> tables_;
};
template <class Session, class... T>
constexpr auto begin_with(Session session, const T&... tables) {
  return with_start<Session, T...>(session, tables...);
}

}  // namespace detail

/// WITH name AS (query).
template <fixed_string Name, class Query>
constexpr auto cte(Query query) {
  static_assert(!Name.empty() && Name.view().size() <= 63, "squall: a name in PostgreSQL has 1 to 63 bytes");
  static_assert(detail::query_type<Query>, "squall: cte() takes a statement that gives rows");
  return detail::common_table<Name, Query, false, detail::materialization::as_planned>(std::move(query));
}
/// WITH RECURSIVE name AS (base UNION ALL step): `step(self)` is a query that uses the rows so far, `self`.
template <fixed_string Name, class Base, class Step>
constexpr auto recursive(Base base, Step step) {
  using self = detail::common_reference<Name, detail::source_fields_of<Base>>;
  auto query = union_all(std::move(base), step(self{}));
  return detail::common_table<Name, decltype(query), true, detail::materialization::as_planned>(std::move(query));
}
/// The same with UNION: a row that came before does not come again, so cycles end.
template <fixed_string Name, class Base, class Step>
constexpr auto recursive_distinct(Base base, Step step) {
  using self = detail::common_reference<Name, detail::source_fields_of<Base>>;
  auto query = union_(std::move(base), step(self{}));
  return detail::common_table<Name, decltype(query), true, detail::materialization::as_planned>(std::move(query));
}

/// A SELECT with common table expressions that belongs to no database.
template <class... T>
constexpr auto with(const T&... tables) {
  return detail::begin_with(detail::unbound{}, tables...);
}

}  // namespace squall
