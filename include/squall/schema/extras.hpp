// What the entries of a table's list() are made of: definitions that the tool's build collects, and keys of indexes.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>

#include "squall/schema/kept.hpp"
#include "squall/schema/ordering.hpp"
#include "squall/schema/spec.hpp"
#include "squall/schema/table.hpp"

namespace squall {

/// A piece of SQL that stands as it is: an index key, a predicate, a check. Unqualified column names.
struct sql_text {
  std::string_view text;
};
constexpr sql_text sql(const char* text) { return {text}; }
/// `desc(sql("lower(name)"))`: an expression as an index key.
constexpr auto asc(sql_text key) { return ordering<sql_text, sort_direction::ascending>{key}; }
constexpr auto desc(sql_text key) { return ordering<sql_text, sort_direction::descending>{key}; }

namespace detail {

/// Conditions made of columns and values become SQL text with literals (squall/query/literal_sql.hpp).
template <class E>
std::string definition_sql(const E& expression);

inline std::string definition_sql(sql_text text) { return std::string(text.text); }
inline std::string definition_sql(const char* text) { return text; }

/// What list() collects: names are ids of columns until the whole header is known.
struct key_definition {
  std::uint32_t column = 0;  ///< 0: `expression`
  kept_text expression;
  kept_text operator_class;
  kept_text collation;
  sort_direction direction{};
  nulls_order nulls{};
  kept_text exclusion_operator;
};

struct reference_definition {
  const void* table = nullptr;  ///< key of the table's struct; see definition.hpp
  kept_list<std::uint32_t> columns;
  kept_list<std::string> names;  ///< instead of `columns` when the target is not complete
  kept_list<std::uint32_t> on_delete_columns;
  reference_options options;
};

/// A part of a statement about a table: text as it stands, and what has a name only when the whole header is known.
struct sql_piece {
  enum class part : std::uint8_t { text, column, table, schema };
  part is{};
  kept_text text;
  std::uint32_t column = 0;
};

struct extra_definition {
  definition::extra_kind kind{};
  kept_text name;
  kept_list<key_definition> keys;
  kept_list<std::uint32_t> include;
  kept_text method;
  kept_text where;
  kept_text expression;
  bool unique = false;
  bool nulls_not_distinct = false;
  bool no_inherit = false;
  bool without_overlaps = false;
  constraint_timing timing{};
  definition::constraint_state state{};
  kept_list<std::pair<std::string, std::string>> parameters;
  kept_text tablespace;
  kept_text comment;
  kept_text parent_schema, parent;  ///< of partition_of() and inherits()
  reference_definition reference;
  kept_list<sql_piece> statement;
};

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
  k.expression = text.text;
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

struct columns_by_name {
  const void* table;
  kept_list<std::string> names;
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

}  // namespace squall
