// The exceptions of the library: one hierarchy, with SQLSTATE and the objects that the server named.
#pragma once

#include <stdexcept>
#include <string>
#include <string_view>

#include "squall/shared_object.hpp"

namespace squall {

/// Root of everything that Squall throws at run time.
class error : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

/// A call that the program should not have made: `one()` on no row, commit of a finished transaction.
class usage_error : public error {
 public:
  using error::error;
};

/// A value from the server that does not fit its C++ type: NULL where the schema says NOT NULL, JSON that does not
/// parse, a timestamp out of std::chrono's range. The message names table and column.
class decode_error : public error {
 public:
  using error::error;
};

/// What the server said about a failed statement (PostgreSQL manual, 55.8). Empty where it said nothing.
struct error_fields {
  std::string sqlstate;  ///< five characters, "23505"
  std::string message;
  std::string detail;  ///< may hold values of the row: not part of what()
  std::string hint;
  std::string schema;
  std::string table;
  std::string column;
  std::string constraint;
  std::string data_type;
  std::string where;
  int position = 0;       ///< 1-based character in `statement`, 0 when unknown
  std::string statement;  ///< the SQL text; parameters are never part of it
};

/// The server refused a statement. what() is `message (SQLSTATE) in: statement`, never a value.
class database_error : public error {
 public:
  explicit database_error(error_fields fields);
  [[nodiscard]] const error_fields& fields() const noexcept;
  [[nodiscard]] std::string_view sqlstate() const noexcept { return fields().sqlstate; }
  [[nodiscard]] const std::string& constraint() const noexcept { return fields().constraint; }
  [[nodiscard]] const std::string& table() const noexcept { return fields().table; }
  [[nodiscard]] const std::string& column() const noexcept { return fields().column; }
  [[nodiscard]] const std::string& statement() const noexcept { return fields().statement; }

 private:
  detail::shared_owner fields_;  // copies of an exception must not throw
};

/// No connection, or it was lost (class 08, 57P01–57P03, libpq's own failures). The work since the last commit may
/// or may not have happened.
class connection_error : public database_error {
 public:
  using database_error::database_error;
};

/// Class 23.
class constraint_violation : public database_error {
 public:
  using database_error::database_error;
};
class not_null_violation : public constraint_violation {  ///< 23502
 public:
  using constraint_violation::constraint_violation;
};
class foreign_key_violation : public constraint_violation {  ///< 23503
 public:
  using constraint_violation::constraint_violation;
};
class unique_violation : public constraint_violation {  ///< 23505
 public:
  using constraint_violation::constraint_violation;
};
class check_violation : public constraint_violation {  ///< 23514
 public:
  using constraint_violation::constraint_violation;
};
class exclusion_violation : public constraint_violation {  ///< 23P01
 public:
  using constraint_violation::constraint_violation;
};

/// Try the transaction again: 40001 and 40P01.
class retryable_error : public database_error {
 public:
  using database_error::database_error;
};
class serialization_failure : public retryable_error {
 public:
  using retryable_error::retryable_error;
};
class deadlock_detected : public retryable_error {
 public:
  using retryable_error::retryable_error;
};

class lock_not_available : public database_error {  ///< 55P03
 public:
  using database_error::database_error;
};
class query_canceled : public database_error {  ///< 57014
 public:
  using database_error::database_error;
};
/// Class 42: syntax, unknown table or column, wrong type, no privilege.
class statement_error : public database_error {
 public:
  using database_error::database_error;
};

/// Throws the leaf that belongs to fields.sqlstate.
[[noreturn]] void throw_database_error(error_fields fields);

}  // namespace squall
