// The catalog source: any database into the model.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "kit/model/model.hpp"
#include "squall/client/connection.hpp"

namespace squall::kit {

struct catalog_options {
  /// Schemas to leave out beside pg_*, information_schema and Squall's own bookkeeping.
  std::vector<std::string> exclude_schemas;
  /// Whole objects that are not modelled, and privileges, are looked for too. false where the model alone is wanted,
  /// of a database that holds nothing else: it is a good part of the time that a small one takes.
  bool report_unmodelled = true;
};

/// Reads the database in one pipelined round trip inside one REPEATABLE READ READ ONLY transaction, with a constant
/// number of queries, under an empty search_path. Objects of extensions are left to them.
/// What cannot be represented is in `not_modelled`.
source_result read_catalog(connection& db, const catalog_options& options = {});

}  // namespace squall::kit
