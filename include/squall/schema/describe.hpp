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
    for (const auto& statement : statement_registry()) {
      const definition::statement_record record{text(statement.label), text(statement.sql)};
      sink_.statement(sink_.context, &record);
    }
  }

 private:
  static definition::text text(std::string_view s) { return {s.data(), s.size()}; }
  definition::text keep(std::string s) { return text(strings_.emplace_back(std::move(s))); }
  void problem(const std::string& message) { sink_.problem(sink_.context, text(message)); }

  static std::string_view find_text(std::string_view pool, text_tag tag) {
    std::string_view found;
    for (std::size_t at = 0; at + 3 <= pool.size();) {
      const auto high = static_cast<unsigned char>(pool[at + 1]);
      const auto low = static_cast<unsigned char>(pool[at + 2]);
      const std::size_t length = static_cast<std::size_t>(high) * 256 + low;
      if (pool[at] == static_cast<char>(tag))
        found = pool.substr(at + 3, length);
      at += 3 + length;
    }
    return found;
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
  std::string where(const table_definition& table) const { return "table \"" + std::string(table.name) + "\""; }

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

  const definition::reference_record* make_reference(const table_definition& from, const void* key,
                                                     std::vector<definition::text> columns,
                                                     const reference_options& options) {
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
    return make_reference(table, c.reference.table, {text(name)}, c.core.reference);
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
    r.sequence_start = c.core.sequence.start;
    r.sequence_increment = c.core.sequence.increment;
    r.sequence_minimum = c.core.sequence.minimum;
    r.sequence_maximum = c.core.sequence.maximum;
    r.sequence_cache = c.core.sequence.cache;
    r.sequence_cycle = c.core.sequence.cycle;
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

  definition::key_record describe(const table_definition& table, const key_definition& k) {
    definition::key_record r{};
    if (k.column != 0)
      r.column = text(name_of(table, k.column));
    if (k.column != 0 && r.column.size == 0)
      problem(where(table) + " has an index or a constraint on a column of another table");
    if (k.column == 0)
      r.expression = keep(k.expression);
    if (!k.operator_class.empty())
      r.operator_class = keep(k.operator_class);
    if (!k.collation.empty())
      r.collation = keep(k.collation);
    r.descending = k.direction == sort_direction::descending;
    r.nulls = static_cast<std::uint8_t>(k.nulls);
    return r;
  }

  definition::extra_record describe(const table_definition& table, const extra_definition& e) {
    definition::extra_record r{};
    r.kind = e.kind;
    r.name = keep(e.name);
    auto& keys = keys_.emplace_back();
    for (const auto& k : e.keys) keys.push_back(describe(table, k));
    r.keys = keys.data();
    r.key_count = static_cast<std::uint32_t>(keys.size());
    std::vector<definition::text> include;
    for (auto id : e.include) include.push_back(text(name_of(table, id)));
    r.include_count = static_cast<std::uint32_t>(include.size());
    r.include = keep_list(std::move(include));
    r.method = keep(e.method);
    r.where = keep(e.where);
    r.expression = keep(e.expression);
    r.unique = e.unique;
    r.nulls_not_distinct = e.nulls_not_distinct;
    r.no_inherit = e.no_inherit;
    r.timing = static_cast<std::uint8_t>(e.timing);
    auto& parameters = parameters_.emplace_back();
    for (const auto& [name, value] : e.parameters) parameters.push_back({keep(name), keep(value)});
    r.parameters = parameters.data();
    r.parameter_count = static_cast<std::uint32_t>(parameters.size());
    if (e.reference.table != nullptr) {
      std::vector<definition::text> columns;
      const auto* target = find_table(e.reference.table);
      for (auto id : e.reference.columns) columns.push_back(target == nullptr ? text({}) : text(name_of(*target, id)));
      for (const auto& name : e.reference.names) columns.push_back(keep(name));
      r.reference = make_reference(table, e.reference.table, std::move(columns), e.reference.options);
    }
    return r;
  }

  void describe(const table_definition& table) {
    std::vector<definition::column_record> columns;
    for (std::size_t i = 0; i < table.column_count; ++i) columns.push_back(describe(table, i));
    std::vector<definition::extra_record> extras;
    for (const auto& e : table.extras()) extras.push_back(describe(table, e));
    const definition::table_record record{text(table.schema),
                                          text(table.name),
                                          text(table.printed_name),
                                          columns.data(),
                                          static_cast<std::uint32_t>(columns.size()),
                                          extras.data(),
                                          static_cast<std::uint32_t>(extras.size())};
    sink_.table(sink_.context, &record);
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
