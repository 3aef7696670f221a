// Where a column cannot be expanded and contracted, and why.
#include <fmt/format.h>

#include <algorithm>

#include "kit/model/inheritance.hpp"
#include "kit/plan/column_work.hpp"
#include "kit/plan/expand_contract.hpp"
#include "kit/plan/expression_scan.hpp"
#include "kit/plan/in_place.hpp"
#include "kit/plan/published_tables.hpp"
#include "kit/plan/sql_parts.hpp"

namespace squall::kit {
namespace {

// Every object of the kind, or only those on `table`.
template <class T, class Use>
void each(const database& db, object_kind kind, const object_id* table, Use use) {
  const object_id first{kind, table == nullptr ? "" : table->schema, table == nullptr ? "" : table->name, ""};
  for (auto it = db.objects.lower_bound(first); it != db.objects.end() && it->first.kind == kind; ++it) {
    if (table != nullptr && (it->first.schema != table->schema || it->first.table != table->name)) {
      return;
    }
    use(it->first, std::get<T>(it->second));
  }
}

std::string family_of(const database& db, const object_id& id) {
  const auto& value = *db.find<table>(id);
  if (!value.partition_by.empty()) {
    return "its table is partitioned";
  }
  if (value.partition_of) {
    return "its table is a partition";
  }
  if (!value.inherits.empty() || !descendants_of(db, id).empty()) {
    return "its table inherits or is inherited from";
  }
  if (!value.foreign_server.empty()) {
    return "its table is a foreign table";
  }
  if (value.of_type) {
    return "its table is a typed table, which takes no further column";
  }
  return {};
}

bool has_key_for_batches(const database& db, const object_id& table) {
  const auto all_not_null = [&](const auto& columns) {
    return std::all_of(columns.begin(), columns.end(), [&](const std::string& name) {
      const auto* c = db.find<column>(column_id(table, name));
      return c != nullptr && c->not_null && !c->not_null_not_valid;
    });
  };
  const auto keys = keys_of(db, table);
  return std::any_of(keys.begin(), keys.end(), [&](const object_id& id) {
    const auto& value = db.objects.at(id);
    if (const auto* k = std::get_if<primary_key>(&value)) {
      return k->timing == constraint_timing::not_deferrable && !k->without_overlaps;
    }
    if (const auto* k = std::get_if<unique>(&value)) {
      return k->timing == constraint_timing::not_deferrable && !k->without_overlaps && all_not_null(k->columns);
    }
    const auto& i = std::get<index>(value);
    std::vector<std::string> columns;
    for (const auto& key : i.keys) {
      columns.push_back(key.column);  // of an expression there is no such column
    }
    return i.unique && i.method == "btree" && !i.where && all_not_null(columns);
  });
}

// What fires for the rows as they are filled would take the filling for a change of theirs.
std::string fires_while_filling(const database& db, const object_id& table) {
  std::string out;
  each<trigger>(db, object_kind::trigger, &table, [&](const object_id& id, const trigger& t) {
    const bool on_update = std::find(t.events.begin(), t.events.end(), "UPDATE") != t.events.end();
    const bool fires = t.enabled == firing::origin || t.enabled == firing::always;
    if (out.empty() && on_update && t.update_columns.empty() && fires) {
      out = fmt::format("trigger {} would fire for every row as it is filled", sql_identifier(id.name));
    }
  });
  each<rule>(db, object_kind::rule, &table, [&](const object_id& id, const rule&) {
    if (out.empty()) {
      out = fmt::format("rule {} rewrites statements on its table", sql_identifier(id.name));
    }
  });
  return out;
}

std::string published(const database& db, const object_id& table) {
  std::string out;
  each<publication>(db, object_kind::publication, nullptr, [&](const object_id& id, const publication& p) {
    if (out.empty() && publishes(p, table)) {
      out = fmt::format("publication {} would send the second column to subscribers that do not have it",
                        sql_identifier(id.name));
    }
  });
  return out;
}

}  // namespace

std::string obstacle_of_table(const settled_changes& changes, const object_id& id) {
  for (const auto* db : {&changes.base, &changes.after}) {
    if (auto why = family_of(*db, id); !why.empty()) {
      return why;
    }
  }
  const auto& db = changes.base;
  const auto& value = *db.find<table>(id);
  if (!has_key_for_batches(db, id)) {
    return "its table has no unique key of NOT NULL columns to fill it along in batches";
  }
  if (value.force_row_level_security && value.row_level_security) {
    return "FORCE ROW LEVEL SECURITY may hide rows of its table from the filling";
  }
  if (auto why = fires_while_filling(db, id); !why.empty()) {
    return why;
  }
  return published(db, id);
}

std::string obstacle_of_column(const settled_changes& changes, const object_id& id) {
  const auto table_name = id.owner_table();
  const auto& b = std::get<column>(changes.base.objects.at(id));
  const auto& a = std::get<column>(changes.after.objects.at(id));
  if (b.generated || a.generated) {
    return "it is a generated column";
  }
  if (has_checked_domain(changes.after, a.type)) {
    return "PostgreSQL writes every row for a new column of a domain with constraints";
  }
  for (const auto& child : members_of(changes.base, table_name, object_kind::column)) {
    const auto& other = std::get<column>(changes.base.objects.at(child));
    if (child != id && other.generated && uses_column(child, changes.base.objects.at(child), id)) {
      return fmt::format("generated column {} stands on it", sql_identifier(child.name));
    }
  }
  const auto& t = *changes.base.find<table>(table_name);
  for (const auto& key : children_of(changes.base, table_name)) {
    if (!has_index(key.kind) || !uses_column(key, changes.base.objects.at(key), id)) {
      continue;
    }
    if (key.kind == object_kind::exclusion) {
      return fmt::format("the index of exclusion constraint {} cannot be built beforehand", sql_identifier(key.name));
    }
    if (t.replica_identity == replica_identity_kind::index && t.replica_identity_index == key.name) {
      return fmt::format("index {} over it is the replica identity", sql_identifier(key.name));
    }
    if (t.clustered_on == key.name) {
      return fmt::format("its table is clustered on index {} over it", sql_identifier(key.name));
    }
  }
  return {};
}

}  // namespace squall::kit
