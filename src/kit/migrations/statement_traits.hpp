// What the runner must know of a statement before it sends it.
#pragma once

#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <vector>

namespace squall::kit::detail {

/// A relation as the statement names it; `schema` is empty when it leaves that to the search_path.
struct relation_name {
  std::string schema;
  std::string name;
};

/// As SQL names it, quoted where need be.
std::string sql_name(const relation_name& relation);

struct concurrent_index {
  relation_name table;
  std::string name;     ///< empty when PostgreSQL is left to choose
  nlohmann::json tree;  ///< the IndexStmt
};

struct statement_traits {
  /// The command's name when PostgreSQL refuses it in a transaction block: "CREATE INDEX CONCURRENTLY".
  std::string outside_only;
  /// BEGIN, COMMIT and the like: "COMMIT".
  std::string transaction_command;
  /// COPY from or to the client.
  bool copies_with_client = false;
  std::optional<concurrent_index> creates_index;
  std::vector<relation_name> drops_indexes;  ///< of DROP INDEX CONCURRENTLY
};

/// From the parse tree; a statement that libpg_query does not understand has no traits, and the server decides.
statement_traits traits_of(const std::string& sql);

}  // namespace squall::kit::detail
