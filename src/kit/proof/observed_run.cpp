#include "kit/proof/observed_run.hpp"

#include <algorithm>
#include <array>
#include <cstdint>
#include <map>
#include <set>
#include <string_view>
#include <utility>

#include "kit/base/text.hpp"
#include "kit/sources/catalog/rows.hpp"

namespace squall::kit {
namespace {

using catalog::for_each_row;
using catalog::row;

/// The tables that this transaction has locked, a row a mode. pg_locks: manual, 54.12; the counter of scans is that of
/// the running transaction (27.2.23).
constexpr const char* locked_tables = R"(
  select c.oid, n.nspname || '.' || c.relname, l.mode, coalesce(pg_catalog.pg_relation_filenode(c.oid), 0),
         pg_catalog.pg_stat_get_xact_numscans(c.oid)
    from pg_catalog.pg_locks l
    join pg_catalog.pg_class c on c.oid = l.relation
    join pg_catalog.pg_namespace n on n.oid = c.relnamespace
   where l.pid = pg_catalog.pg_backend_pid() and l.locktype = 'relation' and l.granted
     and l.database = (select oid from pg_catalog.pg_database where datname = pg_catalog.current_database())
     and c.relkind in ('r', 'p', 'f', 'm') and n.nspname not in ('pg_catalog', 'information_schema', 'pg_toast'))";

constexpr const char* tables_at_first = R"(
  select c.oid, coalesce(pg_catalog.pg_relation_filenode(c.oid), 0)
    from pg_catalog.pg_class c
    join pg_catalog.pg_namespace n on n.oid = c.relnamespace
   where c.relkind in ('r', 'p', 'f', 'm') and n.nspname not in ('pg_catalog', 'information_schema', 'pg_toast'))";

lock_mode mode_of(std::string_view name) {
  static constexpr std::array<std::pair<std::string_view, lock_mode>, 8> modes{{
      {"AccessShareLock", lock_mode::access_share},
      {"RowShareLock", lock_mode::row_share},
      {"RowExclusiveLock", lock_mode::row_exclusive},
      {"ShareUpdateExclusiveLock", lock_mode::share_update_exclusive},
      {"ShareLock", lock_mode::share},
      {"ShareRowExclusiveLock", lock_mode::share_row_exclusive},
      {"ExclusiveLock", lock_mode::exclusive},
      {"AccessExclusiveLock", lock_mode::access_exclusive},
  }};
  const auto found = std::find_if(modes.begin(), modes.end(), [&](const auto& m) { return m.first == name; });
  return found == modes.end() ? lock_mode::none : found->second;
}

/// What is known of the tables that were there before the script.
class watched_tables {
 public:
  explicit watched_tables(connection& db) : db_(db) {
    for_each_row(db.query(tables_at_first), [&](const row& r) { files_.emplace(r.integer(0), r.integer(1)); });
  }

  void begin_transaction() {
    modes_.clear();
    scans_.clear();
  }

  observation look(std::size_t statement) {
    observation seen;
    seen.statement = statement;
    std::set<std::string> tables;
    for_each_row(db_.query(locked_tables), [&](const row& r) {
      const std::int64_t table = r.integer(0);
      const auto file = files_.find(table);
      if (file == files_.end()) {
        return;  // made by the script
      }
      const lock_mode mode = mode_of(r.text(2));
      bool touched = modes_.insert({table, mode}).second;
      if (touched) {
        seen.lock = std::max(seen.lock, mode);
      }
      if (const std::int64_t now = r.integer(3); now != file->second) {
        file->second = now;
        seen.rewrites = touched = true;
      }
      if (const std::int64_t now = r.integer(4); now > scans_[table]) {
        scans_[table] = now;
        seen.scans = touched = true;
      }
      if (touched) {
        tables.insert(std::string(r.text(1)));
      }
    });
    seen.tables.assign(tables.begin(), tables.end());
    return seen;
  }

 private:
  connection& db_;
  std::map<std::int64_t, std::int64_t> files_;          ///< pg_relation_filenode() by oid
  std::set<std::pair<std::int64_t, lock_mode>> modes_;  ///< held since the transaction began
  std::map<std::int64_t, std::int64_t> scans_;          ///< counted since the transaction began
};

std::string told(std::size_t statement, const std::string& sql, const error_fields& server) {
  std::string text = "statement " + std::to_string(statement + 1) + " fails: " + server.message;
  if (!server.sqlstate.empty()) {
    text += " (" + server.sqlstate + ")";
  }
  return text + " in: " + one_line(sql, 300);
}

void roll_back(connection& db) {
  if (db.status() == transaction_status::in_transaction || db.status() == transaction_status::failed) {
    db.run("rollback");
  }
}

}  // namespace

statement_refused::statement_refused(std::size_t statement, const std::string& sql, const error_fields& server)
    : std::runtime_error(told(statement, sql, server)), statement_(statement) {}

std::vector<observation> run_observed(connection& db, const std::vector<script_step>& steps) {
  watched_tables tables(db);
  std::vector<observation> seen;
  std::size_t at = 0;
  for (const script_step& step : steps) {
    if (step.transactional) {
      db.run("begin");
      tables.begin_transaction();
    }
    for (const script_statement& statement : step.statements) {
      try {
        db.run(statement.sql);
      } catch (const connection_error&) {
        throw;
      } catch (const database_error& e) {
        roll_back(db);
        throw statement_refused(at, statement.sql, e.fields());
      }
      if (step.transactional) {
        seen.push_back(tables.look(at));
      }
      ++at;
    }
    if (step.transactional) {
      try {
        db.run("commit");  // deferred constraints
      } catch (const connection_error&) {
        throw;
      } catch (const database_error& e) {
        roll_back(db);
        throw statement_refused(at - 1, "commit", e.fields());
      }
    }
  }
  return seen;
}

}  // namespace squall::kit
