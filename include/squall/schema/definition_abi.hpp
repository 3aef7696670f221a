// What a compiled schema header tells the tool: plain records over a C interface, so that the tool and the header may
// be built by different compilers with different flags.
#pragma once

#include <cstdint>

namespace squall::definition {

/// Raised with every change of a record below. The tool refuses another number.
inline constexpr std::uint32_t abi_version = 6;

enum class sql_type : std::uint8_t {
  boolean,
  smallint,
  integer,
  bigint,
  real,
  double_precision,
  numeric,
  text_,
  varchar,
  character,
  bytea,
  uuid,
  date,
  time,
  timetz,
  timestamp,
  timestamptz,
  interval,
  json,
  jsonb,
  enumeration,
  custom,  ///< as `type_text` says, or else `type_schema` and `type_name`
};

enum class default_kind : std::uint8_t { none, boolean, integer, real, text, enumerator, now, random_uuid, empty, sql };
enum class identity_mode : std::uint8_t { none, always, by_default };

/// Characters that live as long as the shared object. `data` is null when nothing was said.
struct text {
  const char* data;
  std::uint64_t size;
};

struct enum_record {
  text name, schema;
  const text* labels;
  std::uint32_t label_count;
};

struct parameter_record {
  text name, value;
};

/// FOREIGN KEY: the target and the actions, as they stand in squall::reference_options.
struct reference_record {
  text table_schema, table;
  const text* columns;
  std::uint32_t column_count;
  const text* on_delete_columns;
  std::uint32_t on_delete_column_count;
  std::uint8_t on_delete, on_update, match, timing;
};

struct column_record {
  text name;
  sql_type type;
  /// The type as SQL when `type` is custom. A length is its last modifier: `vector` becomes `vector(3)`,
  /// `geometry(Point)` becomes `geometry(Point,4326)`.
  text type_text;
  std::uint8_t dimensions;
  std::int32_t length, scale;  ///< or precision and scale; -1 when not given
  const enum_record* enumeration;
  std::uint8_t not_null, primary_key, unique, nulls_not_distinct, serial;
  default_kind default_is;
  std::int64_t default_value;
  text default_text;  ///< literal (text) or expression (sql)
  identity_mode identity;
  std::int64_t sequence_start, sequence_increment, sequence_minimum, sequence_maximum, sequence_cache;
  std::uint8_t sequence_cycle;
  text generated, collation, comment, check, renamed_from, using_expression, backfill, unique_name, reference_name;
  const reference_record* reference;  ///< null: none
  text type_schema, type_name;
  text generated_virtual, not_null_name, not_null_no_inherit, storage, compression, statistics_target;
  const parameter_record* options;
  std::uint32_t option_count;
  const parameter_record* foreign_options;
  std::uint32_t foreign_option_count;
  text identity_sequence;
};

enum class extra_kind : std::uint8_t {
  index,
  unique,
  primary_key,
  foreign_key,
  check,
  table_comment,
  renamed_from,
  exclusion,
  table_option,  ///< `name` says which; see table_options.hpp
  statement,     ///< `name` is a label, `expression` the SQL
};

enum class constraint_state : std::uint8_t { valid, not_valid, not_enforced };

/// One key of an index: a column or an expression.
struct key_record {
  text column, expression, operator_class, collation;
  text exclusion_operator;
  std::uint8_t descending, nulls;  ///< nulls: 0 not said, 1 first, 2 last
};

/// What stands in the lambda of table(): one record an entry.
struct extra_record {
  extra_kind kind;
  text name;
  const key_record* keys;
  std::uint32_t key_count;
  const text* include;
  std::uint32_t include_count;
  text method, where, expression, tablespace, comment;
  text parent_schema, parent;  ///< of a table_option that names a table
  std::uint8_t unique, nulls_not_distinct, no_inherit, without_overlaps, timing;
  constraint_state state;
  const parameter_record* parameters;
  std::uint32_t parameter_count;
  const reference_record* reference;
};

struct table_record {
  text schema, name;
  text cpp_name;  ///< for messages
  const column_record* columns;
  std::uint32_t column_count;
  const extra_record* extras;
  std::uint32_t extra_count;
};

enum class declaration_kind : std::uint8_t {
  statement,  ///< `name` is a label
  schema,
  extension,
  domain,  ///< `sql` is the type below
  composite,
  view,  ///< `sql` is the query
  materialized_view,
  partition,   ///< reaches the tool as a table without columns
  sequence,    ///< `sql` is its type
  enum_type,   ///< `enumeration` has the rest
  range_type,  ///< `sql` is the subtype
};

/// What stands beside the tables, in the order of the header.
struct declaration_record {
  declaration_kind kind;
  text schema, name, sql;
  const parameter_record* options;
  std::uint32_t option_count;
  const column_record* columns;
  std::uint32_t column_count;
  const extra_record* extras;
  std::uint32_t extra_count;
  const enum_record* enumeration;
};

/// The tool's side. Records live during the call only.
struct sink {
  std::uint32_t abi;
  void* context;
  void (*table)(void* context, const table_record* record);
  void (*declare)(void* context, const declaration_record* record);
  void (*problem)(void* context, text message);  ///< what the header got wrong and only the definition build can see
};

/// The name of the C function in the shared object: void squall_describe_schema(const squall::definition::sink*).
inline constexpr const char* entry_point = "squall_describe_schema";

}  // namespace squall::definition
