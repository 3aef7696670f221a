// Orderings, columns and joins that are decided at run time. (Conditions: condition.hpp.)
//
//     ordering_list order;
//     if (by_title) order.add(posts.title);
//     order.add(desc(posts.id));
//     db.select(posts.id, value_if(with_views, posts.views)).from(posts)
//         .left_join(users, join_if(with_author, users.id == posts.author_id))
//         .order_by(order)
#pragma once

#include <type_traits>
#include <utility>
#include <vector>

#include "squall/query/checks.hpp"
#include "squall/query/erased_part.hpp"
#include "squall/query/grouping.hpp"
#include "squall/query/sink.hpp"
#include "squall/query/type_names.hpp"

namespace squall {

/// The keys of an order_by() that are only known at run time. Without keys there is no ORDER BY. Whether the columns
/// belong to the statement's tables is the server's to say.
class ordering_list : public detail::expression_base<detail::unknown> {
 public:
  /// A key behind those that are there: a column, an expression, `desc(…)`, `asc(…).nulls_first()`.
  template <class K>
  ordering_list& add(K key) {
    keys_.push_back(detail::erase_type(detail::make_sort_key(std::move(key))));
    return *this;
  }
  template <class K>
  ordering_list& add_if(bool applies, K key) {
    return applies ? add(std::move(key)) : *this;
  }
  [[nodiscard]] bool empty() const noexcept { return keys_.empty(); }

  static constexpr bool is_static = false;
  static constexpr bool has_values = true;
  static constexpr void write(detail::sql_writer& w, const ordering_list* self) {
    if (self != nullptr)
      self->write_keys(w);
  }
  template <class Sink>
  void bind(Sink& sink) const {
    for (const auto& key : keys_) key->bind(sink.parameters());
  }

 private:
  void write_keys(detail::sql_writer& w) const {
    for (std::size_t i = 0; i < keys_.size(); ++i) {
      w.put(i == 0 ? "" : ", ");
      keys_[i]->write(w);
    }
  }

  std::vector<detail::shared_part> keys_;
};

namespace detail {

template <>
struct order_by_clause<ordering_list> : clause_base<rank::order_by, ordering_list> {
  ordering_list list;

  explicit order_by_clause(ordering_list keys) : list(std::move(keys)) {}
  static constexpr void write(sql_writer& w, const order_by_clause* self) {
    if (self == nullptr || self->list.empty())
      return;
    w.put(" order by ");
    ordering_list::write(w, &self->list);
  }
  template <class Sink>
  void bind(Sink& sink) const {
    list.bind(sink);
  }
};

/// The expression when `applies`, else `null::type`.
template <class E>
struct value_when : expression_base<db_type_of<E>, E> {
  static constexpr bool is_static = false;
  bool applies;
  [[no_unique_address]] E operand;

  static constexpr bool nullable(const scope&) { return true; }
  static constexpr void write(sql_writer& w, const value_when* self) {
    if (self != nullptr && self->applies) {
      render<E>(w, &self->operand);
      return;
    }
    w.put("null::");
    write_type_name<db_type_of<E>>(w);
  }
  template <class Sink>
  void bind(Sink& sink) const {
    if (applies)
      bind_values(sink, operand);
  }
};

/// The condition when `applies`, else `false`.
template <class E>
struct join_when : expression_base<bool, E> {
  static constexpr bool is_static = false;
  bool applies;
  [[no_unique_address]] E operand;

  static constexpr void write(sql_writer& w, const join_when* self) {
    if (self != nullptr && self->applies)
      render_operand<E>(w, &self->operand);
    else
      w.put("false");
  }
  template <class Sink>
  void bind(Sink& sink) const {
    if (applies)
      bind_values(sink, operand);
  }
};

}  // namespace detail

/// In a list: the expression when `applies`, else nothing. Its value is a std::optional.
template <expression E>
constexpr auto value_if(bool applies, E e) {
  return detail::value_when<E>{{}, applies, std::move(e)};
}
/// The condition of a left_join() that is there when `applies`. Without it no row is joined, and the server does not
/// look at the table.
template <expression E>
constexpr auto join_if(bool applies, E condition) {
  (void)sizeof(detail::check_condition<detail::shown<E>, detail::is_condition<E>()>);
  return detail::join_when<E>{{}, applies, std::move(condition)};
}

}  // namespace squall
