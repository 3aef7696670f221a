// What a SELECT or a RETURNING lists: expressions, whole tables, everything.
#pragma once

#include <cstdint>
#include <type_traits>
#include <utility>

#include "squall/query/clause.hpp"
#include "squall/query/named.hpp"

namespace squall::detail {

/// All columns of a table: a row of it.
template <class Tag>
struct whole_table : expression_base<unknown> {
  using table_tag = Tag;
  static constexpr bool nullable(const scope& tables) { return tables.nullable(tag_key<Tag>); }
  static constexpr stray_column stray(const scope& tables) {
    return tables.has(tag_key<Tag>) ? stray_column{} : stray_column{Tag::reference(), "*"};
  }
  static constexpr void write(sql_writer& w, const whole_table*) { write_columns<Tag>(w); }
  template <class Sink>
  void bind(Sink&) const {}
};
template <class F>
inline constexpr bool is_whole_table = false;
template <class Tag>
inline constexpr bool is_whole_table<whole_table<Tag>> = true;

template <class F>
struct field_of {
  using type = F;
};
template <class F>
  requires is_table<F>
struct field_of<F> {
  using type = whole_table<tag_of<F>>;
};

template <class F, bool Ok>
struct check_field {
  static_assert(Ok, "squall: select() and returning() take columns, expressions and tables (see F)");
};
template <class F>
constexpr auto make_field(F&& f) {
  using plain = std::remove_cvref_t<F>;
  if constexpr (requires { typename plain::is_row_source; }) {
    return whole_table<typename plain::table_tag>{};
  } else if constexpr (is_table<plain>) {
    return whole_table<tag_of<plain>>{};
  } else {
    (void)sizeof(check_field<plain, expression<plain>>);
    if constexpr (expression<plain>)
      return plain(static_cast<F&&>(f));
    else
      return mistake{};
  }
}

template <class F>
struct made_field {
  using type = decltype(make_field(std::declval<F>()));
};
template <class Tag, std::uint32_t Id, class Db, bool NotNull>
struct made_field<const column<Tag, Id, Db, NotNull>&> {
  using type = column<Tag, Id, Db, NotNull>;
};
/// A list of fields. One of columns and tables alone has nothing to copy.
template <int Rank, class... F>
struct fields_clause;
template <int Rank, class... F>
using fields_of = fields_clause<Rank, typename made_field<F>::type...>;
template <class... F>
inline constexpr bool are_empty_fields =
    ((std::is_empty_v<typename made_field<F>::type> && std::is_default_constructible_v<typename made_field<F>::type>) &&
     ...);

/// An aggregate that stands in the list by itself.
template <class F>
inline constexpr bool is_aggregate = requires { requires F::is_aggregate; };

template <class F>
constexpr void write_field(sql_writer& w, const F* field) {
  render<F>(w, field);
  if constexpr (is_named<F>) {
    w.put(" as ");
    w.identifier(F::name());
  }
}

/// `a, b as "n"`; without fields, all columns of all tables.
template <int Rank, class... F>
struct fields_clause : clause_base<Rank, F...> {
  static constexpr bool lists_aggregates = (is_aggregate<F> || ...);
  [[no_unique_address]] pack<F...> fields;

  static constexpr void write(sql_writer& w, const fields_clause* self) {
    w.put(Rank == rank::returning ? " returning " : " ");
    if constexpr (sizeof...(F) == 0) {
      for (std::size_t i = 0; i < w.tables().count; ++i) {
        w.put(i == 0 ? "" : ", ");
        w.tables().sources[i].write_columns(w);
      }
    } else {
      write_fields(w, self, std::index_sequence_for<F...>{});
    }
  }
  template <class Sink>
  void bind(Sink& sink) const {
    fields.bind(sink);
  }

 private:
  template <std::size_t... I>
  static constexpr void write_fields(sql_writer& w, const fields_clause* self, std::index_sequence<I...>) {
    ((w.put(I == 0 ? "" : ", "), write_field<F>(w, self == nullptr ? nullptr : &item<I>(self->fields))), ...);
  }
};

/// The `select` that begins a statement.
struct select_verb : clause_base<rank::verb> {
  static constexpr void write(sql_writer& w, const select_verb*) { w.put("select"); }
};
struct distinct_clause : clause_base<rank::distinct> {
  static constexpr void write(sql_writer& w, const distinct_clause*) { w.put(" distinct"); }
};
template <class... E>
struct distinct_on_clause : clause_base<rank::distinct, E...> {
  [[no_unique_address]] pack<E...> list;

  constexpr explicit distinct_on_clause(E... e) : list{{static_cast<E&&>(e)}...} {}
  static constexpr void write(sql_writer& w, const distinct_on_clause* self) {
    w.note_volatile();
    w.put(" distinct on (");
    pack<E...>::write_list(w, self == nullptr ? nullptr : &self->list);
    w.put(")");
  }
  template <class Sink>
  void bind(Sink& sink) const {
    list.bind(sink);
  }
};

}  // namespace squall::detail
