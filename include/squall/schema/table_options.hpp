// Entries of a table's list() that are about the table itself: how it is stored, partitioned and protected.
//
//     inline constexpr auto events = table<Events, "events">([](auto t) { return list(
//       partition_by("RANGE (created_at)"), row_level_security()); });
//     inline const auto events_2026 = partition<"events_2026">(
//       events, "FOR VALUES FROM ('2026-01-01') TO ('2027-01-01')");
#pragma once

#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "squall/schema/extras.hpp"

namespace squall {
namespace detail {

/// One fact about the table.
class table_option {
 public:
  explicit table_option(std::string_view name, std::string_view value = {}) {
    definition_.kind = definition::extra_kind::table_option;
    definition_.name = name;
    definition_.expression = value;
  }
  template <class Table>
  table_option of(const Table&) && {
    static_assert(is_table<Table>, "squall: partition_of() and inherits() take a table");
    if constexpr (is_table<Table>) {
      definition_.parent_schema = tag_of<Table>::schema();
      definition_.parent = tag_of<Table>::name();
    }
    return std::move(*this);
  }
  table_option with(std::string_view name, std::string_view value) && {
    definition_.parameters.emplace_back(name, value);
    return std::move(*this);
  }
  extra_definition definition() && { return std::move(definition_); }

 private:
  extra_definition definition_;
};

}  // namespace detail

/// UNLOGGED: not written to the WAL, and empty after a crash.
inline detail::table_option unlogged() { return detail::table_option("unlogged"); }
/// PARTITION BY, in SQL: `partition_by("RANGE (created_at)")`.
inline detail::table_option partition_by(std::string_view key) { return detail::table_option("partition_by", key); }
/// PARTITION OF: `partition_of(events, "FOR VALUES FROM ('2026-01-01') TO ('2027-01-01')")`, or "DEFAULT". The struct
/// repeats the parent's columns; partition<"name">(…) needs none.
template <class Table>
auto partition_of(const Table& parent, std::string_view bound) {
  return detail::table_option("partition_of", bound).of(parent);
}
/// INHERITS. The struct repeats the parent's columns; of several parents, one entry each.
template <class Table>
auto inherits(const Table& parent) {
  return detail::table_option("inherits").of(parent);
}
/// CREATE TABLE … OF a composite type: its name in SQL. The struct repeats its attributes.
inline detail::table_option of_type(std::string_view type) { return detail::table_option("of_type", type); }
/// A storage parameter: `with_parameter("fillfactor", "70")`, `with_parameter("toast.autovacuum_enabled", "false")`.
inline detail::table_option with_parameter(std::string_view name, std::string_view value) {
  return detail::table_option("parameter").with(name, value);
}
inline detail::table_option tablespace(std::string_view name) { return detail::table_option("tablespace", name); }
/// The table access method; "heap" unless an extension brings another one.
inline detail::table_option access_method(std::string_view name) { return detail::table_option("access_method", name); }
/// REPLICA IDENTITY: what logical replication knows of a row that was updated or deleted.
inline detail::table_option replica_identity_full() { return detail::table_option("replica_identity", "full"); }
inline detail::table_option replica_identity_nothing() { return detail::table_option("replica_identity", "nothing"); }
inline detail::table_option replica_identity_using_index(std::string_view index) {
  return detail::table_option("replica_identity_index", index);
}
/// The index that CLUSTER orders the table by.
inline detail::table_option clustered_on(std::string_view index) { return detail::table_option("clustered_on", index); }
/// A check that a partition or child table has from a parent, where it is NOT VALID, is valid here.
inline detail::table_option validated_check(std::string_view name) {
  return detail::table_option("validated_check", name);
}
/// A foreign table: `foreign_server("other", {{"table_name", "users"}})`.
inline detail::table_option foreign_server(
    std::string_view server, std::initializer_list<std::pair<std::string_view, std::string_view>> options = {}) {
  auto option = detail::table_option("foreign_server", server);
  for (const auto& [name, value] : options) option = std::move(option).with(name, value);
  return option;
}
/// ENABLE ROW LEVEL SECURITY: rows are seen as the policies say, and without one not at all.
inline detail::table_option row_level_security() { return detail::table_option("row_level_security"); }
/// FORCE ROW LEVEL SECURITY: for the table's owner, too.
inline detail::table_option force_row_level_security() { return detail::table_option("force_row_level_security"); }

}  // namespace squall
