// Functions whose arguments have known database types: what the headers of this folder are made of.
#pragma once

#include <string>
#include <type_traits>
#include <utility>

#include "squall/query/constant.hpp"  // IWYU pragma: export
#include "squall/query/functions.hpp"

namespace squall::detail {

/// Of an argument: any type.
struct any_db {};

template <class Type, class Expected, bool Ok>
struct check_function_argument {
  static_assert(Ok, "squall: this argument does not fit the function (see Type and Expected)");
};

/// PostgreSQL casts to a wider number by itself, never to a narrower one (manual, 10.3); dates to timestamps.
template <class Db, class V>
consteval bool fits_argument() {
  if constexpr (std::is_same_v<Db, any_db>)
    return true;
  else if constexpr (!operand_fits<Db, V>())
    return false;
  else if constexpr (expression<std::remove_cvref_t<V>> && is_number<Db>)
    return is_unknown<db_type_of<V>> || std::is_same_v<Db, double> ||
           std::is_same_v<arithmetic_t<Db, db_type_of<V>>, Db>;
  else
    return true;
}
template <class Db, class V>
constexpr auto function_argument(V&& value) {
  constexpr bool ok = fits_argument<Db, V>();
  (void)sizeof(check_function_argument<shown<V>, Db, ok>);
  if constexpr (!ok)
    return mistake{};
  else if constexpr (is_null_literal<V> || is_untyped_placeholder<std::remove_cvref_t<V>>)
    return lift<Db>(static_cast<V&&>(value));
  else if constexpr (std::is_same_v<Db, any_db> ||
                     (std::is_same_v<Db, std::string> && !expression<std::remove_cvref_t<V>>))
    return lift_alone(static_cast<V&&>(value));
  else
    return lift<Db>(static_cast<V&&>(value));
}

/// `Name(arguments)` of these types.
template <fixed_string Name, class Result, null_rule Rule, class... Db>
struct typed_function {
  template <class... V>
  static constexpr auto of(V&&... values) {
    return call<Name, Result, Rule, decltype(function_argument<Db>(static_cast<V&&>(values)))...>{
        {}, {{function_argument<Db>(static_cast<V&&>(values))}...}};
  }
};

/// A function that takes any number of values of any type, and gives one whatever is NULL among them.
template <fixed_string Name, class Result, class... V>
constexpr auto variadic(V&&... values) {
  return call<Name, Result, null_rule::never, decltype(function_argument<any_db>(static_cast<V&&>(values)))...>{
      {}, {{function_argument<any_db>(static_cast<V&&>(values))}...}};
}

/// What functions of the reals give: of numeric numeric, else double precision.
template <class Db>
using real_result = std::conditional_t<std::is_same_v<Db, numeric_t>, numeric_t, double>;
/// The elements of an array.
template <class E>
struct element_type_of {
  using type = unknown;
};
template <class E>
  requires(is_array_type<db_type_of<E>>)
struct element_type_of<E> {
  using type = bare<typename db_type_of<E>::value_type>;
};

/// What stands beside @> and <@: an expression of any type, a value of the left side's.
template <class E, class V>
using contained_db =
    std::conditional_t<expression<std::remove_cvref_t<V>> || !bindable<db_type_of<E>, std::remove_cvref_t<V>>, any_db,
                       db_type_of<E>>;

/// `left op right` in parentheses, for the operators that C++ has not.
template <fixed_string Operator, class Db, bool Nullable, class L, class R>
struct infix : expression_base<Db, L, R> {
  [[no_unique_address]] L left;
  [[no_unique_address]] R right;

  static constexpr bool nullable(const scope& tables) {
    return Nullable || can_be_null<L>(tables) || can_be_null<R>(tables);
  }
  static constexpr void write(sql_writer& w, const infix* self) {
    w.put("(");
    render_operand<L>(w, self == nullptr ? nullptr : &self->left);
    w.put(Operator.view());
    render_operand<R>(w, self == nullptr ? nullptr : &self->right);
    w.put(")");
  }
  template <class Sink>
  void bind(Sink& sink) const {
    bind_values(sink, left);
    bind_values(sink, right);
  }
};
template <fixed_string Operator, class Db, bool Nullable, class Right, class L, class R>
constexpr auto make_infix(L&& left, R&& right) {
  auto l = lift_alone(static_cast<L&&>(left));
  auto r = function_argument<Right>(static_cast<R&&>(right));
  return infix<Operator, Db, Nullable, decltype(l), decltype(r)>{{}, std::move(l), std::move(r)};
}

}  // namespace squall::detail
