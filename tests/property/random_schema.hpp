// Random schemas in SQL, and random edits of them, over many kinds of objects. Everything about a schema is decided by
// its facets, so that a failing pair can be made smaller facet by facet.
#pragma once

#include <cstdint>
#include <map>
#include <random>
#include <string>
#include <vector>

#include "kit/diff/diff.hpp"

namespace squall::test {

/// One thing that a schema has or has not, and the number that decides what it looks like.
struct facet {
  bool present = false;
  std::uint32_t look = 0;
  friend bool operator==(const facet&, const facet&) = default;
};

/// By name: "users", "users.email", "users.pk", "mood" …
using schema_facets = std::map<std::string, facet>;

schema_facets random_schema(std::mt19937& random);

/// Some facets gone, some new, some with another look.
schema_facets random_edit(schema_facets schema, std::mt19937& random);

/// Names of facets that let in others of their concern: "renames", "roles", "partitions" … They are no part of a random
/// schema; who makes pairs says which of them there are.
const std::vector<std::string>& facet_families();

/// The statements that make it. A facet that needs another one, which is not there, is left out.
std::string schema_sql(const schema_facets& schema);

/// What is the same in both and called otherwise.
std::vector<kit::rename_answer> schema_renames(const schema_facets& before, const schema_facets& after);

}  // namespace squall::test
