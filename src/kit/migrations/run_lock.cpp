#include "kit/migrations/run_lock.hpp"

#include <algorithm>
#include <thread>

#include "kit/base/error.hpp"
#include "squall/errors.hpp"

namespace squall::kit::detail {
namespace {

using namespace std::chrono_literals;

// 'squallmg' in ASCII. Advisory locks belong to one database (manual, 13.3.5).
constexpr const char* try_lock = "select pg_catalog.pg_try_advisory_lock(8318559048021339495)";
constexpr const char* unlock = "select pg_catalog.pg_advisory_unlock(8318559048021339495)";
constexpr const char* holder_query =
    "select pid from pg_catalog.pg_locks where locktype = 'advisory' and granted and objsubid = 1 "
    "and (classid::bigint << 32 | objid::bigint) = 8318559048021339495 "
    "and database = (select oid from pg_catalog.pg_database where datname = pg_catalog.current_database())";

std::string holder(connection& db) {
  const result found = db.query(holder_query);
  return found.rows() > 0 ? " (server process " + std::string{found.text(0, 0)} + ")" : "";
}

}  // namespace

const char* const lock_is_held_query =
    "select from pg_catalog.pg_locks where locktype = 'advisory' and granted and objsubid = 1 "
    "and (classid::bigint << 32 | objid::bigint) = 8318559048021339495 and pid = pg_catalog.pg_backend_pid()";

run_lock::run_lock(connection& db, std::chrono::milliseconds timeout,
                   const std::function<void(const std::string&)>& progress)
    : db_(db) {
  const auto deadline = std::chrono::steady_clock::now() + timeout;
  auto pause = 10ms;
  while (db_.query(try_lock).text(0, 0) != "t") {
    if (std::chrono::steady_clock::now() >= deadline) {
      throw error("another migration run has been busy in this database for more than " +
                      std::to_string(timeout.count()) + " ms" + holder(db_),
                  "wait for it, or look at it in pg_stat_activity");
    }
    if (!waited_ && progress) {
      progress("waiting for another migration run" + holder(db_));
    }
    waited_ = true;
    std::this_thread::sleep_for(pause);
    pause = std::min<std::chrono::milliseconds>(pause * 2, 250ms);
  }
}

run_lock::~run_lock() {
  try {
    db_.query(unlock);
  } catch (const std::exception&) {  // the session is lost, and the lock with it
  }
}

}  // namespace squall::kit::detail
