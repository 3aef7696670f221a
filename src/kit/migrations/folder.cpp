#include "kit/migrations/folder.hpp"

#include <algorithm>
#include <map>
#include <set>

#include "kit/base/atomic_file.hpp"
#include "kit/base/error.hpp"
#include "kit/base/sha256.hpp"
#include "kit/migrations/migration_json.hpp"

namespace squall::kit {
namespace fs = std::filesystem;
namespace {

migration read_one(const fs::path& folder, const read_options& options) {
  std::error_code ignored;
  if (!fs::exists(folder / "up.sql", ignored)) {
    throw error("the migration folder " + folder.string() + " has no up.sql", "put up.sql there, or delete the folder");
  }
  const fs::path json = folder / "migration.json";
  migration m;
  if (fs::exists(json, ignored)) {
    m = detail::parse_migration_json(read_file(json), json);
    if (m.id != folder.filename().string()) {
      throw error(json.string() + ": its id is " + m.id + ", but its folder is named " + folder.filename().string(),
                  "give the folder its name back");
    }
  } else if (options.allow_unrecorded) {
    m.id = folder.filename().string();
  } else {
    throw error("the migration folder " + folder.string() + " has no migration.json",
                "`squall record " + folder.filename().string() + "` makes it from up.sql");
  }
  m.folder = folder;
  m.up_sql = read_file(folder / "up.sql");
  if (fs::exists(folder / "down.sql", ignored)) {
    m.down_sql = read_file(folder / "down.sql");
  }
  return m;
}

std::vector<fs::path> migration_folders(const fs::path& out) {
  std::vector<fs::path> folders;
  std::error_code failure;
  if (!fs::exists(out, failure)) {
    return folders;
  }
  for (const auto& entry : fs::directory_iterator(out, failure)) {
    if (entry.is_directory() && !entry.path().filename().string().starts_with('.')) {
      folders.push_back(entry.path());
    }
  }
  if (failure) {
    throw error("cannot read the migration folder " + out.string() + ": " + failure.message(),
                "check its permissions, and `out` in squall.toml");
  }
  std::sort(folders.begin(), folders.end());
  return folders;
}

/// Parents before children, ties by id: of what is ready, always the smallest id next.
std::vector<migration> in_order(std::map<std::string, migration> by_id) {
  std::vector<migration> ordered;
  std::set<std::string> placed;
  while (!by_id.empty()) {
    const auto next = std::find_if(by_id.begin(), by_id.end(), [&](const auto& entry) {
      const auto& parents = entry.second.parents;
      return std::all_of(parents.begin(), parents.end(), [&](const auto& parent) { return placed.contains(parent); });
    });
    if (next == by_id.end()) {
      std::string names;
      for (const auto& [id, m] : by_id) {
        names += (names.empty() ? "" : ", ") + id;
      }
      throw error("migrations are each other's parents: " + names, "mend the `parents` in their migration.json");
    }
    placed.insert(next->first);
    ordered.push_back(std::move(next->second));
    by_id.erase(next);
  }
  return ordered;
}

void check_parents(const std::map<std::string, migration>& by_id) {
  for (const auto& [id, m] : by_id) {
    for (const std::string& parent : m.parents) {
      if (!by_id.contains(parent)) {
        throw error((m.folder / "migration.json").string() + ": its parent " + parent + " is not in the folder",
                    "bring the folder " + parent + " back (from version control), or mend `parents`");
      }
    }
  }
}

}  // namespace

std::string migration::checksum() const {
  std::string text;
  text.reserve(up_sql.size());
  for (std::size_t i = 0; i < up_sql.size(); ++i) {
    if (up_sql[i] != '\r' || i + 1 == up_sql.size() || up_sql[i + 1] != '\n') {
      text += up_sql[i];
    }
  }
  return sha256_hex(text);
}

fs::path migration::up_file() const { return (folder.empty() ? fs::path{id} : folder) / "up.sql"; }
fs::path migration::down_file() const { return (folder.empty() ? fs::path{id} : folder) / "down.sql"; }

std::vector<migration> read_migrations(const fs::path& out, const read_options& options) {
  std::map<std::string, migration> by_id;
  std::string before;
  for (const fs::path& folder : migration_folders(out)) {
    migration m = read_one(folder, options);
    std::error_code ignored;
    if (!before.empty() && !fs::exists(folder / "migration.json", ignored)) {
      m.parents = {before};
    }
    before = m.id;
    by_id.emplace(m.id, std::move(m));
  }
  check_parents(by_id);
  return in_order(std::move(by_id));
}

database fold(const std::vector<migration>& migrations) {
  database db = empty_database();
  for (const migration& m : migrations) {
    try {
      apply(db, m.changes);
    } catch (const error& failure) {
      throw error("the changes of migration " + m.id + " do not fit what is there before it: " + failure.what(),
                  "two branches may have changed the same object: see `squall merge`");
    }
  }
  return db;
}

std::vector<std::string> leaves(const std::vector<migration>& migrations) {
  std::set<std::string> parents;
  for (const migration& m : migrations) {
    parents.insert(m.parents.begin(), m.parents.end());
  }
  std::vector<std::string> found;
  for (const migration& m : migrations) {
    if (!parents.contains(m.id)) {
      found.push_back(m.id);
    }
  }
  return found;
}

void write_migration(const fs::path& out, const migration& m) {
  write_folder_atomically(
      out / m.id, {{"up.sql", m.up_sql}, {"down.sql", m.down_sql}, {"migration.json", detail::migration_json_text(m)}});
}

}  // namespace squall::kit
