#include "kit/migrations/standings.hpp"

#include <algorithm>

#include "kit/migrations/history.hpp"

namespace squall::kit {
namespace detail {
namespace {

/// The ids above `m` by parents, at any distance.
std::set<std::string> ancestors_of(const migration& m, const std::map<std::string, const migration*>& by_id) {
  std::set<std::string> found;
  std::vector<std::string> open = m.parents;
  while (!open.empty()) {
    const std::string id = open.back();
    open.pop_back();
    const auto parent = by_id.find(id);
    if (found.insert(id).second && parent != by_id.end()) {
      open.insert(open.end(), parent->second->parents.begin(), parent->second->parents.end());
    }
  }
  return found;
}

standing standing_of(const migration& m, const applied_migration& record) {
  if (record.state != migration_state::applied) {
    return standing::partly_applied;
  }
  return record.checksum == m.checksum() ? standing::applied : standing::edited;
}

std::string list_of(const std::vector<migration_status>& statuses, standing wanted) {
  std::string text;
  for (const migration_status& status : statuses) {
    if (status.state == wanted) {
      text += (text.empty() ? "" : ", ") + status.id;
    }
  }
  return text;
}

}  // namespace

std::vector<migration_status> compare(const std::vector<migration>& migrations,
                                      const std::vector<applied_migration>& history) {
  std::map<std::string, const applied_migration*> records;
  for (const applied_migration& record : history) {
    records.emplace(record.id, &record);
  }
  std::map<std::string, const migration*> by_id;
  std::string latest;                   // the greatest applied id
  std::set<std::string> below_applied;  // what an applied migration stands on
  for (const migration& m : migrations) {
    by_id.emplace(m.id, &m);
  }
  for (const migration& m : migrations) {
    if (records.contains(m.id)) {
      latest = std::max(latest, m.id);
      below_applied.merge(ancestors_of(m, by_id));
    }
  }
  std::vector<migration_status> statuses;
  for (const migration& m : migrations) {
    const auto record = records.find(m.id);
    if (record != records.end()) {
      statuses.push_back({m.id, standing_of(m, *record->second), *record->second});
    } else {
      const bool late = m.id < latest || below_applied.contains(m.id);
      statuses.push_back({m.id, late ? standing::out_of_order : standing::pending, std::nullopt});
    }
  }
  for (const applied_migration& record : history) {
    if (!by_id.contains(record.id)) {
      statuses.push_back({record.id, standing::missing, record});
    }
  }
  return statuses;
}

void refuse_disagreement(const std::vector<migration_status>& statuses, const runner_options& options) {
  if (const std::string ids = list_of(statuses, standing::edited); !ids.empty() && !options.accept_edited) {
    throw error(
        "up.sql was edited after it was applied here: " + ids,
        "take the file back as it was and write a new migration for the change, or, when the database is as the "
        "file says now, run again with --accept-edited");
  }
  if (const std::string ids = list_of(statuses, standing::missing); !ids.empty() && !options.accept_missing) {
    throw error("applied here, but not in the migration folder: " + ids,
                "bring the folder back (from version control: another branch may have it), or go on without it with "
                "--accept-missing");
  }
  if (const std::string ids = list_of(statuses, standing::out_of_order); !ids.empty() && !options.allow_out_of_order) {
    throw error("not applied, although a later migration is: " + ids,
                "apply it all the same with --allow-out-of-order, or delete it and generate it anew on top");
  }
}

}  // namespace detail

std::vector<migration_status> migration_statuses(connection& db, const std::vector<migration>& migrations) {
  return detail::compare(migrations, detail::read_history(db));
}

}  // namespace squall::kit
