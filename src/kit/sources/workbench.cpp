#include "kit/sources/workbench.hpp"

#include <algorithm>
#include <iterator>
#include <span>
#include <string>
#include <utility>

#include "kit/base/error.hpp"
#include "kit/diff/diff.hpp"
#include "kit/plan/plan.hpp"
#include "kit/sources/catalog/catalog.hpp"
#include "kit/sources/expressions.hpp"
#include "squall/errors.hpp"

namespace squall::kit {

namespace {

/// Statements that share a transaction. Every object that a transaction makes is a lock until its end, and the server
/// has room for some thousands (manual, 20.12: max_locks_per_transaction).
constexpr std::size_t batch_size = 256;

/// Reading counts as the first deparse; D1 → D2 → D2 is the longest way seen (varchar IN).
constexpr int most_rounds = 4;

std::string about(const step& failed) {
  return failed.objects.empty() ? std::string{"a statement of the schema"} : describe(failed.objects.front());
}

[[noreturn]] void fail(const database_error& e, std::span<const step> batch) {
  const auto failed = std::find_if(batch.begin(), batch.end(), [&](const step& s) { return s.sql == e.statement(); });
  if (failed == batch.end()) {
    throw;
  }
  const auto& said = e.fields();
  std::string message = about(*failed) + " cannot be created: " + said.message;
  if (!said.sqlstate.empty()) {
    message += " (" + said.sqlstate + ")";
  }
  throw kit::error(message + " in: " + failed->sql,
                   said.hint.empty()
                       ? "mend it in the schema; the scratch server has nothing but what the schema declares"
                       : said.hint);
}

void run_batch(connection& db, std::span<const step> batch) {
  std::vector<std::string> statements;
  statements.reserve(batch.size());
  std::transform(batch.begin(), batch.end(), std::back_inserter(statements), [](const step& s) { return s.sql; });
  try {
    db.pipeline(statements);  // one implicit transaction
  } catch (const connection_error&) {
    throw;
  } catch (const database_error& e) {
    fail(e, batch);
  }
}

/// The steps from `first` that may run together.
std::size_t batch_length(std::span<const step> steps) {
  std::size_t length = 0;
  while (length < std::min(steps.size(), batch_size)) {
    const auto& next = steps[length];
    if (!next.transactional) {
      return std::max<std::size_t>(length, 1);  // alone
    }
    ++length;
    if (next.commit_after) {
      break;
    }
  }
  return length;
}

std::vector<change> creations(const database& model) {
  diff_options options;
  options.decide_create = true;
  return diff(empty_database(), model, options).changes;
}

void require_same_objects(const database& wanted, const database& made) {
  for (const auto& [id, value] : wanted.objects) {
    if (!made.contains(id)) {
      throw kit::error(describe(id) + " is not there after it was created",
                       "a name may be longer than 63 bytes, or taken by another object");
    }
  }
}

/// A beginning of names that no object of `model` has.
std::string probe_prefix(const database& model) {
  std::string prefix = "squall_probe_";
  const auto taken = [&] {
    return std::any_of(model.objects.begin(), model.objects.end(),
                       [&](const auto& entry) { return entry.first.name.starts_with(prefix); });
  };
  while (taken()) {
    prefix += '_';
  }
  return prefix;
}

/// A copy of `value` that exists beside the original for its expressions' sake.
object probe_of(object value) {
  if (auto* c = std::get_if<column>(&value)) {
    c->not_null = false;
    c->identity.reset();
  }
  return value;
}

}  // namespace

workbench::workbench(managed_server& scratch) : database_(scratch), session_(database_.url()) {
  // A literal without a time zone means one instant everywhere.
  session_.run("set TimeZone = 'UTC'");
}

void workbench::carry_out(const database& before, const std::vector<change>& changes) {
  plan_options options;
  options.online = false;
  const plan p = make_plan(before, changes, options);
  for (std::span<const step> rest{p.steps}; !rest.empty();) {
    const auto length = batch_length(rest);
    run_batch(session_, rest.first(length));
    rest = rest.subspan(length);
  }
}

database workbench::read_back() {
  catalog_options options;
  options.report_unmodelled = false;  // there is nothing but what create() made
  return read_catalog(session_, options).model;
}

database workbench::create(const database& model) {
  carry_out(empty_database(), creations(model));
  auto made = read_back();
  require_same_objects(model, made);
  return made;
}

void workbench::settle(database& model, std::set<object_id> ids) {
  const std::string prefix = probe_prefix(model);
  database made = model;
  int number = 0;
  for (int round = 1; !ids.empty(); ++round) {
    if (round == most_rounds) {
      throw kit::error("the server spells " + describe(*ids.begin()) + " differently each time it is created",
                       "write its expression more plainly");
    }
    std::vector<std::pair<object_id, object_id>> probes;
    std::vector<change> changes;
    for (const auto& id : ids) {
      object_id probe = id;
      probe.name = prefix + std::to_string(++number);
      changes.push_back({change_verb::create, probe, {}, {}, probe_of(model.objects.at(id))});
      probes.emplace_back(id, std::move(probe));
    }
    carry_out(made, changes);
    made = read_back();
    for (const auto& [id, probe] : probes) {
      auto& object_now = model.objects.at(id);
      const auto& respelt = made.objects.at(probe);
      if (expression_texts(respelt) == expression_texts(object_now)) {
        ids.erase(id);
      } else {
        take_expressions(object_now, respelt);
      }
    }
  }
}

}  // namespace squall::kit
