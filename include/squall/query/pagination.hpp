// Pages of a result.
//
// By key, the way that stays as fast on the thousandth page as on the first, and that rows which come or go do not
// shift:
//
//     constexpr auto newest = keyset(desc(posts.created_at), desc(posts.id));
//     auto page = page_after(db.select().from(posts).where(posts.is_public), newest, 20);
//     auto second = page_after(db.select().from(posts).where(posts.is_public), newest, 20, page.next);
//
// By number, with the number of rows in all:
//
//     auto page = page_at(db.select().from(posts).order_by(posts.id), 3, 20);   // the third, of 20 rows
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <type_traits>
#include <utility>
#include <vector>

#include "squall/query/aggregates.hpp"
#include "squall/query/functions.hpp"
#include "squall/query/grouping.hpp"
#include "squall/query/select.hpp"
#include "squall/query/subquery.hpp"

namespace squall {

namespace detail {

template <class Key>
struct key_direction {
  using expression_type = Key;
  static constexpr bool descending = false;
};
template <class E, sort_direction Direction, nulls_order Nulls>
struct key_direction<sort_key<E, Direction, Nulls>> {
  static_assert(Nulls == nulls_order::unspecified, "squall: the keys of a keyset() are NOT NULL: no nulls_first()");
  using expression_type = E;
  static constexpr bool descending = Direction == sort_direction::descending;
};
template <class Type, bool Ok>
struct check_keyset_key {
  static_assert(Ok,
                "squall: a key of a keyset() may not be NULL, which is neither before nor after anything; coalesce() "
                "gives it a value (see Type)");
};
template <std::size_t Keys, std::size_t Values, bool Ok>
struct check_keyset_values {
  static_assert(Ok, "squall: after() takes a value for each key of the keyset (see Keys and Values)");
};

/// `((a, b) > ($1, $2))` where all keys go one way, which an index on them answers directly; else
/// `(a <= $1 and (a < $2 or (a = $3 and b > $4)))`.
template <class Keys, class Values>
struct after_node;
template <class... K, class... V>
struct after_node<pack<K...>, pack<V...>> : expression_base<bool, typename key_direction<K>::expression_type..., V...> {
  using keys = pack<typename key_direction<K>::expression_type...>;
  static constexpr std::size_t count = sizeof...(K);
  static constexpr std::array<bool, sizeof...(K)> descending{key_direction<K>::descending...};
  static constexpr bool one_way = (key_direction<K>::descending && ...) || (!key_direction<K>::descending && ...);
  [[no_unique_address]] keys expressions;
  [[no_unique_address]] pack<V...> values;

  static constexpr bool nullable(const scope&) { return true; }
  static constexpr void write(sql_writer& w, const after_node* self) {
    if constexpr (count == 1) {
      w.put("(");
      write_pair<0>(w, self, descending[0] ? " < " : " > ");
      w.put(")");
    } else if constexpr (one_way) {
      w.put("((");
      keys::write_list(w, self == nullptr ? nullptr : &self->expressions);
      w.put(descending[0] ? ") < (" : ") > (");
      pack<V...>::write_list(w, self == nullptr ? nullptr : &self->values);
      w.put("))");
    } else {
      w.put("(");
      write_pair<0>(w, self, descending[0] ? " <= " : " >= ");
      w.put(" and ");
      write_from<0>(w, self);
      w.put(")");
    }
  }
  template <class Sink>
  void bind(Sink& sink) const {
    if constexpr (count == 1) {
      bind_pair<0>(sink);
    } else if constexpr (one_way) {
      expressions.bind(sink);
      values.bind(sink);
    } else {
      bind_pair<0>(sink);
      bind_from<0>(sink);
    }
  }

 private:
  template <std::size_t I>
  static constexpr void write_pair(sql_writer& w, const after_node* self, std::string_view op) {
    render_item<I>(w, self == nullptr ? nullptr : &self->expressions);
    w.put(op);
    render_item<I>(w, self == nullptr ? nullptr : &self->values);
  }
  template <std::size_t I, class... T>
  static constexpr void render_item(sql_writer& w, const pack<T...>* all) {
    using node = std::remove_cvref_t<decltype(item<I>(*all))>;
    render<node>(w, all == nullptr ? nullptr : &item<I>(*all));
  }
  template <std::size_t I>
  static constexpr void write_from(sql_writer& w, const after_node* self) {
    w.put("(");
    write_pair<I>(w, self, descending[I] ? " < " : " > ");
    if constexpr (I + 1 < count) {
      w.put(" or (");
      write_pair<I>(w, self, " = ");
      w.put(" and ");
      write_from<I + 1>(w, self);
      w.put(")");
    }
    w.put(")");
  }
  template <std::size_t I, class Sink>
  void bind_pair(Sink& sink) const {
    bind_values(sink, item<I>(expressions));
    bind_values(sink, item<I>(values));
  }
  template <std::size_t I, class Sink>
  void bind_from(Sink& sink) const {
    bind_pair<I>(sink);
    if constexpr (I + 1 < count) {
      bind_pair<I>(sink);
      bind_from<I + 1>(sink);
    }
  }
};

template <std::size_t I, class First, class... More>
constexpr const auto& nth_value(const First& first, const More&... more) {
  if constexpr (I == 0)
    return first;
  else
    return nth_value<I - 1>(more...);
}

/// The value of a key in a row: of a table's row the member, of a squall::row what was selected.
template <class Key, class Row>
constexpr const auto& key_of_row(const Row& row) {
  if constexpr (requires { row[Key{}]; }) {
    return row[Key{}];
  } else {
    static_assert(is_column<Key>, "squall: page_after() finds the value of this key in no row: select it");
    using table = typename Key::table_tag;
    static_assert(std::is_same_v<Row, typename table::row>, "squall: page_after() finds this key's column in no row");
    return members<table::size()>::visit(
        row, [](const auto&... member) -> const auto& { return nth_value<Key::index()>(member...); });
  }
}
}  // namespace detail

/// Where a page ended: the values of the keys in its last row.
template <class... Value>
struct page_cursor : detail::cells<std::index_sequence_for<Value...>, detail::selected<Value, Value>...> {
  template <std::size_t I>
  constexpr const auto& get() const {
    return detail::cell_value<I>(*this);
  }
  friend bool operator==(const page_cursor& a, const page_cursor& b) {
    return [&]<std::size_t... I>(std::index_sequence<I...>) {
      return ((a.template get<I>() == b.template get<I>()) && ...);
    }(std::index_sequence_for<Value...>{});
  }
};

/// Keys that put rows in an order; the last of them, or all together, have to be unique, or rows with equal keys get
/// lost between two pages. None of them may be NULL.
template <class... K>
class keyset_order {
 public:
  template <class Key>
  using key_expression = typename detail::key_direction<Key>::expression_type;
  using cursor = page_cursor<value_of_t<detail::db_type_of<K>>...>;

  constexpr explicit keyset_order(K... keys) : keys_{{std::move(keys)}...} {}

  /// The rows behind these values, one for each key: a condition. Values, or param<N>.
  template <class... V>
    requires(!(std::is_same_v<std::remove_cvref_t<V>, cursor> || ...))
  constexpr auto after(V&&... values) const {
    constexpr bool ok = sizeof...(K) == sizeof...(V);
    (void)sizeof(detail::check_keyset_values<sizeof...(K), sizeof...(V), ok>);
    if constexpr (ok)
      return after_values(static_cast<V&&>(values)...);
    else
      return detail::mistake{};
  }
  /// The rows behind a page.
  constexpr auto after(const cursor& from) const {
    return [&]<std::size_t... I>(std::index_sequence<I...>) {
      return after(value_of_t<detail::db_type_of<K>>(from.template get<I>())...);
    }(std::index_sequence_for<K...>{});
  }
  /// The other way round: for the page before.
  [[nodiscard]] constexpr auto reversed() const {
    return [&]<std::size_t... I>(std::index_sequence<I...>) {
      return make(turned(detail::item<I>(keys_))...);
    }(std::index_sequence_for<K...>{});
  }

  /// The cursor of a row: of a table's row, or one that has the keys in its list.
  template <class Row>
  constexpr cursor cursor_of(const Row& row) const {
    return {{{detail::key_of_row<key_expression<K>>(row)}...}};
  }
  /// The statement in this order.
  template <class Query>
  constexpr auto sort(const Query& query) const {
    return [&]<std::size_t... I>(std::index_sequence<I...>) {
      return query.order_by(detail::item<I>(keys_)...);
    }(std::index_sequence_for<K...>{});
  }

 private:
  template <class... V>
  constexpr auto after_values(V&&... values) const {
    ((void)sizeof(detail::check_comparable<detail::db_type_of<K>, detail::shown<V>,
                                           detail::operand_fits<detail::db_type_of<K>, V>()>),
     ...);
    if constexpr ((detail::operand_fits<detail::db_type_of<K>, V>() && ...)) {
      using node =
          detail::after_node<detail::pack<K...>,
                             detail::pack<decltype(detail::lift<detail::db_type_of<K>>(static_cast<V&&>(values)))...>>;
      return [&]<std::size_t... I>(std::index_sequence<I...>) {
        return node{{},
                    {{expression_of(detail::item<I>(keys_))}...},
                    {{detail::lift<detail::db_type_of<K>>(static_cast<V&&>(values))}...}};
      }(std::index_sequence_for<K...>{});
    } else {
      return detail::mistake{};
    }
  }
  template <class... Key>
  static constexpr auto make(Key... keys) {
    return keyset_order<Key...>(std::move(keys)...);
  }
  template <class E, sort_direction Direction, nulls_order Nulls>
  static constexpr auto turned(const detail::sort_key<E, Direction, Nulls>& key) {
    constexpr bool descending = Direction == sort_direction::descending;
    return detail::sort_key<E, descending ? sort_direction::ascending : sort_direction::descending, Nulls>{{},
                                                                                                           key.operand};
  }
  template <class E>
  static constexpr auto turned(const E& key) {
    return detail::sort_key<E, sort_direction::descending, nulls_order::unspecified>{{}, key};
  }
  template <class E, sort_direction Direction, nulls_order Nulls>
  static constexpr E expression_of(const detail::sort_key<E, Direction, Nulls>& key) {
    return key.operand;
  }
  template <class E>
  static constexpr E expression_of(const E& key) {
    return key;
  }

  [[no_unique_address]] detail::pack<K...> keys_;
};

/// The order of pages: `keyset(desc(posts.created_at), desc(posts.id))`.
template <class... E>
constexpr auto keyset(E... keys) {
  static_assert(sizeof...(E) > 0, "squall: keyset() has a key at least");
  ((void)sizeof(detail::check_keyset_key<detail::db_type_of<decltype(detail::make_sort_key(keys))>,
                                         !detail::can_be_null<decltype(detail::make_sort_key(keys))>({})>),
   ...);
  return keyset_order<decltype(detail::make_sort_key(std::move(keys)))...>(detail::make_sort_key(std::move(keys))...);
}

/// A page by key, and where the next one begins.
template <class Row, class Cursor>
struct keyset_page {
  std::vector<Row> rows;
  std::optional<Cursor> next;  ///< none: this is the last page
};
/// A page by number.
template <class Row>
struct numbered_page {
  std::vector<Row> rows;
  std::int64_t number;  ///< counted from 1
  std::int64_t size;
  std::int64_t total;  ///< rows of all pages

  [[nodiscard]] std::int64_t pages() const { return (total + size - 1) / size; }
  [[nodiscard]] bool has_next() const { return number < pages(); }
};

namespace detail {
inline void require_page_size(std::int64_t size) {
  if (size < 1 || size > 1'000'000)
    throw usage_error("a page has 1 to 1000000 rows");
}
}  // namespace detail

/// `size` rows behind `from` in the order of `keys`, of a SELECT without order_by() and limit(). It asks for a row
/// more, to know whether there is a next page.
template <class Query, class... K>
auto page_after(const Query& query, const keyset_order<K...>& keys, std::int64_t size,
                const std::optional<typename keyset_order<K...>::cursor>& from = std::nullopt) {
  using cursor = typename keyset_order<K...>::cursor;
  detail::require_page_size(size);
  auto rows = keys.sort(query.where_if(from.has_value(), keys.after(from.value_or(cursor{})))).limit(size + 1).all();
  keyset_page<typename decltype(rows)::value_type, cursor> page;
  if (rows.size() > static_cast<std::size_t>(size)) {
    rows.pop_back();
    page.next = keys.cursor_of(rows.back());
  }
  page.rows = std::move(rows);
  return page;
}

/// How many rows a SELECT gives, its limit() included.
template <class Query>
std::int64_t count_rows(const Query& query) {
  auto session = detail::statement_access::session(query);
  return detail::statement_access::one(session.get(), select(count()).from(subquery<"~q">(query)));
}

/// The page with a number (counted from 1) of a SELECT with order_by() and without limit(); and how many rows there are
/// in all, by a second statement: in a REPEATABLE READ transaction the two agree.
template <class Query>
auto page_at(const Query& query, std::int64_t number, std::int64_t size) {
  detail::require_page_size(size);
  if (number < 1 || number > 1'000'000'000)
    throw usage_error("pages are counted from 1");
  auto rows = query.limit(size).offset((number - 1) * size).all();
  return numbered_page<typename decltype(rows)::value_type>{std::move(rows), number, size, count_rows(query)};
}

}  // namespace squall
