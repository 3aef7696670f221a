// The statements that make a whole database, object by object: what pull and export write as SQL.
//
// Most of a large database are tables that need nothing but types and each other. Those are written as they are walked,
// without a plan; only the rest is planned.
#pragma once

#include <functional>
#include <string>

#include "kit/model/model.hpp"

namespace squall::kit {

/// `object` is what the statement, without its final semicolon, is about; empty for a setting of the session.
using statement_sink = std::function<void(const object_id& object, std::string sql)>;

/// Gives `write` the statements in an order in which they run on an empty database.
void write_creation(const database& model, const statement_sink& write);

}  // namespace squall::kit
