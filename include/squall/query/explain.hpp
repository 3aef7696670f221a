// EXPLAIN: how the server runs a statement (PostgreSQL manual, 14.1).
//
//     std::cout << db.select().from(posts).where(posts.id == 1).explain(db, {.analyze = true});
#pragma once

#include <string>
#include <string_view>

#include "squall/query/statement.hpp"

namespace squall::detail {

/// What executes a statement's text as EXPLAIN of it.
class explaining {
 public:
  explaining(connection& session, const explain_options& options) : session_(session), options_(options) {}
  result execute_prepared(const void* key, std::string_view sql, const wire_parameters& parameters) const;

 private:
  connection& session_;
  const explain_options& options_;
};

/// The lines of a plan, in a transaction that is rolled back when the statement really runs.
std::string plan_text(const result& rows);
std::string run_explain(connection& session, bool runs, const void* context, result (*execute)(const void*));

template <class Text, class... Argument>
std::string explain_text(connection& session, const typename Text::store& store, const explain_options& options,
                         const Argument&... arguments) {
  const explaining as_explain(session, options);
  const auto execute = [&] { return execute_text<Text>(as_explain, store, arguments...); };
  return run_explain(session, options.analyze, &execute,
                     [](const void* f) { return (*static_cast<decltype(&execute)>(f))(); });
}

}  // namespace squall::detail
