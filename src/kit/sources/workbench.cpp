#include "kit/sources/workbench.hpp"

#include <algorithm>
#include <iterator>
#include <span>
#include <string>
#include <utility>

#include "kit/base/error.hpp"
#include "kit/base/sha256.hpp"
#include "kit/diff/diff.hpp"
#include "kit/plan/plan.hpp"
#include "kit/sources/declared_views.hpp"
#include "kit/sources/expressions.hpp"
#include "kit/sources/same_objects.hpp"
#include "kit/sources/tablespaces.hpp"
#include "squall/errors.hpp"

namespace squall::kit {

namespace {

/// Statements that share a transaction. Every object that a transaction makes is a lock until its end, and the server
/// has room for some thousands (manual, 20.12: max_locks_per_transaction).
constexpr std::size_t batch_size = 256;

/// A plan of fewer statements runs in the time that a copy takes.
constexpr std::size_t worth_a_copy = 400;

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

/// Runs the batch; when it fails for want of something, statement by statement, and those that cannot run yet are
/// appended to `later`.
void run_what_runs(connection& db, std::span<const step> batch, std::vector<step>& later) {
  const auto try_to_run = [&](std::span<const step> steps) {
    std::vector<std::string> statements;
    std::transform(steps.begin(), steps.end(), std::back_inserter(statements), [](const step& s) { return s.sql; });
    try {
      db.pipeline(statements);
      return true;
    } catch (const connection_error&) {
      throw;
    } catch (const database_error& e) {
      if (!may_come_right(e.fields().sqlstate)) {
        fail(e, steps);
      }
      return false;
    }
  };
  if (try_to_run(batch)) {
    return;
  }
  for (const auto& one : batch) {
    if (!try_to_run({&one, 1})) {
      later.push_back(one);
    }
  }
}

void make_tablespaces(connection& db, std::span<const step> steps) {
  for (const auto& one : steps) {
    make_tablespaces_named_in(one.sql, db);
  }
}

/// False when the model holds objects of kinds that stand on others through SQL text, and came from where nobody knows
/// on which: their order has to be found by trying.
bool says_what_it_stands_on(const database& model) {
  return std::none_of(model.objects.begin(), model.objects.end(), [](const auto& entry) {
    const auto* references = references_of(entry.second);
    const bool by_text = entry.first.kind == object_kind::view || entry.first.kind == object_kind::materialized_view ||
                         entry.first.kind == object_kind::trigger;
    return by_text && references->ids.empty();
  });
}

plan plan_offline(const database& before, const std::vector<change>& changes) {
  plan_options options;
  options.online = false;
  return make_plan(before, changes, options);
}

plan plan_of_creation(const database& model) {
  return plan_offline(empty_database(), changes_between(empty_database(), model));
}

/// Tables that stand in a ring with the author's statements (a default calls a function that takes a row of the table)
/// are made without their defaults and checks first. @return false when there is nothing more to be left for later.
bool cut_rings(const database& model, std::vector<step>& waiting) {
  std::set<object_id> tables;
  for (const auto& one : waiting) {
    if (!one.objects.empty() && one.objects.front().kind == object_kind::table && one.sql.starts_with("CREATE ")) {
      tables.insert(one.objects.front());
    }
  }
  const auto is_of_them = [&](const object_id& id) {
    return (id.kind == object_kind::table || id.belongs_to_table()) && tables.contains(id.owner_table());
  };
  database without = model;
  database bare = model;
  bool any = false;
  for (const auto& [id, value] : model.objects) {
    if (!is_of_them(id)) {
      continue;
    }
    without.objects.erase(id);
    if (const auto* c = std::get_if<column>(&value); c != nullptr && c->default_value) {
      std::get<column>(bare.objects.at(id)).default_value.reset();
      any = true;
    } else if (id.kind == object_kind::check) {
      bare.objects.erase(id);
      any = true;
    }
  }
  if (!any) {
    return false;
  }
  std::erase_if(waiting,
                [&](const step& one) { return std::any_of(one.objects.begin(), one.objects.end(), is_of_them); });
  const auto append_way = [&](const database& from, const database& to) {
    const auto steps = plan_offline(from, changes_between(from, to)).steps;
    waiting.insert(waiting.end(), steps.begin(), steps.end());
  };
  append_way(without, bare);
  append_way(bare, model);
  return true;
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

void run_plan(connection& db, const plan& p) {
  make_tablespaces(db, p.steps);
  for (std::span<const step> rest{p.steps}; !rest.empty();) {
    const auto length = batch_length(rest);
    run_batch(db, rest.first(length));
    rest = rest.subspan(length);
  }
}

/// What the statements make, in short.
std::string key_of(const plan& p) {
  sha256 digest;
  for (const auto& s : p.steps) {
    digest.add(s.sql).add({"\0", 1});
  }
  return digest.hex().substr(0, 32);
}

/// True when something of the model lives outside of its database: roles go with those who made them, and a
/// subscription can be in one database alone.
bool reaches_out(const database& model) {
  return std::any_of(model.objects.begin(), model.objects.end(), [](const auto& entry) {
    return entry.first.kind == object_kind::role || entry.first.kind == object_kind::subscription;
  });
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

workbench::workbench(managed_server& scratch, catalog_options reading)
    : database_(scratch), reading_(std::move(reading)) {
  open_session();
}

void workbench::open_session() {
  session_.emplace(database_.url());
  prepared_ = {};
  // A literal without a time zone means one instant everywhere.
  session_->run("set TimeZone = 'UTC'");
  session_->run("set check_function_bodies = off");
  session_->run("set client_min_messages = warning");
}

void workbench::carry_out(const database& before, const std::vector<change>& changes) {
  run_plan(*session_, plan_offline(before, changes));
}

// A large schema is made once; whoever wants it again gets a copy.
void workbench::create_as_planned(const database& model) {
  const plan p = plan_of_creation(model);
  const std::string key = p.steps.size() < worth_a_copy || reaches_out(model) ? "" : key_of(p);
  if (!key.empty()) {
    session_.reset();
    const bool copied = database_.become_copy(key);
    open_session();
    if (copied) {
      return;
    }
  }
  run_plan(*session_, p);
  if (!key.empty()) {
    session_.reset();
    database_.keep_copy(key);
    open_session();
  }
}

source_result workbench::read() { return read_catalog(*session_, reading_, &prepared_); }

void workbench::make(const database& model) {
  if (std::any_of(model.objects.begin(), model.objects.end(),
                  [](const auto& entry) { return entry.first.kind == object_kind::role; })) {
    database_.claim_roles();
  }
  if (says_what_it_stands_on(model)) {
    create_as_planned(model);
  } else {
    sql_runner none{*session_};
    create_in_some_order(model, none);
  }
}

database workbench::create(const database& model) {
  make(model);
  auto made = read().model;
  require_same_objects(model, made);
  return made;
}

source_result workbench::create(const database& model, const std::vector<sql_statement>& statements,
                                const std::vector<declared_view>& views) {
  database_.claim_roles();
  std::vector<sql_piece> pieces;
  for (const auto& statement : statements) {
    pieces.push_back({statement.label, statement.sql});
  }
  sql_runner runner{*session_};
  runner.attempt(std::move(pieces), more_to_come::objects);
  create_in_some_order(model, runner);
  auto made = read();
  require_same_objects(model, made.model);
  check_declared_views(*session_, views, made.model);
  return made;
}

source_result workbench::run(std::vector<sql_piece> files) {
  database_.claim_roles();
  sql_runner runner{*session_};
  runner.attempt(std::move(files));
  runner.finish();
  return read();
}

// The model's statements in the order of their plan; one that needs what is not there yet (an author's function in a
// default, say) waits and is tried again, as the author's statements are.
void workbench::create_in_some_order(const database& model, sql_runner& statements) {
  const plan p = plan_of_creation(model);
  make_tablespaces(*session_, p.steps);
  const auto run = [&](std::span<const step> steps) {
    std::vector<step> still;
    while (!steps.empty()) {
      const auto length = batch_length(steps);
      run_what_runs(*session_, steps.first(length), still);
      steps = steps.subspan(length);
    }
    return still;
  };
  // What the author's statements add to a type (casts, operator classes) counts when tables use it.
  const auto tables = std::find_if(p.steps.begin(), p.steps.end(), [](const step& one) {
    return !one.objects.empty() && one.objects.front().kind == object_kind::table;
  });
  std::vector<step> waiting = run({p.steps.begin(), tables});
  while (statements.attempt_waiting()) {
  }
  waiting.insert(waiting.end(), tables, p.steps.end());

  bool tried_to_cut = false;
  while (!waiting.empty()) {
    std::vector<step> still = run(waiting);
    const bool progress = statements.attempt_waiting() || still.size() < waiting.size() || statements.attempt_apart() ||
                          (!std::exchange(tried_to_cut, true) && cut_rings(model, still));
    if (!progress) {
      statements.finish();                              // fails, if the author's statements are the reason
      run_batch(*session_, std::span{still}.first(1));  // fails
      still.erase(still.begin());
    }
    waiting = std::move(still);
  }
  statements.finish();
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
    made = read().model;
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
