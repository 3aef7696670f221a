#include "kit/flows/generate.hpp"

#include <algorithm>

#include "kit/base/sha256.hpp"
#include "kit/emit/script.hpp"
#include "kit/flows/author_text.hpp"
#include "kit/flows/migration_name.hpp"
#include "kit/flows/project.hpp"
#include "kit/flows/sources.hpp"
#include "kit/flows/verify.hpp"
#include "kit/migrations/folder.hpp"
#include "kit/proof/proof.hpp"

namespace squall::kit {
namespace {

migration next_migration(const std::string& name, const std::vector<migration>& existing) {
  migration m;
  m.id = make_migration_id(name, existing);
  m.parents = leaves(existing);
  return m;
}

/// What the proof saw goes into the plan's hazards and into the script's comments; the statements stay what they are.
void take_over(plan& up, migration& m) {
  certificate& proof = *m.proof;
  // With a step of several statements nobody says which is which.
  const bool one_each = up.steps.size() == proof.statements;
  for (const observation& seen : one_each ? proof.observed : std::vector<observation>{}) {
    step& s = up.steps[seen.statement];
    s.lock = std::max(s.lock, seen.lock);
    if (seen.rewrites && !s.rewrites && !s.objects.empty()) {
      s.rewrites = true;
      s.hazards.push_back({hazard_kind::table_rewrite, s.objects.front(),
                           "writes every row of " + seen.tables.front() + " again while nobody can read it"});
    }
  }
  m.hazards = hazards_of(up);
  m.up_sql = emit_script(up, proof.proven() ? m.id : m.id + " (NOT PROVEN: see migration.json)");
  proof.up = sha256_hex(m.up_sql);
}

void require_proof(const certificate& proof, bool unproven) {
  if (!proof.proven() && !unproven) {
    throw proof_failed("the plan does not do what it should: " + proof.findings.front().message, proof.findings);
  }
}

}  // namespace

generate_report generate(const config& c, managed_server& scratch, const generate_options& options) {
  const std::vector<migration> existing = read_migrations(c.out);
  const read_model wanted = read_schema(c, scratch);
  read_model so_far;
  so_far.read.model = fold(existing);
  const comparable_models models = make_comparable(so_far, wanted, scratch);

  generate_report report;
  report.not_modelled = wanted.read.not_modelled;
  settled_diff settled =
      settle_decisions(models.before, models.after, wanted.read.intended.renamed_from, options.decisions);
  if (settled.changes.empty()) {
    return report;
  }
  report.changes = in_own_words(std::move(settled.changes), models);

  const plan_options how{options.online, options.expand_contract, wanted.read.intended};
  report.up = make_plan(models.before, report.changes, how);
  database after = models.before;
  kit::apply(after, report.changes);
  report.down = make_reverse_plan(after, report.changes, report.up, how);
  const std::vector<hazard> hazards = hazards_of(report.up);
  if (!options.dry_run) {
    require_consent(hazards, models.before, models.after, options.consent);
  }

  const std::string name =
      options.name.empty() ? suggest_migration_name(report.changes, existing.empty()) : options.name;
  migration m = next_migration(name, existing);
  m.changes = as_recorded(report.changes, so_far.read.model);
  m.hazards = hazards;
  m.up_sql = emit_script(report.up, m.id);
  m.down_sql = emit_script(report.down, m.id + ", the way back");
  m.folder = c.out / m.id;
  if (options.verify) {
    m.proof = prove({models.before, after, report.changes, m.up_sql, m.down_sql, hazards, &report.up}, scratch,
                    {c.postgres_bin, true, true, options.prove_all});
    require_proof(*m.proof, options.unproven || options.dry_run);
    take_over(report.up, m);
  }
  if (!options.dry_run) {
    write_migration(c.out, m);
    report.written = true;
  }
  report.made = std::move(m);
  return report;
}

migration generate_empty(const config& c, const std::string& name) {
  const std::vector<migration> existing = read_migrations(c.out);
  migration m = next_migration(name, existing);
  m.up_sql = "-- " + m.id +
             "\n"
             "--\n"
             "-- Write the SQL here. All of it is one transaction. A statement that cannot run in one\n"
             "-- (CREATE INDEX CONCURRENTLY) gets a step of its own, after a line like this one:\n"
             "--   -- squall: step 2, outside a transaction\n";
  m.down_sql = "-- " + m.id +
               ", the way back\n"
               "--\n"
               "-- Write the SQL that takes up.sql back, or leave this empty when nothing has to be done.\n";
  m.folder = c.out / m.id;
  write_migration(c.out, m);
  return m;
}

}  // namespace squall::kit
