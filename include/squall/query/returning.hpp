// RETURNING, and the verbs of statements that change rows.
#pragma once

#include <cstdint>
#include <type_traits>
#include <utility>

#include "squall/query/fields.hpp"
#include "squall/query/statement.hpp"

namespace squall::detail {

template <class... C>
inline constexpr bool has_returning = has_rank<rank::returning, C...>;

/// What INSERT, UPDATE and DELETE share: returning() and the verbs.
///
///     execute()              the number of rows changed; without returning()
///     all(), first(), one()  the rows that returning() gives
///
/// `Query` is the statement itself.
template <template <class, class...> class Query, class Session, class... C>
class changing_statement : public statement<Session, C...> {
  using base = statement<Session, C...>;
  using self = Query<Session, C...>;

 public:
  static constexpr bool gives_rows = has_returning<C...>;
  template <int>
  using limited_core = typename base::core;

  /// The rows as they are now (of a delete: as they were). Without arguments whole rows; else columns and expressions,
  /// as in select().
  template <class... F>
  constexpr auto returning(F&&... fields) const& {
    return add_returning(*this, static_cast<F&&>(fields)...);
  }
  template <class... F>
  constexpr auto returning(F&&... fields) && {
    return add_returning(static_cast<changing_statement&&>(*this), static_cast<F&&>(fields)...);
  }

  /// Common table expressions that the statement uses. See cte.hpp.
  template <class... T>
  constexpr auto with(const T&... tables) const {
    return add(static_cast<const self&>(*this), make_common_clause(tables...));
  }

  /// Runs the statement. @return how many rows it inserted, changed or deleted
  template <class... Argument>
  std::int64_t execute(const Argument&... arguments) const {
    (void)sizeof(check_bound<std::is_same_v<Session, bound_to>>);
    return statement_access::execute(this->session_.get(), static_cast<const self&>(*this), arguments...);
  }
  template <class... Argument>
  [[nodiscard]] auto all(const Argument&... arguments) const {
    (void)sizeof(check_bound<std::is_same_v<Session, bound_to>>);
    return statement_access::all(this->session_.get(), static_cast<const self&>(*this), arguments...);
  }
  template <class... Argument>
  [[nodiscard]] auto first(const Argument&... arguments) const {
    (void)sizeof(check_bound<std::is_same_v<Session, bound_to>>);
    return statement_access::first(this->session_.get(), static_cast<const self&>(*this), arguments...);
  }
  template <class... Argument>
  auto one(const Argument&... arguments) const {
    (void)sizeof(check_bound<std::is_same_v<Session, bound_to>>);
    return statement_access::one(this->session_.get(), static_cast<const self&>(*this), arguments...);
  }

 protected:
  /// This statement and one clause more.
  template <class Self, class Clause>
  static constexpr auto add(Self&& s, Clause clause) {
    return static_cast<Self&&>(s).store_.template extend<Query<Session, C..., Clause>>(s.session_,
                                                                                       static_cast<Clause&&>(clause));
  }

 private:
  template <class Self, class... F>
  static constexpr auto add_returning(Self&& s, F&&... fields) {
    (void)sizeof(check_single_clause<!gives_rows>);
    using list = fields_of<rank::returning, F&&...>;
    if constexpr (are_empty_fields<F&&...>)
      return add(static_cast<Self&&>(s), list{});
    else
      return add(static_cast<Self&&>(s), list{{}, {{make_field(static_cast<F&&>(fields))}...}});
  }
};

}  // namespace squall::detail
