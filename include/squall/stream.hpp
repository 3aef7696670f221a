// Large results at constant memory.
//
//     for (const auto& [id, title] : db.stream(select(posts.id, posts.title).from(posts)))
//       std::cout << id << ' ' << title << '\n';
//
// stream() sends the statement and reads the rows as they come; until it ends the connection does nothing else.
// cursor() lives in a transaction and fetches some hundred rows at a time; other statements may run in between.
#pragma once

#include "squall/client/row_range.hpp"
#include "squall/query/statement.hpp"

namespace squall {

namespace detail {
template <class Query, class... Argument>
auto begin_rows(connection& session, row_feed::kind kind, const Query& query, const Argument&... arguments) {
  (void)sizeof(check_gives_rows<Query::gives_rows>);
  statement_access::check<Query>();
  row_feed source(session, kind);
  execute_text<typename Query::core>(source, statement_access::store(query), arguments...);
  return row_range<reader_of_query<Query>>(std::move(source));
}
}  // namespace detail

// What db.stream() and db.cursor() do.

template <class Query, class... Argument>
auto begin_stream(connection& session, const Query& query, const Argument&... arguments) {
  return detail::begin_rows(session, detail::row_feed::kind::stream, query, arguments...);
}
template <class Query, class... Argument>
auto begin_cursor(connection& session, const Query& query, const Argument&... arguments) {
  return detail::begin_rows(session, detail::row_feed::kind::cursor, query, arguments...);
}

}  // namespace squall
