// What the parts have in common whose rows are one object each and begin with (oid, schema, name, signature): the
// schema NULL for what stands outside of schemas.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <utility>
#include <variant>

#include "kit/sources/catalog/part.hpp"

namespace squall::kit::catalog {

inline constexpr int first_own_column = 4;

template <object_kind Kind>
using object_of = std::variant_alternative_t<static_cast<std::size_t>(Kind), object>;

inline object_id identity_of(const row& r, object_kind kind) {
  return {kind, std::string{r.text(1)}, {}, std::string{r.text(2)}, std::string{r.text(3)}};
}

/// Comment, access control and references, as far as the kind has them.
template <class T>
void read_surroundings(T& value, const object_address& address, const object_id& id, const reading_state& state) {
  if constexpr (requires { value.comment; }) {
    value.comment = state.comment(address.catalog, address.object);
  }
  if constexpr (requires { value.access; }) {
    value.access = state.access(address.catalog, address.object);
  }
  if constexpr (requires { value.depends_on_extensions; }) {
    value.depends_on_extensions = state.depends_on_extensions(address);
  }
  if constexpr (requires { value.references; }) {
    value.references = state.references(address, id);
  }
}

template <object_kind Kind, system_catalog Catalog>
void register_rows(const result& rows, reading_state& state) {
  for_each_row(rows, [&](const row& r) { state.register_object(Catalog, r.object(0), identity_of(r, Kind)); });
}

/// As register_rows(), for types: the column behind the signature is the array type.
template <object_kind Kind>
void register_types(const result& rows, reading_state& state) {
  for_each_row(rows, [&](const row& r) {
    auto id = identity_of(r, Kind);
    if (const oid array = r.object(first_own_column); array != 0) {
      state.register_object(system_catalog::type, array, id);
    }
    state.register_object(system_catalog::type, r.object(0), std::move(id));
  });
}

/// Adds what `read(row)` makes of each row.
template <object_kind Kind, system_catalog Catalog, class Read>
void build_rows(const result& rows, reading_state& state, Read read) {
  for_each_row(rows, [&](const row& r) {
    auto id = identity_of(r, Kind);
    object_of<Kind> value = read(r);
    read_surroundings(value, {Catalog, r.object(0), 0}, id, state);
    state.add(std::move(id), std::move(value));
  });
}

/// The columns from `first` on by their names, those that are not NULL.
inline option_map named_columns(const row& r, int first) {
  option_map options;
  for (int i = first; i < r.columns(); ++i) {
    if (!r.is_null(i)) {
      options.emplace(r.column_name(i), r.text(i));
    }
  }
  return options;
}

/// A kind that is a list of options: the query's columns behind the signature are named as the options.
template <object_kind Kind, system_catalog Catalog>
catalog_part options_part(std::string (*query)(const query_scope&)) {
  return {query, register_rows<Kind, Catalog>, [](const result& rows, reading_state& state) {
            build_rows<Kind, Catalog>(rows, state, [](const row& r) {
              return object_of<Kind>{
                  .options = named_columns(r, first_own_column), .comment = {}, .access = {}, .references = {}};
            });
          }};
}

/// A kind that is one text: the query's column behind the signature.
template <object_kind Kind, system_catalog Catalog>
catalog_part text_part(std::string (*query)(const query_scope&)) {
  return {query, register_rows<Kind, Catalog>, [](const result& rows, reading_state& state) {
            build_rows<Kind, Catalog>(rows, state, [](const row& r) {
              return object_of<Kind>{
                  .definition = std::string{r.text(first_own_column)}, .comment = {}, .access = {}, .references = {}};
            });
          }};
}

}  // namespace squall::kit::catalog
