#include "roundtrip/support/round_trip.hpp"

#include <stdexcept>

#include "kit/base/error.hpp"
#include "kit/diff/diff.hpp"
#include "kit/plan/plan.hpp"
#include "kit/walk/walk.hpp"
#include "roundtrip/support/witnesses.hpp"
#include "squall/errors.hpp"

namespace squall::test {
namespace {

void run_plan(connection& db, const kit::plan& p) {
  bool open = false;
  const auto leave = [&] {
    if (open) {
      db.run("commit");
      open = false;
    }
  };
  for (const auto& step : p.steps) {
    if (!step.transactional) {
      leave();
    } else if (!open) {
      db.run("begin");
      open = true;
    }
    try {
      db.run(step.sql);
    } catch (const database_error& e) {
      throw std::runtime_error(std::string(e.what()) + "\n  in: " + step.sql);
    }
    if (step.commit_after) {
      leave();
    }
  }
  leave();
}

constexpr std::size_t most_lines = 12;

std::string described_changes(const kit::database& a, const kit::database& b) {
  std::string out;
  for (const auto& change : kit::changes_between(a, b)) {
    out += "  " + kit::describe(change) + "\n";
  }
  return out;
}

}  // namespace

kit::source_result read(const side& from) {
  connection db(from.url());
  return kit::read_catalog(db);
}

void build(const kit::database& model, const side& on) {
  // From what a new database of this server holds, which is empty_database() where nobody changed template0.
  const auto nothing = read(on).model;
  const auto changes = kit::changes_between(nothing, model);
  const auto plan = kit::make_plan(nothing, changes, {.online = false});
  connection db(on.url());
  run_plan(db, plan);
}

std::vector<std::string> compare(const two_sides& between) {
  std::vector<std::string> out;
  const auto original = read(between.original);
  const auto copy = read(between.copy);
  if (const auto found = described_changes(copy.model, original.model);
      !found.empty() || !(copy.model == original.model)) {
    out.push_back("the models differ; from the copy to the original:\n" + found);
  }
  for (const auto& sentence : original.not_modelled) {
    out.push_back("reported as not modelled: " + sentence + "\n");
  }
  if (has_pg_dump(between.original)) {
    const auto found = differences(dump_statements(between.original), dump_statements(between.copy));
    if (!found.empty()) {
      out.push_back("pg_dump:\n" + found);
    }
  }
  const auto walked = kit::walk_differences(walk(between.copy), walk(between.original));
  if (!walked.empty()) {
    std::string found;
    for (std::size_t i = 0; i < walked.size() && i < most_lines; ++i) {
      found += "  " + walked[i] + "\n";
    }
    out.push_back("system catalogs, " + std::to_string(walked.size()) + " differences:\n" + found);
  }
  return out;
}

std::vector<std::string> round_trip(two_sides& between) {
  between.share_tablespaces();
  try {
    build(read(between.original).model, between.copy);
    return compare(between);
  } catch (const std::exception& e) {
    return {"it cannot be built: " + std::string(e.what()) + "\n"};
  }
}

}  // namespace squall::test
