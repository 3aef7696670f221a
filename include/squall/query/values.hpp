// VALUES as a table (PostgreSQL manual, 7.7).
//
//     const auto rates = values<"rates", "code", "rate">("EUR", numeric_t{"1.08"}).row("JPY", numeric_t{"0.0067"});
//     db.select(orders.id, orders.total * rates["rate"_c])
//         .from(orders)
//         .inner_join(rates, rates["code"_c] == orders.currency)
//
// For as many rows as a vector has: unnest(), in table_functions.hpp.
#pragma once

#include <cstddef>
#include <type_traits>
#include <utility>

#include "squall/query/functions.hpp"
#include "squall/query/sources.hpp"

namespace squall {

namespace detail {

template <class FirstType, class OtherType, bool Ok>
struct check_values_column {
  static_assert(Ok, "squall: the rows of values() have the types of its first row (see FirstType and OtherType)");
};
template <std::size_t Columns, std::size_t Values, bool Ok>
struct check_values_count {
  static_assert(Ok, "squall: a row of values() has as many values as there are columns (see Columns and Values)");
};
template <bool Ok>
struct check_values_types {
  static_assert(Ok, "squall: the first row of values() says the types: std::optional<T>{} is a NULL that has one");
};

/// The database type of a value in the first row.
template <class V>
struct value_db {
  using type = db_type_of<decltype(lift_alone(std::declval<V>()))>;
};
template <class V>
  requires(is_null_literal<V>)
struct value_db<V> {
  using type = unknown;
};

/// What a value of the first row is written as: with its type, so that the server knows it.
template <class Db, class V>
using first_value = cast_node<Db, decltype(lift<Db>(std::declval<V>()))>;

template <class... Node>
struct values_row {
  [[no_unique_address]] pack<Node...> nodes;

  static constexpr bool is_static = (has_static_text<Node>() && ...);
  static constexpr bool has_values = (carries_values<Node>() || ...);
  static constexpr stray_column stray(const scope& tables) { return first_stray<Node...>(tables); }
};

/// `(values (…), (…)) as "name"("a", "b")`. `Column` are the names and types, `Row` the rows.
template <fixed_string Name, class Fields, class... Row>
class values_source;
template <fixed_string Name, class... Field, class... Row>
class values_source<Name, source_fields<Field...>, Row...>
    : public source_columns<source_tag<Name, source_fields<Field...>>> {
 public:
  using is_row_source = void;
  using source_type = values_source;
  using table_tag = source_tag<Name, source_fields<Field...>>;
  static constexpr bool is_static = (Row::is_static && ...);
  static constexpr bool has_values = (Row::has_values || ...);

  constexpr explicit values_source(pack<Row...> rows) : rows_(std::move(rows)) {}

  /// One row more.
  template <class... V>
  [[nodiscard]] constexpr auto row(V&&... values) const {
    (void)sizeof(check_values_count < sizeof...(Field), sizeof...(V), sizeof...(V) == sizeof...(Field) >);
    if constexpr (sizeof...(V) == sizeof...(Field))
      return add_row(static_cast<V&&>(values)...);
    else
      return *this;
  }

  // A subquery of its own: it sees no table beside it.
  static constexpr stray_column stray(const scope& tables) {
    const scope beside{nullptr, 0, false, false, tables.outer};
    stray_column found;
    (void)((found = Row::stray(beside), found.found()) || ...);
    return found;
  }
  static constexpr void write_source(sql_writer& w, const values_source* self) {
    w.put("(values ");
    write_rows(w, self, std::index_sequence_for<Row...>{});
    w.put(") as ");
    w.identifier(Name.view());
    source_fields<Field...>::write_names(w);
  }
  template <class Sink>
  void bind_source(Sink& sink) const {
    [&]<std::size_t... I>(std::index_sequence<I...>) {
      (item<I>(rows_).nodes.bind(sink), ...);
    }(std::index_sequence_for<Row...>{});
  }

 private:
  template <class... V>
  constexpr auto add_row(V&&... values) const {
    constexpr bool ok = (operand_fits<typename Field::db_type, V>() && ...);
    ((void)sizeof(check_values_column<typename Field::db_type, shown<V>, operand_fits<typename Field::db_type, V>()>),
     ...);
    if constexpr (ok) {
      using added = values_row<decltype(lift<typename Field::db_type>(static_cast<V&&>(values)))...>;
      // A value that can be NULL makes its column one that can.
      using fields = source_fields<source_field<
          fixed<Field::name().size()>(Field::name()), typename Field::db_type,
          Field::nullable || can_be_null<decltype(lift<typename Field::db_type>(static_cast<V&&>(values)))>({})>...>;
      return values_source<Name, fields, Row..., added>(
          rows_.with(added{{{lift<typename Field::db_type>(static_cast<V&&>(values))}...}}));
    } else {
      return *this;
    }
  }
  template <std::size_t... I>
  static constexpr void write_rows(sql_writer& w, const values_source* self, std::index_sequence<I...>) {
    ((w.put(I == 0 ? "(" : ", ("), write_row(w, self == nullptr ? nullptr : &item<I>(self->rows_)), w.put(")")), ...);
  }
  template <class... Node>
  static constexpr void write_row(sql_writer& w, const values_row<Node...>* row) {
    pack<Node...>::write_list(w, row == nullptr ? nullptr : &row->nodes);
  }
  [[no_unique_address]] pack<Row...> rows_;
};

}  // namespace detail

/// A table of rows that the program gives: its name, the names of its columns, and the first row, whose values say the
/// types; `.row(…)` adds one.
template <fixed_string Name, fixed_string... Column, class... V>
constexpr auto values(V&&... first) {
  static_assert(!Name.empty() && Name.view().size() <= 63, "squall: a name in PostgreSQL has 1 to 63 bytes");
  (void)sizeof(detail::check_values_count < sizeof...(Column), sizeof...(V), sizeof...(V) == sizeof...(Column) >);
  (void)sizeof(detail::check_values_types<!(detail::is_unknown<typename detail::value_db<V>::type> || ...)>);
  if constexpr (sizeof...(V) == sizeof...(Column)) {
    using row = detail::values_row<detail::first_value<typename detail::value_db<V>::type, V>...>;
    using fields = detail::source_fields<detail::source_field<
        Column, typename detail::value_db<V>::type,
        detail::can_be_null<decltype(detail::lift<typename detail::value_db<V>::type>(static_cast<V&&>(first)))>(
            {})>...>;
    return detail::values_source<Name, fields, row>(detail::pack<row>{
        {row{{{{{}, detail::lift<typename detail::value_db<V>::type>(static_cast<V&&>(first))}}...}}}});
  } else {
    return detail::values_source<Name, detail::source_fields<>>({});
  }
}

}  // namespace squall
