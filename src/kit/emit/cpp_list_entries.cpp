#include <fmt/format.h>

#include <set>

#include "kit/emit/cpp_part_writer.hpp"
#include "kit/emit/cpp_parts.hpp"
#include "kit/model/default_names.hpp"

namespace squall::kit {
namespace {

class list_writer : cpp_part_writer {
 public:
  using cpp_part_writer::cpp_part_writer;

  std::vector<cpp_chain> in_list(const std::map<std::string, column_parts>& columns) {
    std::set<object_id> said;
    for (const auto& [name, parts] : columns) {
      said.insert(parts.said.begin(), parts.said.end());
    }
    std::vector<cpp_chain> entries;
    for (const auto& part : schema_.parts_of(table_)) {
      if (said.contains(*part.id)) {
        continue;
      }
      cpp_chain entry;
      if (const auto* key = std::get_if<primary_key>(part.value); key != nullptr && is_sayable(*key)) {
        entry = entry_of(*part.id, *key);
      } else if (const auto* u = std::get_if<unique>(part.value); u != nullptr && is_sayable(*u)) {
        entry = entry_of(*part.id, *u);
      } else if (const auto* rule = std::get_if<check>(part.value); rule != nullptr && is_sayable(*rule)) {
        entry = entry_of(*part.id, *rule);
      } else if (const auto* f = std::get_if<foreign_key>(part.value); f != nullptr && is_sayable(*f)) {
        entry = entry_of(*part.id, *f);
      } else if (const auto* i = std::get_if<index>(part.value); i != nullptr && is_sayable(*i)) {
        entry = entry_of(*part.id, *i);
      } else if (const auto* e = std::get_if<exclusion>(part.value); e != nullptr && is_sayable(*e)) {
        entry = entry_of(*part.id, *e);
      }
      if (!entry.empty()) {
        if (const std::string* words = comment_of(*part.value); words != nullptr && !words->empty()) {
          entry.push_back({".comment(", *words, ")"});
        }
        say(*part.id, *part.value, true);
        entries.push_back(std::move(entry));
      }
    }
    return entries;
  }

 private:
  /// `"name"`, or nothing when PostgreSQL would choose it. Of a view, where the server does, it is always said.
  std::string name_unless(const object_id& id, const std::string& usual) const {
    return id.name == usual && table_.kind == object_kind::table ? std::string() : cpp_string(id.name);
  }
  std::string columns_of(const std::vector<std::string>& names) const {
    std::vector<std::string> list;
    for (const auto& name : names) {
      list.push_back("t." + declared_.members.at(name));
    }
    return fmt::format("{}", fmt::join(list, ", "));
  }

  static void add_timing(cpp_chain& chain, constraint_timing timing) {
    if (timing == constraint_timing::deferrable) {
      chain.push_back({".deferrable()"});
    } else if (timing == constraint_timing::initially_deferred) {
      chain.push_back({".deferrable(initially_deferred)"});
    }
  }
  static void add_state(cpp_chain& chain, constraint_state state) {
    if (state == constraint_state::not_valid) {
      chain.push_back({".not_valid()"});
    } else if (state == constraint_state::not_enforced) {
      chain.push_back({".not_enforced()"});
    }
  }
  static void add_parameters(cpp_chain& chain, const option_map& parameters) {
    for (const auto& [name, setting] : parameters) {
      chain.push_back({fmt::format(".with({}, {})", cpp_string(name), cpp_string(setting))});
    }
  }
  static void add_tablespace(cpp_chain& chain, const std::string& tablespace) {
    if (!tablespace.empty()) {
      chain.push_back({".tablespace(", tablespace, ")"});
    }
  }
  template <class Key>
  static void add_key_options(cpp_chain& chain, const Key& key) {
    if (key.without_overlaps) {
      chain.push_back({".without_overlaps()"});
    }
    add_tablespace(chain, key.tablespace);
  }
  void add_include(cpp_chain& chain, const std::vector<std::string>& include) const {
    if (!include.empty()) {
      chain.push_back({".include(" + columns_of(include) + ")"});
    }
  }

  cpp_chain entry_of(const object_id& id, const primary_key& key) const {
    cpp_chain chain{{"primary_key(" + columns_of(key.columns) + ")"}};
    if (id.name != make_object_name(table_.name, "", "pkey")) {
      chain.push_back({".named(", id.name, ")"});
    }
    add_include(chain, key.include);
    add_timing(chain, key.timing);
    add_parameters(chain, key.storage_parameters);
    add_key_options(chain, key);
    return chain;
  }
  cpp_chain entry_of(const object_id& id, const unique& key) const {
    cpp_chain chain{{"unique(" + name_unless(id, default_name(key.columns, "key")) + ")"},
                    {".on(" + columns_of(key.columns) + ")"}};
    add_include(chain, key.include);
    if (key.nulls_not_distinct) {
      chain.push_back({".nulls_not_distinct()"});
    }
    add_timing(chain, key.timing);
    add_parameters(chain, key.storage_parameters);
    add_key_options(chain, key);
    return chain;
  }
  static cpp_chain entry_of(const object_id& id, const check& rule) {
    cpp_chain chain{{fmt::format("check({}, sql(", cpp_string(id.name)), rule.condition.sql, "))"}};
    if (rule.no_inherit) {
      chain.push_back({".no_inherit()"});
    }
    add_state(chain, rule.state);
    return chain;
  }
  cpp_chain entry_of(const object_id& id, const foreign_key& key) const {
    cpp_chain chain{{"foreign_key(" + columns_of(key.columns) + ")"}, {references_of(key)}};
    if (id.name != default_name(key.columns, "fkey")) {
      chain.push_back({".named(", id.name, ")"});
    }
    if (key.on_delete != foreign_key_action::no_action) {
      const std::string columns = key.on_delete_columns.empty() ? "" : ", " + columns_of(key.on_delete_columns);
      chain.push_back({fmt::format(".on_delete({}{})", cpp_word_of(key.on_delete), columns)});
    }
    if (key.on_update != foreign_key_action::no_action) {
      chain.push_back({fmt::format(".on_update({})", cpp_word_of(key.on_update))});
    }
    if (key.match == foreign_key_match::full) {
      chain.push_back({".match_full()"});
    }
    if (key.period) {
      chain.push_back({".period()"});
    }
    add_timing(chain, key.timing);
    add_state(chain, key.state);
    return chain;
  }
  std::string references_of(const foreign_key& key) const {
    const object_id& to = key.referenced_table;
    if (to == table_) {
      return ".references(" + columns_of(key.referenced_columns) + ")";
    }
    const auto& target = schema_.tables.at(to);
    std::vector<std::string> list;
    const bool before = schema_.is_before(to, table_);
    for (const auto& name : key.referenced_columns) {
      list.push_back(before ? target.constant + "." + target.members.at(name) : cpp_string(name));
    }
    return before ? fmt::format(".references({})", fmt::join(list, ", "))
                  : fmt::format(".references(columns<{}>({}))", target.structure, fmt::join(list, ", "));
  }

  std::string key_of(const index_key& k) const {
    std::string text =
        k.expression ? "sql(" + cpp_sql_string(k.expression->sql) + ")" : "t." + declared_.members.at(k.column);
    const bool usual_nulls = k.nulls_first == k.descending;
    if (k.descending || !usual_nulls) {
      text = fmt::format("{}({})", k.descending ? "desc" : "asc", text);
    }
    if (!usual_nulls) {
      text += k.nulls_first ? ".nulls_first()" : ".nulls_last()";
    }
    if (!k.operator_class.empty()) {
      text = fmt::format("op_class({}, {})", text, cpp_string(k.operator_class));
    }
    if (!k.collation.empty()) {
      text = fmt::format("collate({}, {})", text, cpp_string(k.collation));
    }
    return text;
  }

  cpp_chain entry_of(const object_id& id, const index& value) const {
    std::vector<std::string> parts;
    std::vector<std::string> keys;
    for (const auto& k : value.keys) {
      parts.push_back(k.expression ? "expr" : k.column);
      keys.push_back(key_of(k));
    }
    cpp_chain chain{
        {fmt::format("{}({})", value.unique ? "unique_index" : "index", name_unless(id, default_name(parts, "idx")))},
        {fmt::format(".on({})", fmt::join(keys, ", "))}};
    if (value.method != "btree") {
      chain.push_back({fmt::format(".using_({})", cpp_string(value.method))});
    }
    add_include(chain, value.include);
    if (value.nulls_not_distinct) {
      chain.push_back({".nulls_not_distinct()"});
    }
    if (value.where) {
      chain.push_back({".where(sql(", value.where->sql, "))"});
    }
    add_parameters(chain, value.storage_parameters);
    add_tablespace(chain, value.tablespace);
    return chain;
  }

  cpp_chain entry_of(const object_id& id, const exclusion& rule) const {
    cpp_chain chain{{fmt::format("exclude({})", cpp_string(id.name))}};
    if (rule.method != "gist") {
      chain.push_back({fmt::format(".using_({})", cpp_string(rule.method))});
    }
    for (const auto& k : rule.keys) {
      chain.push_back({fmt::format(".on({}, {})", key_of(k), cpp_string(k.exclusion_operator))});
    }
    add_include(chain, rule.include);
    if (rule.where) {
      chain.push_back({".where(sql(", rule.where->sql, "))"});
    }
    add_timing(chain, rule.timing);
    add_parameters(chain, rule.storage_parameters);
    add_tablespace(chain, rule.tablespace);
    return chain;
  }
};

}  // namespace

std::vector<cpp_chain> list_entries(cpp_schema& schema, const object_id& table,
                                    const std::map<std::string, column_parts>& columns) {
  return list_writer(schema, table).in_list(columns);
}

}  // namespace squall::kit
