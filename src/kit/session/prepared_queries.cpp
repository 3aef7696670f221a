#include "kit/session/prepared_queries.hpp"

#include <string_view>
#include <utility>

namespace squall::kit {
namespace {

bool is_query(std::string_view statement) { return statement.starts_with("select ") || statement.starts_with("with "); }

}  // namespace

std::vector<result> prepared_queries::pipeline(connection& db, std::span<const std::string> statements) {
  std::vector<std::string> sent;
  std::vector<std::size_t> wanted;  // places of the answers among those of what is sent
  for (const std::string& statement : statements) {
    std::string text = statement;
    if (is_query(statement)) {
      auto [name, is_new] = names_.try_emplace(statement);
      if (is_new) {
        name->second = "squall_query_" + std::to_string(++made_);
        sent.push_back("prepare " + name->second + " as " + statement);
      }
      text = "execute " + name->second;
    }
    wanted.push_back(sent.size());
    sent.push_back(std::move(text));
  }
  std::vector<result> answers;
  try {
    answers = db.pipeline(sent);
  } catch (...) {
    names_.clear();  // nobody knows which of the new ones are there: all get other names
    throw;
  }
  std::vector<result> out;
  out.reserve(wanted.size());
  for (const std::size_t place : wanted) {
    out.push_back(std::move(answers[place]));
  }
  return out;
}

std::vector<result> prepared_queries::pipeline(connection& db, std::span<const std::string> statements,
                                               prepared_queries* again) {
  return again != nullptr ? again->pipeline(db, statements) : db.pipeline(statements);
}

}  // namespace squall::kit
