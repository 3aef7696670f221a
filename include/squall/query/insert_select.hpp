// INSERT … SELECT.
//
//     db.insert(archive).columns(archive.id, archive.title).select(select(posts.id,
//     posts.title).from(posts)).execute();
#pragma once

#include <type_traits>
#include <utility>

#include "squall/query/insert.hpp"
#include "squall/query/sources.hpp"

namespace squall::detail {

template <class ColumnTypes, class QueryTypes, bool Ok>
struct check_inserted_fields {
  static_assert(
      Ok,
      "squall: insert(…).columns(…).select(…) lists as many values as columns, of their types (see ColumnTypes "
      "and QueryTypes)");
};
template <class... Column, class... F>
consteval bool can_insert_fields(field_types<Column...>, field_types<F...>) {
  if constexpr (sizeof...(Column) == sizeof...(F))
    return (storable<db_type_of<Column>, db_type_of<F>> && ...);
  else
    return false;
}

/// `("id", "title") select …`
template <class Query, class... Column>
struct insert_select_clause : clause_base<rank::values> {
  static constexpr bool is_static = inner_query<Query>::is_static;
  static constexpr bool has_values = inner_query<Query>::has_values;
  [[no_unique_address]] Query query;

  // A statement of its own: it does not see the table that it is inserted into.
  static constexpr stray_column stray(const scope&) { return Query::core::stray(); }
  static constexpr void write(sql_writer& w, const insert_select_clause* self) {
    w.put(" (");
    bool first = true;
    ((w.put(first ? "" : ", "), first = false, w.identifier(Column::name())), ...);
    w.put(") ");
    inner_query<Query>::write(w, self == nullptr ? nullptr : &self->query);
  }
  template <class Sink>
  void bind(Sink& sink) const {
    inner_query<Query>::bind(sink, query);
  }
};

/// insert(table).columns(…): select() follows.
template <class Session, class Tag, class... Column>
class [[nodiscard("squall: insert(…).columns(…) needs select()")]] insert_select_start {
 public:
  constexpr explicit insert_select_start(Session session) : session_(session) {
    (void)(sizeof(check_own_column<Column, Tag, std::is_same_v<typename Column::table_tag, Tag>>) + ...);
    constexpr std::size_t missing = first_missing<Tag, detail::id_of<Column>...>();
    (void)sizeof(check_required < show_name<&missing_name<Tag, missing>>(), missing == Tag::size() >);
  }

  template <class Query>
  constexpr auto select(Query query) const {
    static_assert(query_type<Query>, "squall: insert(…).select() takes a statement that gives rows");
    using columns = field_types<Column...>;
    using fields = fields_of_query<Query>;
    (void)sizeof(check_inserted_fields<columns, fields, can_insert_fields(columns{}, fields{})>);
    using clause = insert_select_clause<Query, Column...>;
    return insert_query<Session, insert_verb<Tag>, clause>{session_, {{{}}, {clause{{}, std::move(query)}}}};
  }

 private:
  Session session_;
};
template <class Session, class Tag, class... Column>
constexpr auto begin_insert_select(Session session, conflict_targets<Tag, Column...>) {
  return insert_select_start<Session, Tag, Column...>(session);
}

}  // namespace squall::detail
