// Operators: comparison, logic, arithmetic. Whatever operands they get, the check inside says what is wrong with them:
// a constraint would only say that there is no such operator.
#pragma once

#include <cstdint>
#include <string_view>
#include <type_traits>
#include <utility>

#include "squall/query/placeholder.hpp"
#include "squall/query/value.hpp"

namespace squall {

namespace detail {

enum class op : std::uint8_t {
  eq,
  ne,
  lt,
  le,
  gt,
  ge,
  distinct,
  not_distinct,
  and_,
  or_,
  add,
  sub,
  mul,
  div,
  mod,
  like,
  not_like,
  ilike,
  not_ilike
};
constexpr std::string_view op_text(op o) {
  constexpr std::string_view texts[]{" = ",
                                     " <> ",
                                     " < ",
                                     " <= ",
                                     " > ",
                                     " >= ",
                                     " is distinct from ",
                                     " is not distinct from ",
                                     " and ",
                                     " or ",
                                     " + ",
                                     " - ",
                                     " * ",
                                     " / ",
                                     " % ",
                                     " like ",
                                     " not like ",
                                     " ilike ",
                                     " not ilike "};
  return texts[static_cast<std::size_t>(o)];
}

/// `(left op right)`: always in parentheses, so that precedence is C++'s.
template <op Op, class Db, class L, class R>
struct binary : expression_base<Db, L, R> {
  [[no_unique_address]] L left;
  [[no_unique_address]] R right;

  static constexpr bool nullable(const scope& tables) {
    if constexpr (Op == op::distinct || Op == op::not_distinct)
      return false;
    else
      return can_be_null<L>(tables) || can_be_null<R>(tables);
  }
  static constexpr void write(sql_writer& w, const binary* self) {
    w.put("(");
    render<L>(w, self == nullptr ? nullptr : &self->left);
    w.put(op_text(Op));
    render<R>(w, self == nullptr ? nullptr : &self->right);
    w.put(")");
  }
  template <class Sink>
  void bind(Sink& sink) const {
    if constexpr (carries_values<L>())
      left.bind(sink);
    if constexpr (carries_values<R>())
      right.bind(sink);
  }
};

/// `(operand is null)`, `(not operand)`, `(- operand)`
enum class unary_op : std::uint8_t { is_null, is_not_null, not_, minus };
template <unary_op Op, class Db, class E>
struct unary : expression_base<Db, E> {
  [[no_unique_address]] E operand;

  static constexpr bool nullable(const scope& tables) {
    if constexpr (Op == unary_op::is_null || Op == unary_op::is_not_null)
      return false;
    else
      return can_be_null<E>(tables);
  }
  static constexpr void write(sql_writer& w, const unary* self) {
    w.put(Op == unary_op::not_ ? "(not " : Op == unary_op::minus ? "(- " : "(");
    render_operand<E>(w, self == nullptr ? nullptr : &self->operand);
    w.put(Op == unary_op::is_null ? " is null)" : Op == unary_op::is_not_null ? " is not null)" : ")");
  }
  template <class Sink>
  void bind(Sink& sink) const {
    if constexpr (carries_values<E>())
      operand.bind(sink);
  }
};

template <class L, class R>
consteval bool operands_compare() {
  if constexpr (expression<L>)
    return operand_fits<db_type_of<L>, R>();
  else
    return operand_fits<db_type_of<R>, L>();
}

// The parameters of these classes are the facts that the compiler prints beside the sentence.
template <class LeftType, class RightType, bool Ok>
struct check_comparable {
  static_assert(Ok, "squall: these two cannot be compared: their types differ (see LeftType and RightType)");
};
template <class LeftType, class RightType, bool Ok>
struct check_conditions {
  static_assert(Ok, "squall: both sides of && and || have to be conditions (see LeftType and RightType)");
};
template <class LeftType, class RightType, bool Ok>
struct check_arithmetic {
  static_assert(Ok, "squall: there is no arithmetic with these two types (see LeftType and RightType)");
};

/// The node that an operand beside `Other` becomes.
template <class Other, class V>
using lifted = typename lifted_node<typename operand_db<std::remove_cvref_t<Other>>::type, V>::type;

template <op Op, class L, class R>
constexpr auto compare(L&& l, R&& r) {
  constexpr bool ok = operands_compare<L, R>();
  (void)sizeof(check_comparable<shown<L>, shown<R>, ok>);
  if constexpr (!ok)
    return mistake{};
  else if constexpr (is_null_literal<R> && Op == op::eq)
    return unary<unary_op::is_null, bool, std::decay_t<L>>{{}, static_cast<L&&>(l)};
  else if constexpr (is_null_literal<R> && Op == op::ne)
    return unary<unary_op::is_not_null, bool, std::decay_t<L>>{{}, static_cast<L&&>(l)};
  else if constexpr (is_null_literal<L> && (Op == op::eq || Op == op::ne))
    return compare<Op>(static_cast<R&&>(r), static_cast<L&&>(l));
  else if constexpr (is_node<L> && is_node<R>)
    return binary<Op, bool, std::remove_cvref_t<L>, std::remove_cvref_t<R>>{
        {}, static_cast<L&&>(l), static_cast<R&&>(r)};
  else if constexpr (is_node<L>)
    return binary<Op, bool, std::remove_cvref_t<L>, lifted<L, R>>{
        {}, static_cast<L&&>(l), lift<db_type_of<L>>(static_cast<R&&>(r))};
  else
    return binary<Op, bool, lifted<R, L>, lifted<L, R>>{
        {},
        lift<typename operand_db<std::remove_cvref_t<R>>::type>(static_cast<L&&>(l)),
        lift<typename operand_db<std::remove_cvref_t<L>>::type>(static_cast<R&&>(r))};
}

template <class V>
consteval bool is_condition_or_bool() {
  using plain = std::remove_cvref_t<V>;
  if constexpr (expression<plain>)
    return std::is_same_v<db_type_of<plain>, bool> || is_unknown<db_type_of<plain>>;
  else
    return std::is_same_v<plain, bool>;
}
template <op Op, class L, class R>
constexpr auto connect(L&& l, R&& r) {
  constexpr bool ok = is_condition_or_bool<L>() && is_condition_or_bool<R>();
  (void)sizeof(check_conditions<shown<L>, shown<R>, ok>);
  if constexpr (!ok) {
    return mistake{};
  } else if constexpr (is_node<L> && is_node<R>) {
    return binary<Op, bool, std::remove_cvref_t<L>, std::remove_cvref_t<R>>{
        {}, static_cast<L&&>(l), static_cast<R&&>(r)};
  } else {
    auto a = lift<bool>(static_cast<L&&>(l));
    auto b = lift<bool>(static_cast<R&&>(r));
    return binary<Op, bool, decltype(a), decltype(b)>{{}, static_cast<decltype(a)&&>(a), static_cast<decltype(b)&&>(b)};
  }
}

/// What a value beside an operand of type Db is bound as: dates and times take intervals and days.
template <class Db, class V>
consteval auto arithmetic_operand() {
  using plain = std::decay_t<V>;
  if constexpr (expression<V>)
    return std::type_identity<db_type_of<V>>{};
  else if constexpr (is_number<Db> || is_unknown<Db>)
    return std::type_identity<Db>{};
  else if constexpr (std::is_same_v<Db, date_t> && integer_value<plain>)
    return std::type_identity<std::int32_t>{};
  else if constexpr (std::is_convertible_v<plain, interval_t>)
    return std::type_identity<interval_t>{};
  else
    return std::type_identity<Db>{};
}
template <class V, class Db>
consteval bool can_lift() {
  if constexpr (expression<V>)
    return true;
  else
    return bindable<Db, V>;
}

template <op Op, class L, class R>
constexpr auto calculate(L&& l, R&& r) {
  using left_db = typename operand_db<std::remove_cvref_t<L>>::type;
  using right_db = typename operand_db<std::remove_cvref_t<R>>::type;
  using lift_left = typename decltype(arithmetic_operand<right_db, L>())::type;
  using lift_right = typename decltype(arithmetic_operand<left_db, R>())::type;
  if constexpr (can_lift<L, lift_left>() && can_lift<R, lift_right>()) {
    auto a = lift<std::conditional_t<is_unknown<lift_left>, right_db, lift_left>>(static_cast<L&&>(l));
    auto b = lift<std::conditional_t<is_unknown<lift_right>, left_db, lift_right>>(static_cast<R&&>(r));
    using a_db = db_type_of<decltype(a)>;
    using b_db = db_type_of<decltype(b)>;
    using dated = typename decltype(date_arithmetic<a_db, b_db, Op == op::sub>())::type;
    using db = std::conditional_t<Op == op::add || Op == op::sub, dated, arithmetic_t<a_db, b_db>>;
    constexpr bool ok = !std::is_void_v<db> && !(Op == op::mod && is_floating<db>);
    (void)sizeof(check_arithmetic<shown<L>, shown<R>, ok>);
    if constexpr (ok)
      return binary<Op, db, decltype(a), decltype(b)>{{}, static_cast<decltype(a)&&>(a), static_cast<decltype(b)&&>(b)};
    else
      return mistake{};
  } else {
    (void)sizeof(check_arithmetic<shown<L>, shown<R>, false>);
    return mistake{};
  }
}

template <class L, class R>
concept operands = expression<L> || expression<R>;

}  // namespace detail

template <class L, class R>
  requires detail::operands<L, R>
constexpr auto operator==(L&& l, R&& r) {
  return detail::compare<detail::op::eq>(static_cast<L&&>(l), static_cast<R&&>(r));
}
template <class L, class R>
  requires detail::operands<L, R>
constexpr auto operator!=(L&& l, R&& r) {
  return detail::compare<detail::op::ne>(static_cast<L&&>(l), static_cast<R&&>(r));
}
template <class L, class R>
  requires detail::operands<L, R>
constexpr auto operator<(L&& l, R&& r) {
  return detail::compare<detail::op::lt>(static_cast<L&&>(l), static_cast<R&&>(r));
}
template <class L, class R>
  requires detail::operands<L, R>
constexpr auto operator<=(L&& l, R&& r) {
  return detail::compare<detail::op::le>(static_cast<L&&>(l), static_cast<R&&>(r));
}
template <class L, class R>
  requires detail::operands<L, R>
constexpr auto operator>(L&& l, R&& r) {
  return detail::compare<detail::op::gt>(static_cast<L&&>(l), static_cast<R&&>(r));
}
template <class L, class R>
  requires detail::operands<L, R>
constexpr auto operator>=(L&& l, R&& r) {
  return detail::compare<detail::op::ge>(static_cast<L&&>(l), static_cast<R&&>(r));
}

template <class L, class R>
  requires detail::operands<L, R>
constexpr auto operator&&(L&& l, R&& r) {
  return detail::connect<detail::op::and_>(static_cast<L&&>(l), static_cast<R&&>(r));
}
template <class L, class R>
  requires detail::operands<L, R>
constexpr auto operator||(L&& l, R&& r) {
  return detail::connect<detail::op::or_>(static_cast<L&&>(l), static_cast<R&&>(r));
}
template <expression E>
constexpr auto operator!(E&& e) {
  using plain = std::remove_cvref_t<E>;
  constexpr bool ok = detail::is_condition_or_bool<plain>();
  static_assert(ok, "squall: ! takes a condition");
  if constexpr (ok)
    return detail::unary<detail::unary_op::not_, bool, plain>{{}, static_cast<E&&>(e)};
  else
    return detail::mistake{};
}

template <class L, class R>
  requires detail::operands<L, R>
constexpr auto operator+(L&& l, R&& r) {
  return detail::calculate<detail::op::add>(static_cast<L&&>(l), static_cast<R&&>(r));
}
template <class L, class R>
  requires detail::operands<L, R>
constexpr auto operator-(L&& l, R&& r) {
  return detail::calculate<detail::op::sub>(static_cast<L&&>(l), static_cast<R&&>(r));
}
template <class L, class R>
  requires detail::operands<L, R>
constexpr auto operator*(L&& l, R&& r) {
  return detail::calculate<detail::op::mul>(static_cast<L&&>(l), static_cast<R&&>(r));
}
template <class L, class R>
  requires detail::operands<L, R>
constexpr auto operator/(L&& l, R&& r) {
  return detail::calculate<detail::op::div>(static_cast<L&&>(l), static_cast<R&&>(r));
}
/// The remainder, of integers and numerics.
template <class L, class R>
  requires detail::operands<L, R>
constexpr auto operator%(L&& l, R&& r) {
  return detail::calculate<detail::op::mod>(static_cast<L&&>(l), static_cast<R&&>(r));
}
template <expression E>
constexpr auto operator-(E&& e) {
  using plain = std::remove_cvref_t<E>;
  using db = detail::db_type_of<plain>;
  static_assert(detail::is_number<db> || std::is_same_v<db, interval_t> || detail::is_unknown<db>,
                "squall: unary - takes a number or an interval");
  return detail::unary<detail::unary_op::minus, db, plain>{{}, static_cast<E&&>(e)};
}

}  // namespace squall
