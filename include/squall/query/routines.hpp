// Functions, aggregates and operators of the application's own, or of an extension, with their types.
//
//     inline constexpr auto slugify = squall::sql_function<"slugify", std::string(std::string)>;
//     inline constexpr auto median = squall::sql_aggregate<"median", double(double), "stats">;
//     inline constexpr auto knn = squall::sql_operator<"<->", double(point_t, point_t)>;
//
//     db.select(slugify(posts.title)).from(posts).order_by(knn(places.at, here))
#pragma once

#include <string_view>
#include <type_traits>
#include <utility>

#include "squall/query/catalogue/typed_function.hpp"

namespace squall {

/// The type of an argument that may be of any type.
using any_argument = detail::any_db;

namespace detail {

template <fixed_string Schema>
constexpr void write_schema(sql_writer& w) {
  if (!Schema.empty()) {
    w.identifier(Schema.view());
    w.put(".");
  }
}

template <std::size_t Expected, std::size_t Given, bool Ok>
struct check_argument_count {
  static_assert(Ok, "squall: this function is called with another number of arguments (see Expected and Given)");
};

/// `"schema"."name"(arguments)`
template <fixed_string Name, fixed_string Schema, class Db, bool Nullable, class... A>
struct routine_call : expression_base<Db, A...> {
  [[no_unique_address]] pack<A...> arguments;

  static constexpr bool nullable(const scope& tables) { return Nullable || (can_be_null<A>(tables) || ...); }
  static constexpr void write(sql_writer& w, const routine_call* self) {
    w.note_volatile();
    write_schema<Schema>(w);
    w.identifier(Name.view());
    w.put("(");
    pack<A...>::write_list(w, self == nullptr ? nullptr : &self->arguments);
    w.put(")");
  }
  template <class Sink>
  void bind(Sink& sink) const {
    arguments.bind(sink);
  }
};
/// Of no rows an aggregate is NULL, unless its author says otherwise: coalesce() does.
template <fixed_string Name, fixed_string Schema, class Db, class... A>
struct routine_aggregate : routine_call<Name, Schema, Db, true, A...> {
  static constexpr bool is_aggregate = true;
};

template <fixed_string Name, class Signature, fixed_string Schema>
struct routine;
template <fixed_string Name, class Result, class... Argument, fixed_string Schema>
struct routine<Name, Result(Argument...), Schema> {
  template <class... V>
  constexpr auto operator()(V&&... values) const {
    constexpr bool ok = sizeof...(V) == sizeof...(Argument);
    (void)sizeof(check_argument_count<sizeof...(Argument), sizeof...(V), ok>);
    if constexpr (ok)
      return routine_call<Name, Schema, bare<Result>, is_optional<Result>,
                          decltype(function_argument<bare<Argument>>(static_cast<V&&>(values)))...>{
          {}, {{function_argument<bare<Argument>>(static_cast<V&&>(values))}...}};
    else
      return mistake{};
  }
};
template <fixed_string Name, class Signature, fixed_string Schema>
struct aggregate_routine;
template <fixed_string Name, class Result, class... Argument, fixed_string Schema>
struct aggregate_routine<Name, Result(Argument...), Schema> {
  template <class... V>
  constexpr auto operator()(V&&... values) const {
    constexpr bool ok = sizeof...(V) == sizeof...(Argument);
    (void)sizeof(check_argument_count<sizeof...(Argument), sizeof...(V), ok>);
    if constexpr (ok)
      return routine_aggregate<Name, Schema, bare<Result>,
                               decltype(function_argument<bare<Argument>>(static_cast<V&&>(values)))...>{
          {{}, {{function_argument<bare<Argument>>(static_cast<V&&>(values))}...}}};
    else
      return mistake{};
  }
};

/// What an operator may be called (PostgreSQL manual, 4.1.3): a comment would swallow the rest of the statement.
consteval bool is_operator_name(std::string_view name) {
  if (name.empty() || name.size() > 63)
    return false;
  for (std::size_t i = 0; i < name.size(); ++i) {
    if (std::string_view("+-*/<>=~!@#%^&|`?").find(name[i]) == std::string_view::npos)
      return false;
    if (i > 0 && ((name[i - 1] == '-' && name[i] == '-') || (name[i - 1] == '/' && name[i] == '*')))
      return false;
  }
  return true;
}

/// `(left operator("schema".<->) right)`
template <fixed_string Name, fixed_string Schema, class Db, bool Nullable, class L, class R>
struct operator_call : expression_base<Db, L, R> {
  [[no_unique_address]] L left;
  [[no_unique_address]] R right;

  static constexpr bool nullable(const scope& tables) {
    return Nullable || can_be_null<L>(tables) || can_be_null<R>(tables);
  }
  static constexpr void write(sql_writer& w, const operator_call* self) {
    w.note_volatile();
    w.put("(");
    render_operand<L>(w, self == nullptr ? nullptr : &self->left);
    w.put(Schema.empty() ? " " : " operator(");
    write_schema<Schema>(w);
    w.put(Name.view());
    w.put(Schema.empty() ? " " : ") ");
    render_operand<R>(w, self == nullptr ? nullptr : &self->right);
    w.put(")");
  }
  template <class Sink>
  void bind(Sink& sink) const {
    bind_values(sink, left);
    bind_values(sink, right);
  }
};
template <fixed_string Name, class Signature, fixed_string Schema>
struct operator_routine;
template <fixed_string Name, class Result, class Left, class Right, fixed_string Schema>
struct operator_routine<Name, Result(Left, Right), Schema> {
  static_assert(is_operator_name(Name.view()), "squall: this is no name of an operator in PostgreSQL");

  template <class L, class R>
  constexpr auto operator()(L&& left, R&& right) const {
    using l = decltype(function_argument<bare<Left>>(static_cast<L&&>(left)));
    using r = decltype(function_argument<bare<Right>>(static_cast<R&&>(right)));
    return operator_call<Name, Schema, bare<Result>, is_optional<Result>, l, r>{
        {},
        function_argument<bare<Left>>(static_cast<L&&>(left)),
        function_argument<bare<Right>>(static_cast<R&&>(right))};
  }
};

}  // namespace detail

/// A function: its name, its result and its arguments as database types. A result of std::optional<T> can be NULL
/// whatever the arguments are; another is NULL when an argument is. Calls are expressions.
template <fixed_string Name, class Signature, fixed_string Schema = "">
inline constexpr detail::routine<Name, Signature, Schema> sql_function{};
/// An aggregate; filter() and over() take it.
template <fixed_string Name, class Signature, fixed_string Schema = "">
inline constexpr detail::aggregate_routine<Name, Signature, Schema> sql_aggregate{};
/// An operator with two operands, called like a function.
template <fixed_string Name, class Signature, fixed_string Schema = "">
inline constexpr detail::operator_routine<Name, Signature, Schema> sql_operator{};

}  // namespace squall
