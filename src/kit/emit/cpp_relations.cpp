// Which tables, views and composite types a header can declare by a struct.
#include <algorithm>
#include <set>

#include "kit/emit/cpp_schema.hpp"
#include "kit/emit/made_together.hpp"
#include "kit/model/inheritance.hpp"
#include "kit/model/sql_text.hpp"

namespace squall::kit {
namespace {

constexpr std::size_t most_columns = 256;
constexpr std::size_t most_text = 60'000;  ///< of one modifier; the pool counts in 16 bits

bool can_declare(const column& value) {
  const bool short_texts = (!value.default_value || value.default_value->sql.size() < most_text) &&
                           (!value.generated || value.generated->sql.size() < most_text);
  return short_texts && !value.inherited;
}

bool is_sayable(const view& value) {
  return std::all_of(value.options.begin(), value.options.end(), [](const auto& option) {
    const auto& [name, setting] = option;
    const bool flag = name == "security_barrier" || name == "security_invoker";
    return flag ? setting == "true" : name == "check_option" && (setting == "local" || setting == "cascaded");
  });
}

class relation_chooser {
 public:
  explicit relation_chooser(cpp_schema& schema)
      : schema_(schema), in_one_order_(trees_made_in_one_order(*schema.model)) {
    for (const auto& [id, value] : model().objects) {
      if (id.kind == object_kind::enum_type || id.kind == object_kind::domain ||
          id.kind == object_kind::composite_type) {
        types_.emplace(sql_name(id), id);
      }
    }
  }

  void choose() {
    for (const auto& [id, value] : model().objects) {
      if (id.kind == object_kind::table) {
        declare_table(id);
      } else if (const auto* plain = std::get_if<view>(&value); plain != nullptr && is_sayable(*plain)) {
        declare_view(id, plain->outputs);
      } else if (const auto* stored = std::get_if<materialized_view>(&value)) {
        declare_view(id, stored->outputs);
      } else if (const auto* type = std::get_if<composite_type>(&value)) {
        declare_composite(id, *type);
      }
    }
  }

 private:
  const database& model() const { return *schema_.model; }

  bool declare_table(const object_id& id) {
    if (!seen_.insert(id).second) {
      return schema_.tables.contains(id);
    }
    const auto* value = model().find<table>(id);
    if (value == nullptr || value->of_type || in_one_order_.contains(root_of(model(), id))) {
      return false;
    }
    return value->partition_of ? declare_partition(id, *value) : declare_struct(id, *value);
  }

  bool declare_partition(const object_id& id, const table& value) {
    const bool own_columns = !columns_of(model(), id).empty();
    if (own_columns || !value.foreign_server.empty() || !declare_table(*value.partition_of)) {
      return false;
    }
    cpp_table declared;
    declared.is_partition = true;
    schema_.tables.emplace(id, std::move(declared));
    return true;
  }

  bool declare_struct(const object_id& id, const table& value) {
    cpp_table declared;
    for (const auto& parent : value.inherits) {
      if (!declare_table(parent) || schema_.tables.at(parent).is_partition) {
        return false;
      }
      add_inherited(declared, id, parent);
    }
    const std::size_t inherited = declared.columns.size();
    for (const auto& c : columns_of(model(), id)) {
      const auto end = declared.columns.begin() + static_cast<std::ptrdiff_t>(inherited);
      const bool merged = std::any_of(declared.columns.begin(), end,
                                      [&](const column_entry& other) { return other.id->name == c.id->name; });
      if (merged || !can_declare(*c.value)) {
        return false;
      }
      declared.columns.push_back(c);
    }
    return add(id, std::move(declared));
  }

  /// The struct of a child repeats the parent's columns.
  void add_inherited(cpp_table& declared, const object_id& id, const object_id& parent) {
    for (const auto& c : schema_.tables.at(parent).columns) {
      const auto known = std::any_of(declared.columns.begin(), declared.columns.end(),
                                     [&](const column_entry& other) { return other.id->name == c.id->name; });
      if (auto value = effective_column(model(), id, c.id->name); value && !known) {
        value->inherited = false;
        add_made(declared, id, c.id->name, std::move(*value));
      }
    }
  }

  void declare_view(const object_id& id, const view_outputs& outputs) {
    cpp_table declared;
    for (const auto& output : outputs.list) {
      add_made(declared, id, output.name, {.type = {output.type, named_type(output.type)}});
    }
    add(id, std::move(declared));
  }

  void declare_composite(const object_id& id, const composite_type& type) {
    cpp_table declared;
    for (const auto& a : type.attributes) {
      add_made(declared, id, a.name, {.type = a.type, .collation = a.collation, .comment = a.comment});
    }
    add(id, std::move(declared));
  }

  /// The type that a text of format_type() names.
  std::optional<object_id> named_type(std::string_view sql) const {
    while (sql.ends_with("[]")) {
      sql.remove_suffix(2);
    }
    const auto it = types_.find(std::string(sql));
    return it == types_.end() ? std::nullopt : std::optional(it->second);
  }

  void add_made(cpp_table& declared, const object_id& relation, const std::string& name, column value) {
    value.position = static_cast<int>(declared.columns.size()) + 1;
    const auto& made = schema_.made_columns.emplace_back(
        object_id{object_kind::column, relation.schema, relation.name, name}, std::move(value));
    declared.columns.push_back({&made.first, &made.second});
  }

  bool add(const object_id& id, cpp_table declared) {
    if (declared.columns.empty() || declared.columns.size() > most_columns) {
      return false;
    }
    schema_.tables.emplace(id, std::move(declared));
    return true;
  }

  cpp_schema& schema_;
  std::map<std::string, object_id> types_;
  std::set<object_id> in_one_order_;  ///< roots of trees that SQL says
  std::set<object_id> seen_;
};

}  // namespace

void choose_relations(cpp_schema& schema) { relation_chooser(schema).choose(); }

}  // namespace squall::kit
