// Large results at constant memory, in a transaction: rows come some at a time.
//
//     co_await db.async_transaction([](squall::async_session tx) -> asio::awaitable<void> {
//       auto all = co_await tx.async_cursor(select().from(posts), asio::use_awaitable);
//       for (;;) {
//         std::vector<Post> some = co_await all.async_next(500, asio::use_awaitable);
//         if (some.empty()) break;
//         …
//       }
//     }, asio::use_awaitable);
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "squall/asio/session.hpp"

namespace squall {

namespace detail {

/// A statement as a cursor (manual, DECLARE).
struct cursor_declaration {
  statement_queue& queue;
  std::string_view name;
  void execute_prepared(const void* key, std::string_view sql, const wire_parameters& parameters);
};

/// Throws usage_error outside of a transaction. @return a name that no other cursor of the connection has
[[nodiscard]] std::string new_cursor_name(const async_target& to);
void add_fetch(statement_queue& queue, std::string_view cursor, int rows);
void add_close(statement_queue& queue, std::string_view cursor);

template <class Reader>
struct take_rows {
  std::vector<typename Reader::type> operator()(std::vector<result>& results, std::shared_ptr<async_hold>&) const {
    return read_all<Reader>(results.front());
  }
};

}  // namespace detail

/// The rows of a query that have not been fetched yet. Other statements of the transaction may run in between; it ends
/// with the transaction.
template <class Reader>
class [[nodiscard]] async_rows {
 public:
  using value_type = typename Reader::type;

  /// Of nothing: what an async_cursor() that failed gives.
  async_rows() : to_({}) {}
  async_rows(detail::async_target to, std::string name) : to_(std::move(to)), name_(std::move(name)) {}

  /// A std::vector of the next rows, `most` at most; an empty one at the end.
  template <class Token>
  auto async_next(int most, Token&& token) const {
    detail::async_call call{to_, {}};
    detail::add_fetch(call.statements, name_, most);
    call.may_repeat = false;
    return detail::start_operation(std::move(call), detail::take_rows<Reader>{}, std::forward<Token>(token));
  }
  /// Lets the server forget the rest before the transaction ends.
  template <class Token>
  auto async_close(Token&& token) const {
    detail::async_call call{to_, {}};
    detail::add_close(call.statements, name_);
    call.may_repeat = false;
    return detail::start_operation(std::move(call), detail::take_nothing{}, std::forward<Token>(token));
  }

 private:
  detail::async_target to_;
  std::string name_;
};

namespace detail {

template <class Reader>
struct take_cursor {
  async_target to;
  std::string name;
  async_rows<Reader> operator()(std::vector<result>&, std::shared_ptr<async_hold>&) {
    return {std::move(to), std::move(name)};
  }
};

template <class Query, class Token, class... Argument>
auto start_cursor(const async_session& tx, const Query& query, Token&& token, const Argument&... arguments) {
  (void)sizeof(check_gives_rows<Query::gives_rows>);
  statement_access::check<Query>();
  async_call call{tx.target(), {}};
  take_cursor<reader_of_query<Query>> take{tx.target(), new_cursor_name(tx.target())};
  cursor_declaration declaration{call.statements, take.name};
  execute_text<typename Query::core>(declaration, statement_access::store(query), arguments...);
  call.may_repeat = false;
  return start_operation(std::move(call), std::move(take), std::forward<Token>(token));
}

}  // namespace detail

// Found where this header is included.
using detail::start_cursor;

}  // namespace squall
