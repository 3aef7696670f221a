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
  auto names = names_;
  for (const std::string& statement : statements) {
    std::string text = statement;
    if (is_query(statement)) {
      auto [name, is_new] = names.try_emplace(statement);
      if (is_new) {
        name->second = "squall_query_" + std::to_string(++made_);
        sent.push_back("prepare " + name->second + " as " + statement);
      }
      text = "execute " + name->second;
    }
    wanted.push_back(sent.size());
    sent.push_back(std::move(text));
  }
  auto answers = db.pipeline(sent);
  names_ = std::move(names);  // after a failure nobody knows which of the new ones are there: they get other names
  std::vector<result> out;
  out.reserve(wanted.size());
  for (const std::size_t place : wanted) {
    out.push_back(std::move(answers[place]));
  }
  return out;
}

}  // namespace squall::kit
