// How the declarations of declarations.hpp and view.hpp reach the registry. Part of the definition build only.
#pragma once

#include "squall/schema/definition.hpp"

namespace squall::detail {

using definition::declaration_kind;

inline declaration_definition declaration(declaration_kind kind, std::string_view schema, std::string_view name,
                                          const char* sql = nullptr) {
  declaration_definition d;
  d.kind = kind;
  d.schema = schema;
  d.name = name;
  if (sql != nullptr)
    d.sql = sql;
  return d;
}
inline void add_option(declaration_definition& d, const char* name, const char* value) {
  if (value != nullptr)
    d.options.emplace_back(name, value);
}
inline void add_option(declaration_definition& d, const char* name, bool value) {
  if (value)
    d.options.emplace_back(name, "true");
}
inline void add_option(declaration_definition& d, const char* name, const std::optional<std::int64_t>& value) {
  if (value)
    d.options.emplace_back(name, std::to_string(*value));
}

inline void register_statement(const char* label, const char* sql) {
  register_declaration(declaration(declaration_kind::statement, {}, label, sql));
}
inline void register_schema(const char* name, const schema_options& options) {
  auto d = declaration(declaration_kind::schema, {}, name);
  add_option(d, "comment", options.comment);
  add_option(d, "owner", options.owner);
  register_declaration(std::move(d));
}
inline void register_extension(const char* name, const extension_options& options) {
  auto d = declaration(declaration_kind::extension, {}, name);
  add_option(d, "schema", options.schema);
  add_option(d, "version", options.version);
  add_option(d, "comment", options.comment);
  register_declaration(std::move(d));
}
inline void register_domain(std::string_view schema, std::string_view name, const char* base,
                            const domain_options& options) {
  auto d = declaration(declaration_kind::domain, schema, name, base);
  add_option(d, "check", options.check);
  add_option(d, "check_name", options.check_name);
  add_option(d, "not_null", options.not_null);
  add_option(d, "default", options.default_);
  add_option(d, "collation", options.collation);
  add_option(d, "comment", options.comment);
  register_declaration(std::move(d));
}
inline void register_sequence(std::string_view schema, std::string_view name, const owning_column& owner,
                              const sequence_settings& settings) {
  auto d = declaration(declaration_kind::sequence, schema, name, settings.type);
  add_option(d, "start", settings.start);
  add_option(d, "increment", settings.increment);
  add_option(d, "minimum", settings.minimum);
  add_option(d, "maximum", settings.maximum);
  add_option(d, "cache", settings.cache);
  add_option(d, "cycle", settings.cycle);
  add_option(d, "unlogged", settings.unlogged);
  add_option(d, "comment", settings.comment);
  if (!owner.column.empty()) {
    d.options.emplace_back("owner_schema", owner.schema);
    d.options.emplace_back("owner_table", owner.table);
    d.options.emplace_back("owner_column", owner.column);
  }
  register_declaration(std::move(d));
}
template <class E>
void register_enum(const type_options& options) {
  auto d = declaration(declaration_kind::enum_type, {}, {});
  d.enumeration = &enum_definition_of<E>;
  add_option(d, "comment", options.comment);
  add_option(d, "owner", options.owner);
  register_declaration(std::move(d));
}
inline void register_range(std::string_view schema, std::string_view name, const char* subtype,
                           const range_options& options) {
  auto d = declaration(declaration_kind::range_type, schema, name, subtype);
  add_option(d, "operator_class", options.operator_class);
  add_option(d, "collation", options.collation);
  add_option(d, "difference", options.difference);
  add_option(d, "multirange", options.multirange);
  add_option(d, "comment", options.comment);
  add_option(d, "owner", options.owner);
  register_declaration(std::move(d));
}

template <template <class> class Table, fixed_string Name, fixed_string Schema, class Extras>
std::vector<extra_definition> partition_extras() {
  if constexpr (std::is_same_v<Extras, no_extras>)
    return {};
  else
    return Extras{}(table_t<Table, Name, Schema>{});
}
template <template <class> class Table, fixed_string Name, fixed_string Schema, class Extras>
void register_partition(const char* bound, std::string_view parent_schema, std::string_view parent) {
  auto d = declaration(declaration_kind::partition, Schema.view(), Name.view(), bound);
  d.options = {{"parent_schema", std::string(parent_schema)}, {"parent", std::string(parent)}};
  d.parent = &table_key<Table>;
  d.extras = &partition_extras<Table, Name, Schema, Extras>;
  register_declaration(std::move(d));
}

/// What table() has for a table, made for a view.
template <template <class> class View, fixed_string Name, fixed_string Schema, class Extras>
declaration_definition declare_view(declaration_kind kind, const char* query) {
  using made = registrar<View, Name, Schema, Extras>;
  auto d = declaration(kind, Schema.view(), Name.view(), query);
  d.columns = &made::definition;
  d.extras = &made::extras;
  return d;
}
inline void register_view_with(declaration_definition d, const view_options& options) {
  add_option(d, "security_barrier", options.security_barrier);
  add_option(d, "security_invoker", options.security_invoker);
  add_option(d, "check_option", options.check_option);
  add_option(d, "comment", options.comment);
  register_declaration(std::move(d));
}
template <template <class> class View, fixed_string Name, fixed_string Schema, class Extras>
void register_view(const char* query, const view_options& options) {
  register_view_with(declare_view<View, Name, Schema, Extras>(declaration_kind::view, query), options);
}
template <template <class> class Type, fixed_string Name, fixed_string Schema>
void register_composite(const char* comment) {
  auto d = declare_view<Type, Name, Schema, no_extras>(declaration_kind::composite, nullptr);
  add_option(d, "comment", comment);
  register_declaration(std::move(d));
}
template <template <class> class View, fixed_string Name, fixed_string Schema, class Query>
void register_typed_view(const Query& query, const view_options& options) {
  const std::string sql = view_query_sql(query);
  auto d = declare_view<View, Name, Schema, no_extras>(declaration_kind::view, sql.c_str());
  d.options.emplace_back("typed", "true");
  register_view_with(std::move(d), options);
}
template <template <class> class View, fixed_string Name, fixed_string Schema, class Extras>
void register_materialized_view(const char* query, const materialized_view_options& options) {
  auto d = declare_view<View, Name, Schema, Extras>(declaration_kind::materialized_view, query);
  add_option(d, "with_no_data", options.with_no_data);
  add_option(d, "tablespace", options.tablespace);
  add_option(d, "access_method", options.access_method);
  add_option(d, "storage_parameters", options.storage_parameters);
  add_option(d, "comment", options.comment);
  register_declaration(std::move(d));
}

}  // namespace squall::detail
