#include "kit/migrations/run_session.hpp"

namespace squall::kit::detail {
namespace {

connection& outside_transactions(connection& db) {
  if (db.status() != transaction_status::idle) {
    throw error("migrations need a connection that is in no transaction", "commit or roll back first");
  }
  return db;
}

}  // namespace

run_session::run_session(connection& db, const runner_options& options)
    : db_(outside_transactions(db)),
      options_(options),
      start_(std::chrono::steady_clock::now()),
      lock_(db, options.wait_for_other, options.progress),
      settings_(db) {}

void run_session::say(const std::string& line) const {
  if (options_.progress) {
    options_.progress(line);
  }
}

void run_session::restore_settings() const noexcept {
  try {
    settings_.restore(db_);
  } catch (const std::exception&) {  // the session is lost, and its settings with it
  }
}

run_report run_session::report(std::vector<std::string> done) const {
  const auto spent = std::chrono::steady_clock::now() - start_;
  return {std::move(done), lock_.waited(), std::chrono::duration_cast<std::chrono::milliseconds>(spent).count()};
}

}  // namespace squall::kit::detail
