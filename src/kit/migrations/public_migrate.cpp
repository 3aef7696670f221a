// squall::migrate(): the runner behind the library's face.
#include "kit/migrations/folder.hpp"
#include "kit/migrations/runner.hpp"
#include "squall/migrate.hpp"

namespace squall {

migrate_report migrate(connection& db, const std::filesystem::path& folder, const migrate_options& options) {
  const kit::runner_options runner{.lock_timeout = options.lock_timeout,
                                   .lock_retries = options.lock_retries,
                                   .wait_for_other = options.wait_for_other,
                                   .batch_time = options.batch_time,
                                   .batch_pause = options.batch_pause,
                                   .accept_edited = options.accept_edited,
                                   .allow_out_of_order = options.allow_out_of_order,
                                   .accept_missing = options.accept_missing,
                                   .target = options.target,
                                   .dry_run = false,
                                   .progress = options.progress};
  try {
    // A service whose folder was not deployed must not start as if all were well.
    if (!std::filesystem::is_directory(folder)) {
      throw kit::error("there is no migration folder " + folder.string(), "check the path, or deploy the folder");
    }
    kit::run_report report = kit::migrate(db, kit::read_migrations(folder), runner);
    return {std::move(report.done), report.waited, std::chrono::milliseconds{report.duration_ms}};
  } catch (const kit::migration_failed& failure) {
    throw migration_error{failure.what(), failure.hint(), failure.migration(), failure.server()};
  } catch (const kit::error& failure) {
    throw migration_error{failure.what(), failure.hint()};
  }
}

}  // namespace squall
