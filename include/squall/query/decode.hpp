// From a result to C++ values: straight out of libpq's buffers, through the codec of each column.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

#include "squall/client/codec.hpp"
#include "squall/client/result.hpp"
#include "squall/query/row.hpp"

namespace squall::detail {

/// How one column is read. `read` gets the object, the bytes and their number.
struct field_reader {
  void (*read)(void* into, const char* data, int length);
  bool nullable;
  std::uint32_t oid = 0;  ///< the type that it reads; 0: the server says
};
/// Texts are sent without a type, so that the server takes them for what it needs; they are read as text.
template <class Db>
consteval std::uint32_t oid_of() {
  if constexpr (std::is_same_v<Db, std::string>)
    return 25;
  else if constexpr (std::is_same_v<Db, std::vector<std::string>> ||
                     std::is_same_v<Db, std::vector<std::optional<std::string>>>)
    return 1009;
  else if constexpr (requires { codec<Db>::oid; })
    return codec<Db>::oid;
  else
    return 0;
}
/// Where a value came from, for errors.
struct field_origin {
  std::string_view table, column;
};
using origin_of_field = field_origin (*)(std::size_t);

/// Reads `count` fields of a row into objects that are fresh: NULL leaves a std::optional empty, and is a decode_error
/// that names table and column where it may not be.
void read_fields(const result& rows, int row, int first, std::size_t count, const field_reader* readers,
                 void* const* into, origin_of_field origin);
/// The same of all rows into the elements of an array, `size` bytes each; `into` are the objects of its first element.
void read_rows(const result& rows, std::size_t count, const field_reader* readers, void* const* into,
               origin_of_field origin, std::size_t size);
/// All of these fields are NULL: an outer join found no row.
bool all_null(const result& rows, int row, int first, std::size_t count);

template <class Db, bool Nullable>
void read_value(void* into, const char* data, int length) {
  auto& object = *static_cast<nullable_value<Db, Nullable>*>(into);
  if constexpr (std::is_same_v<Db, std::string> && !Nullable)
    object.assign(data, static_cast<std::size_t>(length));
  else if constexpr (std::is_same_v<Db, std::string>)
    object.emplace(data, static_cast<std::size_t>(length));
  else
    object = codec<Db>::decode(data, length);
}

// Of the usual types once, in the library: they are a good part of what a query costs a compiler.
extern template void read_value<bool, false>(void*, const char*, int);
extern template void read_value<bool, true>(void*, const char*, int);
extern template void read_value<std::int16_t, false>(void*, const char*, int);
extern template void read_value<std::int16_t, true>(void*, const char*, int);
extern template void read_value<std::int32_t, false>(void*, const char*, int);
extern template void read_value<std::int32_t, true>(void*, const char*, int);
extern template void read_value<std::int64_t, false>(void*, const char*, int);
extern template void read_value<std::int64_t, true>(void*, const char*, int);
extern template void read_value<float, false>(void*, const char*, int);
extern template void read_value<float, true>(void*, const char*, int);
extern template void read_value<double, false>(void*, const char*, int);
extern template void read_value<double, true>(void*, const char*, int);
extern template void read_value<numeric_t, false>(void*, const char*, int);
extern template void read_value<numeric_t, true>(void*, const char*, int);
extern template void read_value<std::string, false>(void*, const char*, int);
extern template void read_value<std::string, true>(void*, const char*, int);
extern template void read_value<bytea_t, false>(void*, const char*, int);
extern template void read_value<bytea_t, true>(void*, const char*, int);
extern template void read_value<uuid_t, false>(void*, const char*, int);
extern template void read_value<uuid_t, true>(void*, const char*, int);
extern template void read_value<date_t, false>(void*, const char*, int);
extern template void read_value<date_t, true>(void*, const char*, int);
extern template void read_value<time_of_day_t, false>(void*, const char*, int);
extern template void read_value<time_of_day_t, true>(void*, const char*, int);
extern template void read_value<timetz_t, false>(void*, const char*, int);
extern template void read_value<timetz_t, true>(void*, const char*, int);
extern template void read_value<timestamp_t, false>(void*, const char*, int);
extern template void read_value<timestamp_t, true>(void*, const char*, int);
extern template void read_value<timestamptz_t, false>(void*, const char*, int);
extern template void read_value<timestamptz_t, true>(void*, const char*, int);
extern template void read_value<interval_t, false>(void*, const char*, int);
extern template void read_value<interval_t, true>(void*, const char*, int);
extern template void read_value<json_of<json_t>, false>(void*, const char*, int);
extern template void read_value<json_of<json_t>, true>(void*, const char*, int);
extern template void read_value<jsonb_of<json_t>, false>(void*, const char*, int);
extern template void read_value<jsonb_of<json_t>, true>(void*, const char*, int);

template <class Db, bool NotNull>
struct reader_cell {
  static constexpr field_reader reader{&read_value<Db, !NotNull>, !NotNull, oid_of<Db>()};
};
struct reader_mode {
  template <auto Spec>
  using apply = const reader_cell<db_of<Spec>, (Spec.facts & not_null_bit) != 0>*;
};

template <class... F>
struct field_types {};

/// Where the values of a row lie.
template <std::size_t Width>
struct member_addresses {
  void* at[Width];
};

/// The rows of a table. One a table, whatever the queries.
template <class Tag>
struct table_reader {
  using type = typename Tag::row;
  static constexpr std::size_t width = Tag::size();

  static constexpr auto readers = [] {
    constexpr typename Tag::template in<reader_mode> mode_cells{};
    return members<width>::visit(mode_cells, []<class... Cell>(const Cell* const&...) {
      return fixed_array<field_reader, width>{Cell::reader...};
    });
  }();
  static field_origin origin(std::size_t i) { return {Tag::reference(), column_name<Tag>(i)}; }
  static constexpr void write_types(std::uint32_t* oids) {
    for (std::size_t i = 0; i < width; ++i) oids[i] = readers[i].oid;
  }

  static member_addresses<width> addresses(type& into) {
    return members<width>::visit(
        into, [](auto&... member) { return member_addresses<width>{{static_cast<void*>(&member)...}}; });
  }
  static void read(const result& rows, int row, int first, type& into) {
    read_fields(rows, row, first, width, &readers[0], addresses(into).at, &origin);
  }
};
template <class Tag>
struct optional_table_reader {
  using type = std::optional<typename Tag::row>;
  static constexpr std::size_t width = Tag::size();
  static constexpr void write_types(std::uint32_t* oids) { table_reader<Tag>::write_types(oids); }

  static void read(const result& rows, int row, int first, type& into) {
    if (!all_null(rows, row, first, width))
      table_reader<Tag>::read(rows, row, first, into.emplace());
  }
};

template <class F>
consteval field_origin origin_of() {
  if constexpr (is_column<F>)
    return {F::table_tag::reference(), F::name()};
  else
    return {{}, name_of_field<F>()};
}
/// The value of an expression.
template <class F, bool Nullable>
struct value_reader {
  using type = nullable_value<db_type_of<F>, Nullable>;
  static constexpr std::size_t width = 1;
  static constexpr field_reader readers[1]{{&read_value<db_type_of<F>, Nullable>, Nullable, oid_of<db_type_of<F>>()}};
  static constexpr void write_types(std::uint32_t* oids) { oids[0] = readers[0].oid; }
  static field_origin origin(std::size_t) { return origin_of<F>(); }

  static member_addresses<1> addresses(type& into) { return {{&into}}; }
  static void read(const result& rows, int row, int first, type& into) {
    void* const object = &into;
    read_fields(rows, row, first, 1, readers, &object, &origin);
  }
};

/// What was reported already.
template <bool Nullable>
struct value_reader<mistake, Nullable> {
  using type = unknown;
  static constexpr std::size_t width = 1;
  static constexpr void write_types(std::uint32_t*) {}
  static void read(const result&, int, int, type&) {}
};

/// A field among the tables of its statement.
template <class Core, class F>
consteval auto pick_reader() {
  if constexpr (!is_whole_table<F>)
    return std::type_identity<value_reader<F, can_be_null<F>(Core::tables)>>{};
  else if constexpr (F::nullable(Core::tables))
    return std::type_identity<optional_table_reader<typename F::table_tag>>{};
  else
    return std::type_identity<table_reader<typename F::table_tag>>{};
}
template <class Core, class F>
using reader_of = typename decltype(pick_reader<Core, F>())::type;

/// A row of values alone: its fields lie side by side in the result as in the row.
template <class Reader>
inline constexpr bool is_value_reader = false;
template <class F, bool Nullable>
inline constexpr bool is_value_reader<value_reader<F, Nullable>> = !std::is_same_v<F, mistake>;

template <class Row, class Sequence, class F, class Reader>
struct value_row_reader;
template <class Row, std::size_t... I, class... F, class... Reader>
struct value_row_reader<Row, std::index_sequence<I...>, field_types<F...>, field_types<Reader...>> {
  using type = Row;
  static constexpr std::size_t width = sizeof...(I);
  static constexpr field_reader readers[width]{Reader::readers[0]...};
  static constexpr void write_types(std::uint32_t* oids) { ((oids[I] = readers[I].oid), ...); }
  static field_origin origin(std::size_t i) {
    static constexpr field_origin origins[]{origin_of<F>()...};
    return origins[i];
  }

  static member_addresses<width> addresses(type& into) {
    return {{&static_cast<cell<I, typename Reader::type>&>(into).value...}};
  }
  static void read(const result& rows, int row, int first, type& into) {
    read_fields(rows, row, first, width, readers, addresses(into).at, &origin);
  }
};

/// A row in which whole tables stand.
template <class Row, class Sequence, class F, class Reader>
struct mixed_row_reader;
template <class Row, std::size_t... I, class Fields, class... Reader>
struct mixed_row_reader<Row, std::index_sequence<I...>, Fields, field_types<Reader...>> {
  using type = Row;
  static constexpr std::size_t width = (Reader::width + ...);
  static constexpr void write_types(std::uint32_t* oids) {
    std::size_t at = 0;
    ((Reader::write_types(oids + at), at += Reader::width), ...);
  }

  static void read(const result& rows, int row, int first, type& into) {
    int at = first;
    ((Reader::read(rows, row, at, static_cast<cell<I, typename Reader::type>&>(into).value),
      at += static_cast<int>(Reader::width)),
     ...);
  }
};

/// Several fields.
template <class Core, class... F>
struct row_reader
    : std::conditional_t<
          (is_value_reader<reader_of<Core, F>> && ...),
          value_row_reader<row<selected<F, typename reader_of<Core, F>::type>...>, std::index_sequence_for<F...>,
                           field_types<F...>, field_types<reader_of<Core, F>...>>,
          mixed_row_reader<row<selected<F, typename reader_of<Core, F>::type>...>, std::index_sequence_for<F...>,
                           field_types<F...>, field_types<reader_of<Core, F>...>>> {};

// What a statement lists: the fields of its list, or, when the list is empty, each of its tables.
template <class Fields, class... C>
struct listed_fields;
template <class... Found>
struct listed_fields<field_types<Found...>> {
  using type = field_types<Found...>;
};
template <class... Found, class C, class... More>
struct listed_fields<field_types<Found...>, C, More...> : listed_fields<field_types<Found...>, More...> {};
template <class... Found, int Rank, class F, class... G, class... More>
struct listed_fields<field_types<Found...>, fields_clause<Rank, F, G...>, More...> {
  using type = field_types<F, G...>;
};
template <class... Found, class C, class... More>
  requires table_clause<C>
struct listed_fields<field_types<Found...>, C, More...>
    : listed_fields<field_types<Found..., whole_table<typename C::table_tag>>, More...> {};

template <class Core, class Fields>
struct reader_for;
template <class Core, class F>
struct reader_for<Core, field_types<F>> {
  using type = reader_of<Core, F>;
};
template <class Core, class F, class G, class... More>
struct reader_for<Core, field_types<F, G, More...>> {
  using type = row_reader<Core, F, G, More...>;
};

template <class Core, class... C>
using statement_reader = typename reader_for<Core, typename listed_fields<field_types<>, C...>::type>::type;

}  // namespace squall::detail
