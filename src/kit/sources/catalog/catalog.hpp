// The catalog source: any database into the model.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "kit/model/model.hpp"
#include "kit/session/prepared_queries.hpp"
#include "squall/client/connection.hpp"

namespace squall::kit {

struct catalog_options {
  /// Schemas to leave out beside pg_*, information_schema and Squall's own bookkeeping.
  std::vector<std::string> exclude_schemas;
  /// The only schemas to read; empty: all.
  std::vector<std::string> include_schemas = {};
  /// The only tables and views to read, with what belongs to them; empty: all. Patterns of `schema.name`, or of a name
  /// in any schema, where `*` stands for any text and `?` for one character. Sequences that no table owns, types,
  /// routines and the like are read all the same.
  std::vector<std::string> tables = {};
};

/// Reads the database in one pipelined round trip inside one REPEATABLE READ READ ONLY transaction, with a constant
/// number of queries, under an empty search_path. Objects of extensions are left to them.
/// What cannot be represented is in `not_modelled`, and that the schema was changed while it was read: the server looks
/// up what it spells out (expressions, names of types) as it is now, not as it was when the transaction began.
/// @param again of a session that will be asked again
source_result read_catalog(connection& db, const catalog_options& options = {}, prepared_queries* again = nullptr);

}  // namespace squall::kit
