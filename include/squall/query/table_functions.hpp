// Functions and arrays as tables (PostgreSQL manual, 7.2.1.4, 9.25).
//
//     const auto n = generate_series<"n">(1, 10);
//     db.select(n.value()).from(n)
//
//     const auto wanted = unnest<"wanted", "id", "price">(ids, prices);       // two vectors, side by side
//     db.update(products).set(products.price = wanted["price"_c]).from(wanted).where(products.id == wanted["id"_c])
//
//     const auto pair = table_function<"pair", result_column<"key", std::string>, result_column<"value", std::string>>(
//         "jsonb_each_text({})"_sql, products.details);
//     db.select(products.id, pair["key"_c]).from(products).cross_join(pair)
//
// A function in FROM may use the columns of the tables before it, as if LATERAL stood there.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

#include "squall/query/fragment.hpp"
#include "squall/query/functions.hpp"
#include "squall/query/sources.hpp"
#include "squall/query/type_names.hpp"

namespace squall {

/// A column of what a function gives: its name, and its database type, std::optional where it can be NULL.
template <fixed_string Name, class Db>
using result_column = detail::source_field<Name, detail::bare<Db>, detail::is_optional<Db>>;

namespace detail {

/// Whether WITH ORDINALITY and the types of the columns stand behind the call.
enum class function_form : std::uint8_t { plain, ordinality, record };

using ordinality_field = source_field<"ordinality", std::int64_t, false>;
template <class Fields>
struct with_ordinality_field;
template <class... Field>
struct with_ordinality_field<source_fields<Field...>> {
  using type = source_fields<Field..., ordinality_field>;
};

/// `("key" text, "value" text)`: of a function that gives records, which do not say what is in them.
template <class... Field>
constexpr void write_typed_names(sql_writer& w, source_fields<Field...>) {
  w.put("(");
  bool first = true;
  ((w.put(first ? "" : ", "), first = false, w.identifier(Field::name()), w.put(" "),
    write_type_name<typename Field::db_type>(w)),
   ...);
  w.put(")");
}

/// `call with ordinality as "name"("column", …)`
template <fixed_string Name, class Fields, class Call, function_form Form>
class function_source : public source_columns<source_tag<Name, Fields>> {
 public:
  using is_row_source = void;
  using source_type = function_source;
  using table_tag = source_tag<Name, Fields>;
  static constexpr bool is_static = has_static_text<Call>();
  static constexpr bool has_values = carries_values<Call>();

  constexpr explicit function_source(Call call) : call_(std::move(call)) {}

  /// The value of the only column.
  [[nodiscard]] constexpr auto value() const {
    static_assert(Fields::count == 1 || (Fields::count == 2 && Form == function_form::ordinality),
                  "squall: value() is for functions that give one column; name the one that is meant: f[\"n\"_c]");
    return source_column<table_tag, typename decltype(nth_field<0>(Fields{}))::type>{};
  }
  /// The number of a row, counted from 1, after with_ordinality().
  [[nodiscard]] constexpr auto ordinality() const {
    static_assert(Form == function_form::ordinality, "squall: ordinality() comes with with_ordinality()");
    return source_column<table_tag, ordinality_field>{};
  }
  /// WITH ORDINALITY: a column "ordinality" more, that numbers the rows.
  [[nodiscard]] constexpr auto with_ordinality() const {
    static_assert(Form == function_form::plain, "squall: with_ordinality() is for functions whose columns have types");
    using fields = typename with_ordinality_field<Fields>::type;
    return function_source<Name, fields, Call, function_form::ordinality>(call_);
  }

  static constexpr stray_column stray(const scope& tables) { return find_stray<Call>(tables); }
  static constexpr void write_source(sql_writer& w, const function_source* self) {
    render<Call>(w, self == nullptr ? nullptr : &self->call_);
    if (Form == function_form::ordinality)
      w.put(" with ordinality");
    w.put(" as ");
    w.identifier(Name.view());
    if constexpr (Form == function_form::record)
      write_typed_names(w, Fields{});
    else
      Fields::write_names(w);
  }
  template <class Sink>
  void bind_source(Sink& sink) const {
    bind_values(sink, call_);
  }

 private:
  [[no_unique_address]] Call call_;
};

template <fixed_string Name, function_form Form, class Fields, class Call>
constexpr auto make_function_source(Call call) {
  static_assert(!Name.empty() && Name.view().size() <= 63, "squall: a name in PostgreSQL has 1 to 63 bytes");
  return function_source<Name, Fields, Call, Form>(std::move(call));
}

// generate_series ---------------------------------------------------------------------------------------------------

template <class V>
struct series_operand {
  using plain = std::remove_cvref_t<V>;
  static consteval auto pick() {
    if constexpr (expression<plain>)
      return std::type_identity<db_type_of<plain>>{};
    else if constexpr (std::is_convertible_v<plain, timestamptz_t> && !is_number<plain> && !integer_value<plain> &&
                       !std::is_same_v<plain, timestamp_t>)
      return std::type_identity<timestamptz_t>{};
    else
      return std::type_identity<typename natural_db<plain>::type>{};
  }
  using type = typename decltype(pick())::type;
};
/// What a series is of: smallint counts as integer.
template <class A, class B>
consteval auto series_type() {
  using a = typename series_operand<A>::type;
  using b = typename series_operand<B>::type;
  if constexpr (is_number<a> && is_number<b>)
    return std::type_identity<arithmetic_t<arithmetic_t<a, b>, std::int32_t>>{};
  else
    return std::type_identity<std::conditional_t<is_unknown<a>, b, a>>{};
}
template <class FromType, class ToType, class StepType, bool Ok>
struct check_series {
  static_assert(Ok,
                "squall: generate_series() counts integers and numerics, or timestamps in steps of an interval (see "
                "FromType, ToType and StepType)");
};
template <class Db>
inline constexpr bool is_series_type =
    (is_number<Db> && !is_floating<Db>) || std::is_same_v<Db, timestamp_t> || std::is_same_v<Db, timestamptz_t>;
template <fixed_string Name, class Db, class... V>
constexpr auto make_series(V&&... operands) {
  using fields = source_fields<source_field<Name, Db, false>>;
  using function = call<"generate_series", Db, null_rule::never, V...>;
  return make_function_source<Name, function_form::plain, fields>(function{{}, {{static_cast<V&&>(operands)}...}});
}
struct refused_source
    : function_source<"?", source_fields<source_field<"?", unknown, true>>, mistake, function_form::plain> {
  constexpr refused_source() : function_source(mistake{}) {}
};

// unnest ------------------------------------------------------------------------------------------------------------

/// The database type of an argument of unnest(): an array.
template <class V>
struct array_operand {
  using type = void;
};
template <class E>
  requires(expression<E>)
struct array_operand<E> {
  using type = std::conditional_t<is_array_type<db_type_of<E>>, db_type_of<E>, void>;
};
template <class T>
  requires(!std::is_same_v<T, std::byte>)
struct array_operand<std::vector<T>> {
  using element = typename natural_db<bare<T>>::type;
  using type = std::vector<std::conditional_t<is_optional<T>, std::optional<element>, element>>;
};

[[noreturn]] void throw_unequal_lengths();

/// A vector of the program as an array. The cast says its type where nothing else does.
template <class Db>
struct bound_array : expression_base<Db> {
  static constexpr bool has_values = true;
  value_of_t<Db> values;

  static constexpr bool nullable(const scope&) { return false; }
  static constexpr void write(sql_writer& w, const bound_array*) {
    w.put("cast(");
    w.parameter(codec<Db>::oid);
    w.put(" as ");
    write_type_name<Db>(w);
    w.put(")");
  }
  template <class Sink>
  void bind(Sink& sink) const {
    sink.template value<Db>(values);
  }
};
template <class Db, class V>
constexpr auto make_array(V&& value) {
  if constexpr (expression<std::remove_cvref_t<V>>) {
    return std::remove_cvref_t<V>(static_cast<V&&>(value));
  } else if constexpr (std::is_same_v<std::remove_cvref_t<V>, value_of_t<Db>>) {
    return bound_array<Db>{{}, static_cast<V&&>(value)};
  } else {
    value_of_t<Db> converted;
    converted.reserve(value.size());
    for (auto&& v : value) converted.emplace_back(v);
    return bound_array<Db>{{}, std::move(converted)};
  }
}

/// `unnest(a, b)`: arrays side by side. Vectors of the program have to be of one length, so that no row lacks a value.
template <class... A>
struct unnest_call : expression_base<unknown, A...> {
  static constexpr bool only_vectors = (requires { &A::values; } && ...);
  [[no_unique_address]] pack<A...> arrays;

  static constexpr void write(sql_writer& w, const unnest_call* self) {
    w.put("unnest(");
    pack<A...>::write_list(w, self == nullptr ? nullptr : &self->arrays);
    w.put(")");
  }
  template <class Sink>
  void bind(Sink& sink) const {
    if constexpr (only_vectors && sizeof...(A) > 1)
      [&]<std::size_t... I>(std::index_sequence<I...>) {
        if (((item<I>(arrays).values.size() != item<0>(arrays).values.size()) || ...))
          throw_unequal_lengths();
      }(std::index_sequence_for<A...>{});
    arrays.bind(sink);
  }
};
template <class Type, bool Ok>
struct check_unnest {
  static_assert(Ok, "squall: unnest() takes arrays: columns, expressions, vectors of values (see Type)");
};
template <class Column, class Array, bool Padded>
using unnest_field =
    source_field<Column::value, bare<typename Array::value_type>, Padded || is_optional<typename Array::value_type>>;
template <fixed_string Name>
struct name_constant {
  static constexpr auto value = Name;
};
template <bool Padded, class... Column, class... Array>
consteval auto fields_of_unnest(field_types<Column...>, field_types<Array...>) {
  return source_fields<unnest_field<Column, Array, Padded>...>{};
}
template <bool Ok>
struct check_unnest_names {
  static_assert(Ok, "squall: unnest<\"table\", \"column\", …>() names as many columns as it takes arrays");
};

}  // namespace detail

/// The numbers `from`, `from` + 1, … up to and with `to`, as a table of one column, `Name`.
template <fixed_string Name, class A, class B>
constexpr auto generate_series(A&& from, B&& to) {
  using db = typename decltype(detail::series_type<A, B>())::type;
  constexpr bool ok = detail::is_number<db> && detail::is_series_type<db> && detail::operand_fits<db, A>() &&
                      detail::operand_fits<db, B>();
  (void)sizeof(detail::check_series<detail::shown<A>, detail::shown<B>, detail::none, ok>);
  if constexpr (ok)
    return detail::make_series<Name, db>(detail::lift<db>(static_cast<A&&>(from)),
                                         detail::lift<db>(static_cast<B&&>(to)));
  else
    return detail::refused_source{};
}
/// The same in steps: of numbers a number, of timestamps an interval.
template <fixed_string Name, class A, class B, class Step>
constexpr auto generate_series(A&& from, B&& to, Step&& step) {
  using db = typename decltype(detail::series_type<A, B>())::type;
  using step_db = std::conditional_t<detail::is_number<db>, db, interval_t>;
  constexpr bool ok = detail::is_series_type<db> && detail::operand_fits<db, A>() && detail::operand_fits<db, B>() &&
                      detail::operand_fits<step_db, Step>();
  (void)sizeof(detail::check_series<detail::shown<A>, detail::shown<B>, detail::shown<Step>, ok>);
  if constexpr (ok)
    return detail::make_series<Name, db>(detail::lift<db>(static_cast<A&&>(from)),
                                         detail::lift<db>(static_cast<B&&>(to)),
                                         detail::lift<step_db>(static_cast<Step&&>(step)));
  else
    return detail::refused_source{};
}

/// Arrays as a table: a row for each element. `unnest<"tag">(posts.tags)` has one column, "tag"; several arrays stand
/// side by side, with names for their columns: `unnest<"t", "id", "name">(ids, names)`. A vector travels as one
/// parameter, so the statement is the same for any number of rows. Vectors beside each other have one length; arrays of
/// the database may not, so their columns can be NULL.
template <fixed_string Name, fixed_string... Column, class... A>
constexpr auto unnest(A&&... arrays) {
  constexpr bool ok = (!std::is_void_v<typename detail::array_operand<std::remove_cvref_t<A>>::type> && ...);
  ((void)sizeof(detail::check_unnest<detail::shown<A>,
                                     !std::is_void_v<typename detail::array_operand<std::remove_cvref_t<A>>::type>>),
   ...);
  if constexpr (ok) {
    using types = detail::field_types<typename detail::array_operand<std::remove_cvref_t<A>>::type...>;
    using function =
        detail::unnest_call<decltype(detail::make_array<typename detail::array_operand<std::remove_cvref_t<A>>::type>(
            static_cast<A&&>(arrays)))...>;
    function f{{},
               {{detail::make_array<typename detail::array_operand<std::remove_cvref_t<A>>::type>(
                   static_cast<A&&>(arrays))}...}};
    constexpr bool padded = sizeof...(A) > 1 && !function::only_vectors;
    constexpr bool named = sizeof...(Column) == sizeof...(A) || (sizeof...(Column) == 0 && sizeof...(A) == 1);
    (void)sizeof(detail::check_unnest_names<named>);
    if constexpr (!named) {
      return detail::refused_source{};
    } else if constexpr (sizeof...(Column) == 0) {
      using fields =
          decltype(detail::fields_of_unnest<padded>(detail::field_types<detail::name_constant<Name>>{}, types{}));
      return detail::make_function_source<Name, detail::function_form::plain, fields>(std::move(f));
    } else {
      using fields =
          decltype(detail::fields_of_unnest<padded>(detail::field_types<detail::name_constant<Column>...>{}, types{}));
      return detail::make_function_source<Name, detail::function_form::plain, fields>(std::move(f));
    }
  } else {
    return detail::refused_source{};
  }
}

/// Any function that gives rows, with the columns that it gives:
///
///     table_function<"w", result_column<"w", std::string>>("regexp_split_to_table({}, ' ')"_sql, posts.title)
template <fixed_string Name, class... Column, fixed_string Text, class... A>
constexpr auto table_function(detail::fragment_literal<Text> text, A&&... arguments) {
  return detail::make_function_source<Name, detail::function_form::plain, detail::source_fields<Column...>>(
      sql<bool>(text, static_cast<A&&>(arguments)...));
}
/// A function that gives records, which do not say what is in them; the columns do.
///
///     record_function<"line", result_column<"sku", std::string>, result_column<"n", std::int32_t>>(
///         "jsonb_to_recordset({})"_sql, orders.lines)
template <fixed_string Name, class... Column, fixed_string Text, class... A>
constexpr auto record_function(detail::fragment_literal<Text> text, A&&... arguments) {
  return detail::make_function_source<Name, detail::function_form::record, detail::source_fields<Column...>>(
      sql<bool>(text, static_cast<A&&>(arguments)...));
}

}  // namespace squall
