#include "kit/proof/proof.hpp"

#include <algorithm>
#include <future>
#include <iterator>
#include <set>
#include <string_view>
#include <utility>

#include "kit/base/error.hpp"
#include "kit/base/sha256.hpp"
#include "kit/base/text.hpp"
#include "kit/diff/rename_map.hpp"
#include "kit/model/json.hpp"
#include "kit/model/sql_text.hpp"
#include "kit/proof/losses.hpp"
#include "kit/proof/neighbourhood.hpp"
#include "kit/proof/observed_run.hpp"
#include "kit/proof/readings.hpp"
#include "kit/proof/sample_rows.hpp"
#include "kit/proof/table_rows.hpp"
#include "kit/sources/workbench.hpp"

namespace squall::kit {
namespace {

using rows_wanted = std::optional<sample_kind>;

std::string version_text(int number) { return std::to_string(number / 10000) + "." + std::to_string(number % 10000); }

/// Types whose labels, parts or names the changes touch: values of them read otherwise afterwards.
std::set<std::string> touched_types(const std::vector<change>& changes) {
  std::set<std::string> out;
  const auto add = [&](const object_id& id) {
    if (is_user_type(id.kind)) {
      out.insert(sql_name(id));
    }
  };
  for (const change& c : changes) {
    add(c.id);
    if (c.renamed_to) {
      add(*c.renamed_to);
    }
  }
  return out;
}

std::string lines(const std::string& title, const std::vector<std::string>& differences) {
  constexpr std::size_t most = 12;
  std::string out = title;
  for (std::size_t i = 0; i < differences.size() && i < most; ++i) {
    out += "\n  " + differences[i];
  }
  return differences.size() > most ? out + "\n  … and " + std::to_string(differences.size() - most) + " more" : out;
}

bool may_fail(const std::vector<hazard>& hazards) {
  return std::any_of(hazards.begin(), hazards.end(), [](const hazard& h) { return h.kind == hazard_kind::may_fail; });
}

/// What one run there and back found.
struct trial {
  std::optional<std::string> refused_up;    ///< a statement of the way up failed
  std::optional<std::string> refused_down;  ///< one of the way back
  std::vector<proof_finding> findings;
};

class prover {
 public:
  /// `origin` and `target` are the claim's, or the same part of both.
  prover(const claim& c, const database& origin, const database& target, managed_server& scratch,
         const proof_options& options)
      : claim_(c),
        origin_(origin),
        wanted_(target),
        scratch_(scratch),
        options_(options),
        up_(parse_script(c.up_sql, "up.sql")),
        down_(parse_script(c.down_sql, "down.sql")),
        lenient_types_(touched_types(c.changes)) {
    rename_origin();
  }

  certificate run() {
    try {
      make_target();
    } catch (const error& problem) {
      add(proof_stage::origin, std::string("the schema to be reached cannot be made: ") + problem.what());
      return std::move(seen_);
    }
    hash();
    std::vector<rows_wanted> levels;
    if (options_.rows) {
      levels = {sample_kind::boundary, sample_kind::plain};
    }
    levels.emplace_back(std::nullopt);
    for (std::size_t level = 0; level < levels.size(); ++level) {
      trial t = try_once(levels[level]);
      const bool last = level + 1 == levels.size();
      const auto& refused = t.refused_up ? t.refused_up : t.refused_down;
      // With rows in the tables a step may fail where the plan says so. Without any it has to succeed.
      if (refused && !last && (may_fail(claim_.hazards) || t.refused_down)) {
        continue;
      }
      if (refused) {
        add(t.refused_up ? proof_stage::up : proof_stage::down,
            *refused + (last ? "" : "\n  on rows that the schema allows, and no hazard says that it may fail"));
      }
      std::move(t.findings.begin(), t.findings.end(), std::back_inserter(seen_.findings));
      break;
    }
    return std::move(seen_);
  }

 private:
  void add(proof_stage stage, std::string message) { seen_.findings.push_back({stage, std::move(message)}); }

  void hash() {
    seen_.origin = sha256_hex(to_json_text(claim_.origin));
    seen_.target = sha256_hex(to_json_text(claim_.target));
    seen_.up = sha256_hex(claim_.up_sql);
    seen_.down = sha256_hex(claim_.down_sql);
    for (const script_step& step : up_) {
      seen_.statements += step.statements.size();
    }
  }

  // The target is read and gone before the origin is made: roles belong to both.
  void make_target() {
    workbench bench{scratch_};
    seen_.server_version = version_text(bench.session().server_version());
    witnesses_.emplace(bench.session(), find_postgres_bin(options_.postgres_bin), options_.others);
    seen_.witnesses = witnesses_->names();
    target_.model = bench.create(wanted_);
    target_.others = {witnesses_->dump(bench.url()), witnesses_->walk(bench)};
  }

  trial try_once(rows_wanted rows) {
    trial t;
    workbench bench{scratch_, {.exclude_schemas = {decoy_schema}}};
    std::future<std::optional<std::string>> dump;
    try {
      dump = make_origin(bench);
    } catch (const error& problem) {
      t.findings.push_back(
          {proof_stage::origin, std::string("the schema to start from cannot be made: ") + problem.what()});
      return t;
    }
    const std::string url = bench.url();
    connection reader(url);
    reader.run("set search_path = ''");
    fill(reader, rows);
    const stored_tables before = read_rows(reader);
    if (dump.valid()) {
      origin_is_->others.dump = dump.get();
    }
    if (!go(url, up_, t.refused_up, &seen_.observed)) {
      return t;
    }
    compare(t, proof_stage::target, bench, target_, "the way up does not lead to the schema:");
    compare_after_up(t, before, read_rows(reader));
    if (claim_.down_sql.empty()) {
      return t;
    }
    if (!t.findings.empty() || !go(url, down_, t.refused_down, nullptr)) {
      return t;
    }
    compare(t, proof_stage::back, bench, *origin_is_, "the way back does not lead to the schema before:");
    for (std::string& sentence : compare_rows(before, read_rows(reader), lenient_types_, rounded(before)).changed) {
      t.findings.push_back({proof_stage::rows, "after the way up and back, " + std::move(sentence)});
    }
    if (t.findings.empty()) {
      check_claims();
      if (options_.decoys) {
        check_names(bench);
      }
    }
    return t;
  }

  // What it is like is asked once: each trial makes the same.
  std::future<std::optional<std::string>> make_origin(workbench& bench) {
    if (origin_is_) {
      bench.make(origin_);
      return {};
    }
    origin_is_ = reading{bench.create(origin_), {}};
    origin_is_->others.walk = witnesses_->walk(bench);  // before rows come, which takes triggers that always fire
    return std::async(std::launch::async, [this, url = bench.url()] { return witnesses_->dump(url); });  // without rows
  }

  void fill(connection& db, rows_wanted rows) {
    seen_.tables_with_rows = seen_.rows = 0;
    seen_.without_rows.clear();
    if (rows) {
      sample_report report = insert_sample_rows(db, *rows);
      seen_.tables_with_rows = report.tables;
      seen_.rows = report.rows;
      seen_.without_rows = std::move(report.without_rows);
    }
  }

  // A session of its own, as the runner has: nothing that the workbench set.
  static bool go(const std::string& url, const std::vector<script_step>& steps, std::optional<std::string>& refused,
                 std::vector<observation>* seen, const std::string& search_path = {}) {
    connection db(url);
    if (!search_path.empty()) {
      db.run("set search_path = " + search_path);
    }
    try {
      auto observed = run_observed(db, steps);
      if (seen != nullptr) {
        *seen = std::move(observed);
      }
      return true;
    } catch (const statement_refused& problem) {
      refused = problem.what();
      return false;
    }
  }

  void compare(trial& t, proof_stage stage, workbench& bench, const reading& should_be, const char* title) {
    const auto found = witnesses_->differences(witnesses_->read(bench), should_be, scratch_);
    if (!found.empty()) {
      t.findings.push_back({stage, lines(title, found)});
    }
  }

  // Hazards are of objects as the renames leave them.
  void rename_origin() {
    renamed_ = origin_;
    for (const change& c : claim_.changes) {
      if (c.verb == change_verb::rename && renamed_.contains(c.id)) {
        apply_rename(renamed_, c.id, *c.renamed_to);
        renames_.emplace_back().add(c.id, *c.renamed_to);
      }
    }
  }
  object_id renamed(object_id id) const {
    for (const rename_map& names : renames_) {
      id = names.follow(id);
    }
    return id;
  }

  // The columns whose values the plan says to lose something: they do not come back as they were.
  std::set<object_id> rounded(const stored_tables& tables) const {
    std::set<object_id> out;
    for (const auto& [oid, table] : tables) {
      for (const auto& [number, column] : table.columns) {
        if (const auto id = column_id(table.id, column.name); loss_is_said(renamed(id), claim_.hazards, renamed_)) {
          out.insert(id);
        }
      }
    }
    return out;
  }

  void compare_after_up(trial& t, const stored_tables& before, const stored_tables& after) const {
    const row_comparison compared = compare_rows(before, after, lenient_types_, rounded(before));
    for (const std::string& sentence : compared.changed) {
      t.findings.push_back({proof_stage::rows, "after the way up, " + sentence});
    }
    for (const object_id& lost : compared.lost) {
      if (!loss_is_said(renamed(lost), claim_.hazards, renamed_)) {
        t.findings.push_back(
            {proof_stage::rows, "the way up loses the data of " + describe(lost) + ", and no hazard says so"});
      }
    }
  }

  /// What the planner said of each statement, beside what was seen.
  void check_claims() {
    if (claim_.up == nullptr || seen_.statements != claim_.up->steps.size()) {
      return;  // with steps of several statements nobody says which is which
    }
    for (const observation& o : seen_.observed) {
      const step& claimed = claim_.up->steps[o.statement];
      const std::string which = "statement " + std::to_string(o.statement + 1) + " (" + one_line(claimed.sql, 80) + ")";
      if (o.lock > claimed.lock && o.lock > lock_mode::access_share) {  // whoever reads takes that one
        seen_.notes.push_back({proof_stage::locks, which + " takes " + std::string(to_string(o.lock)) +
                                                       " where the plan says " + std::string(to_string(claimed.lock))});
      }
      if (o.rewrites && !claimed.rewrites) {
        seen_.notes.push_back({proof_stage::locks, which + " rewrites a table, which the plan does not say"});
      }
    }
  }

  // The database stands at the origin again. Every name that the script leaves unqualified now finds something else.
  void check_names(workbench& bench) {
    const std::string url = bench.url();
    make_decoys(url);
    std::optional<std::string> refused;
    if (!go(url, up_, refused, nullptr, decoy_schema)) {
      seen_.notes.push_back({proof_stage::names, "with another search_path, " + *refused});
      return;
    }
    const auto found = witnesses_->differences(witnesses_->read(bench, true), target_, scratch_);
    if (!found.empty()) {
      seen_.notes.push_back(
          {proof_stage::names, lines("with another search_path, the way up leads elsewhere:", found)});
    }
  }

  void make_decoys(const std::string& url) const {
    std::set<std::string> names;
    for (const database* model : {&origin_, &wanted_}) {
      for (const auto& [id, value] : model->objects) {
        const bool relation_or_type = id.kind == object_kind::table || id.kind == object_kind::view ||
                                      id.kind == object_kind::materialized_view || id.kind == object_kind::sequence ||
                                      id.kind == object_kind::enum_type || id.kind == object_kind::domain ||
                                      id.kind == object_kind::composite_type || id.kind == object_kind::range_type;
        if (relation_or_type && claim_.up_sql.find(id.name) != std::string::npos) {
          names.insert(id.name);
        }
      }
    }
    connection db(url);
    db.run("set session_replication_role = replica");  // event triggers of the schema have no say here
    std::vector<std::string> statements{"create schema " + std::string(decoy_schema)};
    for (const std::string& name : names) {
      statements.push_back("create table " + std::string(decoy_schema) + "." + sql_identifier(name) +
                           " (decoy integer)");
    }
    db.pipeline(statements);
  }

  const claim& claim_;
  const database& origin_;
  const database& wanted_;
  managed_server& scratch_;
  const proof_options& options_;
  std::vector<script_step> up_;
  std::vector<script_step> down_;
  std::set<std::string> lenient_types_;
  std::vector<rename_map> renames_;
  database renamed_;  ///< the origin, its objects renamed
  std::optional<witnesses> witnesses_;
  reading target_;
  std::optional<reading> origin_is_;
  certificate seen_;
};

}  // namespace

certificate prove(const claim& c, managed_server& scratch, const proof_options& options) {
  // What fails on a part is tried on the whole: then it is the claim that fails, and the message is about that.
  if (const auto part = options.whole ? std::nullopt : neighbourhood_of(c.origin, c.target, c.changes)) {
    certificate seen = prover(c, part->origin, part->target, scratch, options).run();
    if (seen.proven()) {
      seen.part = {part->tables, part->all_tables};
      return seen;
    }
  }
  return prover(c, c.origin, c.target, scratch, options).run();
}

}  // namespace squall::kit
