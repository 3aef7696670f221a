#include "kit/proof/table_rows.hpp"

#include <algorithm>
#include <utility>

#include "kit/base/text.hpp"
#include "kit/model/sql_text.hpp"
#include "kit/sources/catalog/rows.hpp"

namespace squall::kit {
namespace {

constexpr const char* columns_of_tables = R"(
  select c.oid, n.nspname, c.relname, a.attnum, a.attname, pg_catalog.format_type(a.atttypid, a.atttypmod),
         a.attnotnull, a.attgenerated <> ''
    from pg_catalog.pg_class c
    join pg_catalog.pg_namespace n on n.oid = c.relnamespace
    left join pg_catalog.pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
   where c.relkind = 'r' and n.nspname not in ('pg_catalog', 'information_schema')
   order by c.oid, a.attnum)";

using row_values = std::vector<std::optional<std::string>>;

/// How the values of a column are compared.
enum class comparison : std::uint8_t { exact, nulls, nothing };

comparison comparison_of(const stored_column& before, const stored_column& after,
                         const std::set<std::string>& lenient_types) {
  if (after.generated || before.generated || (after.not_null && !before.not_null)) {
    return comparison::nothing;
  }
  const auto element = [](const std::string& type) { return type.substr(0, type.find('[')); };
  const bool same = before.type == after.type && !lenient_types.contains(element(after.type)) &&
                    !lenient_types.contains(element(before.type));
  return same ? comparison::exact : comparison::nulls;
}

/// Columns by attnum, and how each is compared.
using compared_columns = std::vector<std::pair<std::int32_t, comparison>>;

/// Each row reduced to what is compared; sorted, since the order of rows says nothing.
std::vector<std::string> reduced(const stored_table& table, const compared_columns& how) {
  std::map<std::int32_t, std::size_t> places;
  for (const auto& [number, column] : table.columns) {
    places.emplace(number, places.size());
  }
  std::vector<std::string> out;
  for (const row_values& row : table.rows) {
    std::string text;
    for (const auto& [number, wanted] : how) {
      const auto& value = row[places.at(number)];
      if (wanted == comparison::nothing) {
        continue;
      }
      if (!value) {
        text += "N;";
      } else if (wanted == comparison::nulls) {
        text += "V;";
      } else {
        text += std::to_string(value->size()) + ":" + *value + ";";
      }
    }
    out.push_back(std::move(text));
  }
  std::sort(out.begin(), out.end());
  return out;
}

}  // namespace

stored_tables read_rows(connection& db) {
  stored_tables tables;
  catalog::for_each_row(db.query(columns_of_tables), [&](const catalog::row& r) {
    stored_table& table = tables[r.object(0)];
    table.id = table_id(std::string(r.text(1)), std::string(r.text(2)));
    if (!r.is_null(3)) {
      table.columns.emplace(r.small(3),
                            stored_column{std::string(r.text(4)), std::string(r.text(5)), r.boolean(6), r.boolean(7)});
    }
  });
  std::vector<std::string> statements;
  for (const auto& [oid, table] : tables) {
    std::string list;
    for (const auto& [number, column] : table.columns) {
      list += (list.empty() ? "" : ", ") + sql_identifier(column.name) + "::pg_catalog.text";
    }
    statements.push_back("select " + list + " from only " + sql_name(table.id));
  }
  const std::vector<result> read = db.pipeline(statements);
  std::size_t i = 0;
  for (auto& [oid, table] : tables) {
    const result& rows = read[i++];
    for (int row = 0; row < rows.rows(); ++row) {
      row_values values;
      for (int column = 0; column < rows.columns(); ++column) {
        values.push_back(rows.is_null(row, column) ? std::nullopt : std::optional<std::string>(rows.text(row, column)));
      }
      table.rows.push_back(std::move(values));
    }
  }
  return tables;
}

namespace {

/// The column that has the values of `number` now: the same one, or one that came and took its name over with them.
std::optional<std::int32_t> successor(const stored_table& was, std::int32_t number, const stored_table& is) {
  if (is.columns.contains(number)) {
    return number;
  }
  std::size_t i = 0;
  for (const auto& [other, column] : is.columns) {
    const bool has_values =
        std::any_of(is.rows.begin(), is.rows.end(), [&](const row_values& row) { return row[i].has_value(); });
    if (!was.columns.contains(other) && column.name == was.columns.at(number).name && has_values) {
      return other;
    }
    ++i;
  }
  return std::nullopt;
}

}  // namespace

row_comparison compare_rows(const stored_tables& before, const stored_tables& after,
                            const std::set<std::string>& lenient_types, const std::set<object_id>& rounded) {
  row_comparison out;
  for (const auto& [oid, was] : before) {
    if (was.rows.empty()) {
      continue;
    }
    const auto is = after.find(oid);
    if (is == after.end()) {
      out.lost.insert(was.id);
      continue;
    }
    compared_columns before_how;
    compared_columns after_how;
    std::size_t i = 0;
    for (const auto& [number, column] : was.columns) {
      const bool is_rounded = rounded.contains(column_id(was.id, column.name));
      const auto now = successor(was, number, is->second);
      if (now && (*now == number || !is_rounded)) {
        auto wanted = comparison_of(column, is->second.columns.at(*now), lenient_types);
        if (wanted == comparison::exact && is_rounded) {
          wanted = comparison::nulls;
        }
        before_how.emplace_back(number, wanted);
        after_how.emplace_back(*now, wanted);
      } else if (!column.generated && std::any_of(was.rows.begin(), was.rows.end(),
                                                  [&](const row_values& row) { return row[i].has_value(); })) {
        out.lost.insert(column_id(was.id, column.name));
      }
      ++i;
    }
    if (was.rows.size() != is->second.rows.size()) {
      out.changed.push_back(display_name(was.id) + " had " + count_of(was.rows.size(), "row") + " and has " +
                            std::to_string(is->second.rows.size()));
    } else if (reduced(was, before_how) != reduced(is->second, after_how)) {
      out.changed.push_back("values in rows of " + display_name(was.id) + " are not what they were");
    }
  }
  return out;
}

}  // namespace squall::kit
