// A script run on a scratch database, with what the server did to tables that were there before.
#pragma once

#include <cstddef>
#include <stdexcept>
#include <string>
#include <vector>

#include "kit/migrations/certificate.hpp"
#include "kit/migrations/migration.hpp"
#include "squall/client/connection.hpp"
#include "squall/errors.hpp"

namespace squall::kit {

/// A statement of the script that the server refused. What its transaction did is rolled back.
class statement_refused : public std::runtime_error {
 public:
  statement_refused(std::size_t statement, const std::string& sql, const error_fields& server);
  [[nodiscard]] std::size_t statement() const noexcept { return statement_; }

 private:
  std::size_t statement_;
};

/// Runs the steps as the runner does: a transactional one in one transaction, each statement of another one by itself
/// (its locks are gone before they can be seen: it has no observation).
/// Throws statement_refused, and connection_error.
std::vector<observation> run_observed(connection& db, const std::vector<script_step>& steps);

}  // namespace squall::kit
