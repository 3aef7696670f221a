#include "kit/flows/push.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "kit/flows/author_text.hpp"
#include "kit/flows/project.hpp"
#include "kit/flows/sources.hpp"
#include "kit/migrations/run_lock.hpp"
#include "kit/sources/catalog/catalog.hpp"

namespace squall::kit {
namespace {

void refuse_protected(const target& t) {
  if (t.is_protected) {
    throw error(t.environment.empty()
                    ? std::string("the database is protected: push does not change it")
                    : fmt::format("environment `{}` is protected: push does not change it", t.environment),
                "write the change down with `squall generate` and apply it with `squall migrate`");
  }
}

/// A schema that is left out of the comparison would be made again by every push.
void refuse_excluded(const database& wanted, const target& t, const config& c) {
  for (const auto& [id, value] : wanted.objects) {
    const std::string& name = id.kind == object_kind::schema ? id.name : id.schema;
    if (std::find(t.exclude_schemas.begin(), t.exclude_schemas.end(), name) != t.exclude_schemas.end()) {
      throw error(fmt::format("{} is declared, but {} excludes schema `{}`", describe(id), c.file.string(), name),
                  "take the schema out of exclude_schemas, or the object out of the schema header");
    }
  }
}

}  // namespace

push_report push(connection& db, const config& c, const target& t, managed_server& scratch,
                 const push_options& options) {
  refuse_protected(t);
  const read_model wanted = read_schema(c, scratch);
  refuse_excluded(wanted.read.model, t, c);
  const detail::run_lock one_at_a_time(db, c.migrations.wait_for_other, {});
  read_model live{read_catalog(db, {t.exclude_schemas}), spelling::canonical, {}, true};
  const comparable_models models = make_comparable(live, wanted, scratch);

  push_report report;
  report.not_modelled = std::move(live.read.not_modelled);
  settled_diff settled =
      settle_decisions(models.before, models.after, wanted.read.intended.renamed_from, options.decisions);
  report.changes = in_own_words(std::move(settled.changes), models);
  if (report.changes.empty()) {
    return report;
  }
  report.steps = make_plan(models.before, report.changes, {.online = options.online, .intended = wanted.read.intended});
  if (options.dry_run) {
    return report;
  }
  if (options.confirm && !options.confirm(report.changes, report.steps)) {
    return report;
  }
  require_consent(hazards_of(report.steps), models.before, models.after, options.consent);
  execute(db, report.steps, {c.migrations.lock_timeout, c.migrations.lock_retries, options.progress});
  report.executed = true;
  return report;
}

}  // namespace squall::kit
