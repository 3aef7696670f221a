#include "kit/plan/published_tables.hpp"

#include <algorithm>

#include "kit/model/inheritance.hpp"
#include "kit/plan/settle.hpp"

namespace squall::kit {
namespace {

bool has_replica_identity(const database& db, const object_id& id) {
  const auto& value = std::get<table>(db.objects.at(id));
  if (value.replica_identity != replica_identity_kind::default_) {
    return value.replica_identity != replica_identity_kind::nothing;
  }
  const auto keys = members_of(db, id, object_kind::primary_key);
  return std::any_of(keys.begin(), keys.end(), [&](const object_id& key) {
    return std::get<primary_key>(db.objects.at(key)).timing == constraint_timing::not_deferrable;
  });
}

bool publishes_updates(const publication& value) {
  const auto what = value.options.find("publish");
  return what == value.options.end() || what->second.find("update") != std::string::npos;
}

}  // namespace

bool publishes(const publication& value, const object_id& id) {
  return value.all_tables || std::find(value.schemas.begin(), value.schemas.end(), id.schema) != value.schemas.end() ||
         std::any_of(value.tables.begin(), value.tables.end(), [&](const published_table& t) { return t.table == id; });
}

bool refuses_updates(const database& db, const object_id& id) {
  if (!db.contains(id)) {
    return false;
  }
  auto tables = wholes_of(db, id);
  const auto parts = descendants_of(db, id);
  tables.push_back(id);
  tables.insert(tables.end(), parts.begin(), parts.end());
  const bool published = std::any_of(db.objects.begin(), db.objects.end(), [&](const auto& entry) {
    const auto* value = std::get_if<publication>(&entry.second);
    return value != nullptr && publishes_updates(*value) &&
           std::any_of(tables.begin(), tables.end(), [&](const object_id& of) { return publishes(*value, of); });
  });
  return published && !has_replica_identity(db, id);
}

}  // namespace squall::kit
