#include "round_trip.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <cstdio>
#include <memory>
#include <optional>
#include <sstream>
#include <stdexcept>
#include <utility>

#include "kit/server/server.hpp"
#include "kit/sources/catalog/catalog.hpp"
#include "kit/walk/walk.hpp"
#include "squall/errors.hpp"
#include "support/test_server.hpp"

namespace squall::test {
namespace {

std::string run_program(const std::string& command) {
  const std::unique_ptr<std::FILE, int (*)(std::FILE*)> pipe(::popen(command.c_str(), "r"), ::pclose);
  if (!pipe) {
    throw std::runtime_error("popen failed");
  }
  std::string out;
  char buffer[4096];
  std::size_t got = 0;
  while ((got = std::fread(buffer, 1, sizeof buffer, pipe.get())) > 0) {
    out.append(buffer, got);
  }
  return out;
}

std::string script_of(const kit::plan& p) {
  std::string out;
  for (const auto& s : p.steps) {
    out += (s.transactional ? "" : "[no transaction] ") + s.sql + ";" + (s.commit_after ? " [commit]" : "") + "\n";
  }
  return out;
}

void require_same(const kit::database& is, const kit::database& should_be, const std::string& where) {
  if (is == should_be) {
    return;
  }
  const auto rest = kit::diff(is, should_be, {.decide_create = true});
  std::string differences;
  for (const auto& c : rest.changes) {
    differences += kit::describe(c) + "\n";
  }
  INFO(where << " differs:\n" << differences);
  CHECK(is == should_be);
}

/// What is to be found at an end, by the witnesses beside the catalog source.
struct said {
  std::string dump;
  kit::catalog_walk walk;
};

/// A session that is asked what its database is like, again and again.
class reader {
 public:
  explicit reader(std::string url) : url_(std::move(url)), db_(url_) {}

  kit::database model() { return kit::read_catalog(db_, {}, &again_).model; }
  said others() {
    static kit::catalog_walker walker(db_);  // all databases are of one server
    return {dump_schema(url_), walker.walk(db_, {}, &again_)};
  }

 private:
  std::string url_;
  connection db_;
  kit::prepared_queries again_;
};

/// A database that stands at the origin.
struct origin_database {
  explicit origin_database(const std::string& before) { connection(database.url()).run(before); }

  fresh_database database;
  reader asked{database.url()};
};

void require_same(const said& is, const said& should_be) {
  CHECK(is.dump == should_be.dump);
  std::string differences;
  for (const auto& line : kit::walk_differences(is.walk, should_be.walk)) {
    differences += line + "\n";
  }
  CHECK(differences == "");
}

struct plan_mode {
  std::string name;
  bool online = true;
  bool expand_contract = false;
};

// One mode of one case, on a database that stands at the origin. False when the mode makes no plan of its own: then
// nothing has been done.
bool run_case(const round_trip_case& c, const plan_mode& mode, origin_database& at_origin, const kit::database& target,
              const said& of_target) {
  connection db{at_origin.database.url()};
  reader& asked = at_origin.asked;
  const auto origin = asked.model();
  std::vector<kit::change> changes;
  for (const auto& [from, to] : c.first) {
    changes.push_back({kit::change_verb::rename, from, to, {}, {}});
  }
  auto renamed = origin;
  kit::apply(renamed, changes);
  const auto found = kit::diff(renamed, target, {.renames = c.renames, .decide_create = true});
  REQUIRE(found.open.empty());
  changes.insert(changes.end(), found.changes.begin(), found.changes.end());
  const kit::plan_options options{
      .online = mode.online, .expand_contract = mode.expand_contract, .intended = c.intended};
  const auto up = kit::make_plan(origin, changes, options);
  const auto up_script = mode.name + " up:\n" + script_of(up);
  if (mode.expand_contract && up_script.find("__squall_sync") == std::string::npos) {
    CHECK(!c.expands);
    return false;  // the online plan
  }
  const auto of_origin = asked.others();
  if (!c.rows.empty()) {
    db.run(c.rows);
  }
  INFO(up_script);
  run_plan(db, up);
  const auto reached = asked.model();
  require_same(reached, target, "after the way up, the catalog");
  require_same(asked.others(), of_target);
  CHECK(kit::diff(reached, target, {.decide_create = true}).changes.empty());
  if (!c.question.empty()) {
    CHECK(std::string(db.query(c.question).text(0, 0)) == c.answer);
  }
  if (c.lossy) {
    return true;
  }
  const auto down = kit::make_reverse_plan(target, changes, up, options);
  const auto down_script = "down:\n" + script_of(down);
  INFO(down_script);
  run_plan(db, down);
  require_same(asked.model(), origin, "after the way back, the catalog");
  require_same(asked.others(), of_origin);
  return true;
}

}  // namespace

kit::database read_model(const std::string& url) {
  connection db{url};
  return kit::read_catalog(db).model;
}

void run_plan(connection& db, const kit::plan& p) {
  bool open = false;
  for (const auto& s : p.steps) {
    if (open && !s.transactional) {
      db.run("commit");
      open = false;
    }
    if (!open && s.transactional) {
      db.run("begin");
      open = true;
    }
    try {
      db.run(s.sql);
    } catch (const database_error& e) {
      FAIL("statement failed: " << std::string(e.what()));
    }
    if (open && s.commit_after) {
      db.run("commit");
      open = false;
    }
  }
  if (open) {
    db.run("commit");
  }
}

std::string dump_schema(const std::string& url) {
  const auto program = kit::find_postgres_bin() / "pg_dump";
  const auto text = run_program(program.string() + " --schema-only --no-owner --no-privileges '" + url + "'");
  REQUIRE(!text.empty());
  std::istringstream lines(text);
  std::string out;
  std::vector<std::string> columns;
  bool in_table = false;
  for (std::string line; std::getline(lines, line);) {
    if (line.starts_with("\\restrict") || line.starts_with("\\unrestrict")) {
      continue;
    }
    if (in_table && line.starts_with(")")) {
      std::sort(columns.begin(), columns.end());
      for (const auto& column : columns) {
        out += column + "\n";
      }
      columns.clear();
      in_table = false;
    }
    if (in_table) {
      columns.push_back(line.ends_with(",") ? line.substr(0, line.size() - 1) : line);
      continue;
    }
    in_table = line.starts_with("CREATE TABLE");
    out += line + "\n";
  }
  return out;
}

void check_round_trip(const round_trip_case& c) {
  CAPTURE(c.name);
  const fresh_database wanted;
  connection(wanted.url()).run(c.after);
  reader asked{wanted.url()};
  const auto target = asked.model();
  const auto of_target = asked.others();
  std::optional<origin_database> at_origin;
  for (const plan_mode& mode : {plan_mode{.name = "expand and contract", .expand_contract = true},
                                plan_mode{.name = "online"}, plan_mode{.name = "offline", .online = false}}) {
    if (!at_origin) {
      at_origin.emplace(c.before);
    }
    const bool ran = run_case(c, mode, *at_origin, target, of_target);
    // The way back has led to the origin, but for rows, and for the order of columns.
    if (ran && (!c.rows.empty() || mode.expand_contract)) {
      at_origin.reset();
    }
  }
}

}  // namespace squall::test
