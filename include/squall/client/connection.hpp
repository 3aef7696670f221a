// One session with a PostgreSQL server.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "squall/client/notice_handler.hpp"
#include "squall/client/result.hpp"
#include "squall/shared_object.hpp"

struct pg_conn;  // libpq's PGconn

namespace squall {

class statement_observer;  // <squall/tracing.hpp>
namespace detail {
class deferred_text;
}

/// A parameter of a text-format query: the value's text, or std::nullopt for NULL.
using text_parameter = std::optional<std::string>;

/// Parameters in wire form, as the typed layer makes them. Arrays of `count` elements, which need to live for the call
/// only.
struct wire_parameters {
  std::size_t count = 0;
  const char* const* values = nullptr;  ///< each nullptr for NULL
  const int* lengths = nullptr;
  const int* formats = nullptr;          ///< 0 text, 1 binary
  const std::uint32_t* types = nullptr;  ///< OIDs; 0 lets the server infer
};

/// `active`: a stream of rows or a COPY is under way. `unknown`: the connection is lost.
enum class transaction_status : std::uint8_t { idle, active, in_transaction, failed, unknown };

struct connection_options {
  /// false: no statement is named on the server, each is sent whole every time. For a pooler that gives each
  /// transaction another server (PgBouncer in transaction mode).
  bool prepared_statements = true;
};

/// Cancels what a session runs, from any thread. A copy may outlive the connection, and does nothing then.
class cancel_token {
 public:
  cancel_token() noexcept = default;
  /// Asks the server. The statement that is cancelled throws query_canceled. @return false when the server was not
  /// reached
  bool cancel() const noexcept;

 private:
  friend class connection;  // whose state makes one
  explicit cancel_token(pg_conn* session);

  detail::shared_owner handle_;
};

/// One session with a PostgreSQL server: sends statements, keeps what was prepared. Movable, not copyable; one thread
/// at a time. Everything throws squall::database_error (or one of its leaves) when the server says no, and
/// squall::connection_error when there is no server to say it.
///
///     squall::connection db{"postgresql://localhost/app"};
///     auto r = db.query("select $1::int + 1", {{"41"}});
///     r.text(0, 0);  // "42"
class connection {
 public:
  struct state;  ///< not for use: what stands behind a connection
  [[nodiscard]] state& self() const;

  /// Connects. `conninfo` is a URL or a libpq keyword string; empty means libpq's environment (PGHOST, …).
  /// The password never appears in an error.
  explicit connection(const std::string& conninfo = {}, const connection_options& options = {});
  ~connection();
  connection(connection&&) noexcept;
  connection& operator=(connection&&) noexcept;
  connection(const connection&) = delete;
  connection& operator=(const connection&) = delete;

  /// Runs a script of any number of statements by the simple protocol. Outside a transaction block several statements
  /// are one implicit transaction. Returns the last statement's result (text format).
  result run(const std::string& sql);

  /// Runs one statement with text parameters, unprepared; the result is in text format.
  result query(const std::string& sql, std::span<const text_parameter> parameters = {});
  result query(const std::string& sql, std::initializer_list<text_parameter> parameters);

  /// Runs several statements without parameters in one round trip (pipeline mode), each its own result, text format.
  /// The first failure throws and the rest is not run.
  std::vector<result> pipeline(std::span<const std::string> statements);

  /// Prepares `sql` once for this session, then executes it; results are in binary format. `key` identifies the
  /// text: the address of a string that lives as long as the program (the static SQL of a query type), or nullptr
  /// when the text was built at run time (it is then looked up by content).
  /// A plan that the server has outgrown (0A000 "cached plan must not change result type", or an error of
  /// types where a column got another one) or lost (26000) is prepared again once, when no transaction is open.
  result execute_prepared(const void* key, std::string_view sql, const wire_parameters& parameters);
  /// The same of a text that is not made unless it is needed.
  result execute_prepared(const detail::deferred_text& text, const wire_parameters& parameters);

  [[nodiscard]] transaction_status status() const noexcept;
  [[nodiscard]] int server_version() const noexcept;  ///< 150018 for 15.18
  /// Nesting depth of squall::transaction objects on this session (savepoints count).
  [[nodiscard]] int transaction_depth() const noexcept;
  /// Asks the server to cancel what this session runs. Safe from another thread while the connection stays where it
  /// is; see cancel_token. @return false when it cannot.
  bool cancel() noexcept;
  [[nodiscard]] cancel_token canceller() const;
  /// How long a statement of this session may take from now on; zero: as long as it does. Longer ones throw
  /// query_canceled. Within a transaction it lasts until the end of that (manual, SET LOCAL).
  void statement_timeout(std::chrono::milliseconds timeout);
  /// Receives the server's NOTICE and WARNING messages, each as a std::string_view; by default, and with nullptr, they
  /// are dropped.
  void on_notice(notice_handler handler);
  /// Tells an observer, a std::shared_ptr, of each statement when it has ended; nullptr: nobody. In
  /// <squall/tracing.hpp>.
  template <class Observer>
  void observe(Observer&& observer);
  /// The same, observed by a log: a line a statement to a std::ostream, or a function of each statement_span; nullptr
  /// ends it. In <squall/tracing.hpp>.
  template <class Sink>
  void query_log(Sink&& sink);
  /// libpq's handle, for what Squall does not wrap. Owned by the connection.
  [[nodiscard]] pg_conn* native_handle() const noexcept;

 private:
  friend class transaction;

  state* state_;  // owned; no smart pointer, whose header every file with a query would compile
};

/// A URL or conninfo string with its password replaced by `***`, for messages.
std::string redact_conninfo(std::string_view conninfo);

/// `name` as a quoted SQL identifier, always with double quotes.
std::string quote_identifier(std::string_view name);

}  // namespace squall
