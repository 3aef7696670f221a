// Canonical form: a model as PostgreSQL itself would spell it.
#pragma once

#include "kit/model/model.hpp"
#include "kit/server/server.hpp"
#include "kit/sources/sql_runner.hpp"

namespace squall::kit {

/// Creates `model` on a scratch database and reads it back with the catalog source, and creates what the server spelt
/// otherwise again, until the text stops changing. Expressions in the result are PostgreSQL's deparse; keep the
/// original for what a person reads.
/// Throws kit::error that names the object and holds the server's message when the model cannot be created.
database canonicalize(const database& model, managed_server& scratch);

/// Gives both models, each as a catalog source read it, one spelling where they differ in nothing but the words of an
/// expression, a query or a condition: both are made again until the server repeats them. Throws as canonicalize()
/// does.
void settle_spelling(database& a, database& b, managed_server& scratch);

/// Creates `model` on a scratch database, with `statements` beside it, and reads everything back.
/// Throws kit::error that names the object or statement and holds the server's message, and when one of `views` has not
/// the columns that were declared (check_declared_views()).
source_result create_on_scratch(const database& model, const std::vector<sql_statement>& statements,
                                managed_server& scratch, const std::vector<declared_view>& views = {});

/// Runs SQL files on a scratch database and reads back what they make.
source_result run_on_scratch(std::vector<sql_piece> files, managed_server& scratch);

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
