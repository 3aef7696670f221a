#include "kit/sources/catalog/catalog.hpp"

#include <libpq-fe.h>

#include <algorithm>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "kit/base/error.hpp"
#include "kit/model/sql_text.hpp"
#include "kit/sources/catalog/fingerprint.hpp"
#include "kit/sources/catalog/part.hpp"
#include "kit/sources/catalog/reading_transaction.hpp"
#include "squall/errors.hpp"

namespace squall::kit {

namespace catalog {

std::string query_scope::extension_members(std::string_view catalog) {
  return "(select m.objid from pg_catalog.pg_depend m where m.classid = 'pg_catalog." + std::string{catalog} +
         "'::pg_catalog.regclass and m.refclassid = 'pg_catalog.pg_extension'::pg_catalog.regclass and m.deptype = "
         "'e')";
}

namespace {

/// In the order of the passes: constraints look at the indexes, columns at the sequences, views at their columns, all
/// at schemas and tables; what roles there are to read follows from all other objects.
std::vector<catalog_part> all_parts() {
  return {schemas_part(),
          enums_part(),
          parents_part(),
          tables_part(),
          views_part(),
          columns_part(),
          sequences_part(),
          index_keys_part(),
          indexes_part(),
          constraints_part(),
          triggers_part(),
          rules_part(),
          policies_part(),
          statistics_part(),
          comments_part(),
          references_part(),
          access_part(),
          domains_part(),
          domain_constraints_part(),
          composite_types_part(),
          range_types_part(),
          base_types_part(),
          collations_part(),
          conversions_part(),
          routines_part(),
          aggregates_part(),
          operators_part(),
          operator_family_members_part(),
          operator_families_part(),
          operator_classes_part(),
          casts_part(),
          transforms_part(),
          languages_part(),
          access_methods_part(),
          text_search_parsers_part(),
          text_search_templates_part(),
          text_search_dictionaries_part(),
          text_search_configurations_part(),
          extensions_part(),
          extension_members_part(),
          extension_dependents_part(),
          foreign_data_wrappers_part(),
          foreign_servers_part(),
          user_mappings_part(),
          event_triggers_part(),
          publications_part(),
          published_tables_part(),
          published_schemas_part(),
          subscriptions_part(),
          default_privileges_part(),
          role_memberships_part(),
          system_objects_part(),
          roles_part()};
}

/// The server tells with each SET ROLE (GUC_REPORT): no round trip.
bool is_superuser(const connection& db) {
  const char* const value = PQparameterStatus(db.native_handle(), "is_superuser");
  return value != nullptr && std::string_view{value} == "on";
}

std::string schemas_subquery(const catalog_options& options) {
  std::string sql =
      "(select s.oid from pg_catalog.pg_namespace s where s.nspname !~ '^pg_'"
      " and s.nspname not in ('information_schema', 'squall'";
  for (const auto& name : options.exclude_schemas) {
    sql += ", " + sql_literal(name);
  }
  sql += ")";
  if (!options.include_schemas.empty()) {
    std::string names;
    for (const auto& name : options.include_schemas) {
      names += (names.empty() ? "" : ", ") + sql_literal(name);
    }
    sql += " and s.nspname in (" + names + ")";
  }
  return sql + " and s.oid not in " + query_scope::extension_members("pg_namespace") + ")";
}

/// True when `pattern` (`*` and `?`) is all of `text`.
bool matches(std::string_view pattern, std::string_view text) {
  std::size_t p = 0;
  std::size_t t = 0;
  std::size_t star = std::string_view::npos;
  std::size_t resume = 0;
  while (t < text.size()) {
    if (p < pattern.size() && pattern[p] == '*') {
      star = p++;
      resume = t;
    } else if (p < pattern.size() && (pattern[p] == '?' || pattern[p] == text[t])) {
      ++p;
      ++t;
    } else if (star != std::string_view::npos) {
      p = star + 1;  // let the last star take one character more
      t = ++resume;
    } else {
      return false;
    }
  }
  return pattern.find_first_not_of('*', p) == std::string_view::npos;
}

bool is_wanted(const object_id& id, const std::vector<std::string>& patterns) {
  const std::string qualified = id.schema + "." + id.name;
  return std::any_of(patterns.begin(), patterns.end(), [&](const std::string& pattern) {
    return matches(pattern, qualified) || matches(pattern, id.name);
  });
}

/// Leaves out the tables and views that nobody asked for; what belongs to them goes with them.
void apply_patterns(const std::vector<std::string>& patterns, reading_state& state) {
  if (!patterns.empty()) {
    std::erase_if(state.relations, [&](const auto& entry) {
      return entry.second.id.kind != object_kind::sequence && !is_wanted(entry.second.id, patterns);
    });
  }
}

}  // namespace

}  // namespace catalog

namespace catalog {

namespace {

source_result build_model(const std::vector<catalog_part>& parts, const reading& read, const catalog_options& options) {
  const auto& rows = read.results;
  reading_state state;
  for (std::size_t i = 0; i < parts.size(); ++i) {
    if (parts[i].index != nullptr) {
      parts[i].index(rows[i], state);
    }
  }
  apply_patterns(options.tables, state);
  state.finish_registration();
  for (std::size_t i = 0; i < parts.size(); ++i) {
    if (parts[i].build != nullptr) {
      parts[i].build(rows[i], state);
    }
  }
  for (std::size_t i = 0; i < parts.size(); ++i) {
    if (parts[i].finish != nullptr) {
      parts[i].finish(rows[i], state);
    }
  }
  if (read.changed) {
    state.report(
        "the schema was changed while it was read: what was read may be neither the old one nor the new one; "
        "read it again");
  }
  std::sort(state.result.not_modelled.begin(), state.result.not_modelled.end());
  return std::move(state.result);
}

/// pg_get_viewdef() and its like look at the catalogs as they are now, not at the transaction's snapshot: of an object
/// that was dropped in between they say that it does not exist, or fail inside.
bool tells_of_a_change(const database_error& e) { return e.sqlstate() == "XX000" || e.sqlstate().starts_with("42"); }

}  // namespace

}  // namespace catalog

source_result read_catalog(connection& db, const catalog_options& options, prepared_queries* again) {
  constexpr int attempts = 5;
  const auto parts = catalog::all_parts();
  const catalog::query_scope scope{db.server_version(), catalog::schemas_subquery(options), catalog::is_superuser(db)};
  const auto fingerprint = catalog::fingerprint_query(scope.schemas);
  for (int attempt = 1;; ++attempt) {
    const bool last = attempt == attempts;
    std::vector<std::string> queries;
    queries.reserve(parts.size());
    for (const auto& part : parts) {
      queries.push_back(part.query(scope));
    }
    bool changed = false;
    std::string why;
    try {
      const auto read = catalog::run_in_reading_transaction(db, std::move(queries), fingerprint, again);
      changed = read.changed;
      if (!changed || last) {
        return catalog::build_model(parts, read, options);
      }
    } catch (const database_error& e) {
      if (!catalog::tells_of_a_change(e)) {
        throw;
      }
      if (last && db.status() == transaction_status::in_transaction) {
        throw;
      }
      why = e.what();
    } catch (const std::out_of_range& e) {
      if (!changed) {
        throw;
      }
      why = e.what();
    }
    if (last) {
      throw error("the schema keeps changing while it is read: " + why, "read it again when nobody changes it");
    }
  }
}

}  // namespace squall::kit
