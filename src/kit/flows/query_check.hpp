// check --queries: the statements of a program against a database. A statement whose text is known when a program is
// compiled stands in the program's file (squall/query/statement.hpp); nothing has to be registered.
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "squall/client/connection.hpp"

namespace squall::kit {

struct program_statement {
  std::string sql;
  std::size_t parameters = 0;
  std::vector<std::uint32_t> types;  ///< OIDs of the values that the program reads; 0: whatever; empty: not known
};

/// The statements in an executable, a library or an object file, each once, in the order of their text. Throws
/// kit::error for a file that cannot be read.
std::vector<program_statement> statements_in(const std::filesystem::path& file);

enum class query_problem : std::uint8_t {
  refused,       ///< the server does not take it: a table, a column, a function is not there
  type_differs,  ///< it gives a value of another type than the program reads
  scans_table,   ///< its condition is served by no index, and the table is large
  not_checked,   ///< without the values' types the server cannot tell what it means
};

struct query_finding {
  query_problem kind;
  std::string sql;
  std::string message;
};

/// Prepares each statement, compares the types, and looks at its plan. Nothing is run. A table is large from
/// `large_rows` rows on, by the server's own estimate.
std::vector<query_finding> check_statements(connection& db, const std::vector<program_statement>& statements,
                                            std::size_t large_rows);

}  // namespace squall::kit
