// The session's settings, put back when scripts have changed them.
#pragma once

#include <map>
#include <string>

#include "squall/client/connection.hpp"

namespace squall::kit::detail {

/// Scripts may SET what they like (pg_dump's empty the search_path); the next migration and the application that
/// lent its connection must not notice.
class session_settings {
 public:
  /// Reads them. Outside a transaction.
  explicit session_settings(connection& db);

  /// Sets back what differs. Outside a transaction.
  void restore(connection& db) const;

  /// SET ROLE to what it was; also inside a transaction, so that the history is written by who may.
  void restore_role(connection& db) const;

 private:
  std::map<std::string, std::string> values_;
  std::string role_;
};

}  // namespace squall::kit::detail
