#include "kit/base/error.hpp"
#include "kit/diff/diff.hpp"
#include "kit/emit/script.hpp"
#include "kit/flows/pull.hpp"
#include "kit/migrations/folder.hpp"
#include "kit/migrations/history.hpp"
#include "kit/migrations/run_lock.hpp"
#include "kit/migrations/script_runner.hpp"
#include "kit/plan/plan.hpp"

namespace squall::kit {

migration write_baseline(const std::filesystem::path& folder, const database& model, const std::string& name) {
  const std::vector<migration> existing = read_migrations(folder);
  if (!existing.empty()) {
    throw error(folder.string() + " has migrations already", "a baseline is the first one");
  }
  const database nothing = empty_database();
  migration m;
  m.id = make_migration_id(name, existing);
  m.changes = changes_between(nothing, model);
  const plan up = make_plan(nothing, m.changes);
  m.hazards = hazards_of(up);
  m.up_sql = emit_script(up, m.id);
  m.down_sql = emit_script(make_reverse_plan(model, m.changes, up), m.id + ", the way back");
  m.folder = folder / m.id;
  write_migration(folder, m);
  return m;
}

void record_baseline(connection& db, const migration& m) {
  const detail::run_lock lock(db, std::chrono::seconds{30}, {});
  db.run("begin");
  try {
    if (!detail::read_history(db).empty()) {
      throw error("the database has a history of migrations already", "a baseline is the first one");
    }
    const detail::checked_script script = detail::check_script(m.id, m.up_sql, m.up_file());
    detail::ensure_history(db);
    detail::save_record(db, {.id = m.id,
                             .checksum = m.checksum(),
                             .state = migration_state::applied,
                             .steps_done = static_cast<int>(script.units.size()),
                             .batch_key = {},
                             .steps_checksum = detail::units_checksum(script, script.units.size(), {}),
                             .applied_by = detail::current_user_at_host(),
                             .started_at = {},
                             .finished_at = {},
                             .duration_ms = 0});
    db.run("commit");
  } catch (...) {
    if (db.status() != transaction_status::idle) {
      db.run("rollback");
    }
    throw;
  }
}

}  // namespace squall::kit
