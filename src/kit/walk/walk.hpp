// A walk through the system catalogs: every row that somebody made, told in words that are the same in every database
// of one schema. It knows no kind of object and shares nothing with the catalog source: a witness of its own.
#pragma once

#include <cstdint>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

#include "kit/session/prepared_queries.hpp"
#include "kit/walk/layout.hpp"
#include "squall/client/connection.hpp"

namespace squall::kit {

/// A row of a system catalog. Numbers of objects and columns are replaced by names, expressions by their text.
struct walked_row {
  std::string catalog;   ///< pg_attribute
  std::string identity;  ///< what tells it from the others: `id of public.users`
  std::string parent;    ///< the first object that its identity names, with its catalog; empty: none
  std::string cells;     ///< all that it says, see walk_differences()

  friend bool operator==(const walked_row&, const walked_row&) = default;
  friend auto operator<=>(const walked_row&, const walked_row&) = default;
};

/// In order.
using catalog_walk = std::vector<walked_row>;

/// Walks databases of one server. What belongs to extensions, what initdb made (but the schema public, and privileges
/// that are not as they were) and temporary tables are left out; roles are those that the database's objects name.
/// Needs a superuser.
class catalog_walker {
 public:
  /// Asks what catalogs the server has.
  explicit catalog_walker(connection& db);

  /// In one REPEATABLE READ READ ONLY transaction of its own, a constant number of queries. Without what is in the
  /// schemas `without`.
  /// @param again of a session that will be asked again
  catalog_walk walk(connection& db, const std::vector<std::string>& without = {}, prepared_queries* again = nullptr);

 private:
  std::vector<walk::catalog_layout> layouts_;
  std::unordered_map<std::uint64_t, std::string> built_in_;  ///< the server's own objects met so far
};

/// A text of an expression in the one database, and what stands for it in the other.
using two_spellings = std::pair<std::string, std::string>;

/// How one walk differs from the other, for a reader: object, column, both values; a line each. What belongs to an
/// object that is missing or too many is not told again. Expressions that become the same by one or more of the
/// `spellings`, which somebody else found to mean the same, do not differ.
std::vector<std::string> walk_differences(const catalog_walk& is, const catalog_walk& should_be,
                                          const std::vector<two_spellings>& spellings = {});

}  // namespace squall::kit
