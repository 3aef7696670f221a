// The identity of a database object: its kind and its qualified name.
#pragma once

#include <algorithm>
#include <array>
#include <compare>
#include <cstdint>
#include <string>
#include <string_view>

namespace squall::kit {

/// Every kind of object that the model knows. A new kind is added here, to `object` in model.hpp, and then
/// wherever the compiler asks for it (each stage visits `object` with one overload a kind).
enum class object_kind : std::uint8_t {
  role,
  schema,
  extension,
  language,
  base_type,
  enum_type,
  domain,
  composite_type,
  range_type,
  collation,
  conversion,
  routine,  ///< functions, procedures and window functions
  aggregate,
  operator_,
  operator_family,
  operator_class,
  cast,
  transform,
  access_method,
  text_search_parser,
  text_search_template,
  text_search_dictionary,
  text_search_configuration,
  foreign_data_wrapper,
  foreign_server,
  user_mapping,
  sequence,
  table,  ///< partitioned, partition, typed and foreign tables are tables
  column,
  primary_key,
  unique,
  check,
  foreign_key,
  exclusion,
  index,
  view,
  materialized_view,
  statistics,
  trigger,
  rule,
  policy,
  event_trigger,
  publication,
  subscription,
  default_privileges,
  system_object,  ///< what was said about an object of PostgreSQL or an extension
};
inline constexpr std::size_t object_kind_count = static_cast<std::size_t>(object_kind::system_object) + 1;

/// The kind's name as it stands in JSON and on the command line: "table", "foreign_key", …
std::string_view to_string(object_kind kind);

/// The inverse of to_string(). Throws kit::error for an unknown name.
object_kind parse_object_kind(std::string_view text);

/// Which parts of an identity a kind has beside the name.
struct identity_parts {
  bool schema = false;
  bool table = false;      ///< belongs to a table, view or materialized view
  bool signature = false;  ///< see object_id::signature
};
identity_parts identity_parts_of(object_kind kind);

/// Kinds of types that can be made, in which values are kept.
inline constexpr std::array user_type_kinds{object_kind::enum_type, object_kind::domain, object_kind::composite_type,
                                            object_kind::range_type, object_kind::base_type};
constexpr bool is_user_type(object_kind kind) {
  return std::find(user_type_kinds.begin(), user_type_kinds.end(), kind) != user_type_kinds.end();
}

/// kind + qualified name. Names are raw: unquoted, as pg_catalog holds them.
struct object_id {
  object_kind kind{};
  std::string schema;  ///< empty for what stands outside of schemas
  std::string table;   ///< of the relation it belongs to; empty for what stands by itself
  std::string name;
  /// What tells objects of one name apart, SQL text with types as format_type() spells them under an empty search_path:
  /// of a routine or aggregate the argument types, "integer, text[]"; of an operator "integer, text" ("NONE, integer"
  /// when it has no left side); of an operator class or family the access method; of a cast `name` is the source type
  /// and this the target; of a transform `name` is the type and this the language; of a user mapping `name` is the
  /// server and this the role (empty: PUBLIC); of default privileges `name` is the class of objects ("tables",
  /// "sequences", "functions", "types", "schemas"), `schema` may be empty and this is the role they are for (empty: who
  /// runs the migrations); of a system object `name` is the word behind GRANT … ON ("FUNCTION") and this its name
  /// there.
  std::string signature = {};

  friend auto operator<=>(const object_id&, const object_id&) = default;
  friend bool operator==(const object_id&, const object_id&) = default;

  /// True for columns, constraints, indexes, triggers, rules and policies.
  [[nodiscard]] bool belongs_to_table() const { return !table.empty(); }

  /// The identity of the table that this object is or belongs to.
  [[nodiscard]] object_id owner_table() const { return {object_kind::table, schema, {}, table.empty() ? name : table}; }
};

/// For people and for --allow / --rename: `users`, `users.email`, `auth.users.email`, `add(integer, integer)` (schema
/// `public` is left out; parts that are not plain lower-case identifiers are quoted as in SQL).
std::string display_name(const object_id& id);

/// For people, with its kind: `column users.email`, `index idx_users_email on users`.
std::string describe(const object_id& id);

object_id schema_id(std::string name);
object_id table_id(std::string schema, std::string name);
object_id enum_id(std::string schema, std::string name);
object_id sequence_id(std::string schema, std::string name);
object_id column_id(const object_id& table, std::string name);

}  // namespace squall::kit
