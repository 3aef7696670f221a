// Window functions and FILTER (PostgreSQL manual, 4.2.7, 4.2.8, 9.22).
//
//     over(row_number(), partition_by(posts.author_id).order_by(desc(posts.likes)))
//     over(sum(posts.likes), order_by(posts.id).rows(unbounded_preceding, current_row))
//     filter(count(), posts.likes > 10)
#pragma once

#include <cstdint>
#include <string_view>
#include <type_traits>
#include <utility>

#include "squall/query/aggregates.hpp"
#include "squall/query/checks.hpp"
#include "squall/query/functions.hpp"
#include "squall/query/grouping.hpp"
#include "squall/query/interval_text.hpp"
#include "squall/query/ordered_sets.hpp"  // IWYU pragma: export

namespace squall {

/// Where a frame begins or ends.
struct frame_bound {
  enum class kind : std::uint8_t { unbounded_preceding, preceding, current_row, following, unbounded_following };
  kind where;
  std::uint32_t rows = 0;
  bool timed = false;  ///< by `span`, not by `rows`
  interval_t span{};
};
inline constexpr frame_bound unbounded_preceding{frame_bound::kind::unbounded_preceding};
inline constexpr frame_bound current_row{frame_bound::kind::current_row};
inline constexpr frame_bound unbounded_following{frame_bound::kind::unbounded_following};
constexpr frame_bound preceding(std::uint32_t rows) { return {frame_bound::kind::preceding, rows}; }
constexpr frame_bound following(std::uint32_t rows) { return {frame_bound::kind::following, rows}; }
/// In range(), of an order by a date or a timestamp: so much time before. It is not negative.
constexpr frame_bound preceding(interval_t span) { return {frame_bound::kind::preceding, 0, true, span}; }
constexpr frame_bound following(interval_t span) { return {frame_bound::kind::following, 0, true, span}; }

/// What is left out of a frame.
enum class frame_exclusion : std::uint8_t { no_others, this_row, group, ties };

namespace detail {

enum class frame_unit : std::uint8_t { none, rows, range, groups };
struct frame {
  frame_unit unit = frame_unit::none;
  frame_bound from = unbounded_preceding;
  frame_bound to = current_row;
  frame_exclusion exclude = frame_exclusion::no_others;
};
constexpr void write_bound(sql_writer& w, const frame_bound& bound) {
  using kind = frame_bound::kind;
  if (bound.timed) {
    if (bound.span.months < 0 || bound.span.days < 0 || bound.span.microseconds < 0)
      throw usage_error("a frame of a window begins or ends at a time that is not negative");
    w.put("interval '");
    write_interval(w, bound.span);
    w.put("' ");
  } else if (bound.where == kind::preceding || bound.where == kind::following) {
    w.number(bound.rows);
    w.put(" ");
  }
  w.put(bound.where == kind::unbounded_preceding ? "unbounded preceding"
        : bound.where == kind::preceding         ? "preceding"
        : bound.where == kind::current_row       ? "current row"
        : bound.where == kind::following         ? "following"
                                                 : "unbounded following");
}
constexpr void write_frame(sql_writer& w, const frame& f) {
  if (f.unit == frame_unit::none)
    return;
  w.put(f.unit == frame_unit::rows    ? " rows between "
        : f.unit == frame_unit::range ? " range between "
                                      : " groups between ");
  write_bound(w, f.from);
  w.put(" and ");
  write_bound(w, f.to);
  if (f.exclude != frame_exclusion::no_others)
    w.put(f.exclude == frame_exclusion::this_row ? " exclude current row"
          : f.exclude == frame_exclusion::group  ? " exclude group"
                                                 : " exclude ties");
}

/// PARTITION BY, ORDER BY and the frame. The frame is known at run time only, unless the window has none.
template <class Partition, class Order, bool HasFrame>
struct window_spec;
template <class... P, class... O, bool HasFrame>
struct window_spec<pack<P...>, pack<O...>, HasFrame> {
  static constexpr bool has_frame = HasFrame;
  [[no_unique_address]] pack<P...> partition;
  [[no_unique_address]] pack<O...> order;
  frame bounds{};

  static constexpr bool is_static = !HasFrame && (has_static_text<P>() && ...) && (has_static_text<O>() && ...);
  static constexpr bool has_values = (carries_values<P>() || ...) || (carries_values<O>() || ...);
  static constexpr stray_column stray(const scope& tables) { return first_stray<P..., O...>(tables); }
  static constexpr void write(sql_writer& w, const window_spec* self) {
    if constexpr (sizeof...(P) > 0) {
      w.put("partition by ");
      pack<P...>::write_list(w, self == nullptr ? nullptr : &self->partition);
    }
    if constexpr (sizeof...(O) > 0) {
      w.put(sizeof...(P) > 0 ? " order by " : "order by ");
      pack<O...>::write_list(w, self == nullptr ? nullptr : &self->order);
    }
    if constexpr (HasFrame)
      if (self != nullptr)
        write_frame(w, self->bounds);
  }
  template <class Sink>
  void bind(Sink& sink) const {
    partition.bind(sink);
    order.bind(sink);
  }

  template <class... E>
  constexpr auto order_by(E... e) const {
    static_assert(sizeof...(O) == 0, "squall: a window has one order_by()");
    using keys = pack<decltype(make_sort_key(std::move(e)))...>;
    return window_spec<pack<P...>, keys, HasFrame>{partition, {{make_sort_key(std::move(e))}...}, bounds};
  }
  /// ROWS BETWEEN from AND to: counts rows.
  constexpr auto rows(frame_bound from, frame_bound to, frame_exclusion exclude = {}) const {
    return framed({frame_unit::rows, from, to, exclude});
  }
  /// RANGE BETWEEN from AND to: rows that are equal by order_by() belong together.
  constexpr auto range(frame_bound from, frame_bound to, frame_exclusion exclude = {}) const {
    return framed({frame_unit::range, from, to, exclude});
  }
  /// GROUPS BETWEEN from AND to: counts groups of rows that are equal by order_by().
  constexpr auto groups(frame_bound from, frame_bound to, frame_exclusion exclude = {}) const {
    return framed({frame_unit::groups, from, to, exclude});
  }

 private:
  constexpr auto framed(frame f) const { return window_spec<pack<P...>, pack<O...>, true>{partition, order, f}; }
};

template <class E>
inline constexpr bool is_window_function = requires { E::is_window_function; };
/// A function that is one only with over().
template <class Call, bool Nullable>
struct window_call : Call {
  static constexpr bool is_window_function = true;
  static constexpr bool nullable(const scope& tables) { return Nullable || Call::nullable(tables); }
};

template <class E, bool Ok>
struct check_window_function {
  static_assert(Ok, "squall: over() takes an aggregate or a window function (see E)");
};

/// `function over (window)`
template <class E, class Window>
struct over_node : expression_base<db_type_of<E>, E> {
  static constexpr bool is_static = has_static_text<E>() && Window::is_static;
  static constexpr bool has_values = carries_values<E>() || Window::has_values;
  [[no_unique_address]] E function;
  [[no_unique_address]] Window window;

  /// The row itself is in the frame, unless the frame says otherwise: an aggregate has a row at least.
  static constexpr bool nullable(const scope& tables) {
    scope with_row = tables;
    with_row.grouped = with_row.grouped || !Window::has_frame;
    return can_be_null<E>(with_row);
  }
  static constexpr stray_column stray(const scope& tables) {
    const stray_column found = find_stray<E>(tables);
    return found.found() ? found : Window::stray(tables);
  }
  static constexpr void write(sql_writer& w, const over_node* self) {
    render<E>(w, self == nullptr ? nullptr : &self->function);
    w.put(" over (");
    Window::write(w, self == nullptr ? nullptr : &self->window);
    w.put(")");
  }
  template <class Sink>
  void bind(Sink& sink) const {
    bind_values(sink, function);
    if constexpr (Window::has_values)
      window.bind(sink);
  }
};

/// `aggregate filter (where condition)`
template <class E, class Condition>
struct filter_node : expression_base<db_type_of<E>, E, Condition> {
  static constexpr bool is_aggregate = true;
  [[no_unique_address]] E aggregate;
  [[no_unique_address]] Condition condition;

  /// The condition may leave no row of a group: then all but counts are NULL.
  static constexpr bool nullable(const scope& tables) {
    scope ungrouped = tables;
    ungrouped.grouped = false;
    return can_be_null<E>(ungrouped);
  }
  static constexpr void write(sql_writer& w, const filter_node* self) {
    render<E>(w, self == nullptr ? nullptr : &self->aggregate);
    w.put(" filter (where ");
    render<Condition>(w, self == nullptr ? nullptr : &self->condition);
    w.put(")");
  }
  template <class Sink>
  void bind(Sink& sink) const {
    bind_values(sink, aggregate);
    bind_values(sink, condition);
  }
};

template <fixed_string Name, class Db, bool Nullable, class... A>
constexpr auto window_function(A... arguments) {
  return window_call<call<Name, Db, null_rule::never, A...>, Nullable>{{{}, {{std::move(arguments)}...}}};
}

template <class E, class Value, bool Ok>
struct check_same_kind {
  static_assert(Ok,
                "squall: lag() and lead() give a value of the expression's type where there is no row (see E, Value)");
};
/// lag() or lead() with a value for where there is no such row.
template <fixed_string Name, class E, class V>
constexpr auto neighbour(E e, std::int32_t n, V otherwise) {
  using db = db_type_of<E>;
  constexpr bool ok = operand_fits<db, V>();
  (void)sizeof(check_same_kind<shown<E>, shown<V>, ok>);
  if constexpr (ok) {
    auto other = lift<db>(std::move(otherwise));
    auto distance = lift<std::int32_t>(n);
    using function = call<Name, db, null_rule::any_argument, E, decltype(distance), decltype(other)>;
    return window_call<function, false>{{{}, {{std::move(e)}, {distance}, {std::move(other)}}}};
  } else {
    return mistake{};
  }
}

}  // namespace detail

/// A window by PARTITION BY; `.order_by(…)` and a frame may follow.
template <expression... E>
constexpr auto partition_by(E... e) {
  return detail::window_spec<detail::pack<E...>, detail::pack<>, false>{{{std::move(e)}...}, {}, {}};
}
/// A window of all rows, in an order.
template <class... E>
constexpr auto order_by(E... e) {
  return partition_by().order_by(std::move(e)...);
}

/// An aggregate or a window function over a window; without a window over all rows.
template <class E, class Window>
constexpr auto over(E function, Window window) {
  constexpr bool ok = detail::is_window_function<E> || requires { requires E::is_aggregate; };
  (void)sizeof(detail::check_window_function < E, ok || std::is_same_v < E, detail::mistake >>);
  if constexpr (ok)
    return detail::over_node<E, Window>{{}, std::move(function), std::move(window)};
  else
    return detail::mistake{};
}
template <class E>
constexpr auto over(E function) {
  return over(std::move(function), partition_by());
}
/// FILTER: an aggregate of the rows that the condition holds for.
template <class E, class C>
constexpr auto filter(E aggregate, C condition) {
  static_assert(requires { requires E::is_aggregate; }, "squall: filter() takes an aggregate and a condition");
  (void)sizeof(detail::check_condition<detail::shown<C>, detail::is_condition<C>()>);
  return detail::filter_node<E, C>{{}, std::move(aggregate), std::move(condition)};
}

constexpr auto row_number() { return detail::window_function<"row_number", std::int64_t, false>(); }
constexpr auto rank() { return detail::window_function<"rank", std::int64_t, false>(); }
constexpr auto dense_rank() { return detail::window_function<"dense_rank", std::int64_t, false>(); }
constexpr auto percent_rank() { return detail::window_function<"percent_rank", double, false>(); }
constexpr auto cume_dist() { return detail::window_function<"cume_dist", double, false>(); }
/// The number of the row's group, when the rows are dealt out to `n`.
constexpr auto ntile(std::int32_t n) {
  return detail::window_function<"ntile", std::int32_t, false>(detail::lift<std::int32_t>(n));
}
/// The value `n` rows before; NULL where there is no such row.
template <expression E>
constexpr auto lag(E e, std::int32_t n = 1) {
  return detail::window_function<"lag", detail::db_type_of<E>, true>(std::move(e), detail::lift<std::int32_t>(n));
}
/// The same with another value where there is no such row.
template <expression E, class Otherwise>
constexpr auto lag(E e, std::int32_t n, Otherwise otherwise) {
  return detail::neighbour<"lag">(std::move(e), n, std::move(otherwise));
}
/// The value `n` rows after.
template <expression E>
constexpr auto lead(E e, std::int32_t n = 1) {
  return detail::window_function<"lead", detail::db_type_of<E>, true>(std::move(e), detail::lift<std::int32_t>(n));
}
template <expression E, class Otherwise>
constexpr auto lead(E e, std::int32_t n, Otherwise otherwise) {
  return detail::neighbour<"lead">(std::move(e), n, std::move(otherwise));
}
template <expression E>
constexpr auto first_value(E e) {
  return detail::window_function<"first_value", detail::db_type_of<E>, true>(std::move(e));
}
template <expression E>
constexpr auto last_value(E e) {
  return detail::window_function<"last_value", detail::db_type_of<E>, true>(std::move(e));
}
template <expression E>
constexpr auto nth_value(E e, std::int32_t n) {
  return detail::window_function<"nth_value", detail::db_type_of<E>, true>(std::move(e), detail::lift<std::int32_t>(n));
}

}  // namespace squall
