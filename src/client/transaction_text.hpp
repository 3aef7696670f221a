// What transactions say to the server, and how long they wait before they try again.
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

/// How long a transaction that has failed `failed` times before waits. Random: those that conflict and wait equally
/// long meet again.
std::chrono::microseconds pause_before_retry(int failed);

}  // namespace squall::detail
