// Canonical form: a model as PostgreSQL itself would spell it.
#pragma once

#include "kit/model/model.hpp"
#include "kit/server/server.hpp"

namespace squall::kit {

/// Creates `model` on a scratch database and reads it back with the catalog source, and creates what the server spelt
/// otherwise again, until the text stops changing. Expressions in the result are PostgreSQL's deparse; keep the
/// original for what a person reads.
/// Throws kit::error that names the object and holds the server's message when the model cannot be created.
database canonicalize(const database& model, managed_server& scratch);

/// Two models that can be compared raw.
struct canonical_pair {
  database live;
  database author;
};

/// `live` (read from a database) and `author` (from anywhere) in one spelling. What a database holds is the server's
/// first deparse of what somebody wrote, and that is not always the last: varchar IN ('a') settles in the second.
/// Costs less than canonicalising both: only what is spelt differently is looked at again.
/// Throws as canonicalize() does.
canonical_pair canonicalize_pair(const database& live, const database& author, managed_server& scratch);

}  // namespace squall::kit
