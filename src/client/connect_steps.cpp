#include "client/connect_steps.hpp"

#include <utility>

namespace squall::detail {

connect_steps::connect_steps(std::string conninfo, const connection_options& options, std::string script)
    : conninfo_(std::move(conninfo)), options_(options), script_(std::move(script)) {
  const connection_keywords with(conninfo_);
  handle_.reset(PQconnectStartParams(with.keywords.data(), with.values.data(), 1));
  if (handle_ == nullptr || PQstatus(handle_.get()) == CONNECTION_BAD)
    raise_not_connected(conninfo_, handle_.get());
}

connect_steps::wait connect_steps::advance() {
  if (session_ != nullptr)
    return run_script();
  if (!std::exchange(polled_, true))
    return wait::write;  // as if PQconnectPoll() had said so (manual, 34.1)
  switch (PQconnectPoll(handle_.get())) {
    case PGRES_POLLING_READING:
      return wait::read;
    case PGRES_POLLING_WRITING:
    case PGRES_POLLING_ACTIVE:
      return wait::write;
    case PGRES_POLLING_FAILED:
      raise_not_connected(conninfo_, handle_.get());
    case PGRES_POLLING_OK:
      break;
  }
  session_ = std::make_unique<connection::state>(std::move(handle_), options_);
  script_ = session_->settings_script() + script_;
  PQsetnonblocking(session_->handle.get(), 1);
  return run_script();
}

connect_steps::wait connect_steps::run_script() {
  if (script_.empty())
    return wait::none;
  PGconn* c = session_->handle.get();
  if (!std::exchange(sent_, true)) {
    if (PQsendQuery(c, script_.c_str()) != 1)
      session_->raise_lost(script_);
  } else {
    PQconsumeInput(c);  // what it found wrong comes as a result
  }
  const int left = PQflush(c);
  if (left == 1)
    return wait::write;
  if (PQisBusy(c) == 1 && PQstatus(c) == CONNECTION_OK)
    return wait::read;
  // Results are there, but there may be more of them than have come: the last one ends a script's answer.
  while (PQstatus(c) != CONNECTION_OK || PQisBusy(c) == 0) {
    PGresult* r = PQgetResult(c);
    if (r == nullptr)
      break;
    result next(r);
    const ExecStatusType status = PQresultStatus(r);
    if (status == PGRES_FATAL_ERROR || status == PGRES_COPY_IN || status == PGRES_COPY_OUT)
      session_->raise(r, script_);
    if (PQisBusy(c) == 1 && PQstatus(c) == CONNECTION_OK)
      return wait::read;
  }
  if (PQstatus(c) != CONNECTION_OK)
    session_->raise_lost(script_);
  return wait::none;
}

}  // namespace squall::detail
