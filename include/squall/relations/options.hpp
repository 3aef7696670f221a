// What can be asked of a level: with(), where(), order_by(), limit(), offset(), columns(), extras(). The same of the
// root of a nested read and of each relation in it.
#pragma once

#include <type_traits>
#include <utility>

#include "squall/relations/level.hpp"

namespace squall::detail {

template <class T>
inline constexpr bool is_loaded = false;
template <class Relation, class... C>
inline constexpr bool is_loaded<loaded<Relation, C...>> = true;

template <class T, bool Ok>
struct check_is_relation {
  static_assert(Ok, "squall: with() takes relations: with(posts_r.author, …) (see T)");
};
template <class Table, class Relation, bool Ok>
struct check_relation_of_table {
  static_assert(Ok, "squall: this relation is another table's (see Table and Relation)");
};
template <class Column, class Table, bool Ok>
struct check_level_column {
  static_assert(Ok, "squall: columns() takes columns of the level's table (see Column and Table)");
};
template <class T, bool Ok>
struct check_extra_name {
  static_assert(Ok, "squall: extras() takes expressions with a name: as<\"n\">(…) (see T)");
};
template <bool Ok>
struct check_not_loaded_twice {
  static_assert(Ok, "squall: a relation is in with() twice");
};

template <class T>
inline constexpr std::uint32_t relation_id = 0;
template <class Relation, class... C>
inline constexpr std::uint32_t relation_id<loaded<Relation, C...>> = Relation::id;
template <class L>
inline constexpr std::uint32_t relation_id<with_clause<L>> = relation_id<L>;

/// `Tag` is the level's table, `Make<C...>` the type with these clauses.
template <class Tag, class Derived, template <class...> class Make, class... C>
class level_options {
 public:
  /// Loads relations of this level's rows. A relation may have options of its own:
  /// `with(users_r.posts.where(posts.is_public).order_by(desc(posts.created_at)).limit(5))`.
  template <class... L>
  constexpr auto with(const L&... relations) const {
    constexpr bool ok = (is_loaded<L> && ...);
    ((void)sizeof(check_is_relation<L, is_loaded<L>>), ...);
    if constexpr (ok) {
      // Here, so that a mistake in the relation is not told by way of all that is made of it.
      ((void)sizeof(typename L::relation_type::keys), ...);
      ((void)sizeof(check_relation_of_table<Tag, L, std::is_same_v<typename L::relation_type::source, Tag>>), ...);
      return add(with_clause<L>{relations}...);
    } else {
      return self();
    }
  }
  /// The rows that the condition holds for. Once; join conditions with &&, or with a squall::condition.
  template <class E>
  constexpr auto where(E e) const {
    using clause = checked_where<E, C...>;
    return add(clause{{}, std::move(e)});
  }
  template <class E>
  constexpr auto where_if(bool applies, E e) const {
    using clause = checked_where_if<E>;
    return add(clause{{}, applies, std::move(e)});
  }
  template <class... E>
  constexpr auto order_by(E... e) const {
    using clause = checked_once<typename order_by_of<type_list<E...>, true>::type, C...>;
    return add(clause(make_sort_key(std::move(e))...));
  }
  /// At most that many rows: of a relation, for each row of the level above.
  template <class N>
  constexpr auto limit(N rows) const {
    using clause = checked_count<rank::limit, N, C...>;
    return add(clause{{}, make_count<N>(std::move(rows))});
  }
  template <class N>
  constexpr auto offset(N rows) const {
    using clause = checked_count<rank::offset, N, C...>;
    return add(clause{{}, make_count<N>(std::move(rows))});
  }
  /// Only these columns are read; the others' members have the type column_was_not_selected.
  template <class... Column>
  constexpr auto columns(Column...) const {
    ((void)sizeof(check_level_column<Column, Tag, is_column_of<Column>()>), ...);
    using clause = checked_once<columns_clause<Column...>, C...>;
    return add(clause{});
  }
  /// Expressions more, with names: `extras(as<"n">(users_r.posts.count()))`, then `user["n"_c]`.
  template <class... F>
  constexpr auto extras(F... fields) const {
    ((void)sizeof(check_extra_name<F, is_named<F>>), ...);
    using clause = checked_once<extras_clause<F...>, C...>;
    return add(clause{{{std::move(fields)}...}});
  }

 protected:
  template <class... New>
  constexpr auto add(New... clauses) const {
    return self().template remake<Make<C..., New...>>(append(self().clauses(), std::move(clauses)...));
  }

 private:
  constexpr const Derived& self() const { return static_cast<const Derived&>(*this); }
  template <class Column>
  static consteval bool is_column_of() {
    if constexpr (is_column<Column>)
      return std::is_same_v<typename Column::table_tag, Tag>;
    else
      return false;
  }
  template <class Pack>
  static constexpr auto append(Pack p) {
    return p;
  }
  template <class Pack, class New, class... More>
  static constexpr auto append(Pack p, New clause, More... more) {
    return append(std::move(p).with(std::move(clause)), std::move(more)...);
  }
};

/// A relation as an object: `posts_r.author`; with options, what with() takes.
template <class Relation>
struct loaded_with {
  template <class... C>
  using make = loaded<Relation, C...>;
};

}  // namespace squall::detail
