// DELETE. (`delete` is a keyword of C++.)
//
//     db.erase(users).where(users.id == id).execute();
#pragma once

#include "squall/query/limited_to.hpp"

namespace squall {

namespace detail {

template <class Tag>
struct delete_verb : clause_base<rank::verb> {
  using table_tag = Tag;
  static constexpr join_kind kind = join_kind::from;
  static constexpr bool changes_rows = true;
  static constexpr row_versions versions = row_versions::old_only;
  static constexpr void write(sql_writer& w, const delete_verb*) {
    w.put("delete from ");
    write_table<Tag>(w);
  }
};

/// The tables of a DELETE that others are compared with.
template <class Tag>
struct using_clause : from_clause<Tag> {
  static constexpr void write(sql_writer& w, const using_clause*) {
    w.put(" using ");
    write_table<Tag>(w);
  }
};
template <class Table, class... C>
using checked_using = checked_once<typename table_clause_of<using_clause, Table>::type, C...>;

}  // namespace detail

/// A DELETE in the making: where() or all_rows(), then a verb. See returning.hpp for the verbs.
template <class Session, class... C>
class [[nodiscard(
    "squall: a statement does nothing until execute(), or returning() and all(), first() or one()")]] erase_query
    : public detail::limited_statement<erase_query, Session, C...> {
  using base = detail::limited_statement<erase_query, Session, C...>;

 public:
  /// USING: other tables whose columns the condition may use.
  template <class Table>
  constexpr auto using_(const Table& table) const {
    using clause = detail::checked_using<Table, C...>;
    return base::add(*this, detail::make_table_clause<clause>(table));
  }

 private:
  friend struct detail::statement_access;
  static constexpr auto check() {
    (void)sizeof(detail::check_erase_condition<base::is_limited>);
    (void)sizeof(decltype(base::check())*);
  }
};

namespace detail {
template <class Table, class Session>
constexpr auto begin_erase(Session session) {
  static_assert(is_table<Table>, "squall: erase() takes a table");
  (void)sizeof(check_written<Table, !is_view<Table>>);
  return erase_query<Session, delete_verb<tag_of<Table>>>{session, {{{}}}};
}
}  // namespace detail

/// A DELETE that belongs to no database; run by db.execute(q), db.one(q), ….
template <class Table>
constexpr auto erase(const Table&) {
  return detail::begin_erase<Table>(detail::unbound{});
}

}  // namespace squall
