// What transactions say to the server.
#pragma once

#include <chrono>
#include <string>

#include "squall/client/transaction.hpp"

namespace squall::detail {

/// `begin isolation level …`, without the statement timeout.
std::string begin_statement(const transaction_options& options);
std::string statement_timeout_statement(std::chrono::milliseconds timeout);
std::string savepoint_name(int depth);
/// Throws usage_error for what a nested transaction cannot have.
void require_no_options(const transaction_options& options);

}  // namespace squall::detail
