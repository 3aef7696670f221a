// A relation as an object: what with() takes, and a source of conditions and values about related rows.
#pragma once

#include <utility>

#include "squall/relations/options.hpp"
#include "squall/relations/subquery.hpp"

namespace squall::detail {

/// `posts_r.author`; with options it is another type of the same template.
template <class Relation, class... C>
class loaded : public level_options<typename Relation::target, loaded<Relation, C...>,
                                    loaded_with<Relation>::template make, C...> {
 public:
  using relation_type = Relation;

  constexpr loaded() = default;
  constexpr explicit loaded(pack<C...> clauses) : clauses_(std::move(clauses)) {}

  /// There is a related row: `where(posts_r.comments.any())`.
  constexpr auto any() const { return exists<related_rows::some>(no_condition{}); }
  /// There is a related row that the condition holds for. Its columns are those of the related row:
  /// `where(posts_r.author.any(users.is_active))`.
  template <class E>
  constexpr auto any(E condition) const {
    return exists<related_rows::some>(checked(std::move(condition)));
  }
  /// There is no related row (that the condition holds for).
  constexpr auto none() const { return exists<related_rows::none>(no_condition{}); }
  template <class E>
  constexpr auto none(E condition) const {
    return exists<related_rows::none>(checked(std::move(condition)));
  }
  /// The condition holds for each related row. True without any.
  template <class E>
  constexpr auto every(E condition) const {
    return exists<related_rows::every>(checked(std::move(condition)));
  }

  /// How many related rows there are (that the condition holds for).
  constexpr auto count() const { return aggregate(count_rows{}); }
  template <class E>
  constexpr auto count(E condition) const {
    return aggregate(count_rows{}, std::move(condition));
  }
  /// An aggregate of the related rows: `posts_r.comments.aggregate(max(comments.created_at))`.
  template <expression A>
  constexpr auto aggregate(A value) const {
    return related_value<Relation, A, no_condition>{{}, std::move(value), {}};
  }
  template <expression A, class E>
  constexpr auto aggregate(A value, E condition) const {
    auto c = checked(std::move(condition));
    return related_value<Relation, A, decltype(c)>{{}, std::move(value), std::move(c)};
  }
  /// A value of the one related row: `order_by(posts_r.author.value(users.email))`.
  template <expression E>
  constexpr auto value(E e) const {
    static_assert(Relation::kind == relation_kind::one,
                  "squall: value() is for relations to one row; aggregate() for those to many");
    return related_value<Relation, E, no_condition>{{}, std::move(e), {}};
  }

  // For level_options and the statement.
  [[nodiscard]] constexpr const pack<C...>& clauses() const { return clauses_; }
  template <class Loaded, class Clauses>
  constexpr Loaded remake(Clauses clauses) const {
    return Loaded(std::move(clauses));
  }

 private:
  template <related_rows Which, class E>
  static constexpr auto exists(E condition) {
    static_assert(sizeof...(C) == 0, "squall: any(), none() and every() take their condition as an argument");
    return related_exists<Relation, Which, E>{{}, std::move(condition)};
  }
  template <class E>
  static constexpr auto checked(E condition) {
    (void)sizeof(check_condition<shown<E>, is_condition<E>()>);
    if constexpr (is_condition<E>())
      return condition;
    else
      return mistake{};
  }

  [[no_unique_address]] pack<C...> clauses_;
};

}  // namespace squall::detail
