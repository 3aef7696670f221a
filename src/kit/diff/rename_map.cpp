#include "kit/diff/rename_map.hpp"

#include <algorithm>
#include <optional>
#include <variant>

#include "kit/base/error.hpp"
#include "kit/diff/change.hpp"
#include "kit/diff/expression_text.hpp"
#include "kit/model/default_names.hpp"
#include "kit/model/inheritance.hpp"

namespace squall::kit {

namespace {

/// Follows renames inside one object. One overload a kind: a kind without one does not compile.
class reference_updater {
 public:
  reference_updater(const rename_map& names, const object_id& id) : names_(names), table_(id.owner_table()) {}

  /// Kinds whose fields name other objects by identity, by type or in SQL text, and no columns of their table.
  template <class T>
  void operator()(T& value) const {
    T::fields(value, field_visitor{*this});
  }
  void operator()(table& value) const {
    table::fields(value, field_visitor{*this});
    follow_text(value.partition_by);
  }
  void operator()(column& value) const {
    follow(value.type);
    follow(value.default_value);
    follow(value.generated);
    follow_schema(value.collation);
  }
  void operator()(primary_key& value) const { follow_key(value); }
  void operator()(unique& value) const { follow_key(value); }
  void operator()(check& value) const { follow(value.condition); }
  void operator()(foreign_key& value) const {
    follow(value.columns, table_);
    follow(value.on_delete_columns, table_);
    follow(value.referenced_columns, value.referenced_table);
    value.referenced_table = names_.follow(value.referenced_table);
  }
  void operator()(index& value) const { follow_index(value); }
  void operator()(exclusion& value) const { follow_index(value); }
  void operator()(statistics& value) const {
    follow(value.columns, value.table);
    for (auto& expression : value.expressions) {
      expression = rename_in_expression(expression, names_, value.table.owner_table());
    }
    value.table = names_.follow(value.table);
    follow(value.references.ids);
  }
  void operator()(trigger& value) const {
    follow(value.update_columns, table_);
    follow_text(value.when);
    follow_text(value.function);
    follow(value.referenced_table);
    follow(value.references.ids);
  }
  void operator()(rule& value) const { follow_query(value); }
  void operator()(view& value) const { follow_query(value); }
  void operator()(materialized_view& value) const { follow_query(value); }

 private:
  void follow(std::string& column_name, const object_id& table) const {
    if (const auto* renamed = names_.find(column_id(table, column_name))) {
      column_name = renamed->name;
    }
  }
  void follow(std::vector<std::string>& column_names, const object_id& table) const {
    for (auto& name : column_names) {
      follow(name, table);
    }
  }
  /// Fields by the type that they have; what names nothing stays.
  struct field_visitor {
    const reference_updater& updater;
    template <class T, class... Usual>
    void operator()(const char* /*name*/, T& value, const Usual&... /*usual*/) const {
      if constexpr (requires { updater.follow(value); }) {
        updater.follow(value);
      } else if constexpr (requires { T::fields(value, *this); }) {
        T::fields(value, *this);
      } else if constexpr (requires { T::value_type::fields(*value.begin(), *this); }) {
        for (auto& element : value) {
          T::value_type::fields(element, *this);
        }
      }
    }
    template <class T>
    void required(const char* name, T& value) const {
      (*this)(name, value);
    }
  };

  void follow(object_id& id) const { id = names_.follow(id); }
  void follow(std::optional<object_id>& id) const {
    if (id) {
      follow(*id);
    }
  }
  void follow(std::vector<object_id>& ids) const {
    for (auto& id : ids) {
      follow(id);
    }
  }
  void follow(reference_list& references) const { follow(references.ids); }
  void follow(type_name& type) const {
    if (type.user_type) {
      follow(type.user_type);
      type.sql = rename_in_type(type.sql, names_, table_);
    }
  }
  void follow_text(std::string& sql) const {
    if (!sql.empty()) {
      sql = rename_in_expression(sql, names_, table_);
    }
  }
  template <class Query>
  void follow_query(Query& value) const {
    if constexpr (requires { value.query; }) {
      follow_text(value.query);
    } else {
      follow_text(value.definition);
    }
    follow(value.references.ids);
  }
  template <class Index>
  void follow_index(Index& value) const {
    for (auto& key : value.keys) {
      follow(key.column, table_);
      follow(key.expression);
      follow_schema(key.collation);
      follow_schema(key.operator_class);
    }
    follow(value.include, table_);
    follow(value.where);
    follow(value.references.ids);
  }
  template <class Key>
  void follow_key(Key& value) const {
    follow(value.columns, table_);
    follow(value.include, table_);
  }
  void follow(sql_expression& expression) const {
    expression.sql = rename_in_expression(expression.sql, names_, table_);
    for (auto& reference : expression.references) {
      reference = names_.follow(reference);
    }
  }
  void follow(std::optional<sql_expression>& expression) const {
    if (expression) {
      follow(*expression);
    }
  }
  void follow_schema(std::string& qualified) const {
    if (!qualified.empty()) {
      qualified = rename_schema_in_name(qualified, names_);
    }
  }

  const rename_map& names_;
  object_id table_;
};

[[noreturn]] void fail(const object_id& from, const object_id& to, const std::string& why) {
  throw error("cannot rename " + describe(from) + " to " + display_name(to) + ": " + why);
}

void check_rename(const database& db, const object_id& from, const object_id& to, const rename_map& names) {
  const auto it = db.objects.find(from);
  if (it == db.objects.end()) {
    fail(from, to, "it does not exist");
  }
  if (to.kind != from.kind) {
    fail(from, to, "that would make it a " + std::string(to_string(to.kind)));
  }
  if (to.name.empty()) {
    fail(from, to, "the new name is empty");
  }
  if (to.table != from.table || (from.belongs_to_table() && to.schema != from.schema) ||
      to.schema.empty() != from.schema.empty()) {
    fail(from, to, "it would move to another parent, and a rename keeps the parent");
  }
  if (to != from && db.contains(to) && names.find(to) == nullptr) {
    fail(from, to, "that name is taken");
  }
  if (const auto* value = std::get_if<sequence>(&it->second); value != nullptr && value->owned_by) {
    if (to.schema != names.follow(*value->owned_by).schema) {
      fail(from, to, "it belongs to " + describe(*value->owned_by) + " and stays in its schema");
    }
  }
}

/// The sequence of an identity column keeps the name that it got when column and table were named otherwise.
void keep_sequence_name(const object_id& from, const object_id& to, object& value) {
  auto* c = std::get_if<column>(&value);
  const bool moved = from.table != to.table || from.name != to.name;
  if (c != nullptr && c->identity && c->identity->sequence_name.empty() && moved) {
    c->identity->sequence_name = make_object_name(from.table, from.name, "seq");
  }
}

/// ALTER TABLE … SET SCHEMA takes the sequences that the table owns along (PostgreSQL manual, ALTER TABLE).
void take_owned_sequences_along(const database& db, rename_map& names) {
  rename_map moved;
  for (const auto& [from, to] : names.all()) {
    if (from.kind == object_kind::table && from.schema != to.schema) {
      moved.add(from, to);
    }
  }
  if (moved.empty()) {
    return;
  }
  for (auto it = db.objects.lower_bound(sequence_id("", "")); it != db.objects.end(); ++it) {
    const auto* value = std::get_if<sequence>(&it->second);
    if (value == nullptr) {
      break;
    }
    const auto* table = value->owned_by ? moved.find(value->owned_by->owner_table()) : nullptr;
    if (table != nullptr && names.find(it->first) == nullptr) {
      names.add(it->first, sequence_id(table->schema, it->first.name));
    }
  }
}

/// The part of an index or foreign key in a partition says what it is a part of by name, where it says anything.
void rename_what_parts_belong_to(database& db, const object_id& table_name, const object_id& from,
                                 const std::string& to) {
  const auto* whole = db.find<table>(table_name);
  if (whole == nullptr || whole->partition_by.empty()) {
    return;
  }
  const std::vector<object_kind> kinds =
      from.kind == object_kind::foreign_key
          ? std::vector{object_kind::foreign_key}
          : std::vector{object_kind::index, object_kind::primary_key, object_kind::unique, object_kind::exclusion};
  for (const auto& partition : descendants_of(db, table_name)) {
    if (db.find<table>(partition)->partition_of != table_name) {
      continue;
    }
    bool says = false;
    for (const auto kind : kinds) {
      for (auto it = db.objects.lower_bound({kind, partition.schema, partition.name, ""});
           it != db.objects.end() && it->first.kind == kind && it->first.owner_table() == partition; ++it) {
        std::visit(
            [&](auto& value) {
              if constexpr (requires { value.attached_to; }) {
                if (value.attached_to == from.name) {
                  value.attached_to = to;
                  says = true;
                }
              }
            },
            it->second);
      }
    }
    if (from.kind == object_kind::foreign_key && !says) {  // it is called as its whole is
      rename_what_parts_belong_to(db, partition, from, to);
    }
  }
}

/// A check that is valid in partitions and children ahead of its table is called there as it is here.
void rename_validated_check(database& db, const object_id& from, const std::string& to) {
  for (const auto& heir : descendants_of(db, from.owner_table())) {
    auto& checks = std::get<table>(db.objects.at(heir)).validated_checks;
    std::replace(checks.begin(), checks.end(), from.name, to);
    std::sort(checks.begin(), checks.end());
  }
}

/// True for a function that takes a type which somebody made: it is called otherwise once that is.
bool has_types_in_signature(const object_id& id) {
  return (id.kind == object_kind::routine || id.kind == object_kind::aggregate) &&
         id.signature.find('.') != std::string::npos;
}

/// True when the column of an ancestor of the table is renamed alike.
bool goes_along(const database& db, const object_id& table_id, const std::string& from, const std::string& to,
                const rename_map& names) {
  const auto* value = db.find<table>(table_id);
  const auto parents = value == nullptr ? std::vector<object_id>() : parents_of(*value);
  return std::any_of(parents.begin(), parents.end(), [&](const object_id& parent) {
    const auto* renamed = names.find(column_id(parent, from));
    return (renamed != nullptr && renamed->name == to) || goes_along(db, parent, from, to, names);
  });
}

}  // namespace

void add_inherited_columns(const database& db, rename_map& names) {
  const auto& all = names.all();
  const bool any =
      std::any_of(all.begin(), all.end(), [](const auto& x) { return x.first.kind == object_kind::column; });
  const bool has_heirs = any && std::any_of(db.objects.begin(), db.objects.end(), [](const auto& entry) {
                           const auto* value = std::get_if<table>(&entry.second);
                           return value != nullptr && !parents_of(*value).empty();
                         });
  if (!has_heirs) {
    return;
  }
  rename_map along;
  for (const auto& [from, to] : names.all()) {
    if (from.kind != object_kind::column) {
      continue;
    }
    for (const auto& heir : descendants_of(db, from.owner_table())) {
      along.add(column_id(heir, from.name), column_id(heir, to.name));
    }
  }
  for (const auto& [from, to] : along.all()) {
    names.add(from, to);
  }
}

rename_map without_inherited_columns(const database& db, const rename_map& names) {
  rename_map out;
  for (const auto& [from, to] : names.all()) {
    if (from.kind != object_kind::column || !goes_along(db, from.owner_table(), from.name, to.name, names)) {
      out.add(from, to);
    }
  }
  return out;
}

object_id rename_map::follow(const object_id& id) const {
  if (const auto* renamed = find(id)) {
    return *renamed;
  }
  if (id.belongs_to_table()) {
    if (const auto* table = find(id.owner_table())) {
      return {id.kind, table->schema, table->name, id.name, id.signature};
    }
  }
  object_id now = id;
  if (has_types_in_signature(id)) {
    now.signature = rename_in_signature(id.signature, *this);
  }
  if (!id.schema.empty()) {
    if (const auto* renamed = find(schema_id(id.schema))) {
      now.schema = renamed->name;
    }
  }
  return now;
}

void apply_renames(database& db, rename_map names) {
  take_owned_sequences_along(db, names);
  for (const auto& [from, to] : names.all()) {
    check_rename(db, from, to, names);
  }
  for (const auto& [from, to] : names.all()) {
    if (from.belongs_to_table() && from.kind != object_kind::column && from.name != to.name) {
      rename_what_parts_belong_to(db, from.owner_table(), from, to.name);
    }
    if (from.kind == object_kind::check) {
      rename_validated_check(db, from, to.name);
    }
  }
  add_inherited_columns(db, names);
  std::vector<std::pair<object_id, object_id>> moves;
  for (auto& [id, value] : db.objects) {
    std::visit(reference_updater(names, id), value);
    if (object_id renamed = names.follow(id); renamed != id) {
      keep_sequence_name(id, renamed, value);
      moves.emplace_back(id, std::move(renamed));
    }
  }
  std::vector<decltype(db.objects)::node_type> nodes;
  nodes.reserve(moves.size());
  for (auto& [from, to] : moves) {
    nodes.push_back(db.objects.extract(from));
    nodes.back().key() = std::move(to);
  }
  for (auto& node : nodes) {
    const auto inserted = db.objects.insert(std::move(node));
    if (!inserted.inserted) {
      throw error("cannot rename: two objects would be " + describe(inserted.position->first));
    }
  }
}

void apply_rename(database& db, const object_id& from, const object_id& to) {
  rename_map names;
  names.add(from, to);
  apply_renames(db, std::move(names));
}

}  // namespace squall::kit
