// Runs what an author wrote in SQL, in an order that works.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "squall/client/connection.hpp"

namespace squall::kit {

/// True of an SQLSTATE that says that something is not there yet: another statement may put it right.
bool may_come_right(std::string_view sqlstate);

/// Some SQL and where it comes from.
struct sql_piece {
  std::string place;     ///< a file's path, or what the author called it
  std::string sql;       ///< one or more statements
  bool is_file = false;  ///< `place` takes line numbers
};

/// Runs the pieces in their order, each with the session's settings as they were at first. A piece that fails since
/// something is not there yet waits until the others have run; when none can run whole, they run statement by statement
/// (two files may need each other). Throws kit::error with place, line and the server's message when one never
/// succeeds.
class sql_runner {
 public:
  explicit sql_runner(connection& db) : db_(db) {}

  /// Runs what can be run.
  void attempt(std::vector<sql_piece> pieces);
  /// Tries again what waits. @return whether anything could be run.
  bool attempt_waiting();
  [[nodiscard]] bool done() const { return waiting_.empty(); }
  /// Runs all that waits, statement by statement where need be.
  void finish();

 private:
  struct pending {
    sql_piece piece;
    std::size_t offset = 0;                       ///< of a statement in the text that it was cut out of
    std::string whole = {};                       ///< that text, for line numbers
    std::optional<std::string> search_path = {};  ///< in force where the statement stood; nothing: the session's own
    std::string message = {};
    std::string hint = {};
    int position = 0;
  };

  bool run(pending& one);
  void split_waiting();
  void run_statements(const pending& whole, std::vector<pending>& later);
  void reset_session();
  [[noreturn]] static void fail(const pending& one);

  connection& db_;
  std::vector<pending> waiting_;
};

/// The text of an SQL file without what only psql understands: \restrict and the like, and the rows of COPY … FROM
/// stdin. Throws kit::error naming the line of a psql command that cannot be left out.
std::string without_psql_commands(const std::string& text, const std::string& place);

}  // namespace squall::kit
