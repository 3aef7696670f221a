// check --queries: the statements of a program against a database. A statement whose text is known when a program is
// compiled stands in the program's file (squall/query/statement.hpp); nothing has to be registered.
#pragma once

#include <compare>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "squall/client/connection.hpp"

namespace squall::kit {

struct program_statement {
  std::string sql;
  std::vector<std::uint32_t> parameters;  ///< OIDs that the program sends its values with; 0: the server infers it
  std::vector<std::uint32_t> types;       ///< OIDs of the values that it reads; 0: whatever; empty: not known
  friend auto operator<=>(const program_statement&, const program_statement&) = default;
};

/// The statements in an executable, a library or an object file, each once, in the order of their text. One text may
/// stand there several times, with other types. Throws
/// kit::error for a file that cannot be read.
std::vector<program_statement> statements_in(const std::filesystem::path& file);

enum class query_problem : std::uint8_t {
  refused,       ///< the server does not take it: a table, a column, an operator for the types sent is not there
  type_differs,  ///< it gives a value of another type than the program reads
  scans_table,   ///< its condition is served by no index, and the table is large
};

struct query_finding {
  query_problem kind;
  std::string sql;
  std::string message;
};

/// Prepares each statement as the program does, with the types of its parameters, compares the types, and looks at its
/// plan. Nothing is run. A table is large from `large_rows` rows on, by the server's own estimate.
std::vector<query_finding> check_statements(connection& db, const std::vector<program_statement>& statements,
                                            std::size_t large_rows);

}  // namespace squall::kit
