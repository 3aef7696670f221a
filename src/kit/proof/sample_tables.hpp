// What insert_sample_rows() has to know of the tables: their columns, keys and constraints, read from the catalog.
#pragma once

#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "kit/proof/sample_values.hpp"
#include "squall/client/connection.hpp"

namespace squall::kit {

struct sampled_column {
  std::int32_t number = 0;
  std::string name;
  std::string domain;  ///< the domain's own name, empty when it is none
  bool not_null = false;
  bool has_default = false;
  base_type_facts base;
  std::vector<std::string> mentioned;  ///< constants in checks
  std::vector<std::string> bounds;     ///< constants in the bounds of the partition that the table is
};

/// A foreign key.
struct sampled_key {
  std::string name;
  std::vector<std::size_t> columns;  ///< places in sampled_table::columns
  std::uint32_t referenced = 0;      ///< oid of the table that it references
  std::string referenced_sql;        ///< its name, qualified and quoted
  std::vector<std::string> referenced_columns;
};

struct sampled_table {
  std::uint32_t oid = 0;
  std::string name;                     ///< as people write it
  std::string sql;                      ///< qualified and quoted
  std::vector<sampled_column> columns;  ///< that can be written to
  std::vector<sampled_key> foreign_keys;
  std::map<std::string, std::vector<std::size_t>> constrained;  ///< columns of each constraint and unique index
  std::set<std::uint32_t> part_of;                              ///< partitioned tables above it
};

/// The tables that hold rows themselves, by oid.
std::map<std::uint32_t, sampled_table> read_sampled_tables(connection& db);

}  // namespace squall::kit
