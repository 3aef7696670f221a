// Backward: what was applied last, first.
#include <algorithm>

#include "kit/base/text.hpp"
#include "kit/migrations/concurrent_index.hpp"
#include "kit/migrations/folder.hpp"
#include "kit/migrations/history.hpp"
#include "kit/migrations/run_session.hpp"
#include "kit/migrations/script_runner.hpp"
#include "kit/migrations/standings.hpp"
#include "kit/sql/sql_parser.hpp"

namespace squall::kit {
namespace {

using detail::checked_script;
using detail::run_session;

struct way_back {
  const migration* m = nullptr;
  checked_script script;  ///< none where the way up broke off
  applied_migration record;
};

/// The records to take back, newest first.
std::vector<applied_migration> choose(std::vector<applied_migration> history, std::size_t count,
                                      const runner_options& options) {
  std::reverse(history.begin(), history.end());
  std::size_t wanted = std::min(count, history.size());
  if (options.target) {
    std::vector<std::string> ids;
    for (const applied_migration& record : history) {
      ids.push_back(record.id);
    }
    const std::string target = resolve_migration(*options.target, ids);
    wanted = static_cast<std::size_t>(std::find(ids.begin(), ids.end(), target) - ids.begin());
  }
  // One whose rollback broke off goes first, whatever was applied after it.
  const auto broken = std::find_if(history.begin(), history.end(),
                                   [](const auto& record) { return record.state == migration_state::rolling_back; });
  if (broken != history.end()) {
    std::rotate(history.begin(), broken, broken + 1);
  }
  history.resize(wanted);
  return history;
}

way_back prepare(const applied_migration& record, const std::vector<migration>& migrations,
                 const runner_options& options) {
  const auto m = std::find_if(migrations.begin(), migrations.end(), [&](const auto& x) { return x.id == record.id; });
  if (m == migrations.end()) {
    throw error("migration " + record.id + " is applied here, but not in the migration folder, so there is no way back",
                "bring its folder back (from version control)");
  }
  if (record.state == migration_state::applying) {
    if (options.take_back_unfinished) {
      return {&*m, {}, record};
    }
    throw error("migration " + record.id + " is only partly applied (" +
                    count_of(static_cast<std::size_t>(record.steps_done), "step") +
                    "), and its way back starts at its end",
                "finish it with `squall migrate`, then take it back");
  }
  if (detail::skip_space_and_comments(m->down_sql, 0) == m->down_sql.size() &&
      detail::skip_space_and_comments(m->up_sql, 0) != m->up_sql.size()) {
    throw error(m->down_file().string() + " holds no statement: there is no way back from migration " + record.id,
                "write down.sql (`select;` when there is nothing to undo), or go forward with a new migration");
  }
  if (record.checksum != m->checksum() && !options.accept_edited) {
    throw error("up.sql of migration " + record.id + " was edited after it was applied here: down.sql may not fit",
                "take the file back as it was, or run again with --accept-edited");
  }
  way_back back{&*m, detail::check_script(m->id, m->down_sql, m->down_file()), record};
  if (record.state == migration_state::rolling_back &&
      (static_cast<std::size_t>(record.steps_done) == back.script.units.size() ||
       detail::edited_since(back.script, record))) {
    throw detail::steps_were_edited(m->down_file(), record);
  }
  return back;
}

/// An index that is neither there nor not there: what CONCURRENTLY leaves when it breaks off.
void clear_half_built(connection& db, const way_back& back) {
  const checked_script script = detail::check_script(back.m->id, back.m->up_sql, back.m->up_file());
  const auto unit = static_cast<std::size_t>(back.record.steps_done);
  if (unit >= script.units.size() || script.units[unit].transactional || script.units[unit].statements.empty()) {
    return;
  }
  const detail::statement_traits& traits = script.units[unit].statements.front().traits;
  if (traits.creates_index) {
    detail::drop_if_invalid(db, *traits.creates_index);
  }
  for (const detail::relation_name& index : traits.drops_indexes) {
    db.run("drop index concurrently if exists " + detail::sql_name(index));
  }
}

void take_back(const run_session& session, const way_back& back) {
  connection& db = session.db();
  if (back.record.state == migration_state::applying) {
    clear_half_built(db, back);
    session.options().take_back_unfinished(*back.m, back.record);
    return;
  }
  const bool resumed = back.record.state == migration_state::rolling_back;
  const auto write = [&](const detail::script_progress& progress) {
    if (detail::is_finished(back.script, progress)) {
      detail::delete_record(db, back.m->id);
      return;
    }
    applied_migration record = back.record;
    record.state = migration_state::rolling_back;
    detail::note_progress(record, back.script, progress);
    detail::save_record(db, record);
  };
  const auto forget = [&] {
    applied_migration record = back.record;
    record.state = migration_state::applied;
    record.duration_ms = 0;
    detail::save_record(db, record);
  };
  detail::run_script(back.script, {.db = db,
                                   .settings = session.settings(),
                                   .options = session.options(),
                                   .first_unit = resumed ? static_cast<std::size_t>(back.record.steps_done) : 0,
                                   .batch_key = resumed ? back.record.batch_key : "",
                                   .resumed = resumed,
                                   .record = write,
                                   .forget = forget});
}

}  // namespace

run_report rollback(connection& db, const std::vector<migration>& migrations, std::size_t count,
                    const runner_options& options) {
  const run_session session{db, options};
  std::vector<way_back> ways;
  for (const applied_migration& record : choose(detail::read_history(db), count, options)) {
    ways.push_back(prepare(record, migrations, options));
  }
  std::vector<std::string> done;
  for (const way_back& back : ways) {
    if (options.dry_run) {
      session.say(back.m->id + ": would be taken back");
      if (back.record.state == migration_state::applying) {
        options.take_back_unfinished(*back.m, back.record);
      }
    } else {
      session.say(back.m->id + ": taking back");
      try {
        take_back(session, back);
      } catch (...) {
        session.restore_settings();
        throw;
      }
      session.restore_settings();
      session.say(back.m->id + ": taken back");
    }
    done.push_back(back.m->id);
  }
  return session.report(std::move(done));
}

}  // namespace squall::kit
