// What a header declares beside its tables.
#include <fmt/format.h>

#include <cstdint>
#include <string>

#include "kit/model/sql_text.hpp"
#include "kit/sources/cpp/column_record.hpp"
#include "kit/sources/cpp/model_builder.hpp"
#include "kit/sources/cpp/view_text.hpp"

namespace squall::kit {
namespace {

using definition::declaration_kind;

std::string option_of(const definition::declaration_record& d, std::string_view name) {
  for (std::uint32_t i = 0; i < d.option_count; ++i)
    if (text_view(d.options[i].name) == name)
      return std::string(text_view(d.options[i].value));
  return {};
}

/// The number that was said, or `usual`.
std::int64_t number_of(const definition::declaration_record& d, std::string_view name, std::int64_t usual) {
  const auto text = option_of(d, name);
  return text.empty() ? usual : std::stoll(text);
}

}  // namespace

void model_builder::add(const definition::declaration_record& d) {
  switch (d.kind) {
    case declaration_kind::statement:
      add_statement(std::string(text_view(d.name)), text_view(d.sql));
      break;
    case declaration_kind::schema:
      add_declared_schema(d);
      break;
    case declaration_kind::extension:
      add_extension(d);
      break;
    case declaration_kind::domain:
      add_domain(d);
      break;
    case declaration_kind::composite:
      add_composite(d);
      break;
    case declaration_kind::view:
    case declaration_kind::materialized_view:
      add_view(d);
      break;
    case declaration_kind::sequence:
      add_sequence(d);
      break;
    case declaration_kind::enum_type:
      add_declared_enum(d);
      break;
    case declaration_kind::range_type:
      add_range(d);
      break;
    case declaration_kind::partition:  // comes as a table
      break;
  }
}

void model_builder::add_statement(std::string label, std::string_view sql) {
  if (label.empty())
    problem(fmt::format("a statement has no label: {}", sql.substr(0, 60)));
  else if (sql.find_first_not_of(" \t\r\n;") == std::string_view::npos)
    problem(fmt::format("{} has no SQL", label));
  else
    out_.result.statements.push_back({std::move(label), std::string(sql)});
}

void model_builder::add_declared_schema(const definition::declaration_record& d) {
  const auto id = schema_id(std::string(text_view(d.name)));
  check_name(id);
  schema value;
  value.comment = option_of(d, "comment");
  value.access.owner = option_of(d, "owner");
  if (value.comment.empty() && id.name == "public")
    value.comment = std::get<schema>(empty_database().objects.at(id)).comment;
  put(id, std::move(value));
}

void model_builder::add_extension(const definition::declaration_record& d) {
  const object_id id{object_kind::extension, {}, {}, std::string(text_view(d.name))};
  check_name(id);
  extension value;
  value.schema = option_of(d, "schema");
  value.version = option_of(d, "version");
  value.comment = option_of(d, "comment");
  if (!value.schema.empty())
    add_schema(value.schema);
  put(id, std::move(value));
}

void model_builder::add_domain(const definition::declaration_record& d) {
  const object_id id{object_kind::domain, schema_name(d.schema), {}, std::string(text_view(d.name))};
  check_name(id);
  add_schema(id.schema);
  if (!names_.take_type(id.schema, id.name))
    problem(fmt::format("{} is declared twice, or has the name of another type", describe(id)));
  domain value;
  value.base.sql = text_view(d.sql);
  value.not_null = !option_of(d, "not_null").empty();
  if (auto text = option_of(d, "default"); !text.empty())
    value.default_value = sql_expression{std::move(text), {}};
  value.collation = option_of(d, "collation");
  value.comment = option_of(d, "comment");
  if (auto condition = option_of(d, "check"); !condition.empty()) {
    auto name = option_of(d, "check_name");
    // As ChooseConstraintName() does for CREATE DOMAIN.
    if (name.empty())
      name = make_object_name(id.name, {}, "check");
    value.checks.push_back({std::move(name), std::move(condition), false, {}});
  }
  put(id, std::move(value));
}

void model_builder::add_sequence(const definition::declaration_record& d) {
  const auto id = sequence_id(schema_name(d.schema), std::string(text_view(d.name)));
  check_name(id);
  add_schema(id.schema);
  if (!names_.take_relation(id.schema, id.name))
    problem(fmt::format("{} is declared twice, or has the name of another relation", describe(id)));
  sequence value;
  if (const auto type = text_view(d.sql); type == "smallint" || type == "integer")
    value.data_type = type;
  else if (!type.empty() && type != "bigint")
    problem(fmt::format("{} is of type {}; a sequence is smallint, integer or bigint", describe(id), type));
  const bool small = value.data_type == "smallint";
  const bool big = value.data_type == "bigint";
  auto& o = value.options;
  o.increment = number_of(d, "increment", 1);
  const bool ascending = o.increment > 0;
  o.minimum = number_of(d, "minimum", ascending ? 1 : small ? INT16_MIN : big ? INT64_MIN : INT32_MIN);
  o.maximum = number_of(d, "maximum", !ascending ? -1 : small ? INT16_MAX : big ? INT64_MAX : INT32_MAX);
  o.start = number_of(d, "start", ascending ? o.minimum : o.maximum);
  o.cache = number_of(d, "cache", 1);
  o.cycle = !option_of(d, "cycle").empty();
  value.unlogged = !option_of(d, "unlogged").empty();
  value.comment = option_of(d, "comment");
  if (const auto column = option_of(d, "owner_column"); !column.empty()) {
    const auto schema = option_of(d, "owner_schema");
    value.owned_by = column_id(table_id(schema.empty() ? "public" : schema, option_of(d, "owner_table")), column);
    if (value.owned_by->schema != id.schema)
      problem(fmt::format("{} is owned by a column of another schema", describe(id)));
  }
  put(id, std::move(value));
}

void model_builder::add_declared_enum(const definition::declaration_record& d) {
  if (d.enumeration == nullptr) {
    problem("enum_type<> has no enumeration");
    return;
  }
  add_enum(*d.enumeration);
  auto* value = std::get_if<enum_type>(&out_.result.model.objects.at(enum_of(*d.enumeration)));
  if (value == nullptr)
    return;
  value->comment = option_of(d, "comment");
  value->access.owner = option_of(d, "owner");
}

void model_builder::add_range(const definition::declaration_record& d) {
  const object_id id{object_kind::range_type, schema_name(d.schema), {}, std::string(text_view(d.name))};
  check_name(id);
  add_schema(id.schema);
  if (!names_.take_type(id.schema, id.name))
    problem(fmt::format("{} is declared twice, or has the name of another type", describe(id)));
  range_type value;
  const auto take = [&](std::string_view option, const char* word) {
    if (auto text = option_of(d, option); !text.empty())
      value.options.emplace(word, std::move(text));
  };
  value.options.emplace("SUBTYPE", text_view(d.sql));
  take("operator_class", "SUBTYPE_OPCLASS");
  take("collation", "COLLATION");
  take("difference", "SUBTYPE_DIFF");
  take("multirange", "MULTIRANGE_TYPE_NAME");
  value.comment = option_of(d, "comment");
  value.access.owner = option_of(d, "owner");
  put(id, std::move(value));
}

void model_builder::add_composite(const definition::declaration_record& d) {
  const object_id id{object_kind::composite_type, schema_name(d.schema), {}, std::string(text_view(d.name))};
  check_name(id);
  add_schema(id.schema);
  if (!names_.take_type(id.schema, id.name))
    problem(fmt::format("{} is declared twice, or has the name of another type", describe(id)));
  composite_type value;
  value.comment = option_of(d, "comment");
  for (std::uint32_t i = 0; i < d.column_count; ++i) {
    const auto& r = d.columns[i];
    if (r.enumeration != nullptr)
      add_enum(*r.enumeration);
    value.attributes.push_back({std::string(text_view(r.name)), type_of(r), std::string(text_view(r.collation)),
                                std::string(text_view(r.comment))});
  }
  put(id, std::move(value));
}

void model_builder::add_view(const definition::declaration_record& d) {
  const bool materialized = d.kind == declaration_kind::materialized_view;
  const object_id id{materialized ? object_kind::materialized_view : object_kind::view,
                     schema_name(d.schema),
                     {},
                     std::string(text_view(d.name))};
  check_name(id);
  add_schema(id.schema);
  if (!names_.take_relation(id.schema, id.name))
    problem(fmt::format("{} is declared twice, or has the name of another relation", describe(id)));
  if (text_view(d.sql).find_first_not_of(" \t\r\n;") == std::string_view::npos)
    problem(fmt::format("{} has no query", describe(id)));
  declared_view declared{id, {}};
  for (std::uint32_t i = 0; i < d.column_count; ++i) {
    const auto& r = d.columns[i];
    if (r.enumeration != nullptr)
      add_enum(*r.enumeration);
    declared.outputs.push_back({std::string(text_view(r.name)), type_of(r).sql});
  }
  out_.result.views.push_back(std::move(declared));
  add_statement(describe(id), view_sql(id, d));

  for (std::uint32_t i = 0; i < d.extra_count; ++i) {
    const auto& e = d.extras[i];
    switch (e.kind) {
      case definition::extra_kind::statement:
        add_statement(std::string(text_view(e.name)), text_view(e.expression));
        break;
      case definition::extra_kind::index:
        if (!materialized)
          problem(fmt::format("{} has an index; only materialized views have them", describe(id)));
        else
          add_statement(fmt::format("index {} of {}", text_view(e.name), describe(id)), view_index_sql(id, e));
        break;
      case definition::extra_kind::table_comment:
        add_statement(fmt::format("comment on {}", describe(id)),
                      fmt::format("COMMENT ON {} {} IS {}", materialized ? "MATERIALIZED VIEW" : "VIEW", sql_name(id),
                                  sql_literal(text_view(e.expression))));
        break;
      case definition::extra_kind::renamed_from:
        intended().renamed_from[id] = text_view(e.expression);
        break;
      default:
        problem(fmt::format("{} has a constraint or an option of tables in its list", describe(id)));
    }
  }
}

}  // namespace squall::kit
