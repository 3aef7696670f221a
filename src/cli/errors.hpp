// Every way to fail, said once: `error: …` and `hint: …` on stderr, or the error object of --json.
#pragma once

#include <exception>

#include "context.hpp"

namespace squall::cli {

/// Says what `problem` is. @return the exit code.
int report_failure(const context& ctx, const std::exception_ptr& problem);

/// A command line that cannot be understood.
int report_usage(const context& ctx, const std::string& message, const std::string& hint);

}  // namespace squall::cli
