// Connecting without waiting.
#pragma once

#include <cstdint>
#include <memory>
#include <string>

#include "client/session.hpp"

namespace squall::detail {

/// Who drives it waits for what advance() says, on socket(), which is another one from step to step. Looking up a host
/// name waits (manual, PQconnectStart).
class connect_steps {
 public:
  enum class wait : std::uint8_t { none, read, write };

  /// `script` runs once connected. Throws connection_error.
  connect_steps(std::string conninfo, const connection_options& options, std::string script);

  /// @return what to wait for; none: it has connected. Throws connection_error, and what the script throws.
  wait advance();
  [[nodiscard]] int socket() const noexcept { return PQsocket(session_ ? session_->handle.get() : handle_.get()); }
  /// What has connected, once.
  [[nodiscard]] std::unique_ptr<connection::state> take() noexcept { return std::move(session_); }

 private:
  wait run_script();

  std::string conninfo_;
  connection_options options_;
  std::string script_;
  std::unique_ptr<PGconn, connection::state::finish> handle_;
  std::unique_ptr<connection::state> session_;
  bool polled_ = false, sent_ = false;
};

}  // namespace squall::detail
