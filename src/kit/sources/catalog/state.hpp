// What the parts of the catalog source share while they read: the rows, and the model that grows.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <tuple>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "kit/model/model.hpp"

namespace squall::kit::catalog {

using oid = std::uint32_t;

/// The system catalogs that pg_description and pg_depend name objects in. Their OIDs are fixed
/// (PostgreSQL's pg_class.dat and friends), the same in every version.
enum class system_catalog : oid {
  type = 1247,
  relation = 1259,
  column_default = 2604,
  constraint = 2606,
  schema = 2615
};

/// An object as pg_depend and pg_description point at it.
struct object_address {
  system_catalog catalog{};
  oid object = 0;
  int sub_object = 0;  ///< attnum, 0 for the whole

  friend auto operator<=>(const object_address&, const object_address&) = default;
};

/// A table or sequence of the model.
struct relation {
  object_id id;
  /// By attnum - 1; empty where a column was dropped.
  std::vector<std::string_view> columns;

  /// The name of column `attnum`. Throws kit::error when the catalog contradicts itself.
  [[nodiscard]] std::string_view column_name(int attnum) const;
  /// 1-based place of column `attnum` among the columns that there are.
  [[nodiscard]] int position(int attnum) const;
};

/// What an index says about its keys, whether it backs a constraint or stands for itself.
struct index_columns {
  std::vector<int> keys;     ///< attnums; 0 is an expression
  std::vector<int> include;  ///< attnums
  bool nulls_not_distinct = false;
};

/// What pg_get_indexdef would add to the plain column name of one key.
struct special_key {
  std::string_view expression;
  std::string_view collation;
  std::string_view operator_class;
};

/// Everything known while a catalog is read. Views point into the results, which outlive it.
/// Reading has two passes: first every part registers identities by OID, then every part builds its objects.
class reading_state {
 public:
  std::unordered_map<oid, std::string_view> schemas;
  std::unordered_map<oid, object_id> types;  ///< enums, and their array types
  std::unordered_map<oid, relation> relations;
  std::map<std::pair<oid, int>, sequence_options> identity_sequences;  ///< by table and attnum
  std::unordered_map<oid, index_columns> indexes;
  std::map<std::pair<oid, int>, special_key> special_keys;  ///< by index and 1-based key
  std::unordered_set<oid> constraint_indexes;
  std::map<object_address, std::string_view> comments;
  std::map<object_address, std::vector<object_address>> references;

  source_result result;

  [[nodiscard]] const relation* find_relation(oid id) const;
  [[nodiscard]] std::string comment(system_catalog catalog, oid object, int sub_object = 0) const;
  /// Deparsed text with the objects of the model that pg_depend says `owner` stands on, except `self`.
  [[nodiscard]] sql_expression expression(std::string_view sql, const object_address& owner,
                                          const object_id& self) const;
  void add(object_id id, object value);
  /// One sentence for source_result::not_modelled.
  void report(std::string sentence);

 private:
  [[nodiscard]] const object_id* resolve(const object_address& address, object_id& buffer) const;
};

}  // namespace squall::kit::catalog
