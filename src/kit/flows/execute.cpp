#include <fmt/format.h>

#include <algorithm>
#include <thread>

#include "kit/flows/push.hpp"
#include "squall/errors.hpp"

namespace squall::kit {
namespace {

/// Sets lock_timeout of the session and puts it back.
class lock_timeout_guard {
 public:
  lock_timeout_guard(connection& db, std::chrono::milliseconds timeout) : db_(db) {
    previous_ = db_.query("select pg_catalog.current_setting('lock_timeout')").text(0, 0);
    set(fmt::format("{}ms", timeout.count()));
  }
  ~lock_timeout_guard() {
    try {
      set(previous_);
    } catch (const squall::error&) {
      // The session is gone, and its settings with it.
    }
  }
  lock_timeout_guard(const lock_timeout_guard&) = delete;
  lock_timeout_guard& operator=(const lock_timeout_guard&) = delete;

 private:
  void set(const std::string& value) {
    db_.query("select pg_catalog.set_config('lock_timeout', $1, false)", {{value}});
  }
  connection& db_;
  std::string previous_;
};

using step_iterator = std::vector<step>::const_iterator;

/// The end of the transaction that starts at `first`.
step_iterator end_of_group(step_iterator first, step_iterator last) {
  for (step_iterator it = first; it != last; ++it) {
    if (!it->transactional) {
      return it;
    }
    if (it->commit_after) {
      return it + 1;
    }
  }
  return last;
}

void run_group(connection& db, step_iterator first, step_iterator last, const execute_options& options, bool at_end) {
  db.run("begin");
  try {
    for (step_iterator it = first; it != last; ++it) {
      if (options.progress) {
        options.progress(*it);
      }
      db.run(it->sql);
    }
    if (at_end && options.at_the_end) {
      options.at_the_end();
    }
    db.run("commit");
  } catch (...) {
    if (db.status() == transaction_status::in_transaction || db.status() == transaction_status::failed) {
      db.run("rollback");
    }
    throw;
  }
}

/// A transaction that could not get a lock left nothing, so it may be tried again; later each time, so that a queue
/// behind it can drain.
void run_group_with_retries(connection& db, step_iterator first, step_iterator last, const execute_options& options,
                            bool at_end) {
  std::chrono::milliseconds pause{100};
  for (int attempt = 0;; ++attempt) {
    try {
      run_group(db, first, last, options, at_end);
      return;
    } catch (const lock_not_available&) {
      if (attempt >= options.lock_retries) {
        throw;
      }
    }
    std::this_thread::sleep_for(pause);
    pause = std::min(pause * 2, std::chrono::milliseconds{5000});
  }
}

}  // namespace

void execute(connection& db, const plan& p, const execute_options& options) {
  const lock_timeout_guard guard(db, options.lock_timeout);
  const bool ends_outside = p.steps.empty() || !p.steps.back().transactional;
  for (auto it = p.steps.begin(); it != p.steps.end();) {
    if (it->transactional) {
      const auto end = end_of_group(it, p.steps.end());
      run_group_with_retries(db, it, end, options, end == p.steps.end());
      it = end;
      continue;
    }
    if (options.progress) {
      options.progress(*it);
    }
    db.run(it->sql);
    ++it;
  }
  if (ends_outside && options.at_the_end) {
    run_group_with_retries(db, p.steps.end(), p.steps.end(), options, true);
  }
}

}  // namespace squall::kit
