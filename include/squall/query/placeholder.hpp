// param<N>: a parameter whose value is given when the statement runs.
#pragma once

#include <type_traits>

#include "squall/query/value.hpp"

namespace squall {

/// The N-th argument of the execution, counted from 0; its type is that of the other operand, or said: param<0, int>.
///
///     constexpr auto by_email = select().from(users).where(users.email == param<0>);
///     auto user = db.first(by_email, "a@b.c");
template <int N, class Db>
struct placeholder : detail::expression_base<Db> {
  static_assert(N >= 0, "squall: parameters are counted from 0");

  static constexpr bool has_values = true;
  static constexpr bool nullable(const detail::scope&) { return true; }
  static constexpr void write(detail::sql_writer& w, const placeholder*) { w.parameter(codec<Db>::oid); }
  template <class Sink>
  void bind(Sink& sink) const {
    sink.template argument<N, Db>();
  }
};
template <int N>
struct placeholder<N, void> : detail::expression_base<detail::unknown> {
  template <class Db>
  using typed = placeholder<N, Db>;

  static constexpr bool has_values = true;
  static constexpr bool nullable(const detail::scope&) { return true; }
  static constexpr void write(detail::sql_writer& w, const placeholder*) { w.parameter(0); }
  template <class Sink>
  void bind(Sink& sink) const {
    sink.template argument<N, detail::unknown>();
  }
};

template <int N, class Db = void>
inline constexpr placeholder<N, Db> param{};

}  // namespace squall
