// Any database → model → plan from nothing → another database: nothing is lost, and three witnesses say so.
#pragma once

#include <string>
#include <vector>

#include "kit/sources/catalog/catalog.hpp"
#include "roundtrip/support/side.hpp"

namespace squall::test {

/// Builds what the original holds on the copy and compares: the models read, pg_dump, the system catalogs.
/// @return what is wrong, for a reader; empty when nothing is.
std::vector<std::string> round_trip(two_sides& between);

/// Runs the model's plan from an empty database on the copy; throws with the statement that failed.
void build(const kit::database& model, const side& on);

/// What the witnesses say about the two databases as they are.
std::vector<std::string> compare(const two_sides& between);

kit::source_result read(const side& from);

}  // namespace squall::test
