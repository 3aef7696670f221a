#include "kit/sources/cpp/records.hpp"

#include <fmt/format.h>

#include <functional>
#include <set>

#include "kit/model/default_names.hpp"
#include "kit/model/sql_text.hpp"
#include "kit/model/sql_tokens.hpp"
#include "kit/sources/cpp/column_record.hpp"

namespace squall::kit {
namespace {

using definition::extra_kind;

std::vector<std::string> strings(const definition::text* items, std::uint32_t count) {
  std::vector<std::string> list;
  for (std::uint32_t i = 0; i < count; ++i) list.emplace_back(text_view(items[i]));
  return list;
}

/// Builds the model table by table. Names that nobody gave are chosen when all given ones are known, so that they do
/// not depend on the order of the declarations.
class model_builder {
 public:
  explicit model_builder(described_schema& out) : out_(out) { out_.result.model = empty_database(); }

  void add(const definition::table_record& t) {
    const object_id id = table_id(schema_name(t.schema), std::string(text_view(t.name)));
    check_name(id);
    add_schema(id.schema);
    if (!names_.take_relation(id.schema, id.name) || out_.result.model.contains(id)) {
      problem(fmt::format("{} is declared twice", describe(id)));
      return;
    }
    table value;
    for (std::uint32_t i = 0; i < t.extra_count; ++i) {
      if (t.extras[i].kind == extra_kind::table_comment)
        value.comment = text_view(t.extras[i].expression);
      if (t.extras[i].kind == extra_kind::renamed_from)
        intended().renamed_from[id] = text_view(t.extras[i].expression);
    }
    put(id, value);
    tables_.push_back({id, {}});
    for (std::uint32_t i = 0; i < t.column_count; ++i) add_column(id, t.columns[i], static_cast<int>(i) + 1);
    add_primary_key(id, t);
    for (std::uint32_t i = 0; i < t.column_count; ++i) add_column_constraints(id, t.columns[i]);
    for (std::uint32_t i = 0; i < t.extra_count; ++i) add_extra(id, t.extras[i]);
  }

  void add(const definition::statement_record& s) {
    sql_statement statement{std::string(text_view(s.label)), std::string(text_view(s.sql))};
    if (statement.label.empty())
      problem(fmt::format("a statement has no label: {}", statement.sql.substr(0, 60)));
    else if (statement.sql.find_first_not_of(" \t\r\n;") == std::string::npos)
      problem(fmt::format("{} has no SQL", statement.label));
    else
      out_.result.statements.push_back(std::move(statement));
  }

  /// What has no name of its own yet.
  void finish() {
    for (auto& later : unnamed_) later();
  }

 private:
  struct known_table {
    object_id id;
    std::set<std::string> columns;
  };

  static std::string schema_name(definition::text given) {
    return text_view(given).empty() ? "public" : std::string(text_view(given));
  }
  intentions& intended() { return out_.result.intended; }
  void problem(std::string message) { out_.problems.push_back(std::move(message)); }
  void put(const object_id& id, object value) { out_.result.model.objects.insert_or_assign(id, std::move(value)); }

  void check_name(const object_id& id) {
    if (id.name.empty())
      problem(fmt::format("{} has no name", to_string(id.kind)));
    if (id.name.size() > longest_name)
      problem(fmt::format("{} has {} bytes; a name in PostgreSQL has {} at most", describe(id), id.name.size(),
                          longest_name));
    if (id.name.find('\0') != std::string::npos)
      problem(fmt::format("{} has a zero byte in its name", describe(id)));
  }

  void add_schema(const std::string& name) {
    const auto id = schema_id(name);
    if (!out_.result.model.contains(id))
      put(id, schema{});
  }

  void add_enum(const definition::enum_record& e) {
    const auto id = enum_of(e);
    enum_type value;
    value.labels = strings(e.labels, e.label_count);
    for (const auto& label : value.labels)
      if (label.empty() || label.size() > longest_name)
        problem(fmt::format("{} has the label {}; a label has 1 to {} bytes", describe(id), sql_literal(label),
                            longest_name));
    if (const auto* known = out_.result.model.find<enum_type>(id); known != nullptr) {
      if (*known != value)
        problem(fmt::format("{} is made from two different enumerations", describe(id)));
      return;
    }
    check_name(id);
    add_schema(id.schema);
    names_.take_type(id.schema, id.name);
    put(id, std::move(value));
  }

  void add_column(const object_id& table, const definition::column_record& r, int position) {
    const auto id = column_id(table, std::string(text_view(r.name)));
    check_name(id);
    if (!tables_.back().columns.insert(id.name).second) {
      problem(fmt::format("{} is declared twice", describe(id)));
      return;
    }
    if (r.enumeration != nullptr)
      add_enum(*r.enumeration);
    column value;
    value.position = position;
    value.type = type_of(r);
    value.not_null = r.not_null != 0;
    value.default_value = default_of(r);
    value.identity = identity_of(r);
    if (r.generated.data != nullptr)
      value.generated = sql_expression{std::string(text_view(r.generated)), {}};
    if (value.generated && value.default_value)
      problem(fmt::format("{} is generated and cannot have a default", describe(id)));
    if (value.identity && value.default_value)
      problem(fmt::format("{} is an identity column and cannot have a default", describe(id)));
    value.collation = text_view(r.collation);
    value.comment = text_view(r.comment);
    if (r.renamed_from.data != nullptr)
      intended().renamed_from[id] = text_view(r.renamed_from);
    if (r.using_expression.data != nullptr)
      intended().using_expressions[id] = text_view(r.using_expression);
    if (r.backfill.data != nullptr)
      intended().backfills[id] = text_view(r.backfill);
    const bool serial = r.serial != 0;
    put(id, std::move(value));
    if (serial)
      unnamed_.push_back([this, id, type = r.type] { add_serial(id, type); });
  }

  void add_serial(const object_id& column_of_serial, definition::sql_type type) {
    const auto id = sequence_id(
        column_of_serial.schema,
        names_.choose_relation(column_of_serial.schema, column_of_serial.table, column_of_serial.name, "seq"));
    auto value = serial_sequence(type);
    value.owned_by = column_of_serial;
    put(id, std::move(value));
    auto& owner = std::get<column>(out_.result.model.objects.at(column_of_serial));
    owner.default_value = sql_expression{fmt::format("nextval({}::regclass)", sql_literal(sql_name(id))), {id}};
  }

  /// The columns of the table that the text names. Everything that may be a column is taken for one.
  sql_expression expression_on(const object_id& table, std::string_view sql) {
    sql_expression e{std::string(sql), {}};
    const auto& columns = tables_.back().columns;
    std::set<std::string> seen;
    for (const auto& token : scan_sql(e.sql))
      if (token.is_name() && columns.contains(token.value) && seen.insert(token.value).second)
        e.references.push_back(column_id(table, token.value));
    return e;
  }

  /// Now when it has a name, later when one must be chosen.
  void add_constraint(object_kind kind, const object_id& table, std::string_view given, std::string second,
                      std::string_view label, object value) {
    const bool has_index = kind == object_kind::primary_key || kind == object_kind::unique;
    const auto add = [this, kind, table](const std::string& name, object v) {
      const object_id id{kind, table.schema, table.name, name};
      check_name(id);
      put(id, std::move(v));
    };
    if (given.empty()) {
      unnamed_.push_back([=, this, second = std::move(second), label = std::string(label), v = std::move(value)] {
        add(names_.choose_constraint(table.schema, table.name, second, label, has_index), v);
      });
      return;
    }
    const std::string name(given);
    if (!names_.take_constraint(table.schema, table.name, name) ||
        (has_index && !names_.take_relation(table.schema, name)))
      problem(fmt::format("two objects would be named {}; the second is a constraint of {}", sql_identifier(name),
                          describe(table)));
    add(name, std::move(value));
  }

  void add_primary_key(const object_id& table, const definition::table_record& t) {
    primary_key key;
    for (std::uint32_t i = 0; i < t.column_count; ++i)
      if (t.columns[i].primary_key != 0)
        key.columns.emplace_back(text_view(t.columns[i].name));
    if (key.columns.empty())
      return;
    if (key.columns.size() > 1)
      problem(
          fmt::format("{} has {} columns with primary_key(); a key of several columns is "
                      "primary_key(t.a, t.b) in the table's list",
                      describe(table), key.columns.size()));
    has_key_.insert(table);
    add_constraint(object_kind::primary_key, table, {}, {}, "pkey", std::move(key));
  }

  void add_column_constraints(const object_id& table, const definition::column_record& r) {
    const std::string name(text_view(r.name));
    if (r.unique != 0) {
      unique value;
      value.columns = {name};
      value.nulls_not_distinct = r.nulls_not_distinct != 0;
      add_constraint(object_kind::unique, table, text_view(r.unique_name), name, "key", std::move(value));
    }
    if (r.check.data != nullptr) {
      check value;
      value.condition = expression_on(table, text_view(r.check));
      add_constraint(object_kind::check, table, {}, name, "check", std::move(value));
    }
    if (r.generated.data != nullptr) {
      auto& value = std::get<column>(out_.result.model.objects.at(column_id(table, name)));
      value.generated = expression_on(table, text_view(r.generated));
    }
    if (r.reference != nullptr)
      add_foreign_key(table, text_view(r.reference_name), {name}, *r.reference);
  }

  void add_foreign_key(const object_id& table, std::string_view given, std::vector<std::string> columns,
                       const definition::reference_record& r) {
    foreign_key value;
    value.columns = std::move(columns);
    value.referenced_table = table_id(schema_name(r.table_schema), std::string(text_view(r.table)));
    value.referenced_columns = strings(r.columns, r.column_count);
    value.on_delete = static_cast<foreign_key_action>(r.on_delete);
    value.on_update = static_cast<foreign_key_action>(r.on_update);
    value.match = static_cast<foreign_key_match>(r.match);
    value.timing = static_cast<constraint_timing>(r.timing);
    if (value.columns.size() != value.referenced_columns.size())
      problem(fmt::format("a foreign key of {} has {} columns and refers to {}", describe(table), value.columns.size(),
                          value.referenced_columns.size()));
    auto joined = join_for_name(value.columns);
    add_constraint(object_kind::foreign_key, table, given, std::move(joined), "fkey", std::move(value));
  }

  static std::vector<std::string> key_columns(const definition::extra_record& e) {
    std::vector<std::string> columns;
    for (std::uint32_t i = 0; i < e.key_count; ++i) columns.emplace_back(text_view(e.keys[i].column));
    return columns;
  }

  void add_extra(const object_id& table, const definition::extra_record& e) {
    const auto timing = static_cast<constraint_timing>(e.timing);
    switch (e.kind) {
      case extra_kind::index:
        add_index(table, e);
        break;
      case extra_kind::unique: {
        unique value{key_columns(e), strings(e.include, e.include_count), e.nulls_not_distinct != 0, timing, {}};
        auto joined = join_for_name(value.columns);
        add_constraint(object_kind::unique, table, text_view(e.name), std::move(joined), "key", std::move(value));
        break;
      }
      case extra_kind::primary_key: {
        if (!has_key_.insert(table).second)
          problem(fmt::format("{} has two primary keys", describe(table)));
        primary_key value{key_columns(e), strings(e.include, e.include_count), timing, {}};
        for (const auto& name : value.columns)
          if (auto it = out_.result.model.objects.find(column_id(table, name)); it != out_.result.model.objects.end())
            std::get<column>(it->second).not_null = true;
        add_constraint(object_kind::primary_key, table, text_view(e.name), {}, "pkey", std::move(value));
        break;
      }
      case extra_kind::foreign_key:
        if (e.reference == nullptr)
          problem(fmt::format("a foreign key of {} lacks references(…)", describe(table)));
        else
          add_foreign_key(table, text_view(e.name), key_columns(e), *e.reference);
        break;
      case extra_kind::check: {
        check value;
        value.condition = expression_on(table, text_view(e.expression));
        value.no_inherit = e.no_inherit != 0;
        add_constraint(object_kind::check, table, text_view(e.name), {}, "check", std::move(value));
        break;
      }
      case extra_kind::table_comment:
      case extra_kind::renamed_from:
        break;
    }
  }

  void add_index(const object_id& table, const definition::extra_record& e) {
    index value;
    if (!text_view(e.method).empty())
      value.method = text_view(e.method);
    value.unique = e.unique != 0;
    value.nulls_not_distinct = e.nulls_not_distinct != 0;
    value.include = strings(e.include, e.include_count);
    if (!text_view(e.where).empty())
      value.where = expression_on(table, text_view(e.where));
    std::vector<std::string> parts;
    for (std::uint32_t i = 0; i < e.key_count; ++i) {
      const auto& k = e.keys[i];
      index_key key;
      key.column = text_view(k.column);
      if (k.expression.data != nullptr)
        key.expression = expression_on(table, text_view(k.expression));
      key.operator_class = text_view(k.operator_class);
      key.collation = text_view(k.collation);
      key.descending = k.descending != 0;
      key.nulls_first = k.nulls == 0 ? key.descending : k.nulls == 1;
      parts.push_back(key.expression ? "expr" : key.column);
      value.keys.push_back(std::move(key));
    }
    for (std::uint32_t i = 0; i < e.parameter_count; ++i)
      value.storage_parameters[std::string(text_view(e.parameters[i].name))] = text_view(e.parameters[i].value);
    if (value.keys.empty())
      problem(fmt::format("an index of {} lacks on(…)", describe(table)));

    const auto add = [this, table](const std::string& name, index v) {
      const object_id id{object_kind::index, table.schema, table.name, name};
      check_name(id);
      put(id, std::move(v));
    };
    if (text_view(e.name).empty()) {
      unnamed_.push_back([=, this, second = join_for_name(parts)] {
        add(names_.choose_relation(table.schema, table.name, second, "idx"), value);
      });
      return;
    }
    const std::string name(text_view(e.name));
    if (!names_.take_relation(table.schema, name))
      problem(fmt::format("two objects would be named {}; the second is an index of {}", sql_identifier(name),
                          describe(table)));
    add(name, std::move(value));
  }

  described_schema& out_;
  name_registry names_;
  std::vector<known_table> tables_;
  std::set<object_id> has_key_;
  std::vector<std::function<void()>> unnamed_;
};

struct sink_context {
  described_schema* out;
  model_builder* builder;
};

}  // namespace

described_schema model_from_records(void (*describe_schema)(const definition::sink*)) {
  described_schema out;
  model_builder builder(out);
  sink_context context{&out, &builder};
  definition::sink sink{
      definition::abi_version, &context,
      [](void* c, const definition::table_record* t) { static_cast<sink_context*>(c)->builder->add(*t); },
      [](void* c, const definition::statement_record* s) { static_cast<sink_context*>(c)->builder->add(*s); },
      [](void* c, definition::text message) {
        static_cast<sink_context*>(c)->out->problems.emplace_back(text_view(message));
      }};
  describe_schema(&sink);
  builder.finish();
  return out;
}

}  // namespace squall::kit
