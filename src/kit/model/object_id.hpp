// The identity of a database object: its kind and its qualified name.
#pragma once

#include <compare>
#include <cstdint>
#include <string>
#include <string_view>

namespace squall::kit {

/// Every kind of object that the model knows. A new kind is added here, to `object` in model.hpp, and then
/// wherever the compiler asks for it (each stage visits `object` with one overload a kind).
enum class object_kind : std::uint8_t {
  schema,
  enum_type,
  sequence,
  table,
  column,
  primary_key,
  unique,
  check,
  foreign_key,
  index,
};

/// The kind's name as it stands in JSON and on the command line: "table", "foreign_key", …
std::string_view to_string(object_kind kind);

/// The inverse of to_string(). Throws kit::error for an unknown name.
object_kind parse_object_kind(std::string_view text);

/// kind + qualified name. `table` is set for what belongs to a table (columns, constraints, indexes) and empty
/// otherwise; `schema` is empty for schemas themselves. Names are raw: unquoted, as pg_catalog holds them.
struct object_id {
  object_kind kind{};
  std::string schema;
  std::string table;
  std::string name;

  friend auto operator<=>(const object_id&, const object_id&) = default;
  friend bool operator==(const object_id&, const object_id&) = default;

  /// True for columns, constraints and indexes.
  [[nodiscard]] bool belongs_to_table() const { return !table.empty(); }

  /// The identity of the table that this object is or belongs to.
  [[nodiscard]] object_id owner_table() const { return {object_kind::table, schema, {}, table.empty() ? name : table}; }
};

/// For people and for --allow / --rename: `users`, `users.email`, `auth.users.email` (schema `public` is left
/// out; parts that are not plain lower-case identifiers are quoted as in SQL).
std::string display_name(const object_id& id);

/// For people, with its kind: `column users.email`, `index idx_users_email on users`.
std::string describe(const object_id& id);

object_id schema_id(std::string name);
object_id table_id(std::string schema, std::string name);
object_id enum_id(std::string schema, std::string name);
object_id sequence_id(std::string schema, std::string name);
object_id column_id(const object_id& table, std::string name);

}  // namespace squall::kit
