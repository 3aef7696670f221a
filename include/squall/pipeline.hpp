// Many typed statements in one round trip (PostgreSQL manual, 34.5).
//
//     auto [user, latest, seen] = db.pipeline(select().from(users).where(users.id == id),
//                                             select(posts.title).from(posts).limit(5),
//                                             update(users).set(users.seen = now()).where(users.id == id));
//
//     std::vector<std::optional<User>> found = db.batch_first(by_id, ids);   // one statement, many values
//
//     squall::pipeline p(db);
//     auto user = p.first(by_id, id);     // squall::pipelined<std::optional<User>>
//     auto count = p.execute(touch, id);
//     p.run();
//     user.get();
//
// Outside of a transaction the statements of a pipeline are one: a failure undoes all of them.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <tuple>
#include <type_traits>
#include <utility>
#include <vector>

#include "squall/client/connection.hpp"
#include "squall/client/statement_queue.hpp"
#include "squall/database.hpp"
#include "squall/query/statement.hpp"

namespace squall {

namespace detail {

/// What is made of a statement's result.
template <class Query>
struct take_all {
  using reader = reader_of_query<Query>;
  using type = std::vector<typename reader::type>;
  using text = typename Query::core;
  static type take(const result& rows) { return read_all<reader>(rows); }
};
template <class Query>
struct take_first {
  using reader = reader_of_query<Query>;
  using type = std::optional<typename reader::type>;
  using text = typename Query::template limited_core<1>;
  static type take(const result& rows) { return read_first<reader>(rows); }
};
template <class Query>
struct take_one {
  using reader = reader_of_query<Query>;
  using type = typename reader::type;
  using text = typename Query::template limited_core<2>;
  static type take(const result& rows) { return read_one<reader>(rows); }
};
template <class Query>
struct take_count {
  using type = std::int64_t;
  using text = typename Query::core;
  static type take(const result& rows) { return rows.affected_rows(); }
};
template <class Query>
using take_usual = typename std::conditional_t<Query::gives_rows, std::type_identity<take_all<Query>>,
                                               std::type_identity<take_count<Query>>>::type;

template <class Take, class Query, class... Argument>
void enqueue(statement_queue& queue, const Query& query, const Argument&... arguments) {
  statement_access::check<Query>();
  if constexpr (can_be_empty<Query>)
    if (query.is_empty()) {
      queue.nothing();
      return;
    }
  execute_text<typename Take::text>(queue, statement_access::store(query), arguments...);
}

/// A statement and the values of its param<0>, param<1>, ….
template <class Query, class... Argument>
struct statement_call {
  const Query& query;
  std::tuple<const Argument&...> arguments;
};
template <class Query>
struct pipelined_take {
  using type = take_usual<Query>;
};
template <class Query, class... Argument>
struct pipelined_take<statement_call<Query, Argument...>> : pipelined_take<Query> {};

template <class Query>
void enqueue_usual(statement_queue& queue, const Query& query) {
  enqueue<take_usual<Query>>(queue, query);
}
template <class Query, class... Argument>
void enqueue_usual(statement_queue& queue, const statement_call<Query, Argument...>& call) {
  std::apply([&](const auto&... argument) { enqueue<take_usual<Query>>(queue, call.query, argument...); },
             call.arguments);
}

template <class T>
inline constexpr bool is_tuple = false;
template <class... T>
inline constexpr bool is_tuple<std::tuple<T...>> = true;

}  // namespace detail

/// For db.pipeline(): a statement with the values of its param<0>, param<1>, …, which have to live as long as the call.
template <class Query, class... Argument>
[[nodiscard]] detail::statement_call<Query, Argument...> with_arguments(const Query& query,
                                                                        const Argument&... arguments) {
  return {query, {arguments...}};
}

/// A result that is there once its pipeline has run.
template <class T>
class [[nodiscard]] pipelined {
 public:
  /// Throws usage_error before run() has succeeded, decode_error for a value that does not fit; what one() throws.
  [[nodiscard]] T get() const {
    if (results_->size() <= index_)
      throw usage_error("a result of a pipeline is there when run() has succeeded");
    return take_((*results_)[index_]);
  }

 private:
  friend class pipeline;
  pipelined(std::shared_ptr<std::vector<result>> results, std::size_t index, T (*take)(const result&))
      : results_(std::move(results)), index_(index), take_(take) {}

  std::shared_ptr<std::vector<result>> results_;
  std::size_t index_;
  T (*take_)(const result&);
};

/// Collects statements and sends them in one round trip. Nothing is sent before run(): one that is dropped does
/// nothing.
class pipeline {
 public:
  explicit pipeline(session db) : session_(&db.connection()) {}

  template <class Query, class... Argument>
  auto all(const Query& query, const Argument&... arguments) {
    (void)sizeof(detail::check_gives_rows<Query::gives_rows>);
    return add<detail::take_all<Query>>(query, arguments...);
  }
  template <class Query, class... Argument>
  auto first(const Query& query, const Argument&... arguments) {
    (void)sizeof(detail::check_gives_rows<Query::gives_rows>);
    return add<detail::take_first<Query>>(query, arguments...);
  }
  template <class Query, class... Argument>
  auto one(const Query& query, const Argument&... arguments) {
    (void)sizeof(detail::check_gives_rows<Query::gives_rows>);
    return add<detail::take_one<Query>>(query, arguments...);
  }
  template <class Query, class... Argument>
  auto execute(const Query& query, const Argument&... arguments) {
    (void)sizeof(detail::check_gives_no_rows<!Query::gives_rows>);
    return add<detail::take_count<Query>>(query, arguments...);
  }

  /// How many statements wait.
  [[nodiscard]] std::size_t size() const noexcept { return queue_.size(); }
  /// Sends what was collected. Throws what the first statement that fails would throw alone; the statements after it
  /// are not run, and outside of a transaction those before it are undone. The pipeline is empty afterwards.
  void run();

 private:
  template <class Take, class Query, class... Argument>
  pipelined<typename Take::type> add(const Query& query, const Argument&... arguments) {
    detail::enqueue<Take>(queue_, query, arguments...);
    return {results_, queue_.size() - 1, &Take::take};
  }

  connection* session_;
  detail::statement_queue queue_;
  std::shared_ptr<std::vector<result>> results_ = std::make_shared<std::vector<result>>();
};

// What db.pipeline(), db.batch() and db.batch_first() do.

template <class... Query>
auto run_pipeline(connection& session, const Query&... queries) {
  detail::statement_queue queue;
  (detail::enqueue_usual(queue, queries), ...);
  const std::vector<result> results = queue.run(session);
  return [&]<std::size_t... I>(std::index_sequence<I...>) {
    return std::tuple<typename detail::pipelined_take<Query>::type::type...>{
        detail::pipelined_take<Query>::type::take(results[I])...};
  }(std::index_sequence_for<Query...>{});
}

namespace detail {
template <class Take, class Query, class Values>
auto run_batch(connection& session, const Query& query, const Values& values) {
  statement_queue queue;
  if constexpr (requires { values.size(); })
    queue.reserve(values.size());
  for (const auto& value : values) {
    if constexpr (is_tuple<std::remove_cvref_t<decltype(value)>>)
      std::apply([&](const auto&... argument) { enqueue<Take>(queue, query, argument...); }, value);
    else
      enqueue<Take>(queue, query, value);
  }
  using all = std::vector<typename Take::type>;
  all taken(queue.size());
  queue.run(
      session,
      [](void* into, std::size_t statement, result&& rows) {
        const result owned = std::move(rows);
        (*static_cast<all*>(into))[statement] = Take::take(owned);
      },
      &taken);
  return taken;
}
}  // namespace detail

template <class Query, class Values>
auto run_batch(connection& session, const Query& query, const Values& values) {
  return detail::run_batch<detail::take_usual<Query>>(session, query, values);
}
template <class Query, class Values>
auto run_batch_first(connection& session, const Query& query, const Values& values) {
  (void)sizeof(detail::check_gives_rows<Query::gives_rows>);
  return detail::run_batch<detail::take_first<Query>>(session, query, values);
}

}  // namespace squall
