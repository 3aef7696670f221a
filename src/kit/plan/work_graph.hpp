// What is to be done, and what must be done before what.
#pragma once

#include <cstddef>
#include <string>
#include <tuple>
#include <vector>

#include "kit/plan/plan.hpp"

namespace squall::kit {

/// Where a node would stand if nothing but readability mattered: the tie-break between nodes that are free to run.
enum class work_phase : int {
  drop_objects,  ///< views, triggers, functions …: out of the way first
  create_roles,
  create_schema,
  extensions,
  enum_types,
  types,
  sequences,
  create_tables,
  alter_tables,
  index_new_tables,
  late_foreign_keys,
  routines,
  views,
  table_objects,  ///< triggers, policies, rules, statistics
  others,
  drop_tables,
  drop_others,
  table_settings,      ///< what names indexes: replica identity, CLUSTER
  default_privileges,  ///< last, so that they do not touch what is made here
  concurrent,          ///< outside a transaction, so that all before it can be one
  validate,            ///< reads whole tables, each in a transaction of its own
};

struct work_key {
  work_phase phase{};
  std::size_t place = 0;  ///< of a created or dropped table
  std::string table;      ///< display name, so that one table's work stands together
  int rank = 0;
  object_id id;

  friend bool operator<(const work_key& a, const work_key& b) {
    return std::tie(a.phase, a.place, a.table, a.rank, a.id) < std::tie(b.phase, b.place, b.table, b.rank, b.id);
  }
};

/// A step of a node; `fresh` must not share a transaction with the steps before it.
struct work_step : step {
  bool fresh = false;
};

/// Statements that belong together, and the objects that they make, drop and alter.
struct work_node {
  work_key key;
  std::vector<work_step> steps;
  std::vector<object_id> makes;
  std::vector<object_id> drops;
  std::vector<object_id> alters;
};

class work_graph {
 public:
  std::size_t add(work_node node);
  /// `first` runs before `second`. An edge from a node to itself is none.
  void before(std::size_t first, std::size_t second);

  [[nodiscard]] std::size_t size() const { return nodes_.size(); }
  [[nodiscard]] work_node& at(std::size_t index) { return nodes_.at(index); }
  [[nodiscard]] const work_node& at(std::size_t index) const { return nodes_.at(index); }

  /// All nodes, each after what it needs, otherwise by key. Throws kit::error naming the objects of a ring.
  [[nodiscard]] std::vector<std::size_t> order() const;

 private:
  std::vector<work_node> nodes_;
  std::vector<std::vector<std::size_t>> successors_;
};

/// Orders 0 … needs.size()-1 so that each comes after what it needs, except where a ring makes that impossible: there
/// the order is by index, and some needs come later. Linear.
std::vector<std::size_t> order_cutting_rings(const std::vector<std::vector<std::size_t>>& needs);

}  // namespace squall::kit
