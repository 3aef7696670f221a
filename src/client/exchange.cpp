#include "client/exchange.hpp"

#include <algorithm>
#include <string_view>
#include <utility>

namespace squall::detail {

namespace {

void keep_result(void* results, std::size_t statement, result&& rows) {
  (*static_cast<std::vector<result>*>(results))[statement] = std::move(rows);
}

bool was_cancelled(const PGresult* failure) {
  const char* sqlstate = PQresultErrorField(failure, PG_DIAG_SQLSTATE);
  return sqlstate != nullptr && std::string_view(sqlstate) == "57014";
}

/// Names that the server need not keep.
struct deallocation final : exchange_request {
  void finished(std::vector<result>&&, std::exception_ptr) noexcept override {}
};

}  // namespace

exchange::run::run(request_ptr request_, connection::state& session)
    : request(std::move(request_)),
      results(request->statements.size()),
      statements(request->statements, session, &keep_result, &results) {}

exchange::exchange(connection::state& session) : session_(session) {
  PGconn* c = session_.handle.get();
  broken_ = PQsetnonblocking(c, 1) != 0 || PQenterPipelineMode(c) != 1;
}

void exchange::start(request_ptr request) {
  collect_garbage();
  send(std::move(request), false);
}

void exchange::send(request_ptr request, bool repeated) {
  auto next = std::make_unique<run>(std::move(request), session_);
  next->repeated = repeated;
  try {
    // What runs again goes unprepared: others may be about to fail to prepare it.
    if (session_.options.prepared_statements && !repeated)
      next->statements.look_up_names();
    if (broken_ || !next->statements.send())
      session_.raise_lost({});
  } catch (const database_error&) {
    broken_ = true;
    next->statements.forget_unprepared();
    next->request->finished({}, std::current_exception());
    return;
  } catch (...) {
    next->statements.forget_unprepared();
    next->request->finished({}, std::current_exception());
    return;
  }
  runs_.push_back(std::move(next));
  flush();
}

void exchange::collect_garbage() {
  constexpr std::size_t worth_a_message = 16;
  // Not within a transaction: should a name be unknown to the server, the error would abort it.
  if (session_.statements.garbage() < worth_a_message || !runs_.empty() ||
      session_.transaction_status() != PQTRANS_IDLE)
    return;
  auto names = std::make_shared<deallocation>();
  names->may_repeat = false;
  for (const std::string& name : session_.statements.take_garbage()) names->statements.command("deallocate " + name);
  send(std::move(names), false);
}

void exchange::advance(bool readable) {
  PGconn* c = session_.handle.get();
  // When the server hung up, what it said before is still to be read.
  if (readable && PQconsumeInput(c) != 1 && runs_.empty())
    broken_ = true;  // while it waited for a notification
  while (!runs_.empty() && !broken_) {
    const bool lost = PQstatus(c) == CONNECTION_BAD;
    if (!lost && PQisBusy(c) == 1)
      break;
    PGresult* r = PQgetResult(c);
    const ExecStatusType status = PQresultStatus(r);
    if (status == PGRES_COPY_IN || status == PGRES_COPY_OUT || status == PGRES_COPY_BOTH) {
      PQclear(r);
      broken_ = true;  // libpq knows no way back from here
      fail(std::make_exception_ptr(usage_error("COPY does not go with an asynchronous session; it is closed")));
      return;
    }
    if (runs_.front()->statements.accept(r))
      finish_first();
    else if (r == nullptr && lost)
      return lose();
  }
  flush();
}

void exchange::flush() {
  if (broken_)
    return;
  const int left = PQflush(session_.handle.get());
  unsent_ = left == 1;
}

void exchange::finish_first() {
  const std::unique_ptr<run> done = std::move(runs_.front());
  runs_.pop_front();
  if (!runs_.empty() && runs_.front()->cancel_wanted)
    cancel_first();
  if (done->statements.has_succeeded()) {
    done->request->finished(std::move(done->results), nullptr);
    return;
  }
  const PGresult* failure = done->statements.failure.native_handle();
  done->statements.forget_unprepared();
  const bool stale = done->statements.lacks_what_another_prepares() || done->statements.forget_if_stale();
  const bool hit = done->may_be_hit && failure != nullptr && was_cancelled(failure);
  // libpq calls a session active when another statement has been sent, whatever this one left behind.
  const PGTransactionStatusType status = session_.transaction_status();
  const bool undone = status == PQTRANS_IDLE || (status == PQTRANS_ACTIVE && done->request->is_shared);
  if ((stale || hit) && undone && done->request->may_repeat && !done->repeated && !done->cancel_wanted) {
    send(std::move(done->request), true);
    return;
  }
  try {
    done->statements.raise();
  } catch (...) {
    done->request->finished({}, std::current_exception());
  }
}

void exchange::lose() {
  broken_ = true;
  for (auto left = std::exchange(runs_, {}); const auto& each : left) {
    try {
      each->statements.raise();
    } catch (...) {
      each->request->finished({}, std::current_exception());
    }
  }
}

void exchange::fail(const std::exception_ptr& failure) {
  for (auto left = std::exchange(runs_, {}); const auto& each : left) each->request->finished({}, failure);
}

bool exchange::holds(const exchange_request& request) const noexcept {
  return std::ranges::any_of(runs_, [&](const auto& each) { return each->request.get() == &request; });
}

bool exchange::cancel(const exchange_request& request) {
  const auto found = std::ranges::find_if(runs_, [&](const auto& each) { return each->request.get() == &request; });
  if (found == runs_.end())
    return false;
  (*found)->cancel_wanted = true;
  if (found == runs_.begin())
    cancel_first();
  return true;
}

void exchange::cancel_first() {
  // The server may be further than its answers: the signal can meet any of these, but none that is sent later, because
  // PQcancel() returns when it was sent, and a backend that waits for a command drops it (tcop/postgres.c).
  for (std::size_t i = 1; i < runs_.size(); ++i) runs_[i]->may_be_hit = true;
  session_.canceller.cancel();
}

}  // namespace squall::detail
