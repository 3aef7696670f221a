// The statements that make a declared view and what belongs to it.
#pragma once

#include <string>

#include "kit/model/model.hpp"
#include "squall/schema/definition_abi.hpp"

namespace squall::kit {

/// CREATE VIEW or CREATE MATERIALIZED VIEW, and its comment.
std::string view_sql(const object_id& id, const definition::declaration_record& view);

/// CREATE INDEX on a materialized view, and its comment. Without a name the server chooses it.
std::string view_index_sql(const object_id& view, const definition::extra_record& index);

}  // namespace squall::kit
