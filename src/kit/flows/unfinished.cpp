#include "kit/flows/unfinished.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <utility>

#include "kit/emit/script.hpp"
#include "kit/flows/sources.hpp"
#include "kit/migrations/history.hpp"
#include "kit/proof/proof.hpp"
#include "kit/sources/catalog/catalog.hpp"

namespace squall::kit {
namespace {

/// What the applied migrations lead to without `broken`.
database state_before(connection& db, const std::vector<migration>& migrations, const migration& broken) {
  const std::vector<migration_status> statuses = migration_statuses(db, migrations);
  database out = empty_database();
  for (std::size_t i = 0; i < migrations.size(); ++i) {  // statuses start with the migrations, in their order
    if (statuses[i].record && migrations[i].id != broken.id) {
      apply(out, migrations[i].changes);
    }
  }
  return out;
}

/// The objects that a migration changes, or drops and makes again on the way, as they are called before it.
std::set<object_id> touched_by(const database& before, const std::vector<change>& changes) {
  std::set<object_id> out;
  const auto add = [&](const object_id& id) { out.insert(name_before(id, changes)); };
  for (const change& c : changes) {
    add(c.id);
    if (c.renamed_to) {
      add(*c.renamed_to);
    }
  }
  for (const step& s : make_plan(before, changes).steps) {
    std::for_each(s.objects.begin(), s.objects.end(), add);
  }
  return out;
}

/// Undoes in `live` the renames that were carried out. @return the changes
std::vector<change> undo_renames(database& live, const std::vector<change>& changes) {
  std::vector<change> out;
  for (auto it = changes.rbegin(); it != changes.rend(); ++it) {
    if (it->verb == change_verb::rename && live.contains(*it->renamed_to) && !live.contains(it->id)) {
      out.push_back(inverse(*it));
      apply_rename(live, out.back().id, *out.back().renamed_to);
    }
  }
  return out;
}

/// `before` with all that the migration does not touch as it is in `live`: whatever others did is none of ours.
database touched_as_before(const database& live, const database& before, const std::set<object_id>& touched) {
  const auto is_touched = [&](const object_id& id) {
    return touched.contains(id) || is_of_a_plan(id) ||
           (id.belongs_to_table() && touched.contains(id.owner_table()) && !before.contains(id.owner_table()));
  };
  database out = live;
  std::erase_if(out.objects, [&](const auto& entry) { return is_touched(entry.first); });
  for (const auto& [id, value] : before.objects) {
    if (is_touched(id)) {
      out.objects.insert_or_assign(id, value);
    }
  }
  return out;
}

void require_proof(const database& live, const unfinished_way_back& way, const migration& broken,
                   managed_server& scratch) {
  database reached = live;
  apply(reached, way.changes);
  const certificate seen =
      prove({live, reached, way.changes, emit_script(way.steps, broken.id), {}, hazards_of(way.steps)}, scratch);
  if (!seen.proven()) {
    throw error(fmt::format("the way back from the middle of migration {} does not do what it should: {}", broken.id,
                            seen.findings.front().message),
                "finish the migration with `squall migrate`, then take it back");
  }
}

}  // namespace

bool is_of_a_plan(const object_id& id) {
  const auto has_mark = [](const std::string& name) { return name.find("__squall_") != std::string::npos; };
  return has_mark(id.name) || has_mark(id.table);
}

unfinished_way_back plan_unfinished_way_back(connection& db, const std::vector<migration>& migrations,
                                             const migration& broken, const target& t, managed_server& scratch) {
  if (broken.changes.empty()) {
    throw error(fmt::format("migration {} is only partly applied, and was written by hand: nobody knows the way back "
                            "from the middle of it",
                            broken.id),
                "finish it with `squall migrate`, then take it back");
  }
  const database before = state_before(db, migrations, broken);
  const read_model live{read_catalog(db, {t.exclude_schemas}), spelling::canonical, {}, true};
  const read_model wanted{{before, {}, {}}, spelling::author, {}, false};
  const comparable_models models = make_comparable(live, wanted, scratch);

  unfinished_way_back way;
  database named_as_before = models.before;
  way.changes = undo_renames(named_as_before, broken.changes);
  const database goal = touched_as_before(named_as_before, models.after, touched_by(before, broken.changes));
  for (change& c : changes_between(named_as_before, goal)) {
    way.changes.push_back(std::move(c));
  }
  way.steps = make_plan(models.before, way.changes, {.online = false, .intended = {}});
  require_proof(models.before, way, broken, scratch);
  return way;
}

void take_back_unfinished(connection& db, const unfinished_way_back& way, const migration& broken,
                          execute_options how) {
  how.at_the_end = [&] { detail::delete_record(db, broken.id); };
  execute(db, way.steps, how);
}

}  // namespace squall::kit
