// Runs what an author wrote in SQL, in an order that works.
#pragma once

#include <cstdint>
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

/// What else is to be made when pieces are run.
enum class more_to_come : std::uint8_t {
  nothing,
  objects,  ///< by others, before finish()
};

/// Runs the pieces in their order, each with the session's settings as they were at first. A piece that fails since
/// something is not there yet waits until the others have run; when none can run whole, they run statement by statement
/// (two files may need each other). What acts on statements that come after it (ALTER DEFAULT PRIVILEGES, CREATE EVENT
/// TRIGGER) waits for all that stand before it. Throws kit::error with place, line and the server's message when one
/// never succeeds.
class sql_runner {
 public:
  explicit sql_runner(connection& db) : db_(db) {}

  /// Runs what can be run.
  void attempt(std::vector<sql_piece> pieces, more_to_come more = more_to_come::nothing);
  /// Tries again what waits. @return whether anything could be run.
  bool attempt_waiting();
  /// Tries what waits statement by statement; once. @return whether anything could be run.
  bool attempt_apart();
  /// Runs all that waits, statement by statement where need be.
  void finish();

 private:
  struct pending {
    sql_piece piece;
    bool acts_on_later = false;                   ///< on statements that come after it
    std::size_t offset = 0;                       ///< of a statement in the text that it was cut out of
    std::string whole = {};                       ///< that text, for line numbers
    std::optional<std::string> search_path = {};  ///< in force where the statement stood; nothing: the session's own
    std::string message = {};
    std::string hint = {};
    int position = 0;
  };

  bool run(pending& one);
  bool holds_back(const pending& one, const std::vector<pending>& before) const;
  std::size_t run_statements(const pending& whole, std::vector<pending>& later);
  void reset_session();
  [[noreturn]] static void fail(const pending& one);

  connection& db_;
  std::vector<pending> waiting_;
  more_to_come more_ = more_to_come::nothing;
  bool is_apart_ = false;
  bool in_any_order_ = false;  ///< nothing else helps
};

/// The text of an SQL file without what only psql understands: \restrict and the like, and the rows of COPY … FROM
/// stdin. Throws kit::error naming the line of a psql command that cannot be left out.
std::string without_psql_commands(const std::string& text, const std::string& place);

}  // namespace squall::kit
