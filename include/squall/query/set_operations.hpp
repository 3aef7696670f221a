// UNION, INTERSECT, EXCEPT (PostgreSQL manual, 7.4).
//
//     db.all(union_all(select(users.email).from(users), select(archived.email).from(archived))
//                .order_by(users.email).limit(10))
#pragma once

#include <string_view>
#include <type_traits>
#include <utility>

#include "squall/query/select.hpp"
#include "squall/query/sources.hpp"

namespace squall {

namespace detail {

enum class set_operator : std::uint8_t { union_, union_all, intersect, intersect_all, except, except_all };
constexpr std::string_view words_of(set_operator o) {
  constexpr std::string_view words[] = {" union ",         " union all ", " intersect ",
                                        " intersect all ", " except ",    " except all "};
  return words[static_cast<std::size_t>(o)];
}

/// A column of the result: as the first statement calls it; NULL where one of the two can give it.
template <class F, bool Nullable>
struct set_field : expression_base<db_type_of<F>> {
  static constexpr bool nullable(const scope&) { return Nullable; }
  static constexpr std::string_view name() { return outer_name<F>(); }
  static constexpr void write(sql_writer& w, const set_field*) { w.identifier(name()); }
  template <class Sink>
  void bind(Sink&) const {}
};
template <class Key, class F, bool Nullable>
inline constexpr bool is_field<Key, set_field<F, Nullable>> = is_field<Key, F>;

template <class LeftFields, class RightFields, bool Ok>
struct check_set_fields {
  static_assert(Ok,
                "squall: the statements of a union, intersect or except list as many columns, of the same types (see "
                "LeftFields and RightFields)");
};
template <class... A, class... B>
consteval bool same_fields(field_types<A...>, field_types<B...>) {
  if constexpr (sizeof...(A) == sizeof...(B))
    return (std::is_same_v<db_type_of<A>, db_type_of<B>> && ...);
  else
    return false;
}
template <set_operator Op, class CoreA, class CoreB>
struct combined_fields_of {
  template <class A, class B>
  static constexpr bool nullable = Op == set_operator::intersect || Op == set_operator::intersect_all
                                       ? can_be_null<A>(CoreA::tables) && can_be_null<B>(CoreB::tables)
                                   : Op == set_operator::except || Op == set_operator::except_all
                                       ? can_be_null<A>(CoreA::tables)
                                       : can_be_null<A>(CoreA::tables) || can_be_null<B>(CoreB::tables);
  template <class... A, class... B>
  static consteval auto merge(field_types<A...>, field_types<B...>) {
    return std::type_identity<field_types<set_field<A, nullable<A, B>>...>>{};
  }
};

/// Rows of one table on both sides stay rows of it.
template <class Query>
struct raw_fields;
template <template <class, class...> class Query, class Session, class... C>
struct raw_fields<Query<Session, C...>> {
  using type = typename listed_fields<field_types<>, C...>::type;
};
template <class List>
inline constexpr bool is_one_table = false;
template <class Tag>
inline constexpr bool is_one_table<field_types<whole_table<Tag>>> = true;

template <set_operator Op, class A, class B>
struct combined_fields {
  using left = fields_of_query<A>;
  using right = fields_of_query<B>;
  using raw = typename raw_fields<A>::type;
  static consteval auto make() {
    if constexpr (is_one_table<raw> && std::is_same_v<raw, typename raw_fields<B>::type>) {
      return std::type_identity<raw>{};
    } else {
      constexpr bool ok = same_fields(left{}, right{});
      (void)sizeof(check_set_fields<left, right, ok>);
      if constexpr (ok)
        return decltype(combined_fields_of<Op, typename A::core, typename B::core>::merge(left{}, right{})){};
      else
        return std::type_identity<left>{};
    }
  }
  using type = typename decltype(make())::type;
};

/// `(a) union (b)`
template <set_operator Op, class A, class B>
struct combined_clause : clause_base<rank::verb> {
  static constexpr bool is_static = inner_query<A>::is_static && inner_query<B>::is_static;
  static constexpr bool has_values = inner_query<A>::has_values || inner_query<B>::has_values;
  [[no_unique_address]] A left;
  [[no_unique_address]] B right;

  static constexpr stray_column stray(const scope& tables) {
    // Among no tables this is a statement of its own.
    const stray_column found = tables.outer == nullptr ? A::core::stray() : A::core::stray(*tables.outer);
    if (found.found())
      return found;
    return tables.outer == nullptr ? B::core::stray() : B::core::stray(*tables.outer);
  }
  static constexpr void write(sql_writer& w, const combined_clause* self) {
    w.put("(");
    inner_query<A>::write(w, self == nullptr ? nullptr : &self->left);
    w.put(")");
    w.put(words_of(Op));
    w.put("(");
    inner_query<B>::write(w, self == nullptr ? nullptr : &self->right);
    w.put(")");
  }
  template <class Sink>
  void bind(Sink& sink) const {
    inner_query<A>::bind(sink, left);
    inner_query<B>::bind(sink, right);
  }
};
template <class... Found, set_operator Op, class A, class B, class... More>
struct listed_fields<field_types<Found...>, combined_clause<Op, A, B>, More...> : combined_fields<Op, A, B> {};

template <class Key, bool Ok>
struct check_set_key {
  static_assert(Ok,
                "squall: order_by() of a union, intersect or except takes what its first statement lists, with a name "
                "(see Key)");
};
/// `"email"`: a column of the result.
template <class Key>
struct set_name : expression_base<db_type_of<Key>> {
  static constexpr bool nullable(const scope&) { return true; }
  static constexpr void write(sql_writer& w, const set_name*) { w.identifier(outer_name<Key>()); }
  template <class Sink>
  void bind(Sink&) const {}
};
template <class Key, class List>
struct find_set_field;
template <class Key, class... F>
struct find_set_field<Key, field_types<F...>> {
  static constexpr bool ok = (is_field<Key, F> || ...);
  static_assert(sizeof(check_set_key<Key, ok>) > 0);
  using type = std::conditional_t<ok, set_name<Key>, mistake>;
};

}  // namespace detail

/// Two statements' rows in the making of one result.
template <class Session, class... C>
class [[nodiscard("squall: a statement does nothing until all(), first() or one()")]] set_query
    : public detail::statement<Session, C...> {
  using base = detail::statement<Session, C...>;

 public:
  static constexpr bool gives_rows = true;
  template <int Rows>
  using limited_core = std::conditional_t<detail::has_rank<detail::rank::limit, C...>, typename base::core,
                                          detail::limited<typename base::core, Rows>>;
  /// By what the first statement lists: `order_by(users.email)`, `order_by(desc(…))`.
  template <class... E>
  constexpr auto order_by(E... e) const {
    using clause =
        detail::checked_once<detail::order_by_clause<decltype(key_of(detail::make_sort_key(std::move(e))))...>, C...>;
    return with_clause(clause(key_of(detail::make_sort_key(std::move(e)))...));
  }
  template <class N>
  constexpr auto limit(N rows) const {
    using clause = detail::checked_count<detail::rank::limit, N, C...>;
    return with_clause(clause{{}, detail::make_count<N>(std::move(rows))});
  }
  template <class N>
  constexpr auto offset(N rows) const {
    using clause = detail::checked_count<detail::rank::offset, N, C...>;
    return with_clause(clause{{}, detail::make_count<N>(std::move(rows))});
  }

  template <class... Argument>
  [[nodiscard]] auto all(const Argument&... arguments) const {
    (void)sizeof(detail::check_bound<std::is_same_v<Session, detail::bound_to>>);
    return detail::statement_access::all(this->session_.get(), *this, arguments...);
  }
  template <class... Argument>
  [[nodiscard]] auto first(const Argument&... arguments) const {
    (void)sizeof(detail::check_bound<std::is_same_v<Session, detail::bound_to>>);
    return detail::statement_access::first(this->session_.get(), *this, arguments...);
  }
  template <class... Argument>
  [[nodiscard]] auto one(const Argument&... arguments) const {
    (void)sizeof(detail::check_bound<std::is_same_v<Session, detail::bound_to>>);
    return detail::statement_access::one(this->session_.get(), *this, arguments...);
  }

 private:
  friend struct detail::statement_access;
  using fields = typename detail::flattened<typename detail::listed_fields<detail::field_types<>, C...>::type>::type;

  template <class Key>
  static constexpr auto key_of(const Key&) {
    return typename detail::find_set_field<Key, fields>::type{};
  }
  template <class E, sort_direction Direction, nulls_order Nulls>
  static constexpr auto key_of(const detail::sort_key<E, Direction, Nulls>&) {
    using key = typename detail::find_set_field<E, fields>::type;
    return detail::sort_key<key, Direction, Nulls>{{}, {}};
  }
  template <class Clause>
  constexpr auto with_clause(Clause clause) const {
    return set_query<Session, C..., Clause>{this->session_, this->store_.with(std::move(clause))};
  }
};

namespace detail {
template <set_operator Op, class A, class B>
constexpr auto combine(A left, B right) {
  static_assert(query_type<A> && query_type<B>, "squall: union, intersect and except take statements that give rows");
  const auto session = statement_access::session(left);
  using clause = combined_clause<Op, A, B>;
  return set_query<std::remove_const_t<decltype(session)>, clause>{session,
                                                                   {{clause{{}, std::move(left), std::move(right)}}}};
}
}  // namespace detail

/// The rows of both, each once.
template <detail::query_type A, detail::query_type B>
constexpr auto union_(A left, B right) {
  return detail::combine<detail::set_operator::union_>(std::move(left), std::move(right));
}
/// The rows of both.
template <detail::query_type A, detail::query_type B>
constexpr auto union_all(A left, B right) {
  return detail::combine<detail::set_operator::union_all>(std::move(left), std::move(right));
}
/// The rows that both have, each once.
template <detail::query_type A, detail::query_type B>
constexpr auto intersect(A left, B right) {
  return detail::combine<detail::set_operator::intersect>(std::move(left), std::move(right));
}
template <detail::query_type A, detail::query_type B>
constexpr auto intersect_all(A left, B right) {
  return detail::combine<detail::set_operator::intersect_all>(std::move(left), std::move(right));
}
/// The rows of the first that the second does not have, each once.
template <detail::query_type A, detail::query_type B>
constexpr auto except(A left, B right) {
  return detail::combine<detail::set_operator::except>(std::move(left), std::move(right));
}
template <detail::query_type A, detail::query_type B>
constexpr auto except_all(A left, B right) {
  return detail::combine<detail::set_operator::except_all>(std::move(left), std::move(right));
}

}  // namespace squall
