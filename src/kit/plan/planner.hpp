// Turns settled changes into the nodes and edges of a work graph. Private to this folder.
#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "kit/plan/in_place.hpp"
#include "kit/plan/prepared.hpp"
#include "kit/plan/replacements.hpp"
#include "kit/plan/settle.hpp"
#include "kit/plan/type_conversion.hpp"
#include "kit/plan/work_graph.hpp"

namespace squall::kit {

struct column_work;

inline constexpr std::string_view built_apart_comment =
    "Serves queries and holds for all rows once the index of each partition is attached to it.";

/// Says, where the first transaction ends, that there is more than one.
void warn_of_several_transactions(plan& p);

class planner {
 public:
  planner(settled_changes changes, const plan_options& options, prepared_objects prepared = {});

  plan make();

 private:
  using node_map = std::map<object_id, std::vector<std::size_t>>;

  // -- one file a concern
  void plan_schemas();
  void plan_standalone();
  void plan_enums();
  void plan_sequences();
  void plan_created_tables();
  void plan_dropped_tables();
  void plan_altered_tables();
  void plan_columns();
  void plan_constraints();
  void plan_indexes();
  void wire();

  // plan_standalone.cpp
  void make_standalone(const object_id& id);
  void spare_from_default_privileges(const extension& value, std::vector<work_step>& steps) const;
  void drop_standalone(const object_id& id);
  void alter_standalone(const object_id& id);
  void cluster_view(const object_id& id, const object* before);
  lock_mode lock_of_standalone(const object_id& id) const;
  void announce_unchecked_bodies();
  // plan_enums.cpp
  void add_enum_labels(const object_id& id, const enum_type& before, const enum_type& after);
  // plan_swapped_types.cpp
  void plan_swapped_types();
  void swap_type(const object_id& id);
  [[nodiscard]] std::map<object_id, std::vector<object_id>> columns_of_type(const object_id& type) const;
  [[nodiscard]] std::string value_of_remade_type(const object_id& id, const std::string& type) const;
  void say_lost_attributes(const object_id& id, work_step& s) const;
  void warn_of_conversion(const object_id& type, const std::vector<object_id>& columns, work_step& s) const;
  [[nodiscard]] std::string lost_labels(const object_id& type) const;
  work_step convert_columns(const object_id& table, const std::vector<object_id>& columns) const;
  void wire_swaps();
  // plan_tables.cpp
  void create_table(const object_id& id, const std::vector<object_id>& inline_foreign_keys);
  [[nodiscard]] std::vector<std::string> column_lines(const object_id& table) const;
  [[nodiscard]] std::vector<std::string> inherited_lines(const object_id& table) const;
  void find_late_parts(const object_id& table, bool has_new_partitions);
  [[nodiscard]] bool needs_in_turn(const object_id& part, const object_id& table) const;
  void set_late_default(const object_id& id);
  bool can_inline(const object_id& key, const foreign_key& value) const;
  // plan_dropped_tables.cpp
  [[nodiscard]] object_id dropped_with(object_id table_name) const;
  void drop_parts_with(const object_id& table, const std::map<object_id, std::size_t>& place, std::size_t at,
                       work_node& node);
  void detach_referenced(const object_id& root, work_node& node) const;
  // plan_partitions.cpp
  void create_beside_parent(const object_id& id, const table& value, const std::vector<std::string>& lines,
                            work_node& node);
  [[nodiscard]] lock_mode lock_of_attachment(const object_id& partition) const;
  void inherit_columns(const object_id& table, work_node& node) const;
  void inherit_not_null(const object_id& column_name, const column& value, const std::optional<column>& given,
                        work_node& node) const;
  void attach_index(const object_id& id);
  [[nodiscard]] std::optional<object_id> parent_index(const object_id& id, const object& value,
                                                      const database& db) const;
  [[nodiscard]] bool goes_with_parent_index(const object_id& id) const;
  void drop_attached(const object_id& id, work_node& node) const;
  [[nodiscard]] bool is_partitioned(const object_id& table_name) const;
  [[nodiscard]] bool was_partitioned(const object_id& table_name) const;
  [[nodiscard]] bool has_attached_indexes(const object_id& id) const;
  [[nodiscard]] bool has_attached_constraint(const object_id& id) const;
  void wire_attachments();
  void wire_copy_of_parent(const object_id& table_name);
  void wire_room_for(const object_id& table_name, std::size_t attach);
  void wire_partitioned_indexes();
  // plan_rebound_partitions.cpp
  struct rebind {
    object_id parent;
    std::size_t node;
  };
  void plan_rebound_partitions();
  void say_inherited_triggers_again(const rebind& of, const std::vector<object_id>& partitions);
  [[nodiscard]] work_step detach_step(const object_id& partition) const;
  [[nodiscard]] work_step attach_step(const object_id& partition) const;
  void wire_rebinds();
  // plan_inherited.cpp
  void needs_of_part(const object_id& id, const object& value, std::vector<object_id>& needs) const;
  void drop_inherited_trigger(const object_id& id);
  void say_firing_again(const object_id& id, bool made, std::vector<work_step>& steps) const;
  void name_partitions_key(const object_id& id);
  [[nodiscard]] std::string first_name_of_partitions_key(const object_id& id) const;
  void unname_partitions_key(const object_id& id);
  [[nodiscard]] std::optional<object_id> kept_in_ancestor(const object_id& id, const std::string& name) const;
  [[nodiscard]] bool waits_for_heirs(const object_id& id) const;
  [[nodiscard]] bool is_said_again(const object_id& id) const;
  void say_check_again(const object_id& id);
  [[nodiscard]] bool is_over_parents_columns(const object_id& id) const;
  void wire_heirs();
  // plan_validated_checks.cpp
  void validate_ahead(const object_id& id, const table& value);
  void plan_validated_checks();
  void wire_validated_checks();
  // plan_partitioned_indexes.cpp
  void build_parts_apart();
  [[nodiscard]] bool can_build_apart(const object_id& id) const;
  void add_parts(const object_id& table, const object_id& parents_index, const object& value);
  void wire_parts_apart();
  [[nodiscard]] std::vector<object_id> taken_for(const object_id& id) const;
  [[nodiscard]] bool is_named_after_attaching(const object_id& id) const;
  void name_parts_after_attaching();
  void set_up_attached_part(const object_id& part, std::vector<work_step>& steps) const;
  void wire_look_alikes();
  // plan_table_settings.cpp
  void alter_table(const object_id& id);
  [[nodiscard]] bool is_index_gone(const object_id& table_name, const std::string& index_name) const;
  void settle_by_index(const object_id& id);
  void settle_others_by_index();
  void move_table(const object_id& id);
  void wire_moves();
  void wire_index_settings();
  // plan_children.cpp
  struct child_work {  // nodes, in their order
    object_id table;
    object_id held_by = {};  // a parent for the time being
    bool holds = false;
    std::optional<std::size_t> hold = {};
    std::optional<std::size_t> leave = {};
    std::optional<std::size_t> made = {};
    std::optional<std::size_t> checked = {};
    std::optional<std::size_t> join = {};
    std::optional<std::size_t> released = {};
  };
  void plan_children();
  void hold_columns(const child_move& move, child_work& work);
  [[nodiscard]] std::optional<object_id> holder_of(const object_id& id) const;
  [[nodiscard]] bool is_adopted_check(const object_id& id) const;
  void finish_children();
  void adopt_columns(const child_move& move, child_work& work);
  void copy_values(const object_id& id, const std::string& values, work_node& node) const;
  void adopt_checks(const child_move& move, const object_id& aside, child_work& work);
  void wire_children();
  void wire_new_child(const object_id& id);
  // plan_dropped_children.cpp
  void leave_before_drop(const object_id& id);
  void wire_early_leaves();
  // plan_restated.cpp
  void restate_columns();
  [[nodiscard]] std::vector<object_id> columns_with_other_parents() const;
  void wire_restated();
  // plan_columns.cpp
  void alter_inherited(const object_id& id);
  void warn_of_new_column(const object_id& id, const column& value, work_step& s) const;
  void warn_of_not_null(const object_id& id, work_step& s) const;
  [[nodiscard]] bool follows_parent(const object_id& id) const;
  void release_default(const object_id& id);
  [[nodiscard]] bool comes_back_later(const object_id& released_default) const;
  void add_column(const object_id& id);
  void drop_column(const object_id& id);
  void alter_columns(const object_id& table, const std::vector<object_id>& columns);
  void alter_type(const object_id& id, column_work& work) const;
  void warn_of_type_change(const object_id& id, const type_conversion& how, column_work& work) const;
  void alter_nullness(const object_id& id, column_work& work) const;
  void fill(const object_id& column, const std::string& expression, column_work& work) const;
  void finish_columns(work_node node, column_work work, const std::vector<object_id>& columns);
  // plan_column_settings.cpp
  [[nodiscard]] static column with_usual_storage(column value);
  [[nodiscard]] static bool is_retyped(const column& before, const column& after);
  [[nodiscard]] static column as_retyped(const column& before, const column& after);
  void compress_heirs(const object_id& id, const column& before, std::vector<work_step>& steps) const;
  // plan_prepared.cpp
  void take_prepared_column(const object_id& id);
  [[nodiscard]] bool take_prepared_constraint(const object_id& id);
  [[nodiscard]] bool take_prepared_index(const object_id& id);
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
  void set_key_statistics(std::vector<work_step>& steps, const object_id& id, const object* before) const;
  void drop_index(const object_id& id);
  void replace_index(const object_id& id);
  // wire.cpp
  std::vector<object_id> needs_of(const object_id& id, const object& value, const database& db) const;
  void wire_node(std::size_t node);
  void wire_names();
  void wire_default_privileges();
  void wire_dropped_roles();
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
  [[nodiscard]] default_privileges given_by_default(const object_id& id) const;
  /// What leads from `before` (null: the object was just made) to the owner, privileges, labels and comments of `id`.
  void finish(std::vector<work_step>& steps, const object_id& id, const object* before) const;
  void grant_columns_again(std::vector<work_step>& steps, const object_id& id, const object& before) const;
  std::string fresh_name(const object_id& id, const std::string& purpose) const;

  settled_changes changes_;
  const plan_options& options_;
  prepared_objects prepared_;
  replacements replaced_;
  using heirs = std::map<object_id, std::vector<object_id>>;
  [[nodiscard]] static const std::vector<object_id>& heirs_in(const heirs& of, const object_id& table) {
    static const std::vector<object_id> none;
    const auto it = of.find(table);
    return it == of.end() ? none : it->second;
  }
  heirs heirs_before_;  // the descendants of each parent
  heirs heirs_after_;
  std::map<object_id, std::size_t> shells_;  // the nodes that give types their names
  bool unchecked_bodies_ = false;            // functions are made that may name what is made after them
  work_graph graph_;
  node_map ready_;                          // the nodes after which the object is as it shall be
  node_map altering_;                       // the nodes that alter it, before which what stood on it must be gone
  node_map gone_;                           // the node after which it is gone
  std::map<object_id, std::size_t> place_;  // of created tables
  std::set<object_id> done_;                // objects that another object's node takes care of
  std::map<object_id, object_id> dropped_sequence_;          // by the column that owned it
  std::map<object_id, object_id> created_sequence_;          // by the column that will
  std::vector<std::pair<std::size_t, object_id>> releases_;  // nodes that let go of a column's default
  std::set<object_id> late_defaults_;                        // of created tables, likewise
  std::vector<std::pair<std::size_t, object_id>> late_default_nodes_;
  std::vector<std::pair<std::size_t, object_id>> index_settings_;  // nodes that name indexes of the table
  struct table_move {
    object_id table;
    std::optional<std::size_t> leave;  // nodes
    std::optional<std::size_t> join;
  };
  std::vector<table_move> moves_;
  std::map<object_id, child_work> child_works_;
  struct early_leave {
    std::size_t node;
    object_id table;
    std::vector<object_id> columns;
  };
  std::vector<early_leave> early_leaves_;
  std::vector<std::pair<std::size_t, object_id>> restated_;  // nodes that say again what a column is
  std::vector<rebind> rebinds_;
  struct swap {
    object_id type;
    std::size_t made;  // nodes
    std::vector<std::size_t> converted;
    std::size_t gone;  // the old one
  };
  std::vector<swap> swaps_;
  struct attachment {
    std::optional<std::size_t> node;  // nothing: the parent's index takes it up when it is made
    object_id index;
    object_id parent;
  };
  std::vector<attachment> attachments_;
  std::vector<std::pair<std::size_t, object_id>> late_attachments_;  // nodes that attach new partitions
  std::vector<std::pair<object_id, std::size_t>> named_late_;        // indexes whose parts are named after that node
  std::set<object_id> built_apart_;  // indexes of partitioned tables, made ON ONLY, whose parts are attached
  std::vector<std::pair<std::size_t, object_id>> late_for_heirs_;     // nodes that come after a new table's descendants
  std::vector<std::pair<std::size_t, object_id>> late_for_children_;  // likewise, of a table that was there
  struct validation_ahead {
    std::size_t node;
    object_id table;
    std::vector<object_id> checks;  // of the tables above it
  };
  std::vector<validation_ahead> validations_ahead_;
  std::set<std::pair<std::string, std::string>> not_null_names_;  // said ones, with their schemas
  std::set<object_id> late_keys_;                                 // of created tables, and no part of CREATE TABLE
  std::map<object_id, std::vector<object_id>> touched_columns_;   // by table that lives on
  std::set<object_id> made_again_;                                // columns, and what they are in heirs
};

/// The owner of an object. Empty: whoever runs the script.
std::string role_of(const database& db, const object_id& thing);

std::string sql_role_of_sequence(const object_id& id, const std::string& role);

}  // namespace squall::kit
