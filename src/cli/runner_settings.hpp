// What migrate and rollback tell the runner.
#pragma once

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
  how.batch_time = settings.batch_time;
  how.batch_pause = settings.batch_pause;
  how.progress = [&ctx](const std::string& line) { ctx.progress(line); };
  return how;
}

}  // namespace squall::cli
