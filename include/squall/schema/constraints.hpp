// What stands in the lambda of table(): indexes, keys, checks, comments.
//
//     inline constexpr auto posts = table<Posts, "posts">([](auto t) { return list(
//       index("idx_posts_author").on(t.author_id, desc(t.created_at)),
//       unique_index("posts_slug").on(sql("lower(slug)")).where(t.deleted_at == nullptr),
//       primary_key(t.post_id, t.tag_id),
//       check("price_is_positive", t.price > 0)); });
//
// An application never runs any of it: only the definition build (-DSQUALL_DEFINITION, by the tool) does.
#pragma once

#include <string>
#include <string_view>
#include <utility>

#include "squall/schema/extras.hpp"

namespace squall {

/// An index in the making. See index() and unique_index().
class index_builder {
 public:
  explicit index_builder(std::string_view name, bool unique) {
    definition_.kind = definition::extra_kind::index;
    definition_.name = name;
    definition_.unique = unique;
  }
  /// The keys: columns, desc(column), op_class(column, "…"), sql("lower(email)").
  template <class... Key>
  index_builder on(const Key&... keys) && {
    (definition_.keys.push_back(detail::make_key(keys)), ...);
    return std::move(*this);
  }
  /// The access method: "btree" (default), "hash", "gin", "gist", "brin", "spgist", ….
  index_builder using_(std::string_view method) && {
    definition_.method = method;
    return std::move(*this);
  }
  /// A partial index: a condition, or SQL text.
  template <class E>
  index_builder where(const E& condition) && {
    definition_.where = detail::definition_sql(condition);
    return std::move(*this);
  }
  /// INCLUDE: columns carried along for index-only scans.
  template <class... Column>
  index_builder include(Column...) && {
    (definition_.include.push_back(detail::id_of<Column>), ...);
    return std::move(*this);
  }
  index_builder nulls_not_distinct() && {
    definition_.nulls_not_distinct = true;
    return std::move(*this);
  }
  /// A storage parameter: `.with("fillfactor", "70")`.
  index_builder with(std::string_view parameter, std::string_view value) && {
    definition_.parameters.emplace_back(parameter, value);
    return std::move(*this);
  }
  index_builder tablespace(std::string_view name) && {
    definition_.tablespace = name;
    return std::move(*this);
  }
  /// COMMENT ON INDEX.
  index_builder comment(std::string_view words) && {
    definition_.comment = words;
    return std::move(*this);
  }
  detail::extra_definition definition() && { return std::move(definition_); }

 private:
  detail::extra_definition definition_;
};

/// CREATE INDEX. Without a name it is `<table>_<columns>_idx`, as PostgreSQL would have it.
inline index_builder index(std::string_view name = {}) { return index_builder{name, false}; }
inline index_builder unique_index(std::string_view name = {}) { return index_builder{name, true}; }

/// A table constraint in the making. See unique(), primary_key(), foreign_key(), check().
class constraint_builder {
 public:
  constraint_builder(definition::extra_kind kind, std::string_view name) {
    definition_.kind = kind;
    definition_.name = name;
  }
  template <class... Column>
  constraint_builder on(Column...) && {
    (definition_.keys.push_back(detail::make_key(Column{})), ...);
    return std::move(*this);
  }
  template <class... Column>
  constraint_builder include(Column...) && {
    (definition_.include.push_back(detail::id_of<Column>), ...);
    return std::move(*this);
  }
  constraint_builder nulls_not_distinct() && {
    definition_.nulls_not_distinct = true;
    return std::move(*this);
  }
  constraint_builder deferrable(constraint_timing timing = constraint_timing::deferrable) && {
    definition_.timing = timing;
    definition_.reference.options.timing = timing;
    return std::move(*this);
  }
  constraint_builder no_inherit() && {
    definition_.no_inherit = true;
    return std::move(*this);
  }
  /// NOT VALID: holds for new rows; those that exist are not looked at. Of foreign keys and checks.
  constraint_builder not_valid() && {
    definition_.state = definition::constraint_state::not_valid;
    return std::move(*this);
  }
  /// NOT ENFORCED (PostgreSQL 18): written down, never checked. Of foreign keys and checks.
  constraint_builder not_enforced() && {
    definition_.state = definition::constraint_state::not_enforced;
    return std::move(*this);
  }
  /// WITHOUT OVERLAPS of the last column (PostgreSQL 18). Of primary keys and unique constraints.
  constraint_builder without_overlaps() && {
    definition_.without_overlaps = true;
    return std::move(*this);
  }
  /// PERIOD of the last column (PostgreSQL 18). Of foreign keys.
  constraint_builder period() && { return std::move(*this).without_overlaps(); }
  /// A storage parameter of the constraint's index: `.with("fillfactor", "70")`.
  constraint_builder with(std::string_view parameter, std::string_view value) && {
    definition_.parameters.emplace_back(parameter, value);
    return std::move(*this);
  }
  /// USING INDEX TABLESPACE
  constraint_builder tablespace(std::string_view name) && {
    definition_.tablespace = name;
    return std::move(*this);
  }
  /// COMMENT ON CONSTRAINT.
  constraint_builder comment(std::string_view words) && {
    definition_.comment = words;
    return std::move(*this);
  }
  /// The name, when the server's own choice is not wanted.
  constraint_builder named(std::string_view name) && {
    definition_.name = name;
    return std::move(*this);
  }
  /// The columns that a foreign key refers to, of one table.
  template <class Tag, std::uint32_t Id, class Db, bool NotNull, class... More>
  constraint_builder references(column<Tag, Id, Db, NotNull>, More...) && {
    definition_.reference.table = table_key_of(static_cast<Tag*>(nullptr));
    definition_.reference.columns = {Id, detail::id_of<More>...};
    return std::move(*this);
  }
  /// The same for a table that is not complete: `.references(columns<Nodes>("tenant_id", "id"))`.
  constraint_builder references(detail::columns_by_name target) && {
    definition_.reference.table = target.table;
    definition_.reference.names = std::move(target.names);
    return std::move(*this);
  }
  /// With columns, SET NULL and SET DEFAULT are about these alone (PostgreSQL 15).
  template <class... Column>
  constraint_builder on_delete(foreign_key_action action, Column...) && {
    definition_.reference.options.on_delete = action;
    definition_.reference.on_delete_columns = {detail::id_of<Column>...};
    return std::move(*this);
  }
  constraint_builder on_update(foreign_key_action action) && {
    definition_.reference.options.on_update = action;
    return std::move(*this);
  }
  constraint_builder match_full() && {
    definition_.reference.options.match = foreign_key_match::full;
    return std::move(*this);
  }
  constraint_builder expression(std::string_view sql) && {
    definition_.expression = sql;
    return std::move(*this);
  }
  detail::extra_definition definition() && { return std::move(definition_); }

 private:
  template <template <class> class T, fixed_string N, fixed_string S, fixed_string A>
  static const void* table_key_of(tag<T, N, S, A>*) {
    return &detail::table_key<T>;
  }
  detail::extra_definition definition_;
};

/// UNIQUE over several columns: `unique("one_slug_a_tenant").on(t.tenant_id, t.slug)`.
inline constraint_builder unique(std::string_view name = {}) {
  return constraint_builder{definition::extra_kind::unique, name};
}
/// A primary key of several columns.
template <class... Column>
constraint_builder primary_key(Column... columns) {
  return constraint_builder{definition::extra_kind::primary_key, {}}.on(columns...);
}
/// A foreign key of several columns: `foreign_key(t.a, t.b).references(other.x, other.y)`.
template <class... Column>
constraint_builder foreign_key(Column... columns) {
  return constraint_builder{definition::extra_kind::foreign_key, {}}.on(columns...);
}
/// CHECK: a condition made of columns, or SQL text.
template <class E>
constraint_builder check(std::string_view name, const E& condition) {
  return constraint_builder{definition::extra_kind::check, name}.expression(detail::definition_sql(condition));
}
/// EXCLUDE in the making; see exclude().
class exclusion_builder {
 public:
  explicit exclusion_builder(std::string_view name) {
    definition_.kind = definition::extra_kind::exclusion;
    definition_.name = name;
  }
  /// The access method: "gist" (default), "spgist", "btree", ….
  exclusion_builder using_(std::string_view method) && {
    definition_.method = method;
    return std::move(*this);
  }
  /// One key and its operator: two rows exclude each other when all operators hold. A key is what it is in an index.
  template <class Key>
  exclusion_builder on(const Key& key, std::string_view op) && {
    auto made = detail::make_key(key);
    made.exclusion_operator = op;
    definition_.keys.push_back(std::move(made));
    return std::move(*this);
  }
  /// The rows that it is about: a condition, or SQL text.
  template <class E>
  exclusion_builder where(const E& condition) && {
    definition_.where = detail::definition_sql(condition);
    return std::move(*this);
  }
  template <class... Column>
  exclusion_builder include(Column...) && {
    (definition_.include.push_back(detail::id_of<Column>), ...);
    return std::move(*this);
  }
  exclusion_builder deferrable(constraint_timing timing = constraint_timing::deferrable) && {
    definition_.timing = timing;
    return std::move(*this);
  }
  exclusion_builder with(std::string_view parameter, std::string_view value) && {
    definition_.parameters.emplace_back(parameter, value);
    return std::move(*this);
  }
  exclusion_builder tablespace(std::string_view name) && {
    definition_.tablespace = name;
    return std::move(*this);
  }
  exclusion_builder comment(std::string_view words) && {
    definition_.comment = words;
    return std::move(*this);
  }
  detail::extra_definition definition() && { return std::move(definition_); }

 private:
  detail::extra_definition definition_;
};

/// EXCLUDE: `exclude("no_double_booking").using_("gist").on(t.room, "=").on(t.during, "&&")`.
inline exclusion_builder exclude(std::string_view name = {}) { return exclusion_builder{name}; }

/// COMMENT ON TABLE.
inline constraint_builder comment(std::string_view words) {
  return constraint_builder{definition::extra_kind::table_comment, {}}.expression(words);
}
/// The name that the table had before: the next migration renames it, and keeps its rows.
inline constraint_builder renamed_from(std::string_view old_name) {
  return constraint_builder{definition::extra_kind::renamed_from, {}}.expression(old_name);
}

/// The entries of a table's lambda.
template <class... Builder>
detail::kept_list<detail::extra_definition> list(Builder&&... builders) {
  detail::kept_list<detail::extra_definition> entries;
  (entries.push_back(std::forward<Builder>(builders).definition()), ...);
  return entries;
}

}  // namespace squall
