// What an object stands on.
#include <algorithm>
#include <utility>

#include "kit/model/model.hpp"

namespace squall::kit {

namespace {

/// Collects what the fields of an object name. What is not said by a field is in the object's references.
class dependency_collector {
 public:
  explicit dependency_collector(const object_id& id) : id_(id) {}

  template <class T>
  void operator()(const T& value) {
    // The trigger of a view, the index of a materialized view …
    if (id_.belongs_to_table()) {
      add(id_.owner_table());
      if (can_belong_to_view(id_.kind)) {
        add({object_kind::view, id_.schema, {}, id_.table});
        add({object_kind::materialized_view, id_.schema, {}, id_.table});
      }
    } else if (!id_.schema.empty()) {
      add(schema_id(id_.schema));
    }
    parts_of(value);
    if constexpr (requires { value.depends_on_extensions; }) {
      for (const auto& name : value.depends_on_extensions) {
        add({object_kind::extension, {}, {}, name});
      }
    }
    if constexpr (requires { value.references; }) {
      add(value.references.ids);
    }
  }

  std::vector<object_id> take(const object& value) {
    for (auto& name : roles_of(id_, value)) {
      add({object_kind::role, {}, {}, std::move(name)});
    }
    // What is named first stays first; an object never depends on itself.
    std::vector<object_id> unique_ids;
    for (auto& found : found_) {
      if (found != id_ && std::find(unique_ids.begin(), unique_ids.end(), found) == unique_ids.end()) {
        unique_ids.push_back(std::move(found));
      }
    }
    return unique_ids;
  }

 private:
  static bool can_belong_to_view(object_kind kind) {
    return kind == object_kind::index || kind == object_kind::trigger || kind == object_kind::rule;
  }

  template <class T>
  void parts_of(const T& /*value*/) {}

  void parts_of(const table& value) {
    add(value.partition_of);
    add(value.inherits);
    add(value.of_type);
    if (!value.foreign_server.empty()) {
      add({object_kind::foreign_server, {}, {}, value.foreign_server});
    }
  }
  void parts_of(const column& value) {
    add(value.type);
    add(value.default_value);
    add(value.generated);
  }
  void parts_of(const primary_key& value) { add_key(value); }
  void parts_of(const unique& value) { add_key(value); }
  void parts_of(const check& value) { add(value.condition.references); }
  void parts_of(const foreign_key& value) {
    add_columns(id_.owner_table(), value.columns);
    add(value.referenced_table);
    add_columns(value.referenced_table, value.referenced_columns);
    add_columns(id_.owner_table(), value.on_delete_columns);
  }
  void parts_of(const exclusion& value) { add_index(value); }
  void parts_of(const index& value) { add_index(value); }
  void parts_of(const domain& value) {
    add(value.base);
    add(value.default_value);
  }
  void parts_of(const composite_type& value) {
    for (const auto& attribute : value.attributes) {
      add(attribute.type);
      add_collation(attribute.collation);
    }
  }
  // The family tells its access method by itself, but a class may have come with one.
  void parts_of(const operator_class& /*value*/) { add({object_kind::access_method, {}, {}, id_.signature}); }
  void parts_of(const operator_family& /*value*/) { add({object_kind::access_method, {}, {}, id_.signature}); }
  void parts_of(const statistics& value) {
    add(value.table);
    add_columns(value.table, value.columns);
  }
  void parts_of(const trigger& value) {
    add_columns(id_.owner_table(), value.update_columns);
    add(value.referenced_table);
  }
  void parts_of(const policy& value) {
    add(value.using_expression);
    add(value.with_check);
  }
  void parts_of(const extension& value) {
    if (!value.schema.empty()) {
      add(schema_id(value.schema));
    }
  }
  void parts_of(const foreign_server& value) { add({object_kind::foreign_data_wrapper, {}, {}, value.wrapper}); }
  void parts_of(const user_mapping& /*value*/) { add({object_kind::foreign_server, {}, {}, id_.name}); }
  void parts_of(const publication& value) {
    for (const auto& published : value.tables) {
      add(published.table);
      add_columns(published.table, published.columns);
    }
    for (const auto& name : value.schemas) {
      add(schema_id(name));
    }
  }

  void add(object_id id) { found_.push_back(std::move(id)); }
  void add(const std::optional<object_id>& id) {
    if (id) {
      add(*id);
    }
  }
  void add(const std::vector<object_id>& ids) { found_.insert(found_.end(), ids.begin(), ids.end()); }
  void add(const type_name& type) { add(type.user_type); }
  void add(const std::optional<sql_expression>& expression) {
    if (expression) {
      add(expression->references);
    }
  }
  /// `name` is qualified and quoted.
  void add_collation(const std::string& name) {
    std::vector<std::string> parts(1);
    bool quoted = false;
    for (std::size_t i = 0; i < name.size(); ++i) {
      const bool doubled = quoted && name[i] == '"' && i + 1 < name.size() && name[i + 1] == '"';
      if (doubled) {
        parts.back() += name[++i];
      } else if (name[i] == '"') {
        quoted = !quoted;
      } else if (name[i] == '.' && !quoted) {
        parts.emplace_back();
      } else {
        parts.back() += name[i];
      }
    }
    if (parts.size() == 2) {
      add({object_kind::collation, parts[0], {}, parts[1]});
    }
  }
  void add_columns(const object_id& table, const std::vector<std::string>& columns) {
    for (const auto& name : columns) {
      add(column_id(table, name));
    }
  }
  template <class Key>
  void add_key(const Key& value) {
    add_columns(id_.owner_table(), value.columns);
    add_columns(id_.owner_table(), value.include);
  }
  template <class Index>
  void add_index(const Index& value) {
    for (const auto& key : value.keys) {
      if (!key.column.empty()) {
        add(column_id(id_.owner_table(), key.column));
      }
      add(key.expression);
    }
    add_columns(id_.owner_table(), value.include);
    add(value.where);
  }

  const object_id& id_;
  std::vector<object_id> found_;
};

}  // namespace

std::vector<object_id> dependencies_of(const object_id& id, const object& value) {
  dependency_collector collector(id);
  std::visit(collector, value);
  return collector.take(value);
}

}  // namespace squall::kit
