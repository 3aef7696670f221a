// What the parts of the catalog source share while they read: the rows, and the model that grows.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "kit/model/model.hpp"
#include "kit/sources/catalog/address.hpp"

namespace squall::kit::catalog {

/// A table, view, materialized view or sequence of the model.
struct relation {
  object_id id;
  /// By attnum - 1; empty where a column was dropped.
  std::vector<std::string_view> columns;
  bool is_partition = false;
  bool is_typed = false;  ///< CREATE TABLE … OF type

  /// The name of column `attnum`. Throws kit::error when the catalog contradicts itself.
  [[nodiscard]] std::string_view column_name(int attnum) const;
  /// 1-based place of column `attnum` among the columns that there are.
  [[nodiscard]] int position(int attnum) const;
};

/// What pg_get_indexdef would add to the plain column name of one key.
struct special_key {
  std::string_view expression;
  std::string_view collation;
  std::string_view operator_class;
  std::string_view attribute;  ///< the key's name among the index's own columns
  std::optional<std::int64_t> statistics_target;
};

/// The index behind a primary key, unique or exclusion constraint.
struct constraint_index {
  index value;
  /// Of a partition, attached to its parent's, and just what PostgreSQL makes of that by itself.
  bool implied = false;
};

/// The sequence behind an identity column.
struct identity_sequence {
  oid sequence = 0;
  identity_column value;
};

/// The columns of a view or materialized view.
struct columns_of_view {
  std::map<std::string, view_column> said;
  std::vector<std::pair<int, view_output>> outputs;  ///< by attnum, in any order
};

/// A member of an operator class or family.
struct family_member {
  std::string_view text;
  object_address address;
};

/// Everything known while a catalog is read. Views point into the results, which outlive it.
/// Reading has two passes: first every part registers identities by OID, then every part builds its objects.
class reading_state {
 public:
  std::unordered_map<oid, std::string_view> schemas;
  std::unordered_map<oid, relation> relations;
  std::map<std::pair<oid, int>, identity_sequence> identity_sequences;  ///< by table and attnum
  std::unordered_map<oid, std::vector<oid>> parents;        ///< pg_inherits, of tables and of indexes, in order
  std::map<std::pair<oid, int>, special_key> special_keys;  ///< by index and 1-based key
  std::unordered_map<oid, char> constraint_types;           ///< pg_constraint.contype by index
  std::unordered_map<oid, std::string_view> clustered_on;   ///< name of an index by relation
  std::unordered_map<oid, std::string_view> replica_identity_indexes;  ///< the same
  std::unordered_map<oid, std::vector<std::string>> validated_checks;  ///< names by relation, sorted
  std::unordered_map<object_address, std::string_view, object_address_hash> comments;
  /// ALTER … DEPENDS ON EXTENSION: names, sorted.
  std::unordered_map<object_address, std::vector<std::string>, object_address_hash> extension_dependencies;

  // Second pass: what a part leaves to a later one.
  std::unordered_map<oid, constraint_index> constraint_indexes;
  std::unordered_map<oid, columns_of_view> view_columns;
  std::unordered_map<object_address, std::vector<family_member>, object_address_hash> members;
  std::unordered_map<oid, std::vector<role_membership>> memberships;  ///< by member

  source_result result;

  /// First pass: `object` of `catalog` is, or belongs to, `id`: whoever stands on it stands on `id`. A type and its
  /// array type are registered both, a member of an extension as the extension, the columns of a composite type by its
  /// relation. Relations of the model register themselves in `relations`.
  void register_object(system_catalog catalog, oid object, object_id id);
  /// First pass: a row of pg_depend.
  void register_dependency(const object_address& owner, const object_address& on);
  /// First pass: what access() will say of an object.
  access_control& access_entry(const object_address& address) { return access_[address]; }
  /// Between the passes.
  void finish_registration();

  [[nodiscard]] const relation* find_relation(oid id) const;
  /// The identity that was registered, or nullptr.
  [[nodiscard]] const object_id* find_object(system_catalog catalog, oid object) const;

  [[nodiscard]] std::string comment(system_catalog catalog, oid object, int sub_object = 0) const;
  /// The extensions that the object goes with.
  [[nodiscard]] std::vector<std::string> depends_on_extensions(const object_address& address) const;
  /// Owner, privileges and security labels.
  [[nodiscard]] access_control access(system_catalog catalog, oid object, int sub_object = 0) const;
  /// The objects of the model that pg_depend says `owner` stands on, except `self`: sorted, each once. Of a column of a
  /// table there is the column alone.
  [[nodiscard]] std::vector<object_id> dependencies(const object_address& owner, const object_id& self) const;
  /// The same for an object as a whole. Of a column of a table there are both the column and the table.
  [[nodiscard]] reference_list references(const object_address& owner, const object_id& self) const;
  /// Deparsed text with what `owner` stands on, except `self`.
  [[nodiscard]] sql_expression expression(std::string_view sql, const object_address& owner,
                                          const object_id& self) const;
  void add(object_id id, object value);
  /// One sentence for source_result::not_modelled.
  void report(std::string sentence);

 private:
  enum class detail : std::uint8_t { columns, columns_and_tables };
  void append(std::vector<object_id>& found, const object_address& address, detail wanted) const;
  [[nodiscard]] std::vector<object_id> collect(const object_address& owner, const object_id& self, detail wanted) const;

  std::unordered_map<object_address, object_id, object_address_hash> registered_;
  std::unordered_map<object_address, access_control, object_address_hash> access_;
  std::vector<std::pair<object_address, object_address>> dependencies_;  ///< sorted by owner between the passes
};

}  // namespace squall::kit::catalog
