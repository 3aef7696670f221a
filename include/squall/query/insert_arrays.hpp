// Many rows of insert_t as one array a column: `insert into t (a, b) select * from unnest($1::uuid[], $2::text[])`.
// The text is the same for any number of rows, so it is prepared once, and a statement's 65535 parameters are no limit.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <type_traits>
#include <utility>

#include "squall/client/copy_codec.hpp"
#include "squall/query/insert_rows.hpp"
#include "squall/query/type_names.hpp"

namespace squall::detail {

/// How the values of one column go into an array.
struct array_member {
  copied_member writer;
  std::uint32_t element = 0;  ///< the type of the array's elements; 0: this column's values go one by one
  std::uint32_t array = 0;
  std::string_view element_name;
  void (*write_cast)(sql_writer& w) = nullptr;  ///< `::"role"`, where the column's type is not that of the elements
};

/// Whether all rows give the same columns, and each of those can go as an array.
bool can_go_as_arrays(const row_layout& layout, const array_member* members, const void* rows, std::size_t count);
void write_arrays(sql_writer& w, const row_layout& layout, const array_member* members, const void* rows);
void bind_arrays(parameter_writer& to, const row_layout& layout, const array_member* members, const void* rows,
                 std::size_t count);

template <class E>
void write_enum_cast(sql_writer& w) {
  w.put("::");
  write_enum_name<E>(w);
}

// Text and labels go as text[]. Types that the server would have to infer otherwise (citext, hstore, …) have no array
// that is known before.
template <class Db>
consteval array_member make_array_member(const copied_member& writer, sql_type type, int dimensions) {
  constexpr std::uint32_t text = 25;
  constexpr std::uint32_t text_array = 1009;
  if (dimensions > 0)
    return {writer, 0, 0, {}, nullptr};
  if constexpr (std::is_enum_v<Db>) {
    return {writer, text, text_array, "text", &write_enum_cast<Db>};
  } else if constexpr (std::is_same_v<Db, std::string>) {
    if (type == sql_type::text_ || type == sql_type::varchar || type == sql_type::character)
      return {writer, text, text_array, "text", nullptr};
  } else if constexpr (std::is_same_v<Db, json_t>) {
    if (type == sql_type::json)
      return {writer, 114, 199, "json", nullptr};
    if (type == sql_type::jsonb)
      return {writer, 3802, 3807, "jsonb", nullptr};
  } else if constexpr (has_binary_form<Db>) {
    if constexpr (codec<Db>::oid != 0 && codec<Db>::array_oid != 0)
      return {writer, codec<Db>::oid, codec<Db>::array_oid, type_name<Db>, nullptr};
  }
  return {writer, 0, 0, {}, nullptr};
}

template <class Db, class Member, bool NullWhenEmpty, sql_type Type, int Dimensions>
struct array_insert_cell {
  static constexpr array_member writer =
      make_array_member<Db>(copied_insert_cell<Db, Member, NullWhenEmpty>::writer, Type, Dimensions);
};
struct array_insert_mode {
  template <auto Spec>
  using apply = const array_insert_cell<db_of<Spec>, insert_mode::apply<Spec>, insert_kind(Spec.facts) == 2,
                                        type_in(Spec.facts), dimensions_in(Spec.facts)>*;
};
template <class Tag>
inline constexpr auto array_members = [] {
  constexpr typename Tag::template in<array_insert_mode> mode_cells{};
  return members<Tag::size()>::visit(mode_cells, []<class... Cell>(const Cell* const&...) {
    return fixed_array<array_member, Tag::size()>{Cell::writer...};
  });
}();

/// The rows of an INSERT: an array a column, or VALUES where some row leaves out a column that another one gives.
/// `Rows` is a vector, or a span of rows that live elsewhere.
template <class Tag, class Rows>
struct rows_clause : clause_base<rank::values> {
  static constexpr bool is_static = false;
  static constexpr bool has_values = true;
  Rows rows;
  bool as_arrays;

  explicit rows_clause(Rows r)
      : rows(std::move(r)),
        as_arrays(can_go_as_arrays(insert_layout<Tag>::layout, array_members<Tag>.values, rows.data(), rows.size())) {}
  [[nodiscard]] bool empty() const { return rows.empty(); }
  static void write(sql_writer& w, const rows_clause* self) {
    if (self == nullptr)
      return;
    if (self->as_arrays)
      write_arrays(w, insert_layout<Tag>::layout, array_members<Tag>.values, self->rows.data());
    else
      write_rows(w, insert_layout<Tag>::layout, self->rows.data(), self->rows.size());
  }
  template <class Sink>
  void bind(Sink& sink) const {
    if (as_arrays)
      bind_arrays(sink.parameters(), insert_layout<Tag>::layout, array_members<Tag>.values, rows.data(), rows.size());
    else
      bind_rows(sink.parameters(), insert_layout<Tag>::layout, rows.data(), rows.size());
  }
};

}  // namespace squall::detail
