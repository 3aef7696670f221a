#include "kit/migrations/statement_traits.hpp"

#include <algorithm>

#include "kit/model/sql_text.hpp"
#include "kit/sql/sql_parser.hpp"

namespace squall::kit::detail {
namespace {

using nlohmann::json;

std::string text_of(const json& node, const char* key) { return node.value(key, std::string{}); }

relation_name relation_of(const json& range_variable) {
  return {text_of(range_variable, "schemaname"), text_of(range_variable, "relname")};
}

bool has_option(const json& node, const char* list, const std::string& name) {
  const json& options = node.value(list, json::array());
  return std::any_of(options.begin(), options.end(), [&](const json& option) {
    return option.contains("DefElem") && text_of(option["DefElem"], "defname") == name;
  });
}

/// BEGIN and COMMIT belong to the runner; savepoints are the script's own affair.
void read_transaction(const json& node, statement_traits& traits) {
  const std::string kind = text_of(node, "kind").substr(std::string_view{"TRANS_STMT_"}.size());
  if (kind != "SAVEPOINT" && kind != "RELEASE" && kind != "ROLLBACK_TO") {
    traits.transaction_command = kind;
    std::replace(traits.transaction_command.begin(), traits.transaction_command.end(), '_', ' ');
  }
}

void read_index(const json& node, statement_traits& traits) {
  if (!node.value("concurrent", false)) {
    return;
  }
  traits.outside_only = "CREATE INDEX CONCURRENTLY";
  traits.creates_index = {relation_of(node.at("relation")), text_of(node, "idxname"), node};
}

void read_drop(const json& node, statement_traits& traits) {
  if (!node.value("concurrent", false)) {
    return;
  }
  traits.outside_only = "DROP INDEX CONCURRENTLY";
  for (const json& object : node.value("objects", json::array())) {
    std::vector<std::string> parts;
    for (const json& item : object.at("List").at("items")) {
      parts.push_back(text_of(item.at("String"), "sval"));
    }
    const std::size_t n = parts.size();
    traits.drops_indexes.push_back({n > 1 ? parts[n - 2] : std::string{}, parts.at(n - 1)});
  }
}

void read_reindex(const json& node, statement_traits& traits) {
  const std::string kind = text_of(node, "kind");
  if (has_option(node, "params", "concurrently")) {
    traits.outside_only = "REINDEX CONCURRENTLY";
  } else if (kind == "REINDEX_OBJECT_SCHEMA" || kind == "REINDEX_OBJECT_SYSTEM" || kind == "REINDEX_OBJECT_DATABASE") {
    traits.outside_only = "REINDEX " + kind.substr(std::string_view{"REINDEX_OBJECT_"}.size());
  }
}

void read_alter_table(const json& node, statement_traits& traits) {
  for (const json& command : node.value("cmds", json::array())) {
    const json& alter = command.value("AlterTableCmd", json::object());
    const json& definition = alter.value("def", json::object());
    if (text_of(alter, "subtype") == "AT_DetachPartition" && definition.contains("PartitionCmd") &&
        definition["PartitionCmd"].value("concurrent", false)) {
      traits.outside_only = "ALTER TABLE … DETACH PARTITION … CONCURRENTLY";
    }
  }
}

void read_copy(const json& node, statement_traits& traits) {
  traits.copies_with_client = !node.contains("filename");  // PROGRAM has its command there
}

/// Commands that PostgreSQL 15 refuses in a transaction block, beside those that have a case of their own.
std::string always_outside(const std::string& kind, const json& node) {
  if (kind == "VacuumStmt") {
    return node.value("is_vacuumcmd", false) ? "VACUUM" : "";
  }
  if (kind == "ClusterStmt") {
    return node.contains("relation") ? "" : "CLUSTER";
  }
  if (kind == "DiscardStmt") {
    return text_of(node, "target") == "DISCARD_ALL" ? "DISCARD ALL" : "";
  }
  if (kind == "AlterDatabaseStmt") {
    return has_option(node, "options", "tablespace") ? "ALTER DATABASE … SET TABLESPACE" : "";
  }
  constexpr std::pair<const char*, const char*> plain[] = {
      {"CreatedbStmt", "CREATE DATABASE"},           {"DropdbStmt", "DROP DATABASE"},
      {"CreateTableSpaceStmt", "CREATE TABLESPACE"}, {"DropTableSpaceStmt", "DROP TABLESPACE"},
      {"AlterSystemStmt", "ALTER SYSTEM"},
  };
  for (const auto& [name, command] : plain) {
    if (kind == name) {
      return command;
    }
  }
  return {};
}

}  // namespace

std::string sql_name(const relation_name& relation) {
  return (relation.schema.empty() ? "" : sql_identifier(relation.schema) + ".") + sql_identifier(relation.name);
}

statement_traits traits_of(const std::string& sql) {
  statement_traits traits;
  const auto tree = parse_statement(sql);
  if (!tree || !tree->is_object() || tree->empty()) {
    return traits;
  }
  const std::string& kind = tree->begin().key();
  const json& node = tree->begin().value();
  if (kind == "TransactionStmt") {
    read_transaction(node, traits);
  } else if (kind == "IndexStmt") {
    read_index(node, traits);
  } else if (kind == "DropStmt") {
    read_drop(node, traits);
  } else if (kind == "ReindexStmt") {
    read_reindex(node, traits);
  } else if (kind == "AlterTableStmt") {
    read_alter_table(node, traits);
  } else if (kind == "CopyStmt") {
    read_copy(node, traits);
  } else {
    traits.outside_only = always_outside(kind, node);
  }
  return traits;
}

}  // namespace squall::kit::detail
