// Turns what the header registered into the records of definition_abi.hpp. Part of the definition build only; no
// templates, so that the cost of a table is the cost of its declaration.
#pragma once

#include <map>

#include "squall/schema/definition.hpp"

namespace squall::detail {

/// Makes the records of one sink call after the other, and keeps what they point to.
class schema_describer {
 public:
  explicit schema_describer(const definition::sink& sink) : sink_(sink) {
    for (const auto* table : registry()) by_key_.emplace(table->key, table);
  }

  void run() {
    std::vector<const table_definition*> tables = registry();
    std::sort(tables.begin(), tables.end(), [](const auto* a, const auto* b) {
      return std::pair(a->schema, a->name) < std::pair(b->schema, b->name);
    });
    for (const auto* table : tables) describe(*table);
    for (const auto& declaration : declaration_registry()) describe(declaration);
  }

 private:
  /// A relation and the struct that has its columns: its own, or for a partition the parent's.
  struct relation {
    std::string_view schema, name;
    const table_definition& columns;
  };

  static definition::text text(std::string_view s) { return {s.data(), s.size()}; }
  definition::text keep(std::string s) { return text(strings_.emplace_back(std::move(s))); }
  void problem(const std::string& message) { sink_.problem(sink_.context, text(message)); }

  /// Calls f(tag, text) for each record of a text pool.
  template <class F>
  static void each_text(std::string_view pool, F f) {
    for (std::size_t at = 0; at + 3 <= pool.size();) {
      const auto high = static_cast<unsigned char>(pool[at + 1]);
      const auto low = static_cast<unsigned char>(pool[at + 2]);
      const std::size_t length = static_cast<std::size_t>(high) * 256 + low;
      f(static_cast<text_tag>(pool[at]), pool.substr(at + 3, length));
      at += 3 + length;
    }
  }
  static std::string_view find_text(std::string_view pool, text_tag tag) {
    std::string_view found;
    each_text(pool, [&](text_tag t, std::string_view text) {
      if (t == tag)
        found = text;
    });
    return found;
  }
  struct parameter_list {
    const definition::parameter_record* data = nullptr;
    std::uint32_t count = 0;
  };
  /// The records that are a name and, behind it, its value.
  parameter_list pairs_of(std::string_view pool, text_tag name_tag, text_tag value_tag) {
    std::vector<definition::parameter_record> pairs;
    each_text(pool, [&](text_tag t, std::string_view found) {
      if (t == name_tag)
        pairs.push_back({text(found), {}});
      else if (t == value_tag && !pairs.empty())
        pairs.back().value = text(found);
    });
    if (pairs.empty())
      return {};
    const auto& kept = parameters_.emplace_back(std::move(pairs));
    return {kept.data(), static_cast<std::uint32_t>(kept.size())};
  }

  /// The names of a table's columns, taken out of what the compiler printed. Made once a table.
  const std::vector<std::string_view>& names_of(const table_definition& table) {
    auto& names = names_[&table];
    if (names.empty()) {
      std::size_t at = 0;
      for (std::size_t i = 0; i < table.column_count; ++i) {
        const auto member = next_member_name(table.printed_members, at);
        const auto given = find_text(table.column(i).texts, text_tag::name);
        names.push_back(given.data() != nullptr ? given : member);
      }
    }
    return names;
  }
  std::string_view name_of(const table_definition& table, std::uint32_t id) {
    for (std::size_t i = 0; i < table.column_count; ++i)
      if (table.column(i).core.id == id)
        return names_of(table)[i];
    return {};
  }
  const table_definition* find_table(const void* key) const {
    const auto it = by_key_.find(key);
    return it == by_key_.end() ? nullptr : it->second;
  }
  static std::string where(const relation& r) { return "table \"" + std::string(r.name) + "\""; }
  static std::string where(const table_definition& table) { return where(relation_of(table)); }
  static relation relation_of(const table_definition& table) { return {table.schema, table.name, table}; }

  const definition::text* keep_list(std::vector<definition::text> list) {
    return lists_.emplace_back(std::move(list)).data();
  }

  /// `app::UserStatus` printed by the compiler → `user_status`.
  const definition::enum_record* describe(const enum_definition* e) {
    if (e == nullptr)
      return nullptr;
    auto& record = enums_[e->identity];
    if (record.labels == nullptr) {
      std::string name(e->name);
      if (name.empty())
        snake_case(unqualified_type_name(e->printed_name), [&](char c) { name += c; });
      std::vector<definition::text> labels;
      for (std::size_t i = 0; i < e->label_count; ++i) labels.push_back(text(e->label_at(i)));
      record = {keep(std::move(name)), text(e->schema), keep_list(std::move(labels)),
                static_cast<std::uint32_t>(e->label_count)};
    }
    return &record;
  }

  const definition::reference_record* make_reference(const relation& from, const void* key,
                                                     std::vector<definition::text> columns,
                                                     const reference_options& options,
                                                     const std::vector<std::uint32_t>& on_delete_columns = {}) {
    const auto* target = find_table(key);
    if (target == nullptr) {
      problem(where(from) + " has a foreign key to a table that no header declares with table<…>()");
      return nullptr;
    }
    const auto& known = names_of(*target);
    for (const auto& c : columns) {
      const std::string_view name(c.data, c.size);
      if (std::find(known.begin(), known.end(), name) == known.end())
        problem(where(from) + " has a foreign key to column \"" + std::string(name) + "\" of " + where(*target) +
                ", which has no such column");
    }
    const auto count = static_cast<std::uint32_t>(columns.size());
    return &references_.emplace_back(definition::reference_record{
        text(target->schema), text(target->name), keep_list(std::move(columns)), count,
        keep_columns(from, on_delete_columns), static_cast<std::uint32_t>(on_delete_columns.size()),
        static_cast<std::uint8_t>(options.on_delete), static_cast<std::uint8_t>(options.on_update),
        static_cast<std::uint8_t>(options.match), static_cast<std::uint8_t>(options.timing)});
  }

  const definition::reference_record* reference_of(const table_definition& table, const column_definition& c) {
    if (c.reference.table == nullptr)
      return nullptr;
    const auto* target = find_table(c.reference.table);
    const auto name = c.reference.column == 0 ? find_text(c.texts, text_tag::reference)
                      : target == nullptr     ? std::string_view{}
                                              : name_of(*target, c.reference.column);
    return make_reference(relation_of(table), c.reference.table, {text(name)}, unpack_reference(c.core.reference));
  }

  definition::column_record describe(const table_definition& table, std::size_t i) {
    const auto& c = table.column(i);
    const auto find = [&](text_tag tag) { return text(find_text(c.texts, tag)); };
    definition::column_record r{};
    r.name = text(names_of(table)[i]);
    r.type = c.core.type;
    r.type_text = find(text_tag::type_sql);
    r.dimensions = c.core.dimensions;
    r.length = c.core.length;
    r.scale = c.core.scale;
    r.enumeration = describe(c.enumeration);
    r.not_null = c.core.not_null;
    r.primary_key = c.core.primary_key;
    r.unique = c.core.unique;
    r.nulls_not_distinct = c.core.nulls_not_distinct;
    r.serial = c.core.serial;
    r.default_is = c.core.default_is;
    r.default_value = c.core.default_value;
    r.default_text = c.core.default_is == default_kind::sql          ? find(text_tag::default_sql)
                     : c.core.default_is == default_kind::enumerator ? enum_default(table, i)
                                                                     : find(text_tag::default_text);
    r.identity = c.core.identity;
    const identity_options sequence = unpack_identity(find_text(c.texts, text_tag::identity));
    r.sequence_start = sequence.start;
    r.sequence_increment = sequence.increment;
    r.sequence_minimum = sequence.minimum;
    r.sequence_maximum = sequence.maximum;
    r.sequence_cache = sequence.cache;
    r.sequence_cycle = sequence.cycle;
    r.generated = find(text_tag::generated);
    r.collation = find(text_tag::collation);
    r.comment = find(text_tag::comment);
    r.check = find(text_tag::check);
    r.renamed_from = find(text_tag::renamed_from);
    r.using_expression = find(text_tag::using_sql);
    r.backfill = find(text_tag::backfill);
    r.unique_name = find(text_tag::unique_name);
    r.reference_name = find(text_tag::reference_name);
    r.reference = reference_of(table, c);
    r.type_schema = find(text_tag::type_schema);
    r.type_name = find(text_tag::type_name);
    r.generated_virtual = find(text_tag::generated_virtual);
    r.not_null_name = find(text_tag::not_null_name);
    r.not_null_no_inherit = find(text_tag::not_null_no_inherit);
    r.storage = find(text_tag::storage);
    r.compression = find(text_tag::compression);
    r.statistics_target = find(text_tag::statistics);
    const auto options = pairs_of(c.texts, text_tag::option_name, text_tag::option_value);
    r.options = options.data;
    r.option_count = options.count;
    const auto foreign = pairs_of(c.texts, text_tag::foreign_option_name, text_tag::foreign_option_value);
    r.foreign_options = foreign.data;
    r.foreign_option_count = foreign.count;
    r.identity_sequence = find(text_tag::identity_sequence);
    return r;
  }

  definition::text enum_default(const table_definition& table, std::size_t i) {
    const auto& c = table.column(i);
    if (const auto label = c.enumeration->label_of(c.core.default_value); !label.empty())
      return text(label);
    problem(where(table) + ": the default of column \"" + std::string(names_of(table)[i]) +
            "\" is no enumerator of its enumeration");
    return {};
  }

  definition::text column_text(const relation& r, std::uint32_t id) {
    const auto name = name_of(r.columns, id);
    if (name.empty())
      problem(where(r) + " has an entry in its list that names a column of another table");
    return text(name);
  }
  const definition::text* keep_columns(const relation& r, const std::vector<std::uint32_t>& ids) {
    std::vector<definition::text> list;
    for (auto id : ids) list.push_back(column_text(r, id));
    return keep_list(std::move(list));
  }

  definition::key_record describe(const relation& table, const key_definition& k) {
    definition::key_record r{};
    if (k.column != 0)
      r.column = column_text(table, k.column);
    else
      r.expression = keep(k.expression);
    if (!k.operator_class.empty())
      r.operator_class = keep(k.operator_class);
    if (!k.collation.empty())
      r.collation = keep(k.collation);
    r.exclusion_operator = keep(k.exclusion_operator);
    r.descending = k.direction == sort_direction::descending;
    r.nulls = static_cast<std::uint8_t>(k.nulls);
    return r;
  }

  parameter_list keep_parameters(const std::vector<std::pair<std::string, std::string>>& given) {
    auto& parameters = parameters_.emplace_back();
    for (const auto& [name, value] : given) parameters.push_back({keep(name), keep(value)});
    return {parameters.data(), static_cast<std::uint32_t>(parameters.size())};
  }

  static std::string qualified(const relation& r) {
    return quote_identifier(r.schema.empty() ? "public" : r.schema) + "." + quote_identifier(r.name);
  }
  std::string statement_of(const relation& table, const std::vector<sql_piece>& pieces) {
    std::string sql;
    for (const auto& piece : pieces) {
      switch (piece.is) {
        case sql_piece::part::text:
          sql += piece.text;
          break;
        case sql_piece::part::column: {
          const auto name = column_text(table, piece.column);
          sql += quote_identifier({name.data, name.size});
          break;
        }
        case sql_piece::part::table:
          sql += qualified(table);
          break;
        case sql_piece::part::schema:
          sql += quote_identifier(table.schema.empty() ? "public" : table.schema);
          break;
      }
    }
    return sql;
  }

  definition::extra_record describe(const relation& table, const extra_definition& e) {
    definition::extra_record r{};
    r.kind = e.kind;
    r.name = keep(e.kind == definition::extra_kind::statement ? e.name + " on " + qualified(table) : e.name);
    auto& keys = keys_.emplace_back();
    for (const auto& k : e.keys) keys.push_back(describe(table, k));
    r.keys = keys.data();
    r.key_count = static_cast<std::uint32_t>(keys.size());
    r.include = keep_columns(table, e.include);
    r.include_count = static_cast<std::uint32_t>(e.include.size());
    r.method = keep(e.method);
    r.where = keep(e.where);
    r.expression = keep(e.statement.empty() ? e.expression : statement_of(table, e.statement));
    r.tablespace = keep(e.tablespace);
    r.comment = keep(e.comment);
    r.parent_schema = keep(e.parent_schema);
    r.parent = keep(e.parent);
    r.unique = e.unique;
    r.nulls_not_distinct = e.nulls_not_distinct;
    r.no_inherit = e.no_inherit;
    r.without_overlaps = e.without_overlaps;
    r.timing = static_cast<std::uint8_t>(e.timing);
    r.state = e.state;
    const auto parameters = keep_parameters(e.parameters);
    r.parameters = parameters.data;
    r.parameter_count = parameters.count;
    if (e.reference.table != nullptr) {
      std::vector<definition::text> columns;
      const auto* target = find_table(e.reference.table);
      for (auto id : e.reference.columns) columns.push_back(target == nullptr ? text({}) : text(name_of(*target, id)));
      for (const auto& name : e.reference.names) columns.push_back(keep(name));
      r.reference = make_reference(table, e.reference.table, std::move(columns), e.reference.options,
                                   e.reference.on_delete_columns);
    }
    return r;
  }

  void describe(const table_definition& table) {
    std::vector<definition::column_record> columns;
    for (std::size_t i = 0; i < table.column_count; ++i) columns.push_back(describe(table, i));
    send_table(relation_of(table), table.printed_name, columns, table.extras());
  }

  void send_table(const relation& table, std::string_view cpp_name,
                  const std::vector<definition::column_record>& columns, const std::vector<extra_definition>& given) {
    std::vector<definition::extra_record> extras;
    for (const auto& e : given) extras.push_back(describe(table, e));
    const definition::table_record record{text(table.schema),
                                          text(table.name),
                                          text(cpp_name),
                                          columns.data(),
                                          static_cast<std::uint32_t>(columns.size()),
                                          extras.data(),
                                          static_cast<std::uint32_t>(extras.size())};
    sink_.table(sink_.context, &record);
  }

  static std::vector<extra_definition> partition_entries(const declaration_definition& d) {
    auto entries = d.extras();
    auto& of = entries.emplace_back();
    of.kind = definition::extra_kind::table_option;
    of.name = "partition_of";
    of.expression = d.sql;
    of.parent_schema = d.options.at(0).second;
    of.parent = d.options.at(1).second;
    return entries;
  }

  void describe(const declaration_definition& d) {
    if (d.kind == definition::declaration_kind::partition) {
      const auto* parent = find_table(d.parent);
      if (parent == nullptr)
        problem("partition \"" + d.name + "\" is of a table that no header declares with table<…>()");
      else
        send_table({d.schema, d.name, *parent}, {}, {}, partition_entries(d));
      return;
    }
    std::vector<definition::column_record> columns;
    std::vector<definition::extra_record> extras;
    if (d.columns != nullptr) {
      for (std::size_t i = 0; i < d.columns->column_count; ++i) columns.push_back(describe(*d.columns, i));
      for (const auto& e : d.extras()) extras.push_back(describe(relation{d.schema, d.name, *d.columns}, e));
    }
    const auto options = keep_parameters(d.options);
    const definition::declaration_record record{d.kind,
                                                text(d.schema),
                                                text(d.name),
                                                text(d.sql),
                                                options.data,
                                                options.count,
                                                columns.data(),
                                                static_cast<std::uint32_t>(columns.size()),
                                                extras.data(),
                                                static_cast<std::uint32_t>(extras.size()),
                                                describe(d.enumeration)};
    sink_.declare(sink_.context, &record);
  }

  const definition::sink& sink_;
  std::map<const void*, const table_definition*> by_key_;
  std::map<const table_definition*, std::vector<std::string_view>> names_;
  std::map<const void*, definition::enum_record> enums_;
  // Deques: what records point to must not move.
  std::deque<std::string> strings_;
  std::deque<std::vector<definition::text>> lists_;
  std::deque<std::vector<definition::key_record>> keys_;
  std::deque<std::vector<definition::parameter_record>> parameters_;
  std::deque<definition::reference_record> references_;
};

}  // namespace squall::detail

extern "C" [[gnu::used, gnu::visibility("default")]] inline void squall_describe_schema(
    const squall::definition::sink* sink) {
  squall::detail::schema_describer(*sink).run();
}
