// Relations: how a table leads to the rows of others. Declared beside the tables, in the schema header.
//
//     template <class M> struct PostsRelations {
//       rel<M, one(users, posts.author_id)> author;
//       rel<M, many(comments, comments.post_id)> comments;
//       rel<M, many(tags).through(post_tags.post_id, post_tags.tag_id)> tags;
//     };
//     inline constexpr auto posts_r = relations<PostsRelations>(posts);
#pragma once

#include <cstdint>
#include <type_traits>

#include "squall/schema/column_types.hpp"
#include "squall/schema/table.hpp"
#include "squall/schema/view.hpp"

namespace squall {

enum class relation_kind : std::uint8_t { one, many };

namespace detail {

template <class... Column>
struct column_list {};

/// What a relation is, as a structural value. `Key` is the foreign key column that makes it, or `From` and `To` are the
/// columns that have to be equal; `Through` are the columns of a junction table: those that lead back, then those that
/// lead on. `Filter` is a condition of the related rows.
template <relation_kind Kind, class Target, class Key, class From, class To, class Through, class Filter = none>
struct relation_spec {
  using target = Target;
  using key = Key;
  using from = From;
  using to = To;
  using junction = Through;
  using filter_type = Filter;
  static constexpr relation_kind kind = Kind;

  std::uint32_t id;
  Filter filter{};

  /// The columns of the table that has the relation.
  template <class... Column>
  consteval auto fields(Column...) const {
    return relation_spec<Kind, Target, Key, column_list<Column...>, To, Through, Filter>{id, filter};
  }
  /// The columns of the related table that they are equal to.
  template <class... Column>
  consteval auto references(Column...) const {
    return relation_spec<Kind, Target, Key, From, column_list<Column...>, Through, Filter>{id, filter};
  }
  /// A junction table between the two: its foreign key to this table, and its foreign key to the related one.
  template <class Back, class On>
  consteval auto through(Back, On) const {
    static_assert(std::is_same_v<typename Back::table_tag, typename On::table_tag>,
                  "squall: through() takes two columns of one table, the junction");
    return relation_spec<Kind, Target, Key, From, To, column_list<Back, On>, Filter>{id, filter};
  }
  /// Only the related rows that the condition holds for, wherever the relation is used:
  /// `many(posts, posts.author_id).where(posts.deleted_at == nullptr)`. Its values are numbers, bools and enumerators.
  template <class E>
  consteval auto where(E condition) const {
    static_assert(std::is_same_v<Filter, none>, "squall: a relation has one where(); join the conditions with &&");
    return relation_spec<Kind, Target, Key, From, To, Through, E>{id, condition};
  }
};

template <relation_kind Kind, class Table, class Key>
consteval auto make_relation(place where) {
  static_assert(is_table<Table>, "squall: a relation leads to a table: one(table, …), many(table, …)");
  return relation_spec<Kind, tag_of<Table>, Key, none, none, none>{place_id(where)};
}

template <class Source, template <class> class Relations, auto Spec>
struct relation;
template <class Relation, class... C>
class loaded;

/// What the relations of a table are as objects.
template <class Source, template <class> class Relations>
struct relation_handles {
  template <auto Spec>
  using apply_relation = loaded<relation<Source, Relations, Spec>>;
};

}  // namespace detail

/// The member of a struct of relations: `rel<M, one(users, posts.author_id)> author;`
template <class M, auto Spec>
using rel = typename M::template apply_relation<Spec>;

/// One row of `table`, by a foreign key column: of the table that has the relation (each post has an author), or of
/// `table` (each user has a profile).
template <class Table, class Column>
consteval auto one(const Table&, Column, detail::place where = detail::place::current()) {
  return detail::make_relation<relation_kind::one, Table, Column>(where);
}
/// The same by any columns: `one(users).fields(posts.author_id).references(users.id)`.
template <class Table>
consteval auto one(const Table&, detail::place where = detail::place::current()) {
  return detail::make_relation<relation_kind::one, Table, detail::none>(where);
}
/// Any number of rows of `table`, by its foreign key column: `many(posts, posts.author_id)`.
template <class Table, class Column>
consteval auto many(const Table&, Column, detail::place where = detail::place::current()) {
  return detail::make_relation<relation_kind::many, Table, Column>(where);
}
/// The same by any columns (`.fields(…).references(…)`), or by a junction table (`.through(…)`).
template <class Table>
consteval auto many(const Table&, detail::place where = detail::place::current()) {
  return detail::make_relation<relation_kind::many, Table, detail::none>(where);
}

/// The relations of a table: `inline constexpr auto posts_r = relations<PostsRelations>(posts);` gives
/// `posts_r.author`.
template <template <class> class Relations, class Table>
consteval auto relations(const Table&) {
  static_assert(detail::is_table<Table>, "squall: relations<R>(table) takes a table");
  return Relations<detail::relation_handles<detail::tag_of<Table>, Relations>>{};
}

}  // namespace squall
