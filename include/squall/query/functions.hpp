// Functions of values: lower, upper, length, coalesce, concat, now, cast.
#pragma once

#include <string_view>
#include <type_traits>
#include <utility>

#include "squall/query/operators.hpp"
#include "squall/query/pack.hpp"
#include "squall/query/type_names.hpp"

namespace squall {

namespace detail {

/// When a function's value is NULL.
enum class null_rule : std::uint8_t {
  any_argument,   ///< strict: some argument is NULL
  all_arguments,  ///< coalesce()
  never,
  always,  ///< can be NULL whatever the arguments are
};

/// Another value at each call, or in each statement (manual, 38.7).
consteval bool is_volatile_function(std::string_view name) {
  for (const std::string_view known : {"random", "gen_random_uuid", "clock_timestamp", "statement_timestamp", "nextval",
                                       "currval", "setval", "uuidv7"})
    if (name == known)
      return true;
  return false;
}

/// `name(argument, …)`
template <fixed_string Name, class Db, null_rule Rule, class... A>
struct call : expression_base<Db, A...> {
  [[no_unique_address]] pack<A...> arguments;

  static constexpr bool nullable(const scope& tables) {
    if constexpr (Rule == null_rule::never)
      return false;
    else if constexpr (Rule == null_rule::always)
      return true;
    else if constexpr (Rule == null_rule::all_arguments)
      return (can_be_null<A>(tables) && ...);
    else
      return (can_be_null<A>(tables) || ...);
  }
  static constexpr void write(sql_writer& w, const call* self) {
    if constexpr (is_volatile_function(Name.view()))
      w.note_volatile();
    w.put(Name.view());
    w.put("(");
    pack<A...>::write_list(w, self == nullptr ? nullptr : &self->arguments);
    w.put(")");
  }
  template <class Sink>
  void bind(Sink& sink) const {
    arguments.bind(sink);
  }
};

template <class Type, bool Ok>
struct check_text_argument {
  static_assert(Ok, "squall: this function takes a text (see Type); cast<std::string>(…) makes one");
};
template <fixed_string Name, class Db, class E>
constexpr auto text_call(E&& e) {
  constexpr bool ok = std::is_same_v<db_type_of<E>, std::string> || is_unknown<db_type_of<E>>;
  (void)sizeof(check_text_argument<shown<E>, ok>);
  if constexpr (ok)
    return call<Name, Db, null_rule::any_argument, std::remove_cvref_t<E>>{{}, {{static_cast<E&&>(e)}}};
  else
    return mistake{};
}

/// `(e)::type`
template <class Db, class E>
struct cast_node : expression_base<Db, E> {
  [[no_unique_address]] E operand;

  static constexpr void write(sql_writer& w, const cast_node* self) {
    w.put("cast(");
    render<E>(w, self == nullptr ? nullptr : &self->operand);
    w.put(" as ");
    write_type_name<Db>(w);
    w.put(")");
  }
  template <class Sink>
  void bind(Sink& sink) const {
    if constexpr (carries_values<E>())
      operand.bind(sink);
  }
};

}  // namespace detail

template <expression E>
constexpr auto lower(E&& text) {
  return detail::text_call<"lower", std::string>(static_cast<E&&>(text));
}
template <expression E>
constexpr auto upper(E&& text) {
  return detail::text_call<"upper", std::string>(static_cast<E&&>(text));
}
/// The number of characters.
template <expression E>
constexpr auto length(E&& text) {
  return detail::text_call<"length", std::int32_t>(static_cast<E&&>(text));
}

/// The first that is not NULL. Not optional when one of them cannot be NULL.
template <expression E, class... V>
  requires(sizeof...(V) > 0)
constexpr auto coalesce(E&& first, V&&... others) {
  using db = detail::db_type_of<E>;
  constexpr bool ok = (detail::operand_fits<db, V>() && ...);
  static_assert(ok, "squall: the arguments of coalesce() have one type");
  if constexpr (ok)
    return detail::call<"coalesce", db, detail::null_rule::all_arguments, std::remove_cvref_t<E>,
                        decltype(detail::lift<db>(static_cast<V&&>(others)))...>{
        {}, {{static_cast<E&&>(first)}, {detail::lift<db>(static_cast<V&&>(others))}...}};
  else
    return detail::mistake{};
}

/// The arguments as one text; NULL counts as the empty text (PostgreSQL manual, 9.4), so this is never NULL.
template <class... V>
  requires((expression<V> || ...))
constexpr auto concat(V&&... parts) {
  return detail::call<"concat", std::string, detail::null_rule::never,
                      decltype(detail::lift_alone(static_cast<V&&>(parts)))...>{
      {}, {{detail::lift_alone(static_cast<V&&>(parts))}...}};
}

/// When the transaction began.
constexpr auto now() { return detail::call<"now", timestamptz_t, detail::null_rule::never>{}; }

/// The value as another type: `cast<std::int64_t>(orders.code)`. Db is the C++ name of the type.
template <class Db, expression E>
constexpr auto cast(E&& e) {
  return detail::cast_node<Db, std::remove_cvref_t<E>>{{}, static_cast<E&&>(e)};
}

}  // namespace squall
