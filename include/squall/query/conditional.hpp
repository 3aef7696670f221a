// CASE, nullif, greatest, least (PostgreSQL manual, 9.18).
//
//     case_when(users.is_active, "yes").when(users.age > 100, "old").else_("no")
#pragma once

#include <type_traits>
#include <utility>

#include "squall/query/checks.hpp"
#include "squall/query/functions.hpp"

namespace squall {

namespace detail {

/// The type of a branch: an expression's own, a value's natural one.
template <class V>
using branch_db = db_type_of<decltype(lift_alone(std::declval<V>()))>;

template <class FirstType, class OtherType, bool Ok>
struct check_branch {
  static_assert(Ok, "squall: the branches of a CASE have one type (see FirstType and OtherType)");
};

template <class Condition, class Value>
struct case_branch {
  [[no_unique_address]] Condition condition;
  [[no_unique_address]] Value value;
};

/// A value of a branch. A text is cast: beside other parameters alone the server cannot tell its type.
template <class Db, class V>
constexpr auto lift_branch(V&& value) {
  if constexpr (expression<std::remove_cvref_t<V>> || is_null_literal<V>)
    return lift<Db>(static_cast<V&&>(value));
  else if constexpr (std::is_same_v<Db, std::string>)
    return lift_alone(static_cast<V&&>(value));
  else
    return lift<Db>(static_cast<V&&>(value));
}

template <class Sequence, class... B>
struct branch_pack;
template <std::size_t... I, class... B>
struct branch_pack<std::index_sequence<I...>, B...> : pack_item<I, B>... {
  static constexpr void write(sql_writer& w, [[maybe_unused]] const branch_pack* self) {
    ((w.put(" when "), render<decltype(B::condition)>(w, self == nullptr ? nullptr : &item_of<I>(*self).condition),
      w.put(" then "), render<decltype(B::value)>(w, self == nullptr ? nullptr : &item_of<I>(*self).value)),
     ...);
  }
  template <class Sink>
  void bind(Sink& sink) const {
    ((bind_values(sink, item_of<I>(*this).condition), bind_values(sink, item_of<I>(*this).value)), ...);
  }
  template <class New>
  constexpr auto with(New added) const {
    return branch_pack<std::index_sequence_for<B..., New>, B..., New>{{item_of<I>(*this)}..., {std::move(added)}};
  }

 private:
  template <std::size_t J>
  static constexpr const auto& item_of(const branch_pack& p) {
    return item<J>(p);
  }
};

template <fixed_string Name, class E, class... V>
constexpr auto extreme(E e, V&&... others) {
  using db = db_type_of<E>;
  constexpr bool ok = (operand_fits<db, V>() && ...);
  static_assert(ok, "squall: the arguments of greatest() and least() have one type");
  if constexpr (ok)
    return call<Name, db, null_rule::all_arguments, E, decltype(lift<db>(static_cast<V&&>(others)))...>{
        {}, {{std::move(e)}, {lift<db>(static_cast<V&&>(others))}...}};
  else
    return mistake{};
}

/// `case when … then … else … end`; without else NULL when no condition holds.
template <class Db, class Else, class... B>
struct case_node {
  using is_expression = void;
  using db_type = Db;
  static constexpr bool has_else = !std::is_void_v<Else>;
  using else_type = std::conditional_t<has_else, Else, null_value<Db>>;
  static constexpr bool is_static =
      ((has_static_text<decltype(B::condition)>() && has_static_text<decltype(B::value)>()) && ...) &&
      has_static_text<else_type>();
  static constexpr bool has_values =
      ((carries_values<decltype(B::condition)>() || carries_values<decltype(B::value)>()) || ...) ||
      carries_values<else_type>();

  [[no_unique_address]] else_type otherwise;
  [[no_unique_address]] branch_pack<std::index_sequence_for<B...>, B...> branches;

  static constexpr bool nullable(const scope& tables) {
    return (can_be_null<decltype(B::value)>(tables) || ...) || can_be_null<else_type>(tables);
  }
  static constexpr stray_column stray(const scope& tables) {
    return first_stray<decltype(B::condition)..., decltype(B::value)..., else_type>(tables);
  }
  static constexpr void write(sql_writer& w, const case_node* self) {
    w.put("case");
    branch_pack<std::index_sequence_for<B...>, B...>::write(w, self == nullptr ? nullptr : &self->branches);
    if constexpr (has_else) {
      w.put(" else ");
      render<else_type>(w, self == nullptr ? nullptr : &self->otherwise);
    }
    w.put(" end");
  }
  template <class Sink>
  void bind(Sink& sink) const {
    branches.bind(sink);
    bind_values(sink, otherwise);
  }

  /// One branch more.
  template <class E, class V>
  constexpr auto when(E condition, V&& value) const {
    static_assert(!has_else, "squall: else_() is the last word of a CASE");
    (void)sizeof(check_condition<shown<E>, is_condition<E>()>);
    constexpr bool ok = operand_fits<Db, V>();
    (void)sizeof(check_branch<Db, shown<V>, ok>);
    if constexpr (is_condition<E>() && ok) {
      auto v = lift_branch<Db>(static_cast<V&&>(value));
      using branch = case_branch<E, decltype(v)>;
      return case_node<Db, Else, B..., branch>{otherwise, branches.with(branch{std::move(condition), std::move(v)})};
    } else {
      return mistake{};
    }
  }
  template <class V>
  constexpr auto else_(V&& value) const {
    static_assert(!has_else, "squall: else_() is the last word of a CASE");
    constexpr bool ok = operand_fits<Db, V>();
    (void)sizeof(check_branch<Db, shown<V>, ok>);
    if constexpr (ok) {
      auto v = lift_branch<Db>(static_cast<V&&>(value));
      return case_node<Db, decltype(v), B...>{std::move(v), branches};
    } else {
      return mistake{};
    }
  }
};

}  // namespace detail

/// CASE WHEN condition THEN value; `.when(…)` and `.else_(…)` follow.
template <class E, class V>
constexpr auto case_when(E condition, V&& value) {
  (void)sizeof(detail::check_condition<detail::shown<E>, detail::is_condition<E>()>);
  if constexpr (detail::is_condition<E>()) {
    using db = detail::branch_db<V>;
    auto v = detail::lift_branch<db>(static_cast<V&&>(value));
    using branch = detail::case_branch<E, decltype(v)>;
    return detail::case_node<db, void, branch>{{}, {{branch{std::move(condition), std::move(v)}}}};
  } else {
    return detail::mistake{};
  }
}

/// NULL when the two are equal, else the first.
template <expression E, class V>
constexpr auto nullif(E e, V&& other) {
  using db = detail::db_type_of<E>;
  constexpr bool ok = detail::operand_fits<db, V>();
  (void)sizeof(detail::check_comparable<db, detail::shown<V>, ok>);
  if constexpr (ok) {
    auto o = detail::lift<db>(static_cast<V&&>(other));
    return detail::call<"nullif", db, detail::null_rule::always, E, decltype(o)>{{}, {{std::move(e)}, {std::move(o)}}};
  } else {
    return detail::mistake{};
  }
}
/// The greatest of the values that are not NULL.
template <expression E, class... V>
  requires(sizeof...(V) > 0)
constexpr auto greatest(E e, V&&... others) {
  return detail::extreme<"greatest">(std::move(e), static_cast<V&&>(others)...);
}
template <expression E, class... V>
  requires(sizeof...(V) > 0)
constexpr auto least(E e, V&&... others) {
  return detail::extreme<"least">(std::move(e), static_cast<V&&>(others)...);
}

}  // namespace squall
