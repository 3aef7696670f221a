// What somebody wants a session to do, and is told of when it is done.
#pragma once

#include <exception>
#include <vector>

#include "squall/client/result.hpp"
#include "squall/pipeline.hpp"

namespace squall::detail {

struct exchange_request {
  statement_queue statements;
  /// What runs alone may run again when it failed for no reason of its own: its plan was outgrown, a cancel was meant
  /// for another.
  bool may_repeat = true;
  /// It shares its session with others: none of them is in a transaction.
  bool is_shared = true;

  exchange_request() = default;
  exchange_request(const exchange_request&) = delete;
  exchange_request& operator=(const exchange_request&) = delete;
  virtual ~exchange_request() = default;

  /// Called at most once: the results of all statements, or the failure of the first that fails.
  virtual void finished(std::vector<result>&& results, std::exception_ptr failure) noexcept = 0;
};

}  // namespace squall::detail
