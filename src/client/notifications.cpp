#include "squall/notifications.hpp"

#include <libpq-fe.h>
#include <poll.h>

#include <algorithm>
#include <cerrno>
#include <limits>

#include "client/session.hpp"

namespace squall {

namespace {

using clock = std::chrono::steady_clock;

std::optional<notification> received(PGconn* c) {
  PGnotify* n = PQnotifies(c);
  if (n == nullptr)
    return std::nullopt;
  const std::unique_ptr<PGnotify, void (*)(void*)> owned(n, &PQfreemem);
  return notification{n->relname, n->extra, n->be_pid};
}

}  // namespace

listener::listener(session db) : session_(&db.connection()) {}

listener::~listener() {
  try {
    connection::state& s = session_->self();
    for (const std::string& channel : channels_) s.deferred += "unlisten " + quote_identifier(channel) + ";";
    s.run_deferred();
    while (received(s.handle.get())) {  // what nobody took is not for the next listener
    }
  } catch (...) {  // the session is gone, and with it what it listened to
  }
}

void listener::listen(std::string_view channel) {
  session_->run("listen " + quote_identifier(channel));
  if (std::find(channels_.begin(), channels_.end(), channel) == channels_.end())
    channels_.emplace_back(channel);
}

void listener::unlisten(std::string_view channel) {
  session_->run("unlisten " + quote_identifier(channel));
  std::erase(channels_, channel);
}

std::optional<notification> listener::wait(std::chrono::milliseconds timeout) {
  constexpr std::string_view what = "waiting for notifications";
  connection::state& s = session_->self();
  s.require_free(what);
  if (s.transaction_status() == PQTRANS_INTRANS || s.transaction_status() == PQTRANS_INERROR)
    throw usage_error("no notification comes while a transaction is open; end it first");
  PGconn* c = s.handle.get();
  const auto deadline = clock::now() + std::min<std::chrono::milliseconds>(timeout, std::chrono::hours(24 * 365));
  for (;;) {
    if (PQconsumeInput(c) != 1)
      s.raise_lost(what);
    if (auto n = received(c))
      return n;
    const auto left = std::chrono::ceil<std::chrono::milliseconds>(deadline - clock::now()).count();
    if (left <= 0)
      return std::nullopt;
    pollfd socket{PQsocket(c), POLLIN, 0};
    const auto at_once = std::min<std::int64_t>(left, std::numeric_limits<int>::max());
    if (::poll(&socket, 1, static_cast<int>(at_once)) < 0 && errno != EINTR)
      s.raise_lost(what);
  }
}

void notify(session db, std::string_view channel, std::string_view payload) {
  db.connection().query("select pg_catalog.pg_notify($1, $2)", {{std::string(channel)}, {std::string(payload)}});
}

}  // namespace squall
