// INSERT … ON CONFLICT (PostgreSQL manual, INSERT).
#pragma once

#include <cstdint>
#include <type_traits>
#include <utility>

#include "squall/query/assignment.hpp"
#include "squall/query/checks.hpp"
#include "squall/query/clause.hpp"

namespace squall {

namespace detail {

template <class Column, class Tag, bool Ok>
struct check_own_column {
  static_assert(Ok, "squall: this column belongs to another table than the statement's (see Column and Tag)");
};
/// The assignments of an INSERT or UPDATE are to columns of its table.
template <class Tag, class... A>
constexpr void check_own_columns() {
  ((void)sizeof(
       check_own_column<typename A::column_type, Tag, std::is_same_v<typename A::column_type::table_tag, Tag>>),
   ...);
}

/// VALUES of a vector of rows, which can be empty.
template <class C>
inline constexpr bool has_row_list = C::rank == rank::values && requires(const C& clause) { clause.empty(); };
template <class C>
constexpr bool has_no_rows(const C& clause) {
  if constexpr (has_row_list<C>)
    return clause.empty();
  else
    return false;
}

struct default_values_clause : clause_base<rank::values> {
  static constexpr void write(sql_writer& w, const default_values_clause*) { w.put(" default values"); }
};

/// `, "updated_at" = now()`: the columns of on_update_now() that are not among those that are set.
template <class Tag, std::uint32_t... Set>
constexpr void write_touched(sql_writer& w) {
  const auto& all = facts<typename unaliased<Tag>::type>;
  for (std::size_t i = 0; i < all.size(); ++i) {
    if (!all[i].on_update_now || ((all[i].id == Set) || ...))
      continue;
    w.put(", ");
    w.identifier(column_name<Tag>(i));
    w.put(" = now()");
  }
}

/// `"a" = $1, "b" = $2`, and what an update sets by itself.
template <class... A>
struct assignment_list {
  [[no_unique_address]] pack<typename A::value_node...> values;

  static constexpr void write(sql_writer& w, const assignment_list* self) {
    write_each(w, self, std::index_sequence_for<A...>{});
    write_touched_of<A...>(w);
  }
  template <class Sink>
  void bind(Sink& sink) const {
    values.bind(sink);
  }

 private:
  template <std::size_t... I>
  static constexpr void write_each(sql_writer& w, const assignment_list* self, std::index_sequence<I...>) {
    ((w.put(I == 0 ? "" : ", "), w.identifier(A::column_type::name()), w.put(" = "),
      render<typename A::value_node>(w, self == nullptr ? nullptr : &item<I>(self->values))),
     ...);
  }
  template <class First, class... More>
  static constexpr void write_touched_of(sql_writer& w) {
    write_touched<typename First::column_type::table_tag, id_of<typename First::column_type>,
                  id_of<typename More::column_type>...>(w);
  }
};

/// What the conflict is about: the columns or expressions of a unique index, or a constraint.
template <fixed_string Name>
struct constraint_name {};
template <class T>
inline constexpr bool is_constraint_name = false;
template <fixed_string Name>
inline constexpr bool is_constraint_name<constraint_name<Name>> = true;
template <fixed_string Name>
constexpr void write_constraint(sql_writer& w, constraint_name<Name>) {
  w.put(" on constraint ");
  w.identifier(Name.view());
}

/// A condition that was not given.
struct no_predicate : expression_base<bool> {
  static constexpr void write(sql_writer&, const no_predicate*) {}
  template <class Sink>
  void bind(Sink&) const {}
};

template <class Target>
constexpr void write_conflict_key(sql_writer& w) {
  if constexpr (is_column<Target>) {
    w.identifier(Target::name());
  } else {
    w.put("(");
    render<Target>(w, nullptr);
    w.put(")");
  }
}
/// The target, and the predicate of a partial index. Of an index's expressions and predicate PostgreSQL 13 knows no
/// columns with their table.
template <class Where, class... Target>
constexpr void write_conflict_target(sql_writer& w, const Where* predicate) {
  const bool qualified = w.qualify(false);
  w.put(" on conflict");
  if constexpr ((is_constraint_name<Target> || ...)) {
    (write_constraint(w, Target{}), ...);
  } else if constexpr (sizeof...(Target) > 0) {
    w.put(" (");
    bool first = true;
    ((w.put(first ? "" : ", "), first = false, write_conflict_key<Target>(w)), ...);
    w.put(")");
  }
  if constexpr (!std::is_same_v<Where, no_predicate>) {
    w.put(" where ");
    render<Where>(w, predicate);
  }
  w.qualify(qualified);
}

/// `on conflict ("email") where … do nothing`
template <class Where, class... Target>
struct do_nothing_clause : clause_base<rank::conflict, Where> {
  [[no_unique_address]] Where predicate;

  static constexpr void write(sql_writer& w, const do_nothing_clause* self) {
    write_conflict_target<Where, Target...>(w, self == nullptr ? nullptr : &self->predicate);
    w.put(" do nothing");
  }
  template <class Sink>
  void bind(Sink& sink) const {
    bind_values(sink, predicate);
  }
};
template <class... T>
struct conflict_targets {};
template <class Targets, class Where, class If, class... A>
struct do_update_clause;
template <class... Target, class Where, class If, class... A>
struct do_update_clause<conflict_targets<Target...>, Where, If, A...>
    : clause_base<rank::conflict, Where, If, typename A::value_node...> {
  [[no_unique_address]] Where predicate;
  [[no_unique_address]] If condition;
  [[no_unique_address]] assignment_list<A...> list;

  static constexpr void write(sql_writer& w, const do_update_clause* self) {
    write_conflict_target<Where, Target...>(w, self == nullptr ? nullptr : &self->predicate);
    w.put(" do update set ");
    assignment_list<A...>::write(w, self == nullptr ? nullptr : &self->list);
    if constexpr (!std::is_same_v<If, no_predicate>) {
      w.put(" where ");
      render<If>(w, self == nullptr ? nullptr : &self->condition);
    }
  }
  template <class Sink>
  void bind(Sink& sink) const {
    bind_values(sink, predicate);
    list.bind(sink);
    bind_values(sink, condition);
  }
};

template <bool Ok>
struct check_conflict_target {
  static_assert(Ok, "squall: do_update() needs the columns of a unique index: on_conflict(table.column).do_update(…)");
};
template <class Target, bool Ok>
struct check_conflict_key {
  static_assert(Ok,
                "squall: on_conflict() takes the columns or expressions of a unique index, without values, or "
                "constraint<\"name\"> (see Target)");
};
template <class T>
consteval bool is_conflict_key() {
  if constexpr (is_constraint_name<T>)
    return true;
  else if constexpr (expression<T>)
    return has_static_text<T>() && !carries_values<T>();
  else
    return false;
}

/// on_conflict(…): do_nothing() or do_update() follows.
template <class Insert, class Where, class If, class... Target>
class [[nodiscard("squall: on_conflict() needs do_nothing() or do_update()")]] conflict {
 public:
  constexpr conflict(Insert insert, Where predicate, If condition)
      : insert_(std::move(insert)), predicate_(std::move(predicate)), condition_(std::move(condition)) {
    ((void)sizeof(check_conflict_key<Target, is_conflict_key<Target>()>), ...);
  }

  /// The condition of the partial unique index that is meant.
  template <class E>
  constexpr auto where(E predicate) && {
    (void)sizeof(check_condition<shown<E>, is_condition<E>()>);
    return conflict<Insert, E, If, Target...>(std::move(insert_), std::move(predicate), std::move(condition_));
  }
  /// do_update() changes the row only if the condition holds: `.only_if(docs.version < excluded(docs.version))`.
  template <class E>
  constexpr auto only_if(E condition) && {
    (void)sizeof(check_condition<shown<E>, is_condition<E>()>);
    return conflict<Insert, Where, E, Target...>(std::move(insert_), std::move(predicate_), std::move(condition));
  }

  /// The row that is there stays; the row to insert counts as not inserted.
  constexpr auto do_nothing() && {
    return Insert::add(std::move(insert_), do_nothing_clause<Where, Target...>{{}, std::move(predicate_)});
  }
  /// Changes the row that is there: `.do_update(users.name = excluded(users.name))`.
  template <class... A>
    requires(sizeof...(A) > 0 && (is_assignment<A> && ...))
  constexpr auto do_update(A... assignments) && {
    (void)sizeof(check_conflict_target<(sizeof...(Target) > 0)>);
    using clause = do_update_clause<conflict_targets<Target...>, Where, If, A...>;
    return Insert::add(std::move(insert_),
                       clause{{}, std::move(predicate_), std::move(condition_), {{{std::move(assignments.value)}...}}});
  }

 private:
  Insert insert_;
  [[no_unique_address]] Where predicate_;
  [[no_unique_address]] If condition_;
};

}  // namespace detail

/// In on_conflict(): a constraint by its name.
template <fixed_string Name>
inline constexpr detail::constraint_name<Name> constraint{};

}  // namespace squall
