// What a publication asks of the tables that it names. Private to this folder.
#pragma once

#include "kit/model/model.hpp"

namespace squall::kit {

/// True when the publication sends the table's rows, by name, with its schema, or with all tables.
bool publishes(const publication& value, const object_id& table);

/// True when the server refuses UPDATE of the table: it publishes updates, and nothing says which row is meant (manual,
/// 31.1: replica identity).
bool refuses_updates(const database& db, const object_id& table);

}  // namespace squall::kit
