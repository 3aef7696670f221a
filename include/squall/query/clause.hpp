// Statements as lists of clauses. A clause C is a small struct:
//     static constexpr int rank;                                  // its place in the statement's text
//     static constexpr bool is_static, has_values;
//     static constexpr stray_column stray(const scope&);
//     static constexpr void write(sql_writer&, const C* self);    // self is null when only the type is known
//     template <class Sink> void bind(Sink&) const;
// A clause that brings a table has `table_tag` and `static constexpr join_kind kind`. A new clause is a new struct.
#pragma once

#include <cstddef>
#include <cstdint>
#include <type_traits>
#include <utility>

#include "squall/query/node.hpp"
#include "squall/query/pack.hpp"

namespace squall::detail {

/// The order of clauses in the text of every kind of statement.
namespace rank {
inline constexpr int common = -10;
inline constexpr int verb = 0;
inline constexpr int distinct = 5;
inline constexpr int fields = 10;
inline constexpr int values = 15;
inline constexpr int conflict = 18;
inline constexpr int set = 20;
inline constexpr int from = 30;
inline constexpr int join = 31;
inline constexpr int where = 40;
inline constexpr int where_if = 41;
inline constexpr int all_rows = 42;
inline constexpr int group_by = 50;
inline constexpr int having = 60;
inline constexpr int window = 65;
inline constexpr int order_by = 70;
inline constexpr int limit = 80;
inline constexpr int offset = 81;
inline constexpr int ties = 82;
inline constexpr int lock = 90;
inline constexpr int returning = 95;
}  // namespace rank

template <int Rank, class... Part>
struct clause_base {
  static constexpr int rank = Rank;
  static constexpr bool is_static = (has_static_text<Part>() && ...);
  static constexpr bool has_values = (carries_values<Part>() || ...);
  static constexpr stray_column stray(const scope& tables) { return first_stray<Part...>(tables); }
};

enum class join_kind : std::uint8_t { from, inner, left, right, full, cross };

template <class C>
concept table_clause = requires {
  typename C::table_tag;
  C::kind;
};

template <class Tag>
constexpr void write_columns(sql_writer& w) {
  if constexpr (requires { Tag::write_columns(w); })
    Tag::write_columns(w);
  else
    for (std::size_t i = 0; i < Tag::size(); ++i) {
      if (i != 0)
        w.put(", ");
      w.column(Tag::reference(), column_name<Tag>(i));
    }
}

/// The tables of a statement. An outer join makes the sources on the side that may have no row nullable.
template <class... C>
consteval auto make_sources() {
  constexpr std::size_t count = (std::size_t{0} + ... + (table_clause<C> ? 1 : 0));
  fixed_array<source, count == 0 ? 1 : count> sources{};
  std::size_t used = 0;
  const auto add = [&]<class Clause>(std::type_identity<Clause>) {
    if constexpr (table_clause<Clause>) {
      if (Clause::kind == join_kind::right || Clause::kind == join_kind::full)
        for (std::size_t i = 0; i < used; ++i) sources[i].nullable = true;
      sources[used++] = {tag_key<typename Clause::table_tag>,
                         Clause::kind == join_kind::left || Clause::kind == join_kind::full,
                         &write_columns<typename Clause::table_tag>};
    }
  };
  (add(std::type_identity<C>{}), ...);
  return std::pair(sources, count);
}

/// Of a statement of these clauses. A MERGE has its own.
template <class... C>
inline constexpr auto sources_of = make_sources<C...>();

/// The places of the clauses in the order of their ranks; equal ranks stay in the order of the calls.
template <std::size_t Count>
consteval fixed_array<std::size_t, Count> sort_clauses(fixed_array<int, Count> ranks) {
  fixed_array<std::size_t, Count> order{};
  for (std::size_t i = 0; i < Count; ++i) {
    std::size_t at = i;
    for (; at > 0 && ranks[order[at - 1]] > ranks[i]; --at) order[at] = order[at - 1];
    order[at] = i;
  }
  return order;
}

/// Writes and binds the clauses in the order of the text.
template <class Sequence, class... C>
struct ordered_clauses;
template <std::size_t... I, class... C>
struct ordered_clauses<std::index_sequence<I...>, C...> {
  using store = pack<C...>;
  static constexpr auto order = sort_clauses<sizeof...(C)>({C::rank...});
  static constexpr std::size_t valued_count = (std::size_t{0} + ... + (C::has_values ? 1 : 0));
  static constexpr auto valued = [] {
    constexpr fixed_array<bool, sizeof...(C)> has{C::has_values...};
    fixed_array<std::size_t, sizeof...(C)> places{};
    std::size_t used = 0;
    for (std::size_t at : order)
      if (has[at])
        places[used++] = at;
    return places;
  }();

  static constexpr void write(sql_writer& w, const store* s) {
    if constexpr (((order[I] == I) && ...))
      (C::write(w, s == nullptr ? nullptr : &static_cast<const pack_item<I, C>*>(s)->value), ...);
    else
      (write_item(w, s, std::integral_constant<std::size_t, order[I]>{}), ...);
  }

 private:
  template <std::size_t At>
  static constexpr void write_item(sql_writer& w, const store* s, std::integral_constant<std::size_t, At>) {
    using clause = std::remove_cvref_t<decltype(item<At>(std::declval<const store&>()))>;
    clause::write(w, s == nullptr ? nullptr : &item<At>(*s));
  }
};
template <class... C>
using in_order = ordered_clauses<std::index_sequence_for<C...>, C...>;

/// Calls bind of those clauses that have values: of the others nothing is instantiated.
template <class Ordered, class Sequence>
struct valued_clauses;
template <class Ordered, std::size_t... J>
struct valued_clauses<Ordered, std::index_sequence<J...>> {
  using store = typename Ordered::store;

  template <class Sink>
  static void bind(Sink& sink, const store& s) {
    (static_cast<const pack_item<Ordered::valued[J], clause_at<Ordered::valued[J]>>&>(s).value.bind(sink), ...);
  }

 private:
  template <std::size_t At, class C>
  static const C& at(const pack_item<At, C>& item);
  template <std::size_t At>
  using clause_at = std::remove_cvref_t<decltype(at<At>(std::declval<const store&>()))>;
};

/// The clause that begins an UPDATE or a DELETE.
template <class C>
inline constexpr bool changes_rows = requires { C::changes_rows; };

/// GROUP BY with rollup(), cube() or grouping_sets().
template <class C>
inline constexpr bool gives_subtotals = requires { requires C::gives_subtotals; };

/// The clause that begins a statement that changes rows says which it can tell of.
template <class Verb, class... C>
consteval row_versions versions_of() {
  if constexpr (requires { Verb::versions; })
    return Verb::versions;
  else
    return row_versions::none;
}

/// A list of fields, one of which is an aggregate.
template <class C>
inline constexpr bool lists_aggregates = requires { requires C::lists_aggregates; };

/// A clause whose text follows from the columns that its row gives.
template <class C>
inline constexpr bool follows_from_columns = requires { requires C::text_follows_from_columns; };

/// All that is known of a statement from the types of its clauses.
template <class... C>
struct statement_core {
  using store = pack<C...>;

  static constexpr const auto& sources = sources_of<C...>;
  static constexpr scope tables{
      sources.first.values,        sources.second,     ((C::rank == rank::group_by) || ...), false, nullptr,
      (gives_subtotals<C> || ...), versions_of<C...>()};
  static constexpr bool is_static = (C::is_static && ...);
  static constexpr bool has_values = (C::has_values || ...);
  /// One row's columns, of which a sink is told, are all that the type leaves open of the text.
  static constexpr bool text_follows_from_columns = ((C::is_static || follows_from_columns<C>) && ...) &&
                                                    (std::size_t{0} + ... + (follows_from_columns<C> ? 1 : 0)) == 1;
  /// UPDATE and DELETE that do not say all_rows().
  static constexpr bool needs_condition = (changes_rows<C> || ...) && !((C::rank == rank::all_rows) || ...);

  /// Aggregates without GROUP BY: one row, whatever the tables hold.
  static constexpr bool always_one_row = (lists_aggregates<C> || ...) && !((C::rank == rank::group_by) || ...) &&
                                         !((C::rank == rank::having) || ...) && !((C::rank == rank::limit) || ...) &&
                                         !((C::rank == rank::offset) || ...);

  static constexpr stray_column stray() { return stray_among(tables); }
  /// The same of a subquery: the tables of the statement around it are there, too.
  static constexpr stray_column stray(const scope& around) { return stray_among(tables.within(around)); }
  static constexpr void write(sql_writer& w, const store* s) {
    w.enter(tables);
    in_order<C...>::write(w, s);
  }
  using binding = valued_clauses<in_order<C...>, std::make_index_sequence<in_order<C...>::valued_count>>;
  template <class Sink>
  static void bind(Sink& sink, const store& s) {
    binding::bind(sink, s);
  }

 private:
  static constexpr stray_column stray_among(const scope& among) {
    stray_column found;
    (void)((found = C::stray(among), found.found()) || ...);
    return found;
  }
};

/// The table as FROM, JOIN, INSERT, UPDATE and DELETE name it.
template <class Tag>
constexpr void write_table(sql_writer& w) {
  if (!Tag::schema().empty()) {
    w.identifier(Tag::schema());
    w.put(".");
  }
  w.identifier(Tag::name());
  if (!Tag::alias().empty()) {
    w.put(" as ");
    w.identifier(Tag::alias());
  }
}

}  // namespace squall::detail
