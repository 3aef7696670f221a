// LISTEN and NOTIFY (PostgreSQL manual, NOTIFY).
//
//     squall::listener jobs(db);
//     jobs.listen("jobs");
//     while (auto n = jobs.wait(std::chrono::minutes(1))) work_on(n->payload);
//
//     squall::notify(tx, "jobs", "42");   // is sent when the transaction commits
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "squall/database.hpp"

namespace squall {

struct notification {
  std::string channel;
  std::string payload;
  int process_id = 0;  ///< of the session that sent it
};

/// Receives notifications on its connection, which it should have for itself: a notification comes when the session has
/// nothing else to do. Stops listening when it goes out of scope. The connection has to outlive it.
class listener {
 public:
  explicit listener(session db);
  ~listener();
  listener(const listener&) = delete;
  listener& operator=(const listener&) = delete;

  /// Names are taken as they are: "Jobs" is another channel than "jobs". In a transaction it begins with its commit.
  void listen(std::string_view channel);
  void unlisten(std::string_view channel);

  /// The next notification, or std::nullopt after `timeout`. Throws connection_error when the connection is lost, and
  /// usage_error within a transaction, during which none comes.
  std::optional<notification> wait(std::chrono::milliseconds timeout);

 private:
  connection* session_;
  std::vector<std::string> channels_;
};

/// Sends a notification to who listens to the channel, when the transaction commits.
void notify(session db, std::string_view channel, std::string_view payload = {});

}  // namespace squall
