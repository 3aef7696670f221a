#include "kit/migrations/history.hpp"

#include <unistd.h>

#include <array>
#include <charconv>

#include "kit/base/process.hpp"

namespace squall::kit::detail {
namespace {

constexpr const char* schema_comment = "Squall: the history of migrations";

std::string_view name_of(migration_state state) {
  switch (state) {
    case migration_state::applying:
      return "applying";
    case migration_state::applied:
      return "applied";
    case migration_state::rolling_back:
      return "rolling_back";
  }
  return "applied";
}

migration_state parse_state(std::string_view text) {
  for (const auto state : {migration_state::applying, migration_state::applied, migration_state::rolling_back}) {
    if (text == name_of(state)) {
      return state;
    }
  }
  throw error("squall.migrations holds the unknown state " + std::string{text},
              "a newer version of squall wrote it: use that one");
}

std::int64_t number(std::string_view text) {
  std::int64_t value = 0;
  std::from_chars(text.data(), text.data() + text.size(), value);
  return value;
}

bool table_exists(connection& db) {
  return !db.query("select pg_catalog.to_regclass('squall.migrations')").is_null(0, 0);
}

bool schema_is_ours(connection& db) {
  return db.query(
               "select from pg_catalog.pg_namespace where nspname = 'squall' "
               "and pg_catalog.obj_description(oid, 'pg_namespace') = $1",
               {{std::string{schema_comment}}})
             .rows() > 0;
}

}  // namespace

std::vector<applied_migration> read_history(connection& db) {
  if (!table_exists(db)) {
    return {};
  }
  const result rows = db.query(
      "select id, checksum, state, steps_done, coalesce(batch_key, ''), coalesce(steps_checksum, ''), applied_by, "
      "to_char(started_at at time zone 'UTC', 'YYYY-MM-DD HH24:MI:SS.US\"+00\"'), "
      "coalesce(to_char(finished_at at time zone 'UTC', 'YYYY-MM-DD HH24:MI:SS.US\"+00\"'), ''), duration_ms "
      "from squall.migrations order by position");
  std::vector<applied_migration> history;
  for (int row = 0; row < rows.rows(); ++row) {
    const auto field = [&](int column) { return std::string{rows.text(row, column)}; };
    history.push_back({.id = field(0),
                       .checksum = field(1),
                       .state = parse_state(field(2)),
                       .steps_done = static_cast<int>(number(field(3))),
                       .batch_key = field(4),
                       .steps_checksum = field(5),
                       .applied_by = field(6),
                       .started_at = field(7),
                       .finished_at = field(8),
                       .duration_ms = number(field(9))});
  }
  return history;
}

void ensure_history(connection& db) {
  if (table_exists(db)) {
    return;
  }
  if (db.query("select from pg_catalog.pg_namespace where nspname = 'squall'").rows() == 0) {
    db.run(std::string{"create schema squall; comment on schema squall is '"} + schema_comment + "'");
  }
  db.run(
      "create table squall.migrations ("
      "  position bigint generated always as identity unique,"
      "  id text primary key,"
      "  checksum text not null,"
      "  state text not null check (state in ('applying', 'applied', 'rolling_back')),"
      "  steps_done integer not null default 0,"
      "  batch_key text,"
      "  steps_checksum text,"
      "  applied_by text not null,"
      "  started_at timestamptz not null default transaction_timestamp(),"
      "  finished_at timestamptz,"
      "  duration_ms bigint not null default 0)");
}

void save_record(connection& db, const applied_migration& record) {
  db.query(
      "insert into squall.migrations as m (id, checksum, state, steps_done, batch_key, steps_checksum, applied_by, "
      "finished_at, duration_ms) values ($1, $2, $3, $4::integer, nullif($5, ''), nullif($6, ''), $7, "
      "case when $3 = 'applied' then clock_timestamp() end, $8::bigint) "
      "on conflict (id) do update set checksum = excluded.checksum, state = excluded.state, "
      "steps_done = excluded.steps_done, batch_key = excluded.batch_key, steps_checksum = excluded.steps_checksum, "
      "applied_by = excluded.applied_by, "
      "finished_at = excluded.finished_at, duration_ms = m.duration_ms + excluded.duration_ms",
      {{record.id},
       {record.checksum},
       {std::string{name_of(record.state)}},
       {std::to_string(record.steps_done)},
       {record.batch_key},
       {record.steps_checksum},
       {record.applied_by},
       {std::to_string(record.duration_ms)}});
}

void delete_record(connection& db, const std::string& id) {
  db.query("delete from squall.migrations where id = $1", {{id}});
  if (db.query("select from squall.migrations limit 1").rows() > 0) {
    return;
  }
  db.run("drop table squall.migrations");
  if (!schema_is_ours(db)) {
    return;
  }
  db.run("savepoint squall_drop_schema");
  try {
    db.run("drop schema squall");
  } catch (const database_error& failure) {
    if (failure.sqlstate() != "2BP01") {  // dependent_objects_still_exist: somebody put things into it
      throw;
    }
    db.run("rollback to savepoint squall_drop_schema");
  }
}

std::string current_user_at_host() {
  std::array<char, 256> host{};
  ::gethostname(host.data(), host.size() - 1);
  const auto user = find_os_user(::geteuid());
  return (user ? user->name : std::to_string(::geteuid())) + "@" + host.data();
}

}  // namespace squall::kit::detail
