// Conditions that C++ has no operator for: is_null, like, in, between, is_distinct_from.
#pragma once

#include <cstddef>
#include <initializer_list>
#include <type_traits>
#include <utility>
#include <vector>

#include "squall/query/operators.hpp"

namespace squall {

namespace detail {

template <class Type, bool Ok>
struct check_text {
  static_assert(Ok, "squall: like() and its kin take texts: text, varchar or char (see Type)");
};
template <op Op, class E, class P>
constexpr auto match(E&& e, P&& pattern) {
  constexpr bool text = std::is_same_v<db_type_of<E>, std::string> || is_unknown<db_type_of<E>>;
  (void)sizeof(check_text<shown<E>, text>);
  if constexpr (text)
    return compare<Op>(static_cast<E&&>(e), static_cast<P&&>(pattern));
  else
    return mistake{};
}

/// The values of in(), where the call says how many they are. A vector of them would cost a compiler some hundred and
/// fifty functions.
template <class T, std::size_t N>
struct few_values {
  T values[N];
  [[nodiscard]] constexpr const T* data() const { return values; }
  [[nodiscard]] static constexpr std::size_t size() { return N; }
};

/// `(e = any($1))`, `(e <> all($1))`: one parameter, an array, so that the text is the same for any count of values.
template <class E, class Db, bool Not, class List>
struct in_array : expression_base<bool, E> {
  static constexpr bool has_values = true;
  [[no_unique_address]] E operand;
  List list;

  static constexpr void write(sql_writer& w, const in_array* self) {
    w.put("(");
    render_operand<E>(w, self == nullptr ? nullptr : &self->operand);
    w.put(Not ? " <> all(" : " = any(");
    w.parameter(codec<std::vector<Db>>::oid);
    w.put("))");
  }
  template <class Sink>
  void bind(Sink& sink) const {
    if constexpr (carries_values<E>())
      operand.bind(sink);
    if constexpr (requires { sink.template values<Db>(list.data(), list.size()); })
      sink.template values<Db>(list.data(), list.size());
    else
      sink.template value<std::vector<Db>>(list);
  }
};

template <class T>
inline constexpr bool is_vector = false;
template <class T>
inline constexpr bool is_vector<std::vector<T>> = true;

/// Not one value but several: a vector, a subquery (subquery.hpp).
template <class T>
inline constexpr bool is_list = is_vector<T> || requires { typename T::core; };

/// The same in another container: an array, a span, a set; unless that is itself a value to compare E with.
template <class R, class E>
concept values_for = !is_list<R> && !expression<R> && !bindable<db_type_of<E>, R> && requires(const R& values) {
  *values.begin();
  values.end();
};

/// Each value by itself.
template <class E, class... V>
concept single_values = sizeof...(V) > 0 && !(is_list<std::decay_t<V>> || ...) &&
                        !(sizeof...(V) == 1 && (values_for<std::decay_t<V>, E> || ...));

template <bool Not, class E, class V>
auto is_in(const E& e, std::vector<V> list) {
  using db = db_type_of<E>;
  constexpr bool ok = !is_optional<V> && operands_compare<E, V>();
  (void)sizeof(check_comparable<shown<E>, V, ok>);
  if constexpr (!ok) {
    return mistake{};
  } else {
    using travels = bind_as_t<db, V>;
    std::vector<value_of_t<travels>> converted;
    if constexpr (std::is_same_v<V, value_of_t<travels>>) {
      converted = std::move(list);
    } else {
      converted.reserve(list.size());
      for (auto& v : list) converted.push_back(value_of_t<travels>(convert_value<travels>(std::move(v))));
    }
    return in_array<E, travels, Not, std::vector<value_of_t<travels>>>{{}, e, std::move(converted)};
  }
}
template <bool Not, class E, class R>
auto is_in_range(const E& e, const R& values) {
  return is_in<Not>(e, std::vector<std::remove_cvref_t<decltype(*values.begin())>>(values.begin(), values.end()));
}
template <bool Not, class E, class... V>
auto is_in_these(const E& e, V&&... values) {
  using common = std::common_type_t<std::decay_t<V>...>;
  constexpr bool ok = !is_optional<common> && operands_compare<E, common>();
  (void)sizeof(check_comparable<shown<E>, common, ok>);
  if constexpr (!ok) {
    return mistake{};
  } else {
    using travels = bind_as_t<db_type_of<E>, common>;
    using value = value_of_t<travels>;
    using list = few_values<value, sizeof...(V)>;
    if constexpr (std::is_same_v<common, value>)
      return in_array<E, travels, Not, list>{{}, e, {{static_cast<value>(static_cast<V&&>(values))...}}};
    else
      return in_array<E, travels, Not, list>{
          {}, e, {{value(convert_value<travels>(static_cast<common>(static_cast<V&&>(values))))...}}};
  }
}

template <class E, class Lo, class Hi, bool Not>
struct between_node : expression_base<bool, E, Lo, Hi> {
  [[no_unique_address]] E operand;
  [[no_unique_address]] Lo low;
  [[no_unique_address]] Hi high;

  static constexpr void write(sql_writer& w, const between_node* self) {
    w.put("(");
    render_operand<E>(w, self == nullptr ? nullptr : &self->operand);
    w.put(Not ? " not between " : " between ");
    render_operand<Lo>(w, self == nullptr ? nullptr : &self->low);
    w.put(" and ");
    render_operand<Hi>(w, self == nullptr ? nullptr : &self->high);
    w.put(")");
  }
  template <class Sink>
  void bind(Sink& sink) const {
    if constexpr (carries_values<E>())
      operand.bind(sink);
    if constexpr (carries_values<Lo>())
      low.bind(sink);
    if constexpr (carries_values<Hi>())
      high.bind(sink);
  }
};
template <bool Not, class E, class L, class H>
constexpr auto is_between(E&& e, L&& low, H&& high) {
  constexpr bool ok = operands_compare<E, L>() && operands_compare<E, H>();
  (void)sizeof(check_comparable<shown<E>, shown<std::conditional_t<operands_compare<E, L>(), H, L>>, ok>);
  if constexpr (ok) {
    auto l = lift<db_type_of<E>>(static_cast<L&&>(low));
    auto h = lift<db_type_of<E>>(static_cast<H&&>(high));
    return between_node<std::decay_t<E>, decltype(l), decltype(h), Not>{
        {}, static_cast<E&&>(e), static_cast<decltype(l)&&>(l), static_cast<decltype(h)&&>(h)};
  } else {
    return mistake{};
  }
}

}  // namespace detail

/// `users.bio == nullptr` says the same.
template <expression E>
constexpr auto is_null(E e) {
  return detail::unary<detail::unary_op::is_null, bool, E>{{}, static_cast<E&&>(e)};
}
template <expression E>
constexpr auto is_not_null(E e) {
  return detail::unary<detail::unary_op::is_not_null, bool, E>{{}, static_cast<E&&>(e)};
}

/// LIKE: `%` is any characters, `_` any one character.
template <expression E, class P>
constexpr auto like(E&& text, P&& pattern) {
  return detail::match<detail::op::like>(static_cast<E&&>(text), static_cast<P&&>(pattern));
}
template <expression E, class P>
constexpr auto not_like(E&& text, P&& pattern) {
  return detail::match<detail::op::not_like>(static_cast<E&&>(text), static_cast<P&&>(pattern));
}
/// LIKE without regard to case.
template <expression E, class P>
constexpr auto ilike(E&& text, P&& pattern) {
  return detail::match<detail::op::ilike>(static_cast<E&&>(text), static_cast<P&&>(pattern));
}
template <expression E, class P>
constexpr auto not_ilike(E&& text, P&& pattern) {
  return detail::match<detail::op::not_ilike>(static_cast<E&&>(text), static_cast<P&&>(pattern));
}

/// Equal to one of the values: a vector, another container, or each by itself. Of no values: false. They travel as one
/// array.
template <expression E, class V>
auto in(const E& e, std::vector<V> values) {
  return detail::is_in<false>(e, std::move(values));
}
template <expression E, class R>
  requires detail::values_for<R, E>
auto in(const E& e, const R& values) {
  return detail::is_in_range<false>(e, values);
}
template <expression E, class... V>
  requires detail::single_values<E, V...>
auto in(const E& e, V&&... values) {
  return detail::is_in_these<false>(e, static_cast<V&&>(values)...);
}
template <expression E>
auto in(const E& e, std::initializer_list<value_of_t<detail::db_type_of<E>>> values) {
  return detail::is_in<false>(e, std::vector<value_of_t<detail::db_type_of<E>>>(values));
}
/// Equal to none of the values. Of no values: true.
template <expression E, class V>
auto not_in(const E& e, std::vector<V> values) {
  return detail::is_in<true>(e, std::move(values));
}
template <expression E, class R>
  requires detail::values_for<R, E>
auto not_in(const E& e, const R& values) {
  return detail::is_in_range<true>(e, values);
}
template <expression E, class... V>
  requires detail::single_values<E, V...>
auto not_in(const E& e, V&&... values) {
  return detail::is_in_these<true>(e, static_cast<V&&>(values)...);
}
template <expression E>
auto not_in(const E& e, std::initializer_list<value_of_t<detail::db_type_of<E>>> values) {
  return detail::is_in<true>(e, std::vector<value_of_t<detail::db_type_of<E>>>(values));
}

/// low <= e and e <= high
template <expression E, class L, class H>
constexpr auto between(E&& e, L&& low, H&& high) {
  return detail::is_between<false>(static_cast<E&&>(e), static_cast<L&&>(low), static_cast<H&&>(high));
}
template <expression E, class L, class H>
constexpr auto not_between(E&& e, L&& low, H&& high) {
  return detail::is_between<true>(static_cast<E&&>(e), static_cast<L&&>(low), static_cast<H&&>(high));
}

/// != that treats NULL as a value: never NULL itself.
template <class L, class R>
  requires detail::operands<L, R>
constexpr auto is_distinct_from(L&& l, R&& r) {
  return detail::compare<detail::op::distinct>(static_cast<L&&>(l), static_cast<R&&>(r));
}
/// == that treats NULL as a value: never NULL itself.
template <class L, class R>
  requires detail::operands<L, R>
constexpr auto is_not_distinct_from(L&& l, R&& r) {
  return detail::compare<detail::op::not_distinct>(static_cast<L&&>(l), static_cast<R&&>(r));
}

}  // namespace squall
