#include "squall/asio/transaction.hpp"

#include <fmt/format.h>
#include <libpq-fe.h>

#include <string_view>

#include "client/transaction_text.hpp"

namespace squall::detail {

void add_begin(statement_queue& queue, const transaction_options& options, int depth) {
  if (depth > 0) {
    require_no_options(options);
    queue.command("savepoint " + savepoint_name(depth + 1));
    return;
  }
  queue.command(begin_statement(options));
  if (options.statement_timeout != session_default_timeout)
    queue.command(statement_timeout_statement(options.statement_timeout));
}

void add_commit(statement_queue& queue, int depth) {
  queue.command(depth > 0 ? "release savepoint " + savepoint_name(depth + 1) : "commit");
}

void add_rollback(statement_queue& queue, int depth) {
  if (depth == 0) {
    queue.command("rollback");
    return;
  }
  queue.command("rollback to savepoint " + savepoint_name(depth + 1));
  queue.command("release savepoint " + savepoint_name(depth + 1));
}

void require_committed(const std::vector<result>& results, int depth) {
  if (depth == 0 && std::string_view(PQcmdStatus(results.front().native_handle())) != "COMMIT")
    throw usage_error("commit of a transaction in which a statement has failed; the server rolled back instead");
}

std::optional<std::chrono::microseconds> wait_before_retry(int failed, int retries) {
  if (failed >= retries)
    return std::nullopt;
  return pause_before_retry(failed);
}

transaction_guard::transaction_guard(std::shared_ptr<async_hold> hold)
    : hold_(std::move(hold)), depth_(hold_->depth()), transaction_(hold_->begin()) {}

transaction_guard::~transaction_guard() {
  if (open_ && depth_ > 0) {  // the outermost ends with the lease of its connection
    statement_queue rollback;
    add_rollback(rollback, depth_);
    run_unattended(hold_, std::move(rollback));
  }
  hold_->end(transaction_);
}

}  // namespace squall::detail
