// Subqueries in conditions and lists (PostgreSQL manual, 9.24), and in FROM.
//
//     where(exists(select(posts.id).from(posts).where(posts.author_id == users.id)))
//     where(in(users.id, select(posts.author_id).from(posts)))
//     where(posts.likes > all(select(posts.likes).from(posts).where(…)))
//     select(users.email, as<"posts">(scalar(select(count()).from(posts).where(posts.author_id == users.id))))
//
//     constexpr auto per_author = subquery<"per_author">(
//         select(posts.author_id, as<"n">(count())).from(posts).group_by(posts.author_id));
//     db.select(users.email, per_author["n"_c])
//       .from(users)
//       .left_join(per_author, per_author[posts.author_id] == users.id)
#pragma once

#include <optional>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

#include "squall/query/operators.hpp"
#include "squall/query/sources.hpp"
#include "squall/query/type_names.hpp"

namespace squall {

namespace detail {

template <class Query, bool Ok>
struct check_one_field {
  static_assert(Ok, "squall: this subquery has to give one column (see Query)");
};
template <class Query, bool Ok>
struct check_is_query {
  static_assert(Ok, "squall: a statement that gives rows is expected here (see Query)");
};
template <class Query>
consteval bool gives_one_field() {
  return source_fields_of<Query>::count == 1;
}
template <class List>
struct first_field;
template <class F, class... More>
struct first_field<field_types<F, More...>> {
  using type = F;
};
template <class Query>
using field_of_query = typename first_field<fields_of_query<Query>>::type;

/// What expressions that hold a statement share.
template <class Db, class Query, class... Part>
struct query_expression {
  using is_expression = void;
  using db_type = Db;
  using inner = inner_query<Query>;
  static constexpr bool is_static = inner::is_static && (has_static_text<Part>() && ...);
  static constexpr bool has_values = inner::has_values || (carries_values<Part>() || ...);
  static constexpr stray_column stray(const scope& tables) {
    const stray_column found = Query::core::stray(tables);
    return found.found() ? found : first_stray<Part...>(tables);
  }
};

template <class Query, bool Not>
struct exists_node : query_expression<bool, Query> {
  [[no_unique_address]] Query query;

  static constexpr bool nullable(const scope&) { return false; }
  static constexpr void write(sql_writer& w, const exists_node* self) {
    w.put(Not ? "not exists (" : "exists (");
    inner_query<Query>::write(w, self == nullptr ? nullptr : &self->query);
    w.put(")");
  }
  template <class Sink>
  void bind(Sink& sink) const {
    inner_query<Query>::bind(sink, query);
  }
};

template <class E, class Query, bool Not>
struct in_query : query_expression<bool, Query, E> {
  [[no_unique_address]] E operand;
  [[no_unique_address]] Query query;

  static constexpr bool nullable(const scope& tables) {
    return can_be_null<E>(tables) || can_be_null<field_of_query<Query>>(Query::core::tables);
  }
  static constexpr void write(sql_writer& w, const in_query* self) {
    w.put("(");
    render_operand<E>(w, self == nullptr ? nullptr : &self->operand);
    w.put(Not ? " not in (" : " in (");
    inner_query<Query>::write(w, self == nullptr ? nullptr : &self->query);
    w.put("))");
  }
  template <class Sink>
  void bind(Sink& sink) const {
    bind_values(sink, operand);
    inner_query<Query>::bind(sink, query);
  }
};

/// `(select …)`: a value; NULL when there is no row. An aggregate without groups always gives one.
template <class Query>
struct scalar_query : query_expression<db_type_of<field_of_query<Query>>, Query> {
  [[no_unique_address]] Query query;

  static constexpr bool nullable(const scope&) {
    return can_be_null<field_of_query<Query>>(Query::core::tables) || !Query::core::always_one_row;
  }
  static constexpr void write(sql_writer& w, const scalar_query* self) {
    w.put("(");
    inner_query<Query>::write(w, self == nullptr ? nullptr : &self->query);
    w.put(")");
  }
  template <class Sink>
  void bind(Sink& sink) const {
    inner_query<Query>::bind(sink, query);
  }
};

/// `any (select …)`, `all (select …)`: beside a comparison.
template <class Query, bool All>
struct quantified_query : query_expression<db_type_of<field_of_query<Query>>, Query> {
  [[no_unique_address]] Query query;

  static constexpr bool nullable(const scope&) { return can_be_null<field_of_query<Query>>(Query::core::tables); }
  static constexpr void write(sql_writer& w, const quantified_query* self) {
    w.put(All ? "all (" : "any (");
    inner_query<Query>::write(w, self == nullptr ? nullptr : &self->query);
    w.put(")");
  }
  template <class Sink>
  void bind(Sink& sink) const {
    inner_query<Query>::bind(sink, query);
  }
};
/// The same of an array.
template <class E, bool All>
struct quantified_array : expression_base<bare<typename db_type_of<E>::value_type>, E> {
  [[no_unique_address]] E array;

  static constexpr bool nullable(const scope&) { return true; }
  static constexpr void write(sql_writer& w, const quantified_array* self) {
    w.put(All ? "all (" : "any (");
    render<E>(w, self == nullptr ? nullptr : &self->array);
    w.put(")");
  }
  template <class Sink>
  void bind(Sink& sink) const {
    bind_values(sink, array);
  }
};

/// The same of a vector of the program: one parameter.
template <class Db, bool All>
struct quantified_values : expression_base<bare<typename Db::value_type>> {
  static constexpr bool has_values = true;
  value_of_t<Db> values;

  static constexpr bool nullable(const scope&) { return is_optional<typename Db::value_type>; }
  static constexpr void write(sql_writer& w, const quantified_values*) {
    w.put(All ? "all (cast(" : "any (cast(");
    w.parameter(codec<Db>::oid);
    w.put(" as ");
    write_type_name<Db>(w);
    w.put("))");
  }
  template <class Sink>
  void bind(Sink& sink) const {
    sink.template value<Db>(values);
  }
};
/// `array(select …)`: the values of a subquery as one array; an empty one when there is no row.
template <class Query>
using array_of_query = std::vector<
    std::conditional_t<can_be_null<field_of_query<Query>>(Query::core::tables),
                       std::optional<db_type_of<field_of_query<Query>>>, db_type_of<field_of_query<Query>>>>;
template <class Query>
struct array_query : query_expression<array_of_query<Query>, Query> {
  [[no_unique_address]] Query query;

  static constexpr bool nullable(const scope&) { return false; }
  static constexpr void write(sql_writer& w, const array_query* self) {
    w.put("array(");
    inner_query<Query>::write(w, self == nullptr ? nullptr : &self->query);
    w.put(")");
  }
  template <class Sink>
  void bind(Sink& sink) const {
    inner_query<Query>::bind(sink, query);
  }
};

template <class Query, template <class> class Node>
constexpr auto make_query_node(Query query) {
  (void)sizeof(check_is_query<Query, query_type<Query>>);
  if constexpr (query_type<Query>) {
    constexpr bool ok = gives_one_field<Query>();
    (void)sizeof(check_one_field<Query, ok>);
    if constexpr (ok)
      return Node<Query>{{}, std::move(query)};
    else
      return mistake{};
  } else {
    return mistake{};
  }
}
template <class Query>
using any_query = quantified_query<Query, false>;
template <class Query>
using all_query = quantified_query<Query, true>;

template <bool All, class Q>
constexpr auto quantify(Q operand) {
  if constexpr (expression<Q>) {
    static_assert(is_array_type<db_type_of<Q>>, "squall: any() and all() take a subquery or an array");
    return quantified_array<Q, All>{{}, std::move(operand)};
  } else if constexpr (is_array_type<Q>) {
    static_assert(std::is_same_v<value_of_t<Q>, Q>,
                  "squall: any() and all() take a vector of a database type's values");
    return quantified_values<Q, All>{{}, std::move(operand)};
  } else if constexpr (All) {
    return make_query_node<Q, all_query>(std::move(operand));
  } else {
    return make_query_node<Q, any_query>(std::move(operand));
  }
}

template <bool Not, class E, class Query>
constexpr auto is_in_query(E e, Query query) {
  constexpr bool one = gives_one_field<Query>();
  (void)sizeof(check_one_field<Query, one>);
  if constexpr (one) {
    using db = db_type_of<field_of_query<Query>>;
    constexpr bool ok = comparable<db_type_of<E>, db>;
    (void)sizeof(check_comparable<db_type_of<E>, db, ok>);
    if constexpr (ok)
      return in_query<E, Query, Not>{{}, std::move(e), std::move(query)};
    else
      return mistake{};
  } else {
    return mistake{};
  }
}

/// A subquery in FROM.
template <fixed_string Name, class Query, bool Lateral>
class derived_table : public source_columns<source_tag<Name, source_fields_of<Query>>> {
 public:
  using is_row_source = void;
  using source_type = derived_table;
  using table_tag = source_tag<Name, source_fields_of<Query>>;
  static constexpr bool is_static = Query::core::is_static;
  static constexpr bool has_values = Query::core::has_values;

  constexpr explicit derived_table(Query query) : query_(std::move(query)) {}
  [[nodiscard]] constexpr const Query& query() const { return query_; }

  static constexpr stray_column stray(const scope& tables) {
    if constexpr (Lateral)
      return Query::core::stray(tables);
    else
      return Query::core::stray();
  }
  static constexpr void write_source(sql_writer& w, const derived_table* self) {
    w.put(Lateral ? "lateral (" : "(");
    inner_query<Query>::write(w, self == nullptr ? nullptr : &self->query_);
    w.put(") as ");
    w.identifier(Name.view());
    table_tag::fields::write_names(w);
  }
  template <class Sink>
  void bind_source(Sink& sink) const {
    inner_query<Query>::bind(sink, query_);
  }

 private:
  [[no_unique_address]] Query query_;
};

template <class T, bool Ok>
struct check_lateral {
  static_assert(Ok, "squall: lateral() takes a subquery: lateral(subquery<\"name\">(…)) (see T)");
};
template <class T>
inline constexpr bool is_derived = false;
template <fixed_string Name, class Query>
inline constexpr bool is_derived<derived_table<Name, Query, false>> = true;
template <fixed_string Name, class Query>
constexpr auto make_lateral(const derived_table<Name, Query, false>& table) {
  return derived_table<Name, Query, true>(table.query());
}

/// The condition `true`.
struct always_node : expression_base<bool> {
  static constexpr bool nullable(const scope&) { return false; }
  static constexpr void write(sql_writer& w, const always_node*) { w.put("true"); }
  template <class Sink>
  void bind(Sink&) const {}
};

}  // namespace detail

/// The condition that always holds: `left_join(lateral(s), always)`.
inline constexpr detail::always_node always{};

/// The subquery gives a row.
template <class Query>
constexpr auto exists(Query query) {
  (void)sizeof(detail::check_is_query<Query, detail::query_type<Query>>);
  if constexpr (detail::query_type<Query>)
    return detail::exists_node<Query, false>{{}, std::move(query)};
  else
    return detail::mistake{};
}
template <class Query>
constexpr auto not_exists(Query query) {
  (void)sizeof(detail::check_is_query<Query, detail::query_type<Query>>);
  if constexpr (detail::query_type<Query>)
    return detail::exists_node<Query, true>{{}, std::move(query)};
  else
    return detail::mistake{};
}
/// Equal to a value that the subquery gives.
template <expression E, detail::query_type Query>
constexpr auto in(const E& e, Query query) {
  return detail::is_in_query<false>(e, std::move(query));
}
/// Equal to none of the values that the subquery gives. NULL (not true) when one of them is NULL: not_exists() has no
/// such trap.
template <expression E, detail::query_type Query>
constexpr auto not_in(const E& e, Query query) {
  return detail::is_in_query<true>(e, std::move(query));
}
/// The one value of a subquery of one column; NULL when it has no row.
template <class Query>
constexpr auto scalar(Query query) {
  return detail::make_query_node<Query, detail::scalar_query>(std::move(query));
}
/// The values of a subquery of one column as an array: `array_of(select(tags.name).from(tags).where(…))`.
template <detail::query_type Query>
constexpr auto array_of(Query query) {
  return detail::make_query_node<Query, detail::array_query>(std::move(query));
}
/// On the right of a comparison: it holds for some value of the subquery, of the array, or of the vector:
/// `like(users.email, any(patterns))`.
template <class Q>
constexpr auto any(Q operand) {
  return detail::quantify<false>(std::move(operand));
}
/// It holds for every one.
template <class Q>
constexpr auto all(Q operand) {
  return detail::quantify<true>(std::move(operand));
}

/// A subquery as a table: `from(s)`, `inner_join(s, …)`; its columns are `s["n"_c]` and `s[posts.author_id]`.
template <fixed_string Name, class Query>
constexpr auto subquery(Query query) {
  static_assert(!Name.empty() && Name.view().size() <= 63, "squall: a name in PostgreSQL has 1 to 63 bytes");
  (void)sizeof(detail::check_is_query<Query, detail::query_type<Query>>);
  return detail::derived_table<Name, Query, false>(std::move(query));
}
/// LATERAL: the subquery may use columns of the tables before it in FROM. `left_join(lateral(s), always)`.
template <class T>
constexpr auto lateral(const T& table) {
  (void)sizeof(detail::check_lateral<T, detail::is_derived<T>>);
  return detail::make_lateral(table);
}

}  // namespace squall
