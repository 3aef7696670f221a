// Canonical form: a model as PostgreSQL itself would spell it.
#pragma once

#include "kit/model/model.hpp"
#include "kit/server/server.hpp"

namespace squall::kit {

/// Creates `model` on a scratch database and reads it back with the catalog source, again until the text stops
/// changing. Expressions in the result are PostgreSQL's deparse; keep the original for what a person reads.
/// Throws kit::error with the server's message when the model cannot be created.
database canonicalize(const database& model, managed_server& scratch);

/// `changes` (between canonical models) with every `after` object replaced by the author's own spelling of it.
}  // namespace squall::kit
