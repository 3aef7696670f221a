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

#include <cstdint>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

#include "squall/schema/ordering.hpp"
#include "squall/schema/spec.hpp"
#include "squall/schema/table.hpp"

namespace squall {

/// A piece of SQL that stands as it is: an index key, a predicate, a check. Unqualified column names.
struct sql_text {
  std::string_view text;
};
constexpr sql_text sql(const char* text) { return {text}; }

namespace detail {

/// Conditions made of columns and values become SQL text with literals (squall/query/literal_sql.hpp).
template <class E>
std::string definition_sql(const E& expression);

inline std::string definition_sql(sql_text text) { return std::string(text.text); }
inline std::string definition_sql(const char* text) { return text; }

/// What list() collects: names are ids of columns until the whole header is known.
struct key_definition {
  std::uint32_t column = 0;  ///< 0: `expression`
  std::string expression;
  std::string operator_class;
  std::string collation;
  sort_direction direction{};
  nulls_order nulls{};
};

struct reference_definition {
  const void* table = nullptr;  ///< key of the table's struct; see definition.hpp
  std::vector<std::uint32_t> columns;
  std::vector<std::string> names;  ///< instead of `columns` when the target is not complete
  reference_options options;
};

struct extra_definition {
  definition::extra_kind kind{};
  std::string name;
  std::vector<key_definition> keys;
  std::vector<std::uint32_t> include;
  std::string method;
  std::string where;
  std::string expression;
  bool unique = false;
  bool nulls_not_distinct = false;
  bool no_inherit = false;
  constraint_timing timing{};
  std::vector<std::pair<std::string, std::string>> parameters;
  reference_definition reference;
};

/// One address for each table struct, whatever translation unit asks.
template <template <class> class Table>
inline constexpr char table_key = 0;

template <class E>
struct key_with {
  E key;
  std::string operator_class;
  std::string collation;
};

template <class Tag, std::uint32_t Id, class Db, bool NotNull>
key_definition make_key(column<Tag, Id, Db, NotNull>) {
  key_definition k;
  k.column = Id;
  return k;
}
inline key_definition make_key(sql_text text) {
  key_definition k;
  k.expression = std::string(text.text);
  return k;
}
template <class E, sort_direction Direction, nulls_order Nulls>
key_definition make_key(const ordering<E, Direction, Nulls>& o) {
  auto k = make_key(o.expression);
  k.direction = Direction;
  k.nulls = Nulls;
  return k;
}
template <class E>
key_definition make_key(const key_with<E>& with) {
  auto k = make_key(with.key);
  if (!with.operator_class.empty())
    k.operator_class = with.operator_class;
  if (!with.collation.empty())
    k.collation = with.collation;
  return k;
}
template <column_or_expression E>
key_definition make_key(const E& expression) {
  key_definition k;
  k.expression = definition_sql(expression);
  return k;
}

template <class C>
inline constexpr std::uint32_t id_of = C::id;

struct columns_by_name {
  const void* table;
  std::vector<std::string> names;
};

}  // namespace detail

/// An index key with an operator class: `op_class(t.name, "text_pattern_ops")`.
template <class E>
auto op_class(E key, std::string_view name) {
  return detail::key_with<E>{std::move(key), std::string(name), {}};
}
/// An index key with a collation, as SQL: `collate(t.name, "\"C\"")`.
template <class E>
auto collate(E key, std::string_view name) {
  return detail::key_with<E>{std::move(key), {}, std::string(name)};
}

/// Columns of this table or of one that is only declared, by name: the tool checks that they are there.
/// (A member template could not be called on a dependent object without the word `template`.)
template <template <class> class Table, class... Name>
detail::columns_by_name columns(const Name&... names) {
  return {&detail::table_key<Table>, {std::string(names)...}};
}

/// An index in the making. See index() and unique_index().
class index_builder {
 public:
  explicit index_builder(std::string_view name, bool unique) {
    definition_.kind = definition::extra_kind::index;
    definition_.name = std::string(name);
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
    definition_.method = std::string(method);
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
    definition_.name = std::string(name);
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
  /// The name, when the server's own choice is not wanted.
  constraint_builder named(std::string_view name) && {
    definition_.name = std::string(name);
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
  constraint_builder on_delete(foreign_key_action action) && {
    definition_.reference.options.on_delete = action;
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
  constraint_builder expression(std::string sql) && {
    definition_.expression = std::move(sql);
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
/// COMMENT ON TABLE.
inline constraint_builder comment(std::string_view words) {
  return constraint_builder{definition::extra_kind::table_comment, {}}.expression(std::string(words));
}
/// The name that the table had before: the next migration renames it, and keeps its rows.
inline constraint_builder renamed_from(std::string_view old_name) {
  return constraint_builder{definition::extra_kind::renamed_from, {}}.expression(std::string(old_name));
}

/// The entries of a table's lambda.
template <class... Builder>
std::vector<detail::extra_definition> list(Builder&&... builders) {
  std::vector<detail::extra_definition> entries;
  (entries.push_back(std::forward<Builder>(builders).definition()), ...);
  return entries;
}

}  // namespace squall
