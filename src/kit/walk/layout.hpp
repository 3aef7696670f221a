// What system catalogs the server has, and how each of their columns is told: asked of the server, so that a catalog or
// column of a new version comes in by itself. What is left out, and what is told otherwise than by its text, is here.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "squall/client/connection.hpp"

namespace squall::kit::walk {

enum class column_kind : std::uint8_t {
  text,        ///< as it is
  reference,   ///< the OID of a row of another catalog
  references,  ///< a list of them
  columns,     ///< numbers of columns of a relation
  address,     ///< the OID of an object of any catalog, beside its catalog's and its column's number
  hidden,      ///< read for its neighbours' sake
};

/// A column of a catalog.
struct catalog_column {
  std::string name;
  std::string sql;  ///< of its row `t`
  column_kind kind = column_kind::text;
  std::string catalog;  ///< that it refers to
  std::uint32_t catalog_oid = 0;
  std::size_t relation = 0;      ///< of `columns`: the place of the column that says of which relation
  std::size_t address_of = 0;    ///< of `address`: the place of the catalog's OID
  std::size_t address_part = 0;  ///< … and of the column's number
  bool is_set = false;           ///< the order of the list says nothing
  bool is_name = false;          ///< of SQL type name
  bool deparsed = false;         ///< an expression, as the server spells it
};

struct catalog_layout {
  std::string name;
  std::uint32_t oid = 0;
  bool has_oid = false;  ///< its rows have
  std::vector<catalog_column> columns;
  std::vector<std::size_t> key;           ///< what tells one row from another, in any database
  std::vector<std::size_t> nameless;      ///< … added for a row whose name the server made up
  std::string query;                      ///< OID (or null), then the columns
  std::optional<std::size_t> privileges;  ///< the place of the column of access privileges

  /// The place of a column. Throws std::out_of_range.
  [[nodiscard]] std::size_t place_of(std::string_view column) const;
};

/// Of all catalogs that hold what a database is made of. Asks the server once.
std::vector<catalog_layout> catalog_layouts(connection& db);

/// A column and the catalog that it refers to, as PostgreSQL 13 does not tell it (pg_get_catalog_foreign_keys() came
/// with 14).
struct catalog_reference {
  std::string column;
  std::string catalog;
  std::string relation = {};  ///< the column that says of which relation it holds columns
};
std::vector<catalog_reference> references_of_13();

}  // namespace squall::kit::walk
