// The trigger that keeps a second column in step with the first.
#include <fmt/format.h>

#include <algorithm>

#include "kit/plan/expand_contract.hpp"
#include "kit/plan/object_statements.hpp"
#include "kit/plan/sql_parts.hpp"

namespace squall::kit {
namespace {

bool plain_numbers(const moving_column& c) {
  const auto is_number = [](const type_name& t) {
    return t.sql == "smallint" || t.sql == "integer" || t.sql == "bigint" || t.sql == "real" ||
           t.sql == "double precision" || t.sql.starts_with("numeric");
  };
  return !c.conversion.author && is_number(c.before.type) && is_number(c.after.type);
}

bool names_only_built_in(const moving_column& c) {
  return !c.conversion.author && !c.before.type.user_type && !c.after.type.user_type;
}

// A row whose columns are all null is not IS NOT NULL, though it is a value (manual, 9.2).
std::string_view has_value(const type_name& type) { return type.user_type ? "IS DISTINCT FROM NULL" : "IS NOT NULL"; }
std::string_view has_none(const type_name& type) { return type.user_type ? "IS NOT DISTINCT FROM NULL" : "IS NULL"; }

// What the second column is computed from in a statement about the table.
std::string value_of(const moving_column& c) {
  return c.conversion.author ? "(" + *c.conversion.author + ")" : sql_identifier(c.id.name) + c.conversion.cast;
}

// The same in the trigger. An expression of the author's names the columns bare, or behind the table's name.
std::string assignment(const moving_column& c, const std::vector<column_entry>& all) {
  const auto target = "NEW." + sql_identifier(c.name);
  if (!c.conversion.author) {
    return fmt::format("  {} := NEW.{}{};\n", target, sql_identifier(c.id.name), c.conversion.cast);
  }
  std::string columns;
  for (const auto& entry : all) {
    columns += fmt::format("{}NEW.{} AS {}", columns.empty() ? "" : ", ", sql_identifier(entry.id->name),
                           sql_identifier(entry.id->name));
  }
  return fmt::format("  {} := (SELECT {} FROM (SELECT {}) AS {});\n", target, *c.conversion.author, columns,
                     sql_identifier(c.id.table));
}

// The values follow the settings of the session that migrates, as they would in ALTER COLUMN … TYPE, and not those of
// whoever writes a row.
std::string settings_of(const std::vector<moving_column>& columns) {
  const bool own_path = std::all_of(columns.begin(), columns.end(), names_only_built_in);
  std::string out = own_path ? "  SET search_path TO pg_catalog, pg_temp\n" : "  SET search_path FROM CURRENT\n";
  if (!std::all_of(columns.begin(), columns.end(), plain_numbers)) {
    for (const auto* name : {"TimeZone", "DateStyle", "IntervalStyle", "extra_float_digits", "bytea_output",
                             "lc_monetary", "lc_numeric", "lc_time"}) {
      out += fmt::format("  SET {} FROM CURRENT\n", name);
    }
  }
  return out;
}

}  // namespace

std::vector<step> start_in_step(const sync_trigger& names, const std::vector<moving_column>& columns,
                                const std::vector<column_entry>& all) {
  const auto table = columns.front().id.owner_table();
  std::vector<object_id> ids;
  std::string body = "\n#variable_conflict use_column\nBEGIN\n";
  std::string checks;
  for (const auto& c : columns) {
    ids.push_back(c.id);
    body += assignment(c, all);
    const auto filled = fmt::format("{} {}", sql_identifier(c.name), has_value(c.after.type));
    const auto condition = proves_not_null(c) ? filled
                           : c.conversion.author
                               ? fmt::format("{} OR {} IS NULL", filled, value_of(c))
                               : fmt::format("{} OR {} {}", filled, sql_identifier(c.id.name), has_none(c.before.type));
    checks += fmt::format("{}ADD CONSTRAINT {} CHECK ({}) NOT VALID", checks.empty() ? "" : ",\n  ",
                          sql_identifier(c.check), condition);
  }
  body += "  RETURN NEW;\nEND\n";
  std::vector<step> out;
  out.push_back({.sql = fmt::format("CREATE FUNCTION {}() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER\n{}AS {}",
                                    sql_name(names.function), settings_of(columns), sql_dollar_quoted(body)),
                 .comment = "Computes the new column of every row that is written from here on.",
                 .objects = ids});
  out.push_back(
      {.sql = fmt::format("CREATE TRIGGER {} BEFORE INSERT OR UPDATE ON {} FOR EACH ROW EXECUTE FUNCTION {}()",
                          sql_identifier(names.trigger), sql_name(table), sql_name(names.function)),
       .comment = "Its name makes it the last of the table's triggers: it sees what the others did.",
       .lock = lock_mode::share_row_exclusive,
       .objects = ids});
  out.push_back(
      {.sql = fmt::format("{} ENABLE ALWAYS TRIGGER {}", sql_alter_table(table), sql_identifier(names.trigger)),
       .comment = "What replication applies, too.",
       .lock = lock_mode::share_row_exclusive,
       .objects = ids});
  out.push_back({.sql = fmt::format("{}\n  {}", sql_alter_table(table), checks),
                 .comment = "Validated below: it proves that no row was left out.",
                 .lock = lock_mode::access_exclusive,
                 .objects = ids});
  return out;
}

step fill_in_step(const std::vector<moving_column>& columns) {
  const auto table = columns.front().id.owner_table();
  step out{.comment = "The rows that are there. Those written meanwhile have their value from the trigger.",
           .commit_after = true,
           .in_batches = true,
           .lock = lock_mode::row_exclusive,
           .scans = true};
  std::string sets;
  std::string unseen;
  for (const auto& c : columns) {
    out.objects.push_back(c.id);
    const auto name = sql_identifier(c.name);
    sets += fmt::format("{}{} = {}", sets.empty() ? "" : ", ", name, value_of(c));
    std::string one = fmt::format("{} {}", name, has_none(c.after.type));
    if (!c.conversion.author && !c.before.not_null) {
      one = fmt::format("{} AND {} {}", one, sql_identifier(c.id.name), has_value(c.before.type));
    }
    unseen += fmt::format("{}{}", unseen.empty() ? "" : " OR ", columns.size() == 1 ? one : "(" + one + ")");
  }
  out.sql = fmt::format("UPDATE {} SET {} WHERE {}", sql_name(table), sets, unseen);
  return out;
}

std::vector<step> stop_in_step(const sync_trigger& names, const object_id& table) {
  std::vector<step> out;
  out.push_back({.sql = fmt::format("DROP TRIGGER {} ON {}", sql_identifier(names.trigger), sql_name(table)),
                 .lock = lock_mode::access_exclusive,
                 .objects = {table}});
  out.push_back({.sql = fmt::format("DROP FUNCTION {}()", sql_name(names.function)), .objects = {table}});
  return out;
}

}  // namespace squall::kit
