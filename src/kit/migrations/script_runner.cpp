#include "kit/migrations/script_runner.hpp"

#include <algorithm>
#include <random>
#include <thread>

#include "kit/base/text.hpp"
#include "kit/migrations/batches.hpp"
#include "kit/migrations/concurrent_index.hpp"
#include "kit/migrations/run_lock.hpp"

namespace squall::kit::detail {
namespace {

using clock = std::chrono::steady_clock;
using std::chrono::milliseconds;

std::int64_t ms_since(clock::time_point start) {
  return std::chrono::duration_cast<milliseconds>(clock::now() - start).count();
}

/// A transaction that rolls back unless committed.
class step_transaction {
 public:
  step_transaction(connection& db, const runner_options& options) : db_(db) {
    // The lock is what the timeout is for; how long a backfill may take is not the role's statement_timeout's business.
    const std::string begin = "begin; set local lock_timeout = " + std::to_string(options.lock_timeout.count()) +
                              "; set local statement_timeout = 0; ";
    bool held = false;
    try {
      held = db_.run(begin + lock_is_held_query).rows() > 0;
    } catch (...) {
      roll_back();
      throw;
    }
    if (!held) {
      roll_back();
      throw error("this session does not hold the lock of its migration run any more",
                  "a connection pooler in transaction mode stands in between: migrate with a direct URL");
    }
  }
  ~step_transaction() { roll_back(); }
  step_transaction(const step_transaction&) = delete;
  step_transaction& operator=(const step_transaction&) = delete;
  void commit() { db_.run("commit"); }

 private:
  void roll_back() noexcept {
    try {
      if (db_.status() != transaction_status::idle) {
        db_.run("rollback");
      }
    } catch (const std::exception&) {  // the session is lost, and the transaction with it
    }
  }
  connection& db_;
};

/// No timeouts while a statement runs outside a transaction: an index build that gives up leaves an invalid index.
class without_timeouts {
 public:
  explicit without_timeouts(connection& db) : db_(db) { db_.run("set lock_timeout = 0; set statement_timeout = 0"); }
  ~without_timeouts() {
    try {
      db_.run("reset lock_timeout; reset statement_timeout");  // what the session had comes back with its settings
    } catch (const std::exception&) {
    }
  }
  without_timeouts(const without_timeouts&) = delete;
  without_timeouts& operator=(const without_timeouts&) = delete;

 private:
  connection& db_;
};

class script_execution {
 public:
  script_execution(const checked_script& script, const script_run& run) : script_(script), run_(run) {}

  void all() {
    for (std::size_t i = run_.first_unit; i < script_.units.size(); ++i) {
      report(i);
      if (script_.units[i].batched) {
        in_batches(i);
      } else if (script_.units[i].transactional) {
        with_retries(i, [&] { in_transaction(i); });
      } else {
        outside(i);
      }
    }
    if (run_.first_unit == script_.units.size()) {  // the steps that failed were deleted from the file since
      write({.done = static_cast<int>(run_.first_unit), .batch_key = {}, .duration_ms = 0});
    }
  }

 private:
  [[nodiscard]] connection& db() const { return run_.db; }

  void say(const std::string& line) const {
    if (run_.options.progress) {
      run_.options.progress(script_.migration + ": " + line);
    }
  }

  void report(std::size_t unit) const {
    if (script_.units.size() > 1) {
      say("step " + std::to_string(unit + 1) + " of " + std::to_string(script_.units.size()) +
          (script_.units[unit].batched         ? ", in batches"
           : script_.units[unit].transactional ? ""
                                               : ", outside a transaction"));
    }
  }

  /// Again, with growing pauses, when a lock was not to be had: the queue that formed behind us gets its turn.
  void with_retries(std::size_t unit, const std::function<void()>& attempt_it) {
    std::mt19937 random{std::random_device{}()};
    milliseconds pause{100};
    for (int attempt = 0;; ++attempt) {
      try {
        return attempt_it();
      } catch (const lock_not_available& failure) {
        if (attempt >= run_.options.lock_retries) {
          fail(unit, failure);
        }
      } catch (const retryable_error& failure) {
        if (attempt >= run_.options.lock_retries) {
          fail(unit, failure);
        }
      } catch (const connection_error&) {
        throw;
      } catch (const database_error& failure) {
        fail(unit, failure);
      }
      const milliseconds jitter{std::uniform_int_distribution<int>{0, 50}(random)};
      say("a lock was not to be had, trying again (" + std::to_string(attempt + 1) + " of " +
          std::to_string(run_.options.lock_retries) + ")");
      std::this_thread::sleep_for(pause + jitter);
      pause = std::min<milliseconds>(pause * 2, milliseconds{5000});
    }
  }

  void in_transaction(std::size_t unit) {
    const auto start = clock::now();
    current_ = nullptr;
    step_transaction transaction{db(), run_.options};
    for (const checked_statement& statement : script_.units[unit].statements) {
      current_ = &statement;
      db().run(statement.text.sql);
    }
    current_ = nullptr;
    run_.settings.restore_role(db());
    run_.record({.done = static_cast<int>(unit) + 1, .batch_key = {}, .duration_ms = ms_since(start)});
    transaction.commit();
  }

  /// Runs a statement of the open transaction. @return how many rows it changed; nothing when it took longer than
  /// `limit`
  std::optional<std::int64_t> run_within(const std::optional<milliseconds>& limit, const std::string& sql) const {
    if (!limit) {
      return db().run(sql).affected_rows();
    }
    db().run("set local statement_timeout = " + std::to_string(limit->count()));
    const auto start = clock::now();
    try {
      const std::int64_t rows = db().run(sql).affected_rows();
      db().run("set local statement_timeout = 0");
      return rows;
    } catch (const query_canceled&) {
      if (clock::now() - start < *limit) {
        throw;  // somebody's wish
      }
      return std::nullopt;
    }
  }

  /// Some rows at a time, each batch a transaction with the note of how far it came. The batches grow and shrink
  /// towards the time that one should take.
  void in_batches(std::size_t unit) {
    const script_unit& all = script_.units[unit];
    const batch_walk walk{db(), *all.batched};
    if (!walk.obstacle().empty()) {
      say("in one go: " + walk.obstacle());
      return with_retries(unit, [&] { in_transaction(unit); });
    }
    batch_size size{run_.options.batch_time};
    std::int64_t rows = 0;
    auto told = clock::now();
    batch_place place = unit == run_.first_unit ? batch_place_from(run_.batch_key) : batch_place{};
    for (std::optional<batch_place> end = place; end;) {
      std::optional<std::int64_t> changed;  // nothing: the batch was too large
      const auto start = clock::now();
      with_retries(unit, [&] {
        step_transaction transaction{db(), run_.options};
        current_ = nullptr;
        end = walk.next(db(), place, size.rows());
        current_ = &all.statements.front();
        changed = run_within(size.limit(), with_condition(current_->text.sql, *all.batched, walk.between(place, end)));
        if (!changed) {
          return;
        }
        current_ = nullptr;
        run_.settings.restore_role(db());
        run_.record({.done = static_cast<int>(unit) + (end ? 0 : 1),
                     .batch_key = end ? to_text(*end) : "",
                     .duration_ms = ms_since(start)});
        transaction.commit();
      });
      if (!changed) {
        size.was_too_large();
        end = place;
        continue;
      }
      rows += *changed;
      size.took(milliseconds{ms_since(start)});
      if (end) {
        place = *end;
        if (clock::now() - told > std::chrono::seconds{5}) {
          told = clock::now();
          say(count_of(static_cast<std::size_t>(rows), "row") + " so far");
        }
        std::this_thread::sleep_for(*changed > 0 ? run_.options.batch_pause : milliseconds{0});
      }
    }
  }

  void outside(std::size_t unit) {
    const auto start = clock::now();
    const checked_statement& statement = script_.units[unit].statements.front();
    current_ = &statement;
    const bool may_be_done = run_.resumed && unit == run_.first_unit;
    // Before: what is under way is known to whoever finds it broken.
    write({.done = static_cast<int>(unit), .batch_key = {}, .duration_ms = 0});
    try {
      const without_timeouts patient{db()};
      if (!may_be_done || !is_done(statement.traits)) {
        db().run(statement.text.sql);
      }
    } catch (const connection_error&) {
      throw;
    } catch (const database_error& failure) {
      clean_up(unit, statement.traits);
      fail(unit, failure);
    }
    run_.settings.restore_role(db());
    write({.done = static_cast<int>(unit) + 1, .batch_key = {}, .duration_ms = ms_since(start)});
  }

  /// Whether a run that broke off had come to the end of this statement. Removes a half-built index.
  bool is_done(const statement_traits& traits) {
    if (traits.creates_index) {
      const index_standing standing = look_at_index(db(), *traits.creates_index);
      if (standing == index_standing::invalid) {
        say("removing the invalid index " + traits.creates_index->name + " that a broken run left");
        drop_if_invalid(db(), *traits.creates_index);
      }
      return standing == index_standing::built;
    }
    return !traits.drops_indexes.empty() &&
           std::none_of(traits.drops_indexes.begin(), traits.drops_indexes.end(),
                        [&](const relation_name& index) { return index_exists(db(), index); });
  }

  /// A failed build leaves an invalid index, which every write maintains and no read uses.
  void clean_up(std::size_t unit, const statement_traits& traits) {
    try {
      run_.settings.restore_role(db());
      if (traits.creates_index) {
        drop_if_invalid(db(), *traits.creates_index);
      }
      if (unit == 0) {
        step_transaction transaction{db(), run_.options};
        run_.forget();
        transaction.commit();
      }
    } catch (const database_error&) {  // the failure itself is what counts; the next run cleans up
    }
  }

  void write(const script_progress& progress) {
    step_transaction transaction{db(), run_.options};
    run_.record(progress);
    transaction.commit();
  }

  [[noreturn]] void fail(std::size_t unit, const database_error& failure) const {
    error_fields server = failure.fields();
    const auto& all = script_.units[unit].statements;
    // Beside the script's own statements there is the commit, where deferred constraints fail, and the record.
    const script_statement statement = current_ != nullptr
                                           ? current_->text
                                           : script_statement{server.statement, all.empty() ? 1 : all.back().text.line};
    int line = statement.line;
    if (current_ != nullptr && server.position > 0 && server.statement == statement.sql) {
      line += line_at(statement.sql, 0, server.position) - 1;
    }
    throw migration_failed({script_.migration, script_.file, line, statement.sql, what_remains(unit)},
                           std::move(server));
  }

  [[nodiscard]] std::string what_remains(std::size_t unit) const {
    if (script_.units[unit].batched) {
      return "The batches before this one stay; mend the data and run it again: it resumes there.";
    }
    if (unit == 0) {
      return "Nothing of this migration was applied.";
    }
    return "Of its " + std::to_string(script_.units.size()) + " steps, " + std::to_string(unit) +
           " are done and stay; mend the data or step " + std::to_string(unit + 1) +
           " and run it again: it resumes there." +
           (script_.file.filename() == "up.sql" ? " `squall rollback` gives it up." : "");
  }

  const checked_script& script_;
  const script_run& run_;
  const checked_statement* current_ = nullptr;
};

std::string message_of(const migration_failed::context& where, const error_fields& server) {
  return where.file.string() + ":" + std::to_string(where.line) + ": " + server.message +
         (server.sqlstate.empty() ? "" : " (" + server.sqlstate + ")") + "\n  in: " + one_line(where.statement, 400) +
         "\n  " + where.remains;
}

std::string hint_of(const error_fields& server) {
  if (server.sqlstate == "25001") {
    return "PostgreSQL refuses it in a transaction: put `-- squall: step 2, outside a transaction` on a line before it";
  }
  if (server.sqlstate == "55P03") {
    return "another session uses the table: find it in pg_stat_activity, or wait longer with --lock-timeout";
  }
  if (server.sqlstate == "55P04") {
    return "a new enum value can be used once it is committed: put the comment `-- squall: step 2` between the two";
  }
  return server.hint;
}

}  // namespace

void run_script(const checked_script& script, const script_run& run) { script_execution{script, run}.all(); }

}  // namespace squall::kit::detail

namespace squall::kit {

migration_failed::migration_failed(context where, error_fields server)
    : error(detail::message_of(where, server), detail::hint_of(server)),
      where_(std::move(where)),
      server_(std::move(server)) {}

}  // namespace squall::kit
