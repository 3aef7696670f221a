// What migrate and rollback tell the runner.
#pragma once

#include <fmt/format.h>

#include "context.hpp"
#include "kit/migrations/folder.hpp"
#include "kit/migrations/runner.hpp"

namespace squall::cli {

inline kit::runner_options runner_options_of(context& ctx) {
  const kit::migration_settings& settings = ctx.settings().migrations;
  kit::runner_options how;
  how.lock_timeout = settings.lock_timeout;
  how.lock_retries = settings.lock_retries;
  how.wait_for_other = settings.wait_for_other;
  how.progress = [&ctx](const std::string& line) { ctx.progress(line); };
  return how;
}

inline std::string count_of(std::size_t n) { return fmt::format("{} {}", n, n == 1 ? "migration" : "migrations"); }

}  // namespace squall::cli
