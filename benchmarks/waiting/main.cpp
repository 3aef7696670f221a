// squall_waiting FOLDER [ROWS [CHANGE]]: how long readers and writers wait while a migration runs, online and with
// plain DDL.
#include <fmt/format.h>

#include <cstdio>
#include <exception>

#include "benchmarks/waiting/changes.hpp"
#include "benchmarks/waiting/clients.hpp"
#include "kit/diff/diff.hpp"
#include "kit/emit/script.hpp"
#include "kit/migrations/runner.hpp"
#include "kit/plan/plan.hpp"
#include "kit/server/scratch.hpp"
#include "kit/sources/catalog/catalog.hpp"
#include "squall/client/connection.hpp"

namespace squall::bench {
namespace {

constexpr std::chrono::milliseconds bound{500};

struct waiting {
  std::chrono::microseconds longest{};
  double seconds = 0;  ///< of the migration
};

kit::database model_of(kit::managed_server& server, const std::string& sql) {
  const kit::scratch_database scratch{server};
  connection db{scratch.url()};
  db.run(sql);
  return kit::read_catalog(db).model;
}

std::string script_for(const online_change& c, kit::managed_server& server, bool online) {
  const kit::database before = model_of(server, c.before);
  const kit::database after = model_of(server, c.after);
  kit::plan_options options;
  options.online = online;
  options.expand_contract = online && c.expand_contract;
  if (!c.backfill.empty()) {
    options.intended.backfills[{kit::object_kind::column, "public", "t", "added"}] = c.backfill;
  }
  kit::diff_options how;
  how.decide_create = true;
  return kit::emit_script(kit::make_plan(before, kit::diff(before, after, how).changes, options), c.name);
}

waiting measure(const online_change& c, kit::managed_server& server, bool online, std::int64_t rows) {
  const std::string up = script_for(c, server, online);
  const kit::scratch_database scratch{server};
  connection db{scratch.url()};
  db.run(c.before + fmt::format(fmt::runtime(c.rows), rows));
  db.run("vacuum analyze");
  busy_clients clients{scratch.url(), rows};
  std::this_thread::sleep_for(std::chrono::milliseconds{300});
  kit::migration m;
  m.id = "20260101000000_change";
  m.up_sql = up;
  const auto start = std::chrono::steady_clock::now();
  kit::migrate(db, {m});
  const std::chrono::duration<double> took = std::chrono::steady_clock::now() - start;
  return {clients.stop(), took.count()};
}

double milliseconds_of(const waiting& w) { return std::chrono::duration<double, std::milli>(w.longest).count(); }

int run(const std::string& folder, std::int64_t rows, const std::string& only) {
  kit::managed_server server{{.directory = folder, .postgres_bin = {}, .throw_away = false, .settings = {}}};
  bool kept = true;
  fmt::print("{} rows; two readers and two writers; the longest that a statement of theirs took\n", rows);
  fmt::print("{:<46}{:>14}{:>14}{:>14}{:>14}\n", "", "online", "migration", "plain DDL", "migration");
  for (const online_change& c : online_changes()) {
    if (c.name.find(only) == std::string::npos) {
      continue;
    }
    const waiting online = measure(c, server, true, rows);
    const waiting plain = measure(c, server, false, rows);
    const bool over = online.longest > bound && !c.rewrites;
    kept = kept && !over;
    fmt::print("{:<46}{:>11.0f} ms{:>12.2f} s{:>11.0f} ms{:>12.2f} s{}\n", c.name, milliseconds_of(online),
               online.seconds, milliseconds_of(plain), plain.seconds,
               c.rewrites ? "  no online form"
               : over     ? "  TOO LONG"
                          : "");
    std::fflush(stdout);
  }
  server.destroy();
  return kept ? 0 : 1;
}

}  // namespace
}  // namespace squall::bench

int main(int count, char** arguments) {
  try {
    if (count < 2) {
      std::fputs("usage: squall_waiting FOLDER [ROWS [CHANGE]]\n", stderr);
      return 2;
    }
    return squall::bench::run(arguments[1], count > 2 ? std::stoll(arguments[2]) : 1'000'000,
                              count > 3 ? arguments[3] : "");
  } catch (const std::exception& problem) {
    std::fprintf(stderr, "%s\n", problem.what());
    return 2;
  }
}
