// Sources of rows that are no tables of the schema, in FROM and joins: what subqueries, common table expressions and
// table functions share.
//
// A source S has
//     using is_row_source = void;
//     using source_type = …;                             // what a clause keeps of it
//     using table_tag = …;                               // its name, and its columns as expressions
//     static constexpr bool is_static, has_values;
//     static constexpr stray_column stray(const scope&);
//     static constexpr void write_source(sql_writer&, const S* self);
//     template <class Sink> void bind_source(Sink&) const;
// A table_tag of a source has reference(), name(), schema(), alias(), write_columns(), and `fields`, the list of its
// columns.
#pragma once

#include <cstddef>
#include <string_view>
#include <type_traits>
#include <utility>

#include "squall/query/checked_clauses.hpp"
#include "squall/query/decode.hpp"
#include "squall/query/statement.hpp"

namespace squall::detail {

template <class Tag>
struct using_clause;

template <class Clause>
inline constexpr std::string_view opening_words = " from ";
template <class Tag>
inline constexpr std::string_view opening_words<cross_join_clause<Tag>> = " cross join ";
template <class Tag>
inline constexpr std::string_view opening_words<using_clause<Tag>> = " using ";

/// FROM, CROSS JOIN or USING, as `Clause` is.
template <class Clause, class Source>
struct source_clause : Clause {
  static constexpr bool is_static = Source::is_static;
  static constexpr bool has_values = Source::has_values;
  [[no_unique_address]] Source source;

  static constexpr stray_column stray(const scope& tables) { return Source::stray(tables); }
  static constexpr void write(sql_writer& w, const source_clause* self) {
    w.put(opening_words<Clause>);
    Source::write_source(w, self == nullptr ? nullptr : &self->source);
  }
  template <class Sink>
  void bind(Sink& sink) const {
    source.bind_source(sink);
  }
};
template <join_kind Kind, class Source, class On>
struct source_join_clause : clause_base<rank::join, On> {
  using table_tag = typename Source::table_tag;
  static constexpr join_kind kind = Kind;
  static constexpr bool is_static = Source::is_static && has_static_text<On>();
  static constexpr bool has_values = Source::has_values || carries_values<On>();
  [[no_unique_address]] On on;
  [[no_unique_address]] Source source;

  static constexpr stray_column stray(const scope& tables) {
    const stray_column found = Source::stray(tables);
    return found.found() ? found : find_stray<On>(tables);
  }
  static constexpr void write(sql_writer& w, const source_join_clause* self) {
    w.put(join_clause<Kind, table_tag, On>::words());
    Source::write_source(w, self == nullptr ? nullptr : &self->source);
    w.put(" on ");
    render<On>(w, self == nullptr ? nullptr : &self->on);
  }
  template <class Sink>
  void bind(Sink& sink) const {
    if constexpr (Source::has_values)
      source.bind_source(sink);
    bind_values(sink, on);
  }
};

/// A column of a source: its name there, its type, and whether it can be NULL there.
template <fixed_string Name, class Db, bool Nullable, class Key = void>
struct source_field {
  using db_type = Db;
  using key = Key;
  static constexpr bool nullable = Nullable;
  static constexpr std::string_view name() { return Name.view(); }
};

/// `"sq"."n"`
template <class Tag, class Field>
struct source_column : expression_base<typename Field::db_type> {
  static constexpr std::string_view name() { return Field::name(); }
  static constexpr bool nullable(const scope& tables) { return Field::nullable || tables.nullable(tag_key<Tag>); }
  static constexpr stray_column stray(const scope& tables) {
    return tables.has(tag_key<Tag>) ? stray_column{} : stray_column{Tag::reference(), name()};
  }
  static constexpr void write(sql_writer& w, const source_column*) { w.column(Tag::reference(), name()); }
  template <class Sink>
  void bind(Sink&) const {}
};

template <class Name, bool Ok>
struct check_source_column {
  static_assert(Ok, "squall: this subquery has no column of that name (see Name); give it one: as<\"n\">(…)");
};

template <class... Field>
struct source_fields {
  static constexpr std::size_t count = sizeof...(Field);
  template <class Tag>
  using columns = field_types<source_column<Tag, Field>...>;

  /// The place of a name, or of what the subquery lists; `count` when there is none.
  static consteval std::size_t find(std::string_view name) {
    std::size_t at = 0;
    std::size_t found = count;
    ((Field::name() == name && found == count ? void(found = at) : void(), ++at), ...);
    return found;
  }
  template <class Key>
  static consteval std::size_t find_key() {
    std::size_t at = 0;
    std::size_t found = count;
    ((is_field<Key, typename Field::key> && found == count ? void(found = at) : void(), ++at), ...);
    return found;
  }
  template <class Tag>
  static constexpr void write_columns(sql_writer& w) {
    bool first = true;
    ((w.put(first ? "" : ", "), first = false, w.column(Tag::reference(), Field::name())), ...);
  }
  /// `("a", "b")`
  static constexpr void write_names(sql_writer& w) {
    w.put("(");
    bool first = true;
    ((w.put(first ? "" : ", "), first = false, w.identifier(Field::name())), ...);
    w.put(")");
  }
};

template <std::size_t I, class... T>
struct nth_type;
template <class T, class... More>
struct nth_type<0, T, More...> {
  using type = T;
};
template <std::size_t I, class T, class... More>
struct nth_type<I, T, More...> : nth_type<I - 1, More...> {};
template <std::size_t I, class... Field>
consteval auto nth_field(source_fields<Field...>) {
  return std::type_identity<typename nth_type<I, Field...>::type>{};
}

/// The columns of a source as `source["n"_c]`, and by what a subquery lists: `source[posts.author_id]`.
template <class Tag>
struct source_columns {
  using table_tag = Tag;

  template <fixed_string Name>
  constexpr auto operator[](field_name<Name>) const {
    return pick<Tag::fields::find(Name.view()), field_name<Name>>();
  }
  template <class Key>
    requires(expression<Key>)
  constexpr auto operator[](const Key&) const {
    return pick<Tag::fields::template find_key<Key>(), Key>();
  }

 private:
  template <std::size_t I, class Name>
  static constexpr auto pick() {
    constexpr bool ok = I < Tag::fields::count;
    (void)sizeof(check_source_column<Name, ok>);
    if constexpr (ok)
      return source_column<Tag, typename decltype(nth_field<I>(typename Tag::fields{}))::type>{};
    else
      return mistake{};
  }
};

/// The name of a source without a schema.
template <fixed_string Name, class Fields>
struct source_tag {
  using fields = Fields;
  static constexpr std::string_view name() { return {}; }
  static constexpr std::string_view schema() { return {}; }
  static constexpr std::string_view alias() { return Name.view(); }
  static constexpr std::string_view reference() { return Name.view(); }
  static constexpr void write_columns(sql_writer& w) { fields::template write_columns<source_tag>(w); }
};

// A whole source in a list is one field, a row of its columns.
template <class List>
struct row_of_columns;
template <class... C>
struct row_of_columns<field_types<C...>> {
  struct everything {
    static constexpr scope tables{};
  };
  using reader = row_reader<everything, C...>;
};
template <fixed_string Name, class Fields>
struct table_reader<source_tag<Name, Fields>> {
  using reader = typename row_of_columns<typename Fields::template columns<source_tag<Name, Fields>>>::reader;
  using type = typename reader::type;
  static constexpr std::size_t width = Fields::count;
  static constexpr void write_types(std::uint32_t* oids) { reader::write_types(oids); }
  static void read(const result& rows, int row, int first, type& into) { reader::read(rows, row, first, into); }
};
template <fixed_string Name, class Fields>
struct optional_table_reader<source_tag<Name, Fields>> {
  using whole = table_reader<source_tag<Name, Fields>>;
  using type = std::optional<typename whole::type>;
  static constexpr std::size_t width = Fields::count;
  static constexpr void write_types(std::uint32_t* oids) { whole::write_types(oids); }
  static void read(const result& rows, int row, int first, type& into) {
    if (!all_null(rows, row, first, width))
      whole::read(rows, row, first, into.emplace());
  }
};
template <class F>
  requires row_source<F>
struct field_of<F> {
  using type = whole_table<typename F::table_tag>;
};

// What a statement gives, as columns of a source. -------------------------------------------------------------------

/// A statement that gives rows: a SELECT, or INSERT, UPDATE, DELETE with returning().
template <class T>
concept query_type = requires {
  typename T::core;
  requires T::gives_rows;
};

/// Each field of a list; of a whole table each of its columns.
template <class F>
struct flat_fields {
  using type = field_types<F>;
};
template <class Tag>
struct flat_fields<whole_table<Tag>> {
  static consteval auto make() {
    if constexpr (requires { typename Tag::fields; })
      return std::type_identity<typename Tag::fields::template columns<Tag>>{};
    else
      return members<Tag::size()>::visit(
          probe<typename Tag::template in<column_mode<Tag>>>,
          []<class... C>(const C&...) { return std::type_identity<field_types<C...>>{}; });
  }
  using type = typename decltype(make())::type;
};
template <class... List>
struct joined_fields;
template <>
struct joined_fields<> {
  using type = field_types<>;
};
template <class... A>
struct joined_fields<field_types<A...>> {
  using type = field_types<A...>;
};
template <class... A, class... B, class... More>
struct joined_fields<field_types<A...>, field_types<B...>, More...> : joined_fields<field_types<A..., B...>, More...> {
};
template <class List>
struct flattened;
template <class... F>
struct flattened<field_types<F...>> : joined_fields<typename flat_fields<F>::type...> {};

template <class Query>
struct query_fields;
template <template <class, class...> class Query, class Session, class... C>
struct query_fields<Query<Session, C...>> {
  using type = typename flattened<typename listed_fields<field_types<>, C...>::type>::type;
};
template <class Query>
using fields_of_query = typename query_fields<Query>::type;

/// The name of a column of the result as a constant of its own.
template <std::size_t N>
consteval fixed_string<N + 1> fixed(std::string_view name) {
  char text[N + 1]{};
  for (std::size_t i = 0; i < N; ++i) text[i] = name[i];
  return fixed_string<N + 1>(text);
}
/// What has no name in the subquery has none outside: `?column?`, as the server says.
template <class F>
consteval std::string_view outer_name() {
  if constexpr (requires { F::name(); })
    return F::name();
  else
    return "?column?";
}
template <class Core, class F>
using field_in_source =
    source_field<fixed<outer_name<F>().size()>(outer_name<F>()), db_type_of<F>, can_be_null<F>(Core::tables), F>;
template <class Core, class List>
struct fields_in_source;
template <class Core, class... F>
struct fields_in_source<Core, field_types<F...>> {
  using type = source_fields<field_in_source<Core, F>...>;
};
template <class Query>
using source_fields_of = typename fields_in_source<typename Query::core, fields_of_query<Query>>::type;

/// A statement within another.
template <class Query>
struct inner_query {
  using core = typename Query::core;
  static constexpr bool is_static = core::is_static;
  static constexpr bool has_values = core::has_values;

  static constexpr void write(sql_writer& w, const Query* query) {
    const auto outside = w.here();
    core::write(w, query == nullptr ? nullptr : &statement_access::store(*query));
    if constexpr (needs_condition<core> && !is_static)
      if (query != nullptr && !w.wrote_condition())
        throw_no_condition();
    w.back_to(outside);
  }
  template <class Sink>
  static void bind(Sink& sink, const Query& query) {
    if constexpr (has_values)
      core::bind(sink, statement_access::store(query));
  }
};

}  // namespace squall::detail
