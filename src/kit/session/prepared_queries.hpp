// Queries that a session asks again and again.
#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <unordered_map>
#include <vector>

#include "squall/client/connection.hpp"

namespace squall::kit {

/// Queries without parameters of one session: the server parses and plans each of them once, however often it is asked
/// (manual, PREPARE; it plans again where a change touches what a plan stands on).
class prepared_queries {
 public:
  /// As connection::pipeline(), on the same session each time. What is a query (SELECT, WITH) is prepared when it comes
  /// for the first time.
  std::vector<result> pipeline(connection& db, std::span<const std::string> statements);
  /// The same for who may have none of these: without them nothing is prepared.
  static std::vector<result> pipeline(connection& db, std::span<const std::string> statements, prepared_queries* again);

 private:
  std::unordered_map<std::string, std::string> names_;  ///< by the query's text
  std::size_t made_ = 0;
};

}  // namespace squall::kit
