// A part of the catalog source: one set-based query and what to make of its rows. One file a part.
#pragma once

#include <string>
#include <string_view>

#include "kit/sources/catalog/rows.hpp"
#include "kit/sources/catalog/state.hpp"

namespace squall::kit::catalog {

/// What a query needs to know about the server and about what is asked for.
struct query_scope {
  int server_version = 0;
  /// A subquery that gives the OIDs of the schemas to read, in parentheses.
  std::string schemas;
  bool superuser = false;

  /// True when the server is of that major version or newer.
  [[nodiscard]] bool since(int major) const { return server_version >= major * 10000; }
  /// A subquery that gives the OIDs of the objects of `catalog` ("pg_class") that belong to extensions.
  [[nodiscard]] static std::string extension_members(std::string_view catalog);
};

struct catalog_part {
  std::string (*query)(const query_scope& scope);
  /// First pass, nullptr when the part has no identities to register.
  void (*index)(const result& rows, reading_state& state);
  /// Second pass, nullptr when the part only serves others.
  void (*build)(const result& rows, reading_state& state);
  /// Third pass, for what is made of what other parts built.
  void (*finish)(const result& rows, reading_state& state) = nullptr;
};

catalog_part schemas_part();
catalog_part enums_part();
catalog_part parents_part();
catalog_part tables_part();
catalog_part views_part();
catalog_part columns_part();
catalog_part sequences_part();
catalog_part constraints_part();
catalog_part indexes_part();
catalog_part index_keys_part();
catalog_part triggers_part();
catalog_part rules_part();
catalog_part policies_part();
catalog_part statistics_part();
catalog_part comments_part();
catalog_part references_part();
catalog_part access_part();
catalog_part domains_part();
catalog_part domain_constraints_part();
catalog_part composite_types_part();
catalog_part range_types_part();
catalog_part base_types_part();
catalog_part collations_part();
catalog_part conversions_part();
catalog_part routines_part();
catalog_part aggregates_part();
catalog_part operators_part();
catalog_part operator_family_members_part();
catalog_part operator_families_part();
catalog_part operator_classes_part();
catalog_part casts_part();
catalog_part transforms_part();
catalog_part languages_part();
catalog_part access_methods_part();
catalog_part text_search_parsers_part();
catalog_part text_search_templates_part();
catalog_part text_search_dictionaries_part();
catalog_part text_search_configurations_part();
catalog_part extensions_part();
catalog_part extension_members_part();
catalog_part foreign_data_wrappers_part();
catalog_part foreign_servers_part();
catalog_part user_mappings_part();
catalog_part event_triggers_part();
catalog_part publications_part();
catalog_part published_tables_part();
catalog_part published_schemas_part();
catalog_part subscriptions_part();
catalog_part default_privileges_part();
catalog_part role_memberships_part();
catalog_part roles_part();
catalog_part extension_dependents_part();
catalog_part system_objects_part();

}  // namespace squall::kit::catalog
