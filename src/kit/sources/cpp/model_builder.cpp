#include "kit/sources/cpp/model_builder.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "kit/model/inheritance.hpp"
#include "kit/model/sql_text.hpp"
#include "kit/model/sql_tokens.hpp"
#include "kit/sources/cpp/column_record.hpp"

namespace squall::kit {

using definition::extra_kind;

model_builder::model_builder(described_schema& out) : out_(out) { out_.result.model = empty_database(); }

std::string model_builder::schema_name(definition::text given) {
  return text_view(given).empty() ? "public" : std::string(text_view(given));
}

void model_builder::check_name(const object_id& id) {
  if (id.name.empty())
    problem(fmt::format("{} has no name", to_string(id.kind)));
  if (id.name.size() > longest_name)
    problem(fmt::format("{} has {} bytes; a name in PostgreSQL has {} at most", describe(id), id.name.size(),
                        longest_name));
  if (id.name.find('\0') != std::string::npos)
    problem(fmt::format("{} has a zero byte in its name", describe(id)));
}

void model_builder::add_schema(const std::string& name) {
  const auto id = schema_id(name);
  if (!out_.result.model.contains(id))
    put(id, schema{});
}

void model_builder::finish() {
  for (auto& later : unnamed_) later();
  check_parents();
  drop_inherited_columns();
  resolve_types();
  auto& statements = out_.result.statements;
  statements.insert(statements.end(), about_tables_.begin(), about_tables_.end());
}

table model_builder::table_of(const object_id& id, const definition::table_record& t) {
  table value;
  for (std::uint32_t i = 0; i < t.extra_count; ++i) {
    const auto& extra = t.extras[i];
    if (extra.kind == extra_kind::table_comment)
      value.comment = text_view(extra.expression);
    if (extra.kind == extra_kind::renamed_from)
      intended().renamed_from[id] = text_view(extra.expression);
    if (extra.kind == extra_kind::table_option)
      if (const auto complaint = apply_table_option(value, extra); !complaint.empty())
        problem(fmt::format("{} {}", describe(id), complaint));
  }
  return value;
}

void model_builder::add(const definition::table_record& t) {
  const object_id id = table_id(schema_name(t.schema), std::string(text_view(t.name)));
  check_name(id);
  add_schema(id.schema);
  if (!names_.take_relation(id.schema, id.name) || out_.result.model.contains(id)) {
    problem(fmt::format("{} is declared twice", describe(id)));
    return;
  }
  const table value = table_of(id, t);
  put(id, value);
  tables_.push_back({id, {}});
  for (std::uint32_t i = 0; i < t.column_count; ++i) add_column(id, t.columns[i], static_cast<int>(i) + 1);
  // The struct of a partition gives its columns to C++; what they have, they have from the parent.
  if (!value.partition_of) {
    add_primary_key(id, t);
    for (std::uint32_t i = 0; i < t.column_count; ++i) add_column_constraints(id, t.columns[i]);
  }
  for (std::uint32_t i = 0; i < t.extra_count; ++i) add_extra(id, t.extras[i]);
}

void model_builder::add_enum(const definition::enum_record& e) {
  const auto id = enum_of(e);
  enum_type value;
  value.labels = text_list(e.labels, e.label_count);
  for (const auto& label : value.labels)
    if (label.size() > longest_name)
      problem(fmt::format("{} has the label {}; a label has at most {} bytes", describe(id), sql_literal(label),
                          longest_name));
  if (const auto* known = out_.result.model.find<enum_type>(id); known != nullptr) {
    if (known->labels != value.labels)
      problem(fmt::format("{} is made from two different enumerations", describe(id)));
    return;
  }
  check_name(id);
  add_schema(id.schema);
  names_.take_type(id.schema, id.name);
  put(id, std::move(value));
}

void model_builder::add_column(const object_id& table, const definition::column_record& r, int position) {
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
  if (r.generated_virtual.data != nullptr) {
    value.generated = sql_expression{std::string(text_view(r.generated_virtual)), {}};
    value.generated_virtual = true;
  }
  take_settings(value, r);
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
  const bool identity = value.identity.has_value();
  if (identity)
    value.identity->sequence_name = text_view(r.identity_sequence);
  put(id, std::move(value));
  if (serial)
    unnamed_.push_back([this, id, type = r.type] { add_serial(id, type); });
  if (identity)
    unnamed_.push_back([this, id] { name_identity_sequence(id); });
}

/// As the server would choose it if all that has a name were there.
void model_builder::name_identity_sequence(const object_id& id) {
  if (inherited_from_parents(out_.result.model, id))
    return;
  auto& name = std::get<column>(out_.result.model.objects.at(id)).identity->sequence_name;
  if (name.empty()) {
    name = names_.choose_relation(id.schema, id.table, id.name, "seq");
    if (name == make_object_name(id.table, id.name, "seq"))
      name.clear();
  } else if (!names_.take_relation(id.schema, name)) {
    problem(fmt::format("the sequence of {} has the name of another relation: {}", describe(id), name));
  }
}

void model_builder::add_serial(const object_id& column_of_serial, definition::sql_type type) {
  if (inherited_from_parents(out_.result.model, column_of_serial)) {
    inherited_serials_.insert(column_of_serial);  // numbered by the parent's sequence
    return;
  }
  const auto id = sequence_id(
      column_of_serial.schema,
      names_.choose_relation(column_of_serial.schema, column_of_serial.table, column_of_serial.name, "seq"));
  auto value = serial_sequence(type);
  value.owned_by = column_of_serial;
  put(id, std::move(value));
  auto& owner = std::get<column>(out_.result.model.objects.at(column_of_serial));
  owner.default_value = sql_expression{fmt::format("nextval({}::regclass)", sql_literal(sql_name(id))), {id}};
}

sql_expression model_builder::expression_on(const object_id& table, std::string_view sql) {
  sql_expression e{std::string(sql), {}};
  const auto& columns = tables_.back().columns;
  std::set<std::string> seen;
  for (const auto& token : scan_sql(e.sql))
    if (token.is_name() && columns.contains(token.value) && seen.insert(token.value).second)
      e.references.push_back(column_id(table, token.value));
  return e;
}

void model_builder::check_parents() {
  for (const auto& t : tables_) {
    const auto* value = out_.result.model.find<table>(t.id);
    if (value == nullptr)
      continue;
    for (const auto& parent : parents_of(*value))
      if (!out_.result.model.contains(parent))
        problem(fmt::format("{} has its columns from {}, which no header declares", describe(t.id), describe(parent)));
  }
}

void model_builder::drop_inherited_columns() {
  auto& model = out_.result.model;
  for (const auto& t : tables_) {
    const auto* owner = model.find<table>(t.id);
    if (owner == nullptr || (parents_of(*owner).empty() && !owner->of_type))
      continue;
    const bool is_partition = owner->partition_of.has_value();
    for (const auto& name : t.columns) {
      const auto id = column_id(t.id, name);
      const auto parents = inherited_from_parents(model, id);
      auto* own = std::get_if<column>(&model.objects.at(id));
      if (!parents || own == nullptr)
        continue;
      own->inherited = true;  // as what the parents give is
      if (is_partition || inherited_serials_.contains(id) || *own == *parents)
        model.objects.erase(id);
      else
        own->inherited = !owner->of_type;
    }
  }
}

void model_builder::resolve_types() {
  auto& model = out_.result.model;
  const auto resolve = [&](type_name& type) {
    if (type.user_type)
      return;
    const auto tokens = scan_sql(type.sql);
    std::string schema = "public";
    std::size_t at = 0;
    if (tokens.size() > 2 && tokens[0].is_name() && tokens[1].text == "." && tokens[2].is_name()) {
      schema = tokens[0].value;
      at = 2;
    }
    if (tokens.size() <= at || !tokens[at].is_name())
      return;
    for (const auto kind :
         {object_kind::enum_type, object_kind::domain, object_kind::composite_type, object_kind::range_type})
      if (const object_id id{kind, schema, {}, tokens[at].value}; model.contains(id))
        type.user_type = id;
  };
  for (auto& [id, value] : model.objects) {
    if (auto* c = std::get_if<column>(&value); c != nullptr)
      resolve(c->type);
    if (auto* d = std::get_if<domain>(&value); d != nullptr)
      resolve(d->base);
    if (auto* composite = std::get_if<composite_type>(&value); composite != nullptr)
      for (auto& attribute : composite->attributes) resolve(attribute.type);
    if (auto* range = std::get_if<range_type>(&value); range != nullptr) {
      type_name subtype{range->options.at("SUBTYPE"), {}};
      resolve(subtype);
      if (subtype.user_type)
        range->references.ids.push_back(*subtype.user_type);
    }
  }
}

}  // namespace squall::kit
