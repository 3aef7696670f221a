// Turns settled changes into the nodes and edges of a work graph. Private to this folder.
#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "kit/plan/settle.hpp"
#include "kit/plan/type_change.hpp"
#include "kit/plan/work_graph.hpp"

namespace squall::kit {

/// What cannot be altered in place is dropped and made again, and so is what stands on it.
struct replacements {
  std::set<object_id> objects;        ///< columns, constraints and indexes to drop and make again
  std::set<object_id> swapped_enums;  ///< types to make anew, columns converted
};
replacements find_replacements(const settled_changes& changes);

/// True when only what ALTER can change in place differs between two values of one kind.
bool alters_in_place(const object& before, const object& after);

/// True when a foreign key on `columns` of its table can stand on this key.
bool is_key_of(const object_id& id, const object& value, const std::vector<std::string>& columns);

struct column_work;

class planner {
 public:
  planner(settled_changes changes, const plan_options& options);

  plan make();

 private:
  using node_map = std::map<object_id, std::vector<std::size_t>>;

  // -- one file a concern
  void plan_schemas();
  void plan_enums();
  void plan_sequences();
  void plan_created_tables();
  void plan_dropped_tables();
  void plan_altered_tables();
  void plan_columns();
  void plan_constraints();
  void plan_indexes();
  void wire();

  // plan_enums.cpp
  void add_enum_labels(const object_id& id, const enum_type& before, const enum_type& after);
  void swap_enum(const object_id& id, const enum_type& before, const enum_type& after);
  work_step convert_enum_columns(const object_id& table, const std::vector<object_id>& columns);
  // plan_tables.cpp
  void create_table(const object_id& id, const std::vector<object_id>& inline_foreign_keys);
  bool can_inline(const object_id& key, const foreign_key& value) const;
  // plan_columns.cpp
  void add_column(const object_id& id);
  void drop_column(const object_id& id);
  void alter_columns(const object_id& table, const std::vector<object_id>& columns);
  void alter_type(const object_id& id, column_work& work) const;
  void warn_of_type_change(const object_id& id, const type_change& cost, bool has_author, column_work& work) const;
  void alter_nullness(const object_id& id, column_work& work) const;
  void finish_columns(work_node node, column_work work, const std::vector<object_id>& columns);
  // plan_identity.cpp
  void alter_identity(const object_id& id, work_node& node, column_work& work);
  void serial_to_identity(const object_id& id, work_node& node, column_work& work);
  void identity_to_serial(const object_id& id, const object_id& made, work_node& node, column_work& work);
  // plan_sequences.cpp
  void give_sequence(const object_id& id, const std::optional<object_id>& owner,
                     const std::optional<object_id>& old_owner, std::size_t sequence_node);
  // plan_constraints.cpp
  void add_constraint(const object_id& id);
  void drop_constraint(const object_id& id);
  void replace_key(const object_id& id);
  void alter_constraint(const object_id& id);
  // plan_indexes.cpp
  void add_index(const object_id& id);
  void drop_index(const object_id& id);
  void replace_index(const object_id& id);
  // wire.cpp
  std::vector<object_id> needs_of(const object_id& id, const object& value) const;
  void wire_node(std::size_t node);
  void wire_names();
  void wire_foreign_keys();

  // -- what several of them ask
  [[nodiscard]] const object& base(const object_id& id) const { return changes_.base.objects.at(id); }
  [[nodiscard]] const object& after(const object_id& id) const { return changes_.after.objects.at(id); }
  [[nodiscard]] bool is_created(const object_id& id) const { return changes_.created.contains(id); }
  [[nodiscard]] bool is_dropped(const object_id& id) const { return changes_.dropped.contains(id); }
  [[nodiscard]] bool is_replaced(const object_id& id) const { return replaced_.objects.contains(id); }
  /// A table that holds rows now and lives on.
  [[nodiscard]] bool is_old_table(const object_id& table) const {
    return changes_.base.contains(table) && !is_created(table) && !is_dropped(table);
  }
  [[nodiscard]] bool is_new_table(const object_id& table) const { return is_created(table); }
  /// True where the recipes for tables with rows and readers are wanted.
  [[nodiscard]] bool is_online(const object_id& table) const { return options_.online && is_old_table(table); }
  /// True when a column that the object stands on is dropped, made again or given another type.
  [[nodiscard]] bool stands_on_changing_column(const object_id& id, const object& value) const;

  std::size_t add(work_node node);
  template <class Use>
  static void edges(const node_map& nodes, const object_id& id, Use use) {
    if (const auto it = nodes.find(id); it != nodes.end()) {
      for (const auto node : it->second) {
        use(node);
      }
    }
  }
  work_key key(work_phase phase, const object_id& id, int rank) const;
  /// COMMENT ON, when `id` has a comment to be set or taken away.
  void comment_step(std::vector<work_step>& steps, const object_id& id, const std::string& old_text) const;
  std::string fresh_name(const object_id& id, const std::string& purpose) const;

  settled_changes changes_;
  const plan_options& options_;
  replacements replaced_;
  work_graph graph_;
  node_map ready_;                          // the nodes after which the object is as it shall be
  node_map altering_;                       // the nodes that alter it, before which what stood on it must be gone
  node_map gone_;                           // the node after which it is gone
  std::map<object_id, std::size_t> place_;  // of created tables
  std::set<object_id> done_;                // objects that another object's node takes care of
  std::map<object_id, object_id> dropped_sequence_;              // by the column that owned it
  std::map<object_id, object_id> created_sequence_;              // by the column that will
  std::set<object_id> late_keys_;                                // of created tables, and no part of CREATE TABLE
  std::map<object_id, std::vector<object_id>> touched_columns_;  // by table that lives on
};

}  // namespace squall::kit
