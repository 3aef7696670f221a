// Views, materialized views and composite types.
#include <fmt/format.h>

#include <iterator>

#include "kit/emit/cpp_parts.hpp"
#include "kit/emit/cpp_statements.hpp"
#include "kit/emit/cpp_table.hpp"
#include "kit/plan/sql_parts.hpp"

namespace squall::kit {
namespace {

std::vector<cpp_chain> options_of(const view& value) {
  std::vector<cpp_chain> out;
  // In the order of the struct, which designated initializers keep.
  for (const char* flag : {"security_barrier", "security_invoker"}) {
    if (value.options.contains(flag)) {
      out.push_back({{fmt::format(".{} = true", flag)}});
    }
  }
  if (const auto check = value.options.find("check_option"); check != value.options.end()) {
    out.push_back({{fmt::format(".check_option = {}", cpp_string(check->second))}});
  }
  return out;
}

std::vector<cpp_chain> options_of(const materialized_view& value) {
  std::vector<cpp_chain> out;
  if (!value.populated) {
    out.push_back({{".with_no_data = true"}});
  }
  const auto add = [&](std::string_view name, const std::string& text) {
    if (!text.empty()) {
      out.push_back({{fmt::format(".{} = ", name), text}});
    }
  };
  add("tablespace", value.tablespace);
  add("access_method", value.access_method);
  add("storage_parameters", value.storage_parameters.empty() ? "" : sql_parameters(value.storage_parameters));
  return out;
}

/// What the declaration says; the rest is left to SQL.
view said_of(const view& value) {
  return {.query = value.query,
          .options = value.options,
          .columns = {},
          .outputs = value.outputs,
          .comment = value.comment,
          .access = {},
          .references = value.references};
}
materialized_view said_of(const materialized_view& value) {
  materialized_view said = value;
  said.columns.clear();
  said.depends_on_extensions.clear();
  said.clustered_on.clear();
  said.access = {};
  return said;
}

template <class View>
std::string write(cpp_schema& schema, const object_id& id, const View& value) {
  const cpp_table& declared = schema.tables.at(id);
  schema.expressed.objects.insert_or_assign(id, said_of(value));
  std::string out = write_cpp_struct(schema, id);
  const std::string query =
      cpp_sql_string(value.query.find('\n') == std::string::npos ? value.query : "\n" + value.query);
  out += fmt::format("inline const auto {} = {}<{}, {}>({}", declared.constant,
                     id.kind == object_kind::view ? "view" : "materialized_view", declared.structure,
                     cpp_name_arguments(id), query);
  std::vector<cpp_chain> options = options_of(value);
  if (!value.comment.empty()) {
    options.push_back({{".comment = ", value.comment}});
  }
  if (!options.empty()) {
    out += ",\n" + std::string(4, ' ') + lay_out_list("{", options, "}", 4);
  }
  auto entries = list_entries(schema, id, {});
  auto statements = statement_entries(schema, id);
  std::move(statements.begin(), statements.end(), std::back_inserter(entries));
  if (!entries.empty()) {
    out += ", " + cpp_list_of(entries);
  }
  out += ");\n";
  if (!declared.row.empty()) {
    out += fmt::format("using {} = select_t<{}>;\n", declared.row, declared.structure);
  }
  return out;
}

}  // namespace

std::string write_cpp_view(cpp_schema& schema, const object_id& id) {
  const object& value = schema.model->objects.at(id);
  const auto* plain = std::get_if<view>(&value);
  return plain != nullptr ? write(schema, id, *plain) : write(schema, id, std::get<materialized_view>(value));
}

std::string write_cpp_composite(cpp_schema& schema, const object_id& id) {
  const cpp_table& declared = schema.tables.at(id);
  composite_type said = std::get<composite_type>(schema.model->objects.at(id));
  said.access = {};
  std::string out = write_cpp_struct(schema, id);
  out += fmt::format("inline const auto {} = composite<{}, {}>({});\n", declared.constant, declared.structure,
                     cpp_name_arguments(id), said.comment.empty() ? "" : cpp_string(said.comment));
  schema.expressed.objects.insert_or_assign(id, std::move(said));
  return out;
}

}  // namespace squall::kit
