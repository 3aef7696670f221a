// Nested reads of an asynchronous session: db.async_all(query(posts).with(posts_r.author), asio::use_awaitable).
#pragma once

#include <optional>
#include <utility>
#include <vector>

#include "squall/asio/session.hpp"
#include "squall/relations.hpp"

namespace squall::detail {

template <class Query>
struct nested_takes;
template <class Session, class Tag, class... C>
struct nested_takes<nested_query<Session, Tag, C...>> {
  using query_type = nested_query<Session, Tag, C...>;
  using row_type = typename query_type::row_type;
  using root = level<Tag, void, C...>;

  static std::vector<row_type> rows_of(const result& found) {
    std::vector<row_type> rows;
    read_levels(found, nested_layouts<root>, &rows);
    return rows;
  }
  /// The statement with as many rows as are looked at; 0: all.
  template <int Most, class... Argument>
  static void add(statement_queue& queue, const query_type& query, const Argument&... arguments) {
    (void)query.sql();  // checks the statement
    if constexpr (Most == 0 || has_rank<rank::limit, C...>)
      execute_text<typename query_type::core>(queue, query.clauses(), arguments...);
    else
      nested_takes<decltype(query.limit(1))>::template add<0>(queue, query.limit(Most), arguments...);
  }

  struct all {
    using type = std::vector<row_type>;
    static type take(const result& found) { return rows_of(found); }
    template <class... Argument>
    static void enqueue(statement_queue& queue, const query_type& query, const Argument&... arguments) {
      add<0>(queue, query, arguments...);
    }
  };
  struct first {
    using type = std::optional<row_type>;
    static type take(const result& found) {
      auto rows = rows_of(found);
      return rows.empty() ? type{} : type(std::move(rows.front()));
    }
    template <class... Argument>
    static void enqueue(statement_queue& queue, const query_type& query, const Argument&... arguments) {
      add<1>(queue, query, arguments...);
    }
  };
  struct one {
    using type = row_type;
    static type take(const result& found) {
      auto rows = rows_of(found);
      if (rows.size() != 1)
        throw_row_count(static_cast<int>(rows.size()));
      return std::move(rows.front());
    }
    template <class... Argument>
    static void enqueue(statement_queue& queue, const query_type& query, const Argument&... arguments) {
      add<2>(queue, query, arguments...);
    }
  };
  using usual = all;
};

template <class Session, class Tag, class... C>
struct async_takes<nested_query<Session, Tag, C...>> : nested_takes<nested_query<Session, Tag, C...>> {};

}  // namespace squall::detail
