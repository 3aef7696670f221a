#include <fmt/format.h>

#include <set>

#include "kit/emit/cpp_part_writer.hpp"
#include "kit/emit/cpp_parts.hpp"
#include "kit/emit/cpp_types.hpp"
#include "kit/model/default_names.hpp"

namespace squall::kit {
namespace {

constexpr std::size_t most_text = 60'000;

class column_parts_writer : cpp_part_writer {
 public:
  column_parts_writer(cpp_schema& schema, const object_id& table) : cpp_part_writer(schema, table) {
    for (const auto& [column, member] : declared_.members) {
      members_.insert(member);
    }
  }

  std::map<std::string, column_parts> at_columns() {
    std::map<std::string, column_parts> columns;
    for (const auto& c : declared_.columns) {
      columns[c.id->name];
    }
    for (const auto& part : schema_.parts_of(table_)) {
      if (const auto* key = std::get_if<primary_key>(part.value)) {
        primary_key_at(columns, *part.id, *key);
      } else if (const auto* u = std::get_if<unique>(part.value)) {
        unique_at(columns, *part.id, *u);
      } else if (const auto* rule = std::get_if<check>(part.value)) {
        check_at(columns, *part.id, *rule);
      } else if (const auto* reference = std::get_if<foreign_key>(part.value)) {
        reference_at(columns, *part.id, *reference);
      }
    }
    return columns;
  }

 private:
  std::string visible(std::string_view name) const {
    return members_.contains(std::string(name)) ? fmt::format("squall::{}", name) : std::string(name);
  }

  /// One column and nothing more to say; for a comment there is no word at the column.
  template <class Key>
  static bool is_short(const Key& key) {
    return is_cpp_sayable(key) && key.comment.empty() && key.columns.size() == 1 && key.include.empty() &&
           key.storage_parameters.empty() && key.tablespace.empty() && !key.without_overlaps &&
           key.timing == constraint_timing::not_deferrable;
  }
  static void cover(column_parts& parts, const object_id& id) { parts.said.push_back(id); }

  void primary_key_at(std::map<std::string, column_parts>& columns, const object_id& id, const primary_key& key) {
    if (!is_short(key) || id.name != make_object_name(table_.name, "", "pkey")) {
      return;
    }
    auto& parts = columns.at(key.columns.front());
    parts.primary_key = true;
    cover(parts, id);
    say(id, key);
  }

  void unique_at(std::map<std::string, column_parts>& columns, const object_id& id, const unique& key) {
    if (!is_short(key)) {
      return;
    }
    auto& parts = columns.at(key.columns.front());
    const bool usual = id.name == default_name(key.columns, "key");
    if (parts.unique || (key.nulls_not_distinct && !usual)) {
      return;
    }
    parts.unique = key.nulls_not_distinct ? cpp_link{".unique_nulls_not_distinct()"}
                   : usual                ? cpp_link{".unique()"}
                                          : cpp_link{".unique(", id.name, ")"};
    cover(parts, id);
    say(id, key);
  }

  void check_at(std::map<std::string, column_parts>& columns, const object_id& id, const check& rule) {
    if (rule.state != constraint_state::valid || rule.no_inherit || !rule.comment.empty() ||
        rule.condition.sql.size() > most_text) {
      return;
    }
    for (auto& [name, parts] : columns) {
      if (!parts.check && id.name == make_object_name(table_.name, name, "check")) {
        parts.check = rule.condition.sql;
        cover(parts, id);
        say(id, rule);
        return;
      }
    }
  }

  std::string value_type(const object_id& table, const std::string& name) const {
    const auto* value = schema_.model->find<column>(column_id(table, name));
    if (value == nullptr) {
      return "?";
    }
    const bool is_enum = value->type.user_type && schema_.enums.contains(*value->type.user_type);
    return is_enum ? value->type.sql : cpp_type_of(value->type).value;
  }

  void reference_at(std::map<std::string, column_parts>& columns, const object_id& id, const foreign_key& key) {
    if (!is_sayable(key) || key.state != constraint_state::valid || key.columns.size() != 1 || key.period ||
        !key.on_delete_columns.empty() || !key.comment.empty()) {
      return;
    }
    auto& parts = columns.at(key.columns.front());
    const object_id& to = key.referenced_table;
    const std::string& to_column = key.referenced_columns.front();
    if (!parts.reference.empty() || value_type(table_, key.columns.front()) != value_type(to, to_column)) {
      return;
    }
    const auto& target = schema_.tables.at(to);
    const std::string options = options_of(key);
    const std::string end = options.empty() ? ")" : ", {" + options + "})";
    if (to != table_ && schema_.is_before(to, table_)) {
      const std::string constant =
          members_.contains(target.constant) ? schema_.space + "::" + target.constant : target.constant;
      parts.reference.push_back({fmt::format(".references({}.{}{}", constant, target.members.at(to_column), end)});
    } else {
      parts.reference.push_back({fmt::format(".references<{}>(", target.structure), to_column, end});
    }
    if (id.name != default_name(key.columns, "fkey")) {
      parts.reference.push_back({".reference_named(", id.name, ")"});
    }
    schema_.references_at_columns.insert(&id);
    cover(parts, id);
    say(id, key);
  }

  std::string options_of(const foreign_key& key) const {
    std::vector<std::string> options;
    if (key.on_delete != foreign_key_action::no_action) {
      options.push_back(".on_delete = " + visible(cpp_word_of(key.on_delete)));
    }
    if (key.on_update != foreign_key_action::no_action) {
      options.push_back(".on_update = " + visible(cpp_word_of(key.on_update)));
    }
    if (key.match == foreign_key_match::full) {
      options.push_back(".match = " + visible("match_full"));
    }
    if (key.timing != constraint_timing::not_deferrable) {
      options.push_back(".timing = " + visible(cpp_word_of(key.timing)));
    }
    return fmt::format("{}", fmt::join(options, ", "));
  }

  std::set<std::string> members_;
};

}  // namespace

std::map<std::string, column_parts> column_parts_of(cpp_schema& schema, const object_id& table) {
  return column_parts_writer(schema, table).at_columns();
}

}  // namespace squall::kit
