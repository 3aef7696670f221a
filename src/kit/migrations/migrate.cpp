// Forward: what is pending, in order.
#include <algorithm>

#include "kit/base/text.hpp"
#include "kit/migrations/folder.hpp"
#include "kit/migrations/history.hpp"
#include "kit/migrations/run_session.hpp"
#include "kit/migrations/script_runner.hpp"
#include "kit/migrations/standings.hpp"

namespace squall::kit {
namespace {

using detail::checked_script;
using detail::run_session;

struct pending_migration {
  const migration* m = nullptr;
  checked_script script;
  std::optional<applied_migration> record;  ///< of a run that broke off
};

void refuse_half_rolled_back(const std::vector<migration_status>& statuses) {
  for (const migration_status& status : statuses) {
    if (status.record && status.record->state == migration_state::rolling_back) {
      throw error("a rollback of migration " + status.id + " broke off", "finish it with `squall rollback`");
    }
  }
}

/// A migration whose first steps are done may have its other steps mended, but not the done ones.
void check_resumable(const pending_migration& p) {
  if (detail::edited_since(p.script, *p.record)) {
    throw detail::steps_were_edited(p.m->up_file(), *p.record);
  }
}

std::vector<pending_migration> choose(const std::vector<migration>& migrations,
                                      const std::vector<migration_status>& statuses, const runner_options& options) {
  std::vector<std::string> ids;
  for (const migration& m : migrations) {
    ids.push_back(m.id);
  }
  std::optional<std::string> target;
  if (options.target) {
    target = resolve_migration(*options.target, ids);
  }
  std::vector<pending_migration> chosen;
  for (std::size_t i = 0; i < migrations.size(); ++i) {  // statuses start with the migrations, in their order
    const standing state = statuses[i].state;
    if (state == standing::pending || state == standing::out_of_order || state == standing::partly_applied) {
      const migration& m = migrations[i];
      chosen.push_back({&m, detail::check_script(m.id, m.up_sql, m.up_file()), statuses[i].record});
      if (chosen.back().record) {
        check_resumable(chosen.back());
      }
    }
    if (target && migrations[i].id == *target) {
      break;
    }
  }
  return chosen;
}

void apply_one(const run_session& session, const pending_migration& p) {
  connection& db = session.db();
  applied_migration record{.id = p.m->id,
                           .checksum = p.m->checksum(),
                           .state = migration_state::applying,
                           .steps_done = 0,
                           .batch_key = {},
                           .steps_checksum = {},
                           .applied_by = detail::current_user_at_host(),
                           .started_at = {},
                           .finished_at = {},
                           .duration_ms = 0};
  const auto write = [&](const detail::script_progress& progress) {
    detail::note_progress(record, p.script, progress);
    record.state = detail::is_finished(p.script, progress) ? migration_state::applied : migration_state::applying;
    detail::ensure_history(db);
    detail::save_record(db, record);
  };
  const detail::script_run run{.db = db,
                               .settings = session.settings(),
                               .options = session.options(),
                               .first_unit = p.record ? static_cast<std::size_t>(p.record->steps_done) : 0,
                               .batch_key = p.record ? p.record->batch_key : "",
                               .resumed = p.record.has_value(),
                               .record = write,
                               .forget = [&] { detail::delete_record(db, p.m->id); }};
  detail::run_script(p.script, run);
}

/// Takes the checksums of edited files as the applied ones.
void accept_edits(const run_session& session, const std::vector<migration>& migrations,
                  const std::vector<migration_status>& statuses) {
  for (std::size_t i = 0; i < migrations.size(); ++i) {
    if (statuses[i].state == standing::edited) {
      session.db().query("update squall.migrations set checksum = $2 where id = $1",
                         {{migrations[i].id}, {migrations[i].checksum()}});
      session.say(migrations[i].id + ": its edited up.sql is taken as applied");
    }
  }
}

}  // namespace

run_report migrate(connection& db, const std::vector<migration>& migrations, const runner_options& options) {
  const run_session session{db, options};
  const auto statuses = migration_statuses(db, migrations);
  refuse_half_rolled_back(statuses);
  detail::refuse_disagreement(statuses, options);
  const auto pending = choose(migrations, statuses, options);
  std::vector<std::string> done;
  if (!options.dry_run) {
    accept_edits(session, migrations, statuses);
  }
  for (const pending_migration& p : pending) {
    if (options.dry_run) {
      session.say(p.m->id + ": would be applied");
      done.push_back(p.m->id);
      continue;
    }
    session.say(p.m->id + ": applying");
    try {
      apply_one(session, p);
    } catch (...) {
      session.restore_settings();
      throw;
    }
    session.restore_settings();
    done.push_back(p.m->id);
    session.say(p.m->id + ": applied");
  }
  return session.report(std::move(done));
}

}  // namespace squall::kit
