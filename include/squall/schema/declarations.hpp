// What a schema holds beside its tables: schemas, extensions, domains, sequences, partitions, functions and whatever
// else is said in SQL.
//
//     inline const auto app = schema("app", {.comment = "What customers see"});
//     inline const auto trigrams = extension("pg_trgm");
//     inline const auto slug = function("app.slug", R"sql(
//         CREATE FUNCTION app.slug(title text) RETURNS text IMMUTABLE LANGUAGE sql
//         RETURN lower(regexp_replace(title, '\W+', '-', 'g')))sql");
//
// Such a declaration is `inline const auto`: the tool's build registers its text when the header is loaded, which no
// constexpr variable can do. An application's build makes an empty constant of it.
#pragma once

#include <cstdint>
#include <optional>
#include <type_traits>
#include <utility>

#include "squall/schema/fixed_string.hpp"
#include "squall/schema/table.hpp"

namespace squall {

/// What a declaration is in C++: nothing.
struct declared {};

struct schema_options {
  const char* comment = nullptr;
  const char* owner = nullptr;
};
struct extension_options {
  const char* schema = nullptr;   ///< where its objects go; the extension's own choice when not given
  const char* version = nullptr;  ///< the newest when not given
  const char* comment = nullptr;
};
struct domain_options {
  const char* check = nullptr;  ///< a condition on VALUE, in SQL
  const char* check_name = nullptr;
  bool not_null = false;
  const char* default_ = nullptr;   ///< an expression, in SQL
  const char* collation = nullptr;  ///< as SQL: `"C"`
  const char* comment = nullptr;
};

struct type_options {
  const char* comment = nullptr;
  const char* owner = nullptr;
};
/// What CREATE TYPE … AS RANGE says, as SQL; what is not said is as PostgreSQL has it by itself.
struct range_options {
  const char* operator_class = nullptr;  ///< SUBTYPE_OPCLASS
  const char* collation = nullptr;       ///< `"C"`
  const char* difference = nullptr;      ///< SUBTYPE_DIFF, a function: `float8mi`
  const char* multirange = nullptr;      ///< MULTIRANGE_TYPE_NAME (PostgreSQL 14)
  const char* comment = nullptr;
  const char* owner = nullptr;
};

/// What CREATE SEQUENCE says; what is not said is as PostgreSQL has it by itself.
struct sequence_settings {
  const char* type = nullptr;  ///< "smallint" or "integer"; bigint when not given
  std::optional<std::int64_t> start = {};
  std::optional<std::int64_t> increment = {};
  std::optional<std::int64_t> minimum = {};
  std::optional<std::int64_t> maximum = {};
  std::optional<std::int64_t> cache = {};
  bool cycle = false;
  bool unlogged = false;  ///< PostgreSQL 15
  const char* comment = nullptr;
};

namespace detail {

#ifdef SQUALL_DEFINITION
constexpr void refuse_constexpr(bool constant) {
  if (constant)
    throw "squall: a declaration with SQL text is `inline const auto`, not `inline constexpr auto`";
}
// Bodies in definition.hpp.
void register_statement(const char* label, const char* sql);
void register_schema(const char* name, const schema_options& options);
void register_extension(const char* name, const extension_options& options);
void register_domain(std::string_view schema, std::string_view name, const char* base, const domain_options& options);
template <class E>
void register_enum(const type_options& options);
void register_range(std::string_view schema, std::string_view name, const char* subtype, const range_options& options);
/// OWNED BY; without a column: by none.
struct owning_column {
  std::string_view schema, table, column;
};
void register_sequence(std::string_view schema, std::string_view name, const owning_column& owner,
                       const sequence_settings& settings);
template <template <class> class Table, fixed_string Name, fixed_string Schema, class Extras>
void register_partition(const char* bound, std::string_view parent_schema, std::string_view parent);
#endif

template <fixed_string Name, fixed_string Schema>
struct check_declared_name {
  static_assert(!Name.empty(), "squall: a declaration has a name");
  static_assert(Name.view().size() <= 63 && Schema.view().size() <= 63,
                "squall: a name in PostgreSQL has 63 bytes at most");
};

}  // namespace detail

// All of these are templates, so that g++ asks only in a call whether it can be constant.

/// Any objects by the statements that create them: `label` names them in messages, `sql` is one or more complete
/// statements.
template <class = void>
constexpr declared sql_object([[maybe_unused]] const char* label, [[maybe_unused]] const char* sql) {
#ifdef SQUALL_DEFINITION
  if (std::is_constant_evaluated())
    detail::refuse_constexpr(true);
  else
    detail::register_statement(label, sql);
#endif
  return {};
}

/// A function, procedure or aggregate: its name for messages, and its CREATE statement.
template <class = void>
constexpr declared function(const char* name, const char* sql) {
  return sql_object(name, sql);
}

/// A schema. Those that tables name are there without it.
template <class = void>
constexpr declared schema([[maybe_unused]] const char* name, [[maybe_unused]] const schema_options& options = {}) {
#ifdef SQUALL_DEFINITION
  if (std::is_constant_evaluated())
    detail::refuse_constexpr(true);
  else
    detail::register_schema(name, options);
#endif
  return {};
}

/// CREATE EXTENSION.
template <class = void>
constexpr declared extension([[maybe_unused]] const char* name,
                             [[maybe_unused]] const extension_options& options = {}) {
#ifdef SQUALL_DEFINITION
  if (std::is_constant_evaluated())
    detail::refuse_constexpr(true);
  else
    detail::register_extension(name, options);
#endif
  return {};
}

/// A domain over a type given in SQL: `domain<"email", "app">("text", {.check = "VALUE LIKE '%@%'"})`. Columns of it
/// are domain_<Email>() or sql_type("app.email").
template <fixed_string Name, fixed_string Schema = "">
constexpr declared domain([[maybe_unused]] const char* base, [[maybe_unused]] const domain_options& options = {}) {
  (void)sizeof(detail::check_declared_name<Name, Schema>);
#ifdef SQUALL_DEFINITION
  if (std::is_constant_evaluated())
    detail::refuse_constexpr(true);
  else
    detail::register_domain(Schema.view(), Name.view(), base, options);
#endif
  return {};
}

/// An enum type with what its enumeration does not say, or one that no column has: `enum_type<Mood>({.comment = "How
/// one feels"})`. Those of columns are there without it.
template <class E>
  requires std::is_enum_v<E>
constexpr declared enum_type([[maybe_unused]] const type_options& options = {}) {
#ifdef SQUALL_DEFINITION
  if (std::is_constant_evaluated())
    detail::refuse_constexpr(true);
  else
    detail::register_enum<E>(options);
#endif
  return {};
}

/// A range type over a subtype given in SQL: `range_type<"floats">("double precision", {.difference = "float8mi"})`.
/// Columns of it are sql_type("floats"). One with a CANONICAL function is declared by sql_object(): function and type
/// need each other.
template <fixed_string Name, fixed_string Schema = "">
constexpr declared range_type([[maybe_unused]] const char* subtype,
                              [[maybe_unused]] const range_options& options = {}) {
  (void)sizeof(detail::check_declared_name<Name, Schema>);
#ifdef SQUALL_DEFINITION
  if (std::is_constant_evaluated())
    detail::refuse_constexpr(true);
  else
    detail::register_range(Schema.view(), Name.view(), subtype, options);
#endif
  return {};
}

/// A sequence, for defaults as `.default_sql("nextval('invoice_numbers')")`. Those of serial and identity columns are
/// there without it.
template <fixed_string Name, fixed_string Schema = "">
constexpr declared sequence([[maybe_unused]] const sequence_settings& settings = {}) {
  (void)sizeof(detail::check_declared_name<Name, Schema>);
#ifdef SQUALL_DEFINITION
  if (std::is_constant_evaluated())
    detail::refuse_constexpr(true);
  else
    detail::register_sequence(Schema.view(), Name.view(), {}, settings);
#endif
  return {};
}
/// The same, owned by a column, with which it is dropped: `sequence<"invoice_numbers">(invoices.number)`.
template <fixed_string Name, fixed_string Schema = "", class Tag, std::uint32_t Id, class Db, bool NotNull>
constexpr declared sequence(column<Tag, Id, Db, NotNull>, [[maybe_unused]] const sequence_settings& settings = {}) {
  (void)sizeof(detail::check_declared_name<Name, Schema>);
#ifdef SQUALL_DEFINITION
  if (std::is_constant_evaluated())
    detail::refuse_constexpr(true);
  else
    detail::register_sequence(Schema.view(), Name.view(),
                              {Tag::schema(), Tag::name(), column<Tag, Id, Db, NotNull>::name()}, settings);
#endif
  return {};
}

/// A partition of `parent` with its bound in SQL: "FOR VALUES FROM (…) TO (…)", "FOR VALUES IN (…)", "FOR VALUES WITH
/// (modulus 4, remainder 0)", "DEFAULT". Its columns are the parent's, so it needs no struct; queries take it as a
/// table. `extras` is a lambda as that of table(): indexes of the partition alone, partition_by() for partitions of its
/// own.
template <fixed_string Name, fixed_string Schema = "", template <class> class Table, fixed_string ParentName,
          fixed_string ParentSchema, class Extras = detail::no_extras>
constexpr table_t<Table, Name, Schema> partition(const table_t<Table, ParentName, ParentSchema>&,
                                                 [[maybe_unused]] const char* bound,
                                                 [[maybe_unused]] Extras extras = {}) {
  (void)sizeof(detail::check_declared_name<Name, Schema>);
#ifdef SQUALL_DEFINITION
  if (std::is_constant_evaluated())
    detail::refuse_constexpr(true);
  else
    detail::register_partition<Table, Name, Schema, Extras>(bound, ParentSchema.view(), ParentName.view());
#endif
  return {};
}

}  // namespace squall
