#include "kit/sources/cpp/view_text.hpp"

#include <fmt/format.h>

#include <vector>

#include "kit/model/sql_text.hpp"
#include "kit/sources/cpp/column_record.hpp"

namespace squall::kit {
namespace {

/// `x` or a list of them: `WITH (a, b)`, nothing when there are none.
std::string in_parentheses(std::string_view before, const std::vector<std::string>& parts) {
  return parts.empty() ? "" : fmt::format("{}({})", before, fmt::join(parts, ", "));
}

std::string without_semicolon(std::string_view sql) {
  const auto end = sql.find_last_not_of("; \t\r\n");
  return std::string(sql.substr(0, end == std::string_view::npos ? 0 : end + 1));
}

std::string key_sql(const definition::key_record& k) {
  std::string sql =
      k.expression.data != nullptr ? fmt::format("({})", text_view(k.expression)) : sql_identifier(text_view(k.column));
  if (!text_view(k.collation).empty())
    sql += fmt::format(" COLLATE {}", text_view(k.collation));
  if (!text_view(k.operator_class).empty())
    sql += fmt::format(" {}", text_view(k.operator_class));
  if (k.descending != 0)
    sql += " DESC";
  if (k.nulls != 0)
    sql += k.nulls == 1 ? " NULLS FIRST" : " NULLS LAST";
  return sql;
}

}  // namespace

std::string view_sql(const object_id& id, const definition::declaration_record& view) {
  const bool materialized = view.kind == definition::declaration_kind::materialized_view;
  auto options = options_of(view.options, view.option_count);
  const auto take = [&options](const std::string& name) { return options.extract(name).value_or(std::string()); };
  const std::string comment = take("comment");
  const std::string what = materialized ? "MATERIALIZED VIEW" : "VIEW";
  std::string sql = fmt::format("CREATE {} {}", what, sql_name(id));
  // The columns of a typed query are what the struct's members say, in order.
  if (!take("typed").empty()) {
    std::vector<std::string> columns;
    for (std::uint32_t i = 0; i < view.column_count; ++i)
      columns.push_back(sql_identifier(text_view(view.columns[i].name)));
    sql += in_parentheses(" ", columns);
  }
  if (materialized) {
    if (const auto method = take("access_method"); !method.empty())
      sql += fmt::format(" USING {}", sql_identifier(method));
    if (const auto parameters = take("storage_parameters"); !parameters.empty())
      sql += fmt::format(" WITH ({})", parameters);
    if (const auto tablespace = take("tablespace"); !tablespace.empty())
      sql += fmt::format(" TABLESPACE {}", sql_identifier(tablespace));
  }
  const bool with_no_data = !take("with_no_data").empty();
  std::vector<std::string> with;
  for (const auto& [name, value] : options) with.push_back(fmt::format("{} = {}", name, value));
  sql += in_parentheses(" WITH ", with);
  // A comment at the end of the query must not take the rest of the statement with it.
  sql += fmt::format(" AS\n{}\n{}", without_semicolon(text_view(view.sql)), with_no_data ? "WITH NO DATA" : "");
  if (!comment.empty())
    sql += fmt::format(";\nCOMMENT ON {} {} IS {}", what, sql_name(id), sql_literal(comment));
  return sql;
}

std::string view_index_sql(const object_id& view, const definition::extra_record& index) {
  const std::string name(text_view(index.name));
  std::string sql = fmt::format("CREATE {}INDEX {}ON {}", index.unique != 0 ? "UNIQUE " : "",
                                name.empty() ? "" : sql_identifier(name) + " ", sql_name(view));
  if (!text_view(index.method).empty())
    sql += fmt::format(" USING {}", sql_identifier(text_view(index.method)));
  std::vector<std::string> keys;
  for (std::uint32_t i = 0; i < index.key_count; ++i) keys.push_back(key_sql(index.keys[i]));
  sql += in_parentheses(" ", keys);
  std::vector<std::string> include;
  for (const auto& column : text_list(index.include, index.include_count)) include.push_back(sql_identifier(column));
  sql += in_parentheses(" INCLUDE ", include);
  if (index.nulls_not_distinct != 0)
    sql += " NULLS NOT DISTINCT";
  std::vector<std::string> with;
  for (const auto& [parameter, value] : options_of(index.parameters, index.parameter_count))
    with.push_back(fmt::format("{} = {}", sql_identifier(parameter), sql_literal(value)));
  sql += in_parentheses(" WITH ", with);
  if (!text_view(index.tablespace).empty())
    sql += fmt::format(" TABLESPACE {}", sql_identifier(text_view(index.tablespace)));
  if (!text_view(index.where).empty())
    sql += fmt::format(" WHERE {}", text_view(index.where));
  if (!text_view(index.comment).empty() && !name.empty())
    sql += fmt::format(";\nCOMMENT ON INDEX {}.{} IS {}", sql_identifier(view.schema), sql_identifier(name),
                       sql_literal(text_view(index.comment)));
  return sql;
}

}  // namespace squall::kit
