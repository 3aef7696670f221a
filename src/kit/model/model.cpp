#include "kit/model/model.hpp"

#include <algorithm>
#include <tuple>
#include <utility>

namespace squall::kit {

namespace {

/// Collects what an object stands on. One overload a kind: a kind without one does not compile.
class dependency_collector {
 public:
  explicit dependency_collector(const object_id& id) : id_(id) {}

  void operator()(const schema& /*value*/) {}
  void operator()(const enum_type& /*value*/) { add(schema_id(id_.schema)); }
  // Not its owner: the owner's default stands on the sequence, and OWNED BY comes after both.
  void operator()(const sequence& /*value*/) { add(schema_id(id_.schema)); }
  void operator()(const table& /*value*/) { add(schema_id(id_.schema)); }
  void operator()(const column& value) {
    add(id_.owner_table());
    if (value.type.user_type) {
      add(*value.type.user_type);
    }
    add(value.default_value);
    add(value.generated);
  }
  void operator()(const primary_key& value) { add_key(value); }
  void operator()(const unique& value) { add_key(value); }
  void operator()(const check& value) {
    add(id_.owner_table());
    add(value.condition.references);
  }
  void operator()(const foreign_key& value) {
    add(id_.owner_table());
    add_columns(id_.owner_table(), value.columns);
    add(value.referenced_table);
    add_columns(value.referenced_table, value.referenced_columns);
    add_columns(id_.owner_table(), value.on_delete_columns);
  }
  void operator()(const index& value) {
    add(id_.owner_table());
    for (const auto& key : value.keys) {
      if (!key.column.empty()) {
        add(column_id(id_.owner_table(), key.column));
      }
      add(key.expression);
    }
    add_columns(id_.owner_table(), value.include);
    add(value.where);
  }

  std::vector<object_id> take() {
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
  void add(object_id id) { found_.push_back(std::move(id)); }
  void add(const std::vector<object_id>& ids) { found_.insert(found_.end(), ids.begin(), ids.end()); }
  void add(const std::optional<sql_expression>& expression) {
    if (expression) {
      add(expression->references);
    }
  }
  void add_columns(const object_id& table, const std::vector<std::string>& columns) {
    for (const auto& name : columns) {
      add(column_id(table, name));
    }
  }
  template <class Key>
  void add_key(const Key& value) {
    add(id_.owner_table());
    add_columns(id_.owner_table(), value.columns);
    add_columns(id_.owner_table(), value.include);
  }

  const object_id& id_;
  std::vector<object_id> found_;
};

}  // namespace

database empty_database() {
  database db;
  // What initdb's template1 says of it; a schema without the comment would differ from every real database.
  db.objects.emplace(schema_id("public"), schema{.comment = "standard public schema"});
  return db;
}

std::vector<column_entry> columns_of(const database& db, const object_id& table) {
  // Identities are ordered by kind, schema, table, name: a table's columns stand together.
  std::vector<column_entry> columns;
  for (auto it = db.objects.lower_bound(column_id(table, "")); it != db.objects.end(); ++it) {
    const auto& [id, value] = *it;
    if (id.kind != object_kind::column || id.schema != table.schema || id.table != table.name) {
      break;
    }
    columns.push_back({&id, &std::get<column>(value)});
  }
  std::sort(columns.begin(), columns.end(), [](const column_entry& a, const column_entry& b) {
    return std::tie(a.value->position, a.id->name) < std::tie(b.value->position, b.id->name);
  });
  return columns;
}

std::vector<object_id> dependencies_of(const object_id& id, const object& value) {
  dependency_collector collector(id);
  std::visit(collector, value);
  return collector.take();
}

}  // namespace squall::kit
