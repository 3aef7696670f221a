// A model as an entity-relationship diagram: tables, columns, keys, relations, enums, notes.
#pragma once

#include <string>

#include "kit/model/model.hpp"

namespace squall::kit {

/// A table that a diagram shows: a partition is a part of its table, with no columns of its own.
inline bool is_in_diagram(const database& model, const object_id& id) {
  const auto* value = model.find<table>(id);
  return value != nullptr && !value->partition_of;
}

/// DBML (dbml.dbdiagram.io/docs).
std::string emit_dbml(const database& model);

/// A Mermaid `erDiagram`.
std::string emit_mermaid(const database& model);

}  // namespace squall::kit
