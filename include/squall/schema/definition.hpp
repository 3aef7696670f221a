// The definition build (-DSQUALL_DEFINITION): every table that a header declares registers itself, and
// squall_describe_schema() tells the tool about all of them. Applications never see this file.
//
// What is instantiated per table is as little as can be: the cells, the printed member names, the lambda. Names and
// foreign keys are resolved at run time, by code that is no template.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstring>
#include <deque>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

#include "squall/query/literal_sql.hpp"
#include "squall/schema/column_types.hpp"
#include "squall/schema/constraints.hpp"
#include "squall/schema/declarations.hpp"
#include "squall/schema/definition_abi.hpp"
#include "squall/schema/table.hpp"
#include "squall/schema/table_sql_definition.hpp"
#include "squall/schema/view.hpp"

namespace squall::detail {

/// An enumeration as the definition build knows it. One object a type.
struct enum_definition {
  const void* identity;
  std::string_view printed_name;
  std::string_view name;    ///< from enum_traits, else empty
  std::string_view schema;  ///< from enum_traits, else empty
  std::size_t label_count;
  std::string_view (*label_at)(std::size_t);
  std::string_view (*label_of)(std::int64_t value);  ///< empty when no enumerator has that value
};
template <class E>
constexpr std::string_view given_enum_name() {
  if constexpr (requires { enum_traits<E>::name; })
    return enum_traits<E>::name;
  return {};
}
template <class E>
constexpr std::string_view given_enum_schema() {
  if constexpr (requires { enum_traits<E>::schema; })
    return enum_traits<E>::schema;
  return {};
}
template <class E>
constexpr std::string_view label_of_value(std::int64_t value) {
  return enum_label(static_cast<E>(value));
}
template <class E>
inline constexpr enum_definition enum_definition_of{
    &labels<E>,          raw_enum_name<E>(), given_enum_name<E>(), given_enum_schema<E>(),
    enum_label_count<E>, &enum_label_at<E>,  &label_of_value<E>};

template <class Db>
struct element_of {
  using type = Db;
};
template <class T>
struct element_of<std::optional<T>> : element_of<T> {};
template <class T>
struct element_of<std::vector<T>> : element_of<T> {};
template <>
struct element_of<bytea_t> {
  using type = bytea_t;
};
template <class Db>
constexpr const enum_definition* enum_of_column() {
  using element = typename element_of<Db>::type;
  if constexpr (std::is_enum_v<element> && !std::is_same_v<element, std::byte>)
    return &enum_definition_of<element>;
  return nullptr;
}

/// Where a column refers to.
struct column_reference {
  const void* table = nullptr;
  std::uint32_t column = 0;  ///< its identity; 0: by the name in the text pool
};
template <class Db, class Reference, std::size_t N>
constexpr column_reference define_reference(const spec<Db, Reference, text_pool<N>>& s) {
  if constexpr (!std::is_same_v<Reference, none>)
    return {Reference::struct_key(), 0};
  else if ((s.facts & reference_bit) != 0)
    return {s.reference->table, s.reference->column};
  else
    return {};
}

/// All that a specification says, in one layout for every column.
struct column_definition {
  spec_core core;
  std::string_view texts;  ///< the bytes of the text pool
  const enum_definition* enumeration;
  column_reference reference;
};
template <class Db, class Reference, std::size_t N>
constexpr column_definition define_column(const spec<Db, Reference, text_pool<N>>& s) {
  return {unpack_spec(s.facts, s.sizes, s.default_value), s.texts.view(), enum_of_column<Db>(), define_reference(s)};
}
template <auto Spec>
struct definition_cell {
  column_definition definition = define_column(Spec);
};
struct definition_mode {
  template <auto Spec>
  using apply = definition_cell<Spec>;
};

struct table_definition {
  std::string_view name, schema;
  std::string_view printed_name;
  const void* key;
  const void* cells;  ///< definition_cell<…>[column_count]: each is one column_definition and nothing else
  std::size_t column_count;
  std::string_view printed_members;
  std::vector<extra_definition> (*extras)();

  [[nodiscard]] const column_definition& column(std::size_t i) const {
    return static_cast<const column_definition*>(cells)[i];
  }
};

/// The tables of this shared object. An inline function's static: one for all translation units.
inline std::vector<const table_definition*>& registry() {
  static std::vector<const table_definition*> tables;
  return tables;
}
inline bool add_to_registry(const table_definition* table) {
  registry().push_back(table);
  return true;
}

/// What a header declares beside its tables.
struct declaration_definition {
  definition::declaration_kind kind{};
  std::string schema, name, sql;
  std::vector<std::pair<std::string, std::string>> options;
  const table_definition* columns = nullptr;  ///< of a view
  const enum_definition* enumeration = nullptr;
  const void* parent = nullptr;  ///< of a partition: the key of the struct that has its columns
  std::vector<extra_definition> (*extras)() = nullptr;

  friend bool operator==(const declaration_definition&, const declaration_definition&) = default;
};

/// The declarations of this shared object, in the order of the header.
inline std::vector<declaration_definition>& declaration_registry() {
  static std::vector<declaration_definition> declarations;
  return declarations;
}
/// A constant that is not inline is one in each translation unit: the same declaration twice is one.
inline void register_declaration(declaration_definition declaration) {
  auto& known = declaration_registry();
  if (std::find(known.begin(), known.end(), declaration) == known.end())
    known.push_back(std::move(declaration));
}
template <template <class> class Table>
consteval std::string_view raw_table_name() {
  return __PRETTY_FUNCTION__;
}

template <template <class> class Table, fixed_string Name, fixed_string Schema, class Extras>
struct registrar {
  using counted = Table<count_mode>;
  static constexpr Table<definition_mode> cells{};
  static_assert(sizeof(cells) == sizeof(counted) * sizeof(column_definition),
                "squall: a table struct holds col<M, …> members and nothing else");

  static std::vector<extra_definition> extras() {
    if constexpr (!std::is_same_v<Extras, no_extras>) {
      auto entries = Extras{}(table_t<Table, Name, Schema>{});
      static_assert(std::is_same_v<decltype(entries), std::vector<extra_definition>>,
                    "squall: the lambda of a table returns list(…)");
      return entries;
    } else {
      return {};
    }
  }
  static constexpr table_definition definition{
      Name.view(), Schema.view(),   raw_table_name<Table>(),    &table_key<Table>,
      &cells,      sizeof(counted), printed_members<counted>(), &extras};
  static inline const bool done = add_to_registry(&definition);
};

}  // namespace squall::detail

#include "squall/schema/register.hpp"

#include "squall/schema/describe.hpp"
