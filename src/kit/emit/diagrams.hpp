// A model as an entity-relationship diagram: tables, columns, keys, relations, enums, notes.
#pragma once

#include <string>

#include "kit/model/model.hpp"

namespace squall::kit {

/// DBML (dbml.dbdiagram.io/docs).
std::string emit_dbml(const database& model);

/// A Mermaid `erDiagram`.
std::string emit_mermaid(const database& model);

}  // namespace squall::kit
