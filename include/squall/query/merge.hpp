// MERGE (PostgreSQL 15; manual, MERGE).
//
//     db.merge(stock)
//       .using_(deliveries, deliveries.item == stock.item)
//       .when_matched(stock.amount + deliveries.amount <= 0).erase()
//       .when_matched().update(stock.amount = stock.amount + deliveries.amount)
//       .when_not_matched().insert(stock.item = deliveries.item, stock.amount = deliveries.amount)
//       .execute();
//
// The first branch whose condition holds is taken for a row; a row that no branch takes is left alone. From PostgreSQL
// 17 on there is `.when_not_matched_by_source().erase()`, and `.returning(merge_action(), stock.item).all()`.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>

#include "squall/query/functions.hpp"
#include "squall/query/insert.hpp"
#include "squall/query/sources.hpp"
#include "squall/query/update.hpp"

namespace squall {

namespace detail {

template <class Tag>
struct merge_verb : clause_base<rank::verb> {
  using table_tag = Tag;
  static constexpr join_kind kind = join_kind::from;
  static constexpr row_versions versions = row_versions::either;
  static constexpr void write(sql_writer& w, const merge_verb*) {
    w.put("merge into ");
    write_table<Tag>(w);
  }
};

/// `using … on …`: of a table, or of a source.
template <class Tag>
struct merge_table {
  static constexpr bool is_static = true;
  static constexpr bool has_values = false;
  using table_tag = Tag;
  static constexpr stray_column stray(const scope&) { return {}; }
  static constexpr void write_source(sql_writer& w, const merge_table*) { write_table<Tag>(w); }
  template <class Sink>
  void bind_source(Sink&) const {}
};
template <class Source, class On>
struct merge_using : source_join_clause<join_kind::inner, Source, On> {
  using base = source_join_clause<join_kind::inner, Source, On>;
  static constexpr void write(sql_writer& w, const merge_using* self) {
    w.put(" using ");
    Source::write_source(w, self == nullptr ? nullptr : &self->source);
    w.put(" on ");
    render<On>(w, self == nullptr ? nullptr : &self->on);
  }
};

struct merge_delete {
  static constexpr bool is_static = true;
  static constexpr bool has_values = false;
  static constexpr stray_column stray(const scope&) { return {}; }
  static constexpr void write(sql_writer& w, const merge_delete*) { w.put("delete"); }
  template <class Sink>
  void bind(Sink&) const {}
};
struct merge_nothing : merge_delete {
  static constexpr void write(sql_writer& w, const merge_nothing*) { w.put("do nothing"); }
};
template <class... A>
struct merge_update : clause_base<rank::set, typename A::value_node...> {
  [[no_unique_address]] assignment_list<A...> list;

  static constexpr void write(sql_writer& w, const merge_update* self) {
    w.put("update set ");
    assignment_list<A...>::write(w, self == nullptr ? nullptr : &self->list);
  }
  template <class Sink>
  void bind(Sink& sink) const {
    list.bind(sink);
  }
};
template <class... A>
struct merge_insert : assignments_clause<A...> {
  using base = assignments_clause<A...>;
  using base::base;
  static constexpr void write(sql_writer& w, const merge_insert* self) {
    w.put("insert");
    base::write(w, self);
  }
};

/// The rows of a branch.
enum class merge_rows : std::uint8_t { matched, not_matched, not_matched_by_source };

/// `when matched and … then …`; in the order of the calls.
template <merge_rows Rows, class Condition, class Action>
struct merge_branch : clause_base<rank::where, Condition> {
  static constexpr bool is_static = has_static_text<Condition>() && Action::is_static;
  static constexpr bool has_values = carries_values<Condition>() || Action::has_values;
  static constexpr bool has_no_source = Rows == merge_rows::not_matched_by_source;
  [[no_unique_address]] Condition condition;
  [[no_unique_address]] Action action;

  static constexpr std::string_view words() {
    switch (Rows) {
      case merge_rows::matched:
        return " when matched";
      case merge_rows::not_matched:
        return " when not matched";
      case merge_rows::not_matched_by_source:
        break;
    }
    return " when not matched by source";
  }
  static constexpr stray_column stray(const scope& tables) {
    const stray_column found = find_stray<Condition>(tables);
    return found.found() ? found : Action::stray(tables);
  }
  static constexpr void write(sql_writer& w, const merge_branch* self) {
    w.put(words());
    if constexpr (!std::is_same_v<Condition, no_predicate>) {
      w.put(" and ");
      render_operand<Condition>(w, self == nullptr ? nullptr : &self->condition);
    }
    w.put(" then ");
    Action::write(w, self == nullptr ? nullptr : &self->action);
  }
  template <class Sink>
  void bind(Sink& sink) const {
    bind_values(sink, condition);
    if constexpr (Action::has_values)
      action.bind(sink);
  }
};

template <class Merge, merge_rows Rows, class Condition>
class merge_case;

template <class C>
inline constexpr bool has_no_source = requires { requires C::has_no_source; };
/// What RETURNING gives of the source is NULL for a row that has none.
template <class Tag, class Using, class... C>
inline constexpr auto sources_of<merge_verb<Tag>, Using, C...> = [] {
  auto made = make_sources<merge_verb<Tag>, Using, C...>();
  made.first[1].nullable = (has_no_source<C> || ...);
  return made;
}();

}  // namespace detail

/// A MERGE in the making: branches, then execute(); from PostgreSQL 17 on also returning() and all(), first() or one().
template <class Session, class Verb, class... C>
class [[nodiscard(
    "squall: a statement does nothing until execute(), or returning() and all(), first() or one()")]] merge_query
    : public detail::changing_statement<merge_query, Session, Verb, C...> {
 public:
  using table_tag = typename Verb::table_tag;

  /// Of rows that the condition of using_() finds a partner for: update(), erase() or do_nothing() follows.
  [[nodiscard]] constexpr auto when_matched() const {
    return when<detail::merge_rows::matched>(detail::no_predicate{});
  }
  template <class E>
  [[nodiscard]] constexpr auto when_matched(E condition) const {
    (void)sizeof(detail::check_condition<detail::shown<E>, detail::is_condition<E>()>);
    return when<detail::merge_rows::matched>(std::move(condition));
  }
  /// Of rows of using_() without a partner: insert() or do_nothing() follows.
  [[nodiscard]] constexpr auto when_not_matched() const {
    return when<detail::merge_rows::not_matched>(detail::no_predicate{});
  }
  template <class E>
  [[nodiscard]] constexpr auto when_not_matched(E condition) const {
    (void)sizeof(detail::check_condition<detail::shown<E>, detail::is_condition<E>()>);
    return when<detail::merge_rows::not_matched>(std::move(condition));
  }
  /// Of rows of the table without a partner, from PostgreSQL 17 on: update(), erase() or do_nothing() follows.
  [[nodiscard]] constexpr auto when_not_matched_by_source() const {
    return when<detail::merge_rows::not_matched_by_source>(detail::no_predicate{});
  }
  template <class E>
  [[nodiscard]] constexpr auto when_not_matched_by_source(E condition) const {
    (void)sizeof(detail::check_condition<detail::shown<E>, detail::is_condition<E>()>);
    return when<detail::merge_rows::not_matched_by_source>(std::move(condition));
  }

 private:
  friend struct detail::statement_access;
  template <class, detail::merge_rows, class>
  friend class detail::merge_case;

  template <detail::merge_rows Rows, class E>
  constexpr auto when(E condition) const {
    return detail::merge_case<merge_query, Rows, E>(*this, std::move(condition));
  }
  /// This statement and a branch.
  template <class Branch>
  constexpr auto with_branch(Branch branch) const {
    return merge_query::add(*this, std::move(branch));
  }
};

namespace detail {

template <class Merge, merge_rows Rows, class Condition>
class [[nodiscard("squall: when_matched() needs update(), erase() or do_nothing()")]] merge_case {
 public:
  constexpr merge_case(Merge merge, Condition condition) : merge_(std::move(merge)), condition_(std::move(condition)) {}

  template <class... A>
    requires(Rows != merge_rows::not_matched && sizeof...(A) > 0 && (is_assignment<A> && ...))
  constexpr auto update(A... assignments) const {
    check_own_columns<tag, A...>();
    return then(merge_update<A...>{{}, {{{std::move(assignments.value)}...}}});
  }
  constexpr auto erase() const
    requires(Rows != merge_rows::not_matched)
  {
    return then(merge_delete{});
  }
  template <class... A>
    requires(Rows == merge_rows::not_matched && sizeof...(A) > 0 && (is_assignment<A> && ...))
  constexpr auto insert(A... assignments) const {
    constexpr std::size_t missing = first_missing<tag, id_of<typename A::column_type>...>();
    check_own_columns<tag, A...>();
    (void)sizeof(check_required < show_name<&missing_name<tag, missing>>(), missing == tag::size() >);
    return then(merge_insert<A...>(assignments...));
  }
  constexpr auto do_nothing() const { return then(merge_nothing{}); }

 private:
  using tag = typename Merge::table_tag;

  template <class Action>
  constexpr auto then(Action action) const {
    return merge_.with_branch(merge_branch<Rows, Condition, Action>{{}, condition_, std::move(action)});
  }
  Merge merge_;
  [[no_unique_address]] Condition condition_;
};

/// merge(table): using_() follows.
template <class Session, class Tag>
class [[nodiscard("squall: merge() needs using_()")]] merge_start {
 public:
  constexpr explicit merge_start(Session session) : session_(session) {}

  /// The rows to merge, and when one of them is a row of the table: a table, a subquery, a common table expression.
  template <class Source, class On>
  constexpr auto using_(const Source& source, On on) const {
    (void)sizeof(check_condition<shown<On>, is_condition<On>()>);
    if constexpr (row_source<Source>) {
      using clause = merge_using<typename Source::source_type, On>;
      return begin(clause{{{}, std::move(on), source}});
    } else {
      static_assert(is_table<Source>, "squall: using_() takes a table or a subquery, and a condition");
      using clause = merge_using<merge_table<tag_of<Source>>, On>;
      return begin(clause{{{}, std::move(on), {}}});
    }
  }

 private:
  template <class Clause>
  constexpr auto begin(Clause clause) const {
    return merge_query<Session, merge_verb<Tag>, Clause>{session_, {{{}}, {std::move(clause)}}};
  }
  Session session_;
};
template <class Session, class Table>
constexpr auto begin_merge(Session session, const Table&) {
  static_assert(is_table<Table>, "squall: merge() takes a table");
  (void)sizeof(check_written<Table, !is_view<Table>>);
  return merge_start<Session, tag_of<Table>>(session);
}

}  // namespace detail

/// In returning(…) of a MERGE, from PostgreSQL 17 on: what was done with the row, INSERT, UPDATE or DELETE.
constexpr auto merge_action() { return detail::call<"merge_action", std::string, detail::null_rule::never>{}; }

}  // namespace squall
