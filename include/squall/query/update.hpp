// UPDATE.
//
//     db.update(users).set({.is_active = false}).where(users.id == id).execute();
//     db.update(products).set(products.stock = products.stock - 1).where(products.id == id).execute();   // static SQL
#pragma once

#include <type_traits>
#include <utility>

#include "squall/query/insert_rows.hpp"
#include "squall/query/limited_to.hpp"
#include "squall/query/on_conflict.hpp"

namespace squall {

namespace detail {

template <class Tag>
struct update_verb : clause_base<rank::verb> {
  using table_tag = Tag;
  static constexpr join_kind kind = join_kind::from;
  static constexpr bool changes_rows = true;
  static constexpr row_versions versions = row_versions::both;
  static constexpr void write(sql_writer& w, const update_verb*) {
    w.put("update ");
    write_table<Tag>(w);
  }
};

template <class... A>
struct set_clause : clause_base<rank::set, typename A::value_node...> {
  [[no_unique_address]] assignment_list<A...> list;

  static constexpr void write(sql_writer& w, const set_clause* self) {
    w.put(" set ");
    assignment_list<A...>::write(w, self == nullptr ? nullptr : &self->list);
  }
  template <class Sink>
  void bind(Sink& sink) const {
    list.bind(sink);
  }
};

}  // namespace detail

/// An UPDATE in the making: where() or all_rows(), then a verb. See returning.hpp for the verbs.
template <class Session, class... C>
class [[nodiscard(
    "squall: a statement does nothing until execute(), or returning() and all(), first() or one()")]] update_query
    : public detail::limited_statement<update_query, Session, C...> {
  using base = detail::limited_statement<update_query, Session, C...>;

 public:
  /// FROM: other tables whose columns the assignments and the condition may use.
  template <class Table>
  constexpr auto from(const Table& table) const {
    using clause = detail::checked_from<Table, C...>;
    return base::add(*this, detail::make_table_clause<clause>(table));
  }

 private:
  friend struct detail::statement_access;
  static constexpr auto check() {
    (void)sizeof(detail::check_update_condition<base::is_limited>);
    (void)sizeof(decltype(base::check())*);
  }
};

/// update(table): set() follows.
template <class Session, class Tag>
class [[nodiscard("squall: update() needs set()")]] update_start {
 public:
  constexpr explicit update_start(Session session) : session_(session) {}

  /// The columns that are given: `.set({.is_active = false})`, with std::nullopt for NULL.
  auto set(typename Tag::template in<update_mode> changes) const {
    using clause = detail::changes_clause<Tag>;
    return query<clause>{session_, {{{}}, {clause{{}, std::move(changes)}}}};
  }
  /// Assignments: the SQL text is a constant, and values may be expressions.
  template <class... A>
    requires(sizeof...(A) > 0 && (detail::is_assignment<A> && ...))
  constexpr auto set(A... assignments) const {
    detail::check_own_columns<Tag, A...>();
    using clause = detail::set_clause<A...>;
    return query<clause>{session_,
                         {{{}}, {clause{{}, {{{static_cast<typename A::value_node&&>(assignments.value)}...}}}}}};
  }

 private:
  template <class Set>
  using query = update_query<Session, detail::update_verb<Tag>, Set>;
  Session session_;
};

namespace detail {
template <class Table, class Session>
constexpr auto begin_update(Session session) {
  static_assert(is_table<Table>, "squall: update() takes a table");
  (void)sizeof(check_written<Table, !is_view<Table>>);
  return update_start<Session, tag_of<Table>>(session);
}
}  // namespace detail

/// An UPDATE that belongs to no database; run by db.execute(q), db.one(q), ….
template <class Table>
constexpr auto update(const Table&) {
  return detail::begin_update<Table>(detail::unbound{});
}

}  // namespace squall
