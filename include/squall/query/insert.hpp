// INSERT.
//
//     User u = db.insert(users).values({.email = "a@b.c", .name = "A"}).returning().one();
//     db.insert(users).values(users.email = "a@b.c", users.name = "A").execute();   // static SQL
//     db.insert(users).values(std::move(many)).execute();                           // std::vector<NewUser>
#pragma once

#include <cstddef>
#include <span>
#include <type_traits>
#include <utility>
#include <vector>

#include "squall/query/assignment.hpp"
#include "squall/query/clause.hpp"
#include "squall/query/insert_arrays.hpp"
#include "squall/query/insert_rows.hpp"
#include "squall/query/on_conflict.hpp"
#include "squall/query/returning.hpp"

namespace squall {

namespace detail {

template <class Tag>
struct insert_verb : clause_base<rank::verb> {
  using table_tag = Tag;
  static constexpr join_kind kind = join_kind::from;
  static constexpr row_versions versions = row_versions::new_only;
  static constexpr void write(sql_writer& w, const insert_verb*) {
    w.put("insert into ");
    write_table<Tag>(w);
  }
};

/// `("email") values ($1)`
template <class... A>
struct assignments_clause : clause_base<rank::values, typename A::value_node...> {
  [[no_unique_address]] pack<typename A::value_node...> values;

  // As an aggregate, which this could be, it is zeroed before it is filled: g++ does that for the sake of the empty
  // base.
  constexpr explicit assignments_clause(A&... a) : values{{std::move(a.value)}...} {}
  static constexpr void write(sql_writer& w, const assignments_clause* self) {
    w.put(" (");
    bool first = true;
    ((w.put(first ? "" : ", "), first = false, w.identifier(A::column_type::name())), ...);
    if constexpr ((overrides_system_value<A> || ...))
      w.put(") overriding system value values (");
    else
      w.put(") values (");
    pack<typename A::value_node...>::write_list(w, self == nullptr ? nullptr : &self->values);
    w.put(")");
  }
  template <class Sink>
  void bind(Sink& sink) const {
    values.bind(sink);
  }
};

/// The place of the first column that an insert of these columns lacks, or the number of columns.
template <class Tag, std::uint32_t... Given>
consteval std::size_t first_missing() {
  const auto& all = facts<typename unaliased<Tag>::type>;
  for (std::size_t i = 0; i < all.size(); ++i)
    if (all[i].required && !((all[i].id == Given) || ...))
      return i;
  return all.size();
}
template <class Tag, std::size_t I>
constexpr std::string_view missing_name() {
  if constexpr (I < Tag::size())
    return column_name<Tag>(I);
  else
    return {};
}
template <auto Column, bool Ok>
struct check_required {
  static_assert(Ok, "squall: insert() lacks a column that is NOT NULL and has no default (see Column)");
};

}  // namespace detail

/// An INSERT in the making. See returning.hpp for its verbs.
template <class Session, class... C>
class [[nodiscard(
    "squall: a statement does nothing until execute(), or returning() and all(), first() or one()")]] insert_query
    : public detail::changing_statement<insert_query, Session, C...> {
  using base = detail::changing_statement<insert_query, Session, C...>;

 public:
  /// What happens when the row is there already: `.on_conflict(users.email).do_update(…)`,
  /// `.on_conflict().do_nothing()`. The columns are those of a unique index; without columns any conflict is meant.
  template <class... Column>
  constexpr auto on_conflict(Column...) const& {
    return detail::conflict<insert_query, detail::no_predicate, detail::no_predicate, Column...>(*this, {}, {});
  }
  template <class... Column>
  constexpr auto on_conflict(Column...) && {
    return detail::conflict<insert_query, detail::no_predicate, detail::no_predicate, Column...>(std::move(*this), {},
                                                                                                 {});
  }

  /// There is no row to insert: an empty vector was given.
  [[nodiscard]] bool is_empty() const
    requires(detail::has_row_list<C> || ...)
  {
    return [&]<std::size_t... I>(std::index_sequence<I...>) {
      return (detail::has_no_rows(detail::item<I>(this->store_)) || ...);
    }(std::index_sequence_for<C...>{});
  }

 private:
  friend struct detail::statement_access;
  template <class, class, class, class...>
  friend class detail::conflict;
};

/// insert(table): values() follows.
template <class Session, class Tag>
class [[nodiscard("squall: insert() needs values()")]] insert_start {
 public:
  using row_type = typename Tag::template in<insert_mode>;

  constexpr explicit insert_start(Session session) : session_(session) {}

  /// One row; designators in the order of the columns: `.values({.email = "a@b.c"})`. The row becomes the statement's.
  auto values(row_type row) const {
    using clause = detail::row_clause<Tag, row_type>;
    return query<clause>{session_, {{{}}, {clause{{}, std::move(row)}}}};
  }
  /// A row that stays where it is, `.values(std::cref(row))`: it has to outlive the statement.
  template <detail::reference_wrapper_of<row_type> Reference>
  auto values(Reference row) const {
    using clause = detail::row_clause<Tag, detail::referred_row<row_type>>;
    return query<clause>{session_, {{{}}, {clause{{}, {&row.get()}}}}};
  }
  /// Many rows, in one statement however many they are; of none nothing is sent.
  template <class Row>
    requires(std::is_same_v<Row, row_type>)
  auto values(std::vector<Row> rows) const {
    return make(detail::rows_clause<Tag, std::vector<Row>>(std::move(rows)));
  }
  /// Many rows that stay where they are, `.values(std::span(rows))`: they have to outlive the statement.
  template <class Row, std::size_t Extent>
    requires(std::is_same_v<std::remove_const_t<Row>, row_type>)
  auto values(std::span<Row, Extent> rows) const {
    return make(detail::rows_clause<Tag, std::span<const row_type>>(rows));
  }
  /// One row as assignments, in any order: the SQL text is a constant, and values may be expressions.
  template <class... A>
    requires(sizeof...(A) > 0 && (detail::is_assignment<A> && ...))
  constexpr auto values(A... assignments) const {
    constexpr std::size_t missing = detail::first_missing<Tag, detail::id_of<typename A::column_type>...>();
    detail::check_own_columns<Tag, A...>();
    (void)sizeof(detail::check_required < detail::show_name<&detail::missing_name<Tag, missing>>(),
                 missing == Tag::size() >);
    using clause = detail::assignments_clause<A...>;
    return query<clause>{session_, {{{}}, {clause(assignments...)}}};
  }
  /// INSERT … SELECT: the rows of a statement, into these columns. `.columns(a.id, a.name).select(select(…)…)`; see
  /// insert_select.hpp.
  template <class... Column>
  constexpr auto columns(Column...) const {
    return begin_insert_select(session_, detail::conflict_targets<Tag, Column...>{});
  }
  /// A row of defaults.
  auto default_values() const { return make(detail::default_values_clause{}); }

 private:
  // What values() gives is made where it stays: a move of every value costs more than anything else here.
  template <class Values>
  using query = insert_query<Session, detail::insert_verb<Tag>, Values>;
  template <class Values>
  constexpr auto make(Values values) const {
    return query<Values>{session_, {{{}}, {std::move(values)}}};
  }
  Session session_;
};

namespace detail {
template <class Table, class Session>
constexpr auto begin_insert(Session session) {
  static_assert(is_table<Table>, "squall: insert() takes a table");
  (void)sizeof(check_written<Table, !is_view<Table>>);
  return insert_start<Session, tag_of<Table>>(session);
}
}  // namespace detail

/// An INSERT that belongs to no database; run by db.execute(q), db.one(q), ….
template <class Table>
constexpr auto insert(const Table&) {
  return detail::begin_insert<Table>(detail::unbound{});
}

}  // namespace squall
