#include "kit/migrations/batches.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <nlohmann/json.hpp>

#include "kit/model/sql_text.hpp"

namespace squall::kit::detail {
namespace {

/// The key columns of the table's primary key, or else of a unique index over columns that are NOT NULL. Rows of tables
/// that inherit are part of an UPDATE, and the parent's key says nothing about them; partitions share theirs.
constexpr const char* key_query = R"(
  select c.relkind in ('r', 'p'),
         c.relkind = 'r' and exists (select from pg_catalog.pg_inherits h where h.inhparent = c.oid),
         a.attname, pg_catalog.format_type(a.atttypid, a.atttypmod)
    from pg_catalog.pg_class c
    left join lateral
         (select i.indkey, i.indnkeyatts, i.indexrelid
            from pg_catalog.pg_index i
            join pg_catalog.pg_class x on x.oid = i.indexrelid
            join pg_catalog.pg_am m on m.oid = x.relam and m.amname = 'btree'
           where i.indrelid = c.oid and i.indisunique and i.indisvalid and i.indimmediate
             and i.indpred is null and i.indexprs is null
             and not exists (select from pg_catalog.pg_attribute n
                              where n.attrelid = c.oid and not n.attnotnull
                                and n.attnum = any ((i.indkey::pg_catalog.int2[])[0:i.indnkeyatts - 1]))
           order by i.indisprimary desc, i.indnkeyatts, i.indexrelid
           limit 1) k on true
    left join lateral pg_catalog.unnest((k.indkey::pg_catalog.int2[])[0:k.indnkeyatts - 1])
         with ordinality p(attnum, place) on true
    left join pg_catalog.pg_attribute a on a.attrelid = c.oid and a.attnum = p.attnum
   where c.oid = pg_catalog.to_regclass($1)
   order by p.place)";

/// A value's text, which is read in another session perhaps: of dates the one that no DateStyle changes.
std::string as_text(const std::string& value, const std::string& type) {
  const bool is_date = type == "date" || type.starts_with("timestamp");
  return is_date ? "pg_catalog.to_json(" + value + ") #>> '{}'" : value + "::pg_catalog.text";
}

}  // namespace

std::string to_text(const batch_place& place) { return nlohmann::json(place).dump(); }

batch_place batch_place_from(const std::string& text) {
  const auto read = nlohmann::json::parse(text, nullptr, false);
  return read.is_array() ? read.get<batch_place>() : batch_place{};
}

namespace {
constexpr std::int64_t fewest_rows = 100;
constexpr std::int64_t most_rows = 100'000;
}  // namespace

std::optional<std::chrono::milliseconds> batch_size::limit() const {
  if (rows_ == fewest_rows) {
    return std::nullopt;
  }
  return std::max(2 * target_, std::chrono::milliseconds{100});
}

void batch_size::was_too_large() { rows_ = std::max(rows_ / 4, fewest_rows); }

void batch_size::took(std::chrono::milliseconds duration) {
  // Never more than twice as many as before: the next rows may be dearer.
  const auto ratio =
      static_cast<double>(target_.count()) / static_cast<double>(std::max<std::int64_t>(duration.count(), 1));
  const auto wanted = static_cast<std::int64_t>(static_cast<double>(rows_) * std::min(ratio, 2.0));
  rows_ = std::clamp(wanted, fewest_rows, most_rows);
}

batch_walk::batch_walk(connection& db, const batched_statement& statement) : reference_(statement.reference) {
  const std::string name = sql_name(statement.table);
  table_ = (statement.only ? "ONLY " : "") + name;
  const result found = db.query(key_query, {{name}});
  if (found.rows() == 0) {
    obstacle_ = "there is no table " + name;
  } else if (found.text(0, 0) != "t") {
    obstacle_ = name + " is no table";
  } else if (found.text(0, 1) == "t" && !statement.only) {
    obstacle_ = "other tables inherit from " + name;
  } else if (found.is_null(0, 2)) {
    obstacle_ = name + " has no unique key whose columns are NOT NULL";
  }
  if (!obstacle_.empty()) {
    return;
  }
  for (int i = 0; i < found.rows(); ++i) {
    std::string column(found.text(i, 2));
    if (std::find(statement.writes.begin(), statement.writes.end(), column) != statement.writes.end()) {
      obstacle_ = "the statement sets " + sql_identifier(column) + ", along which the rows would be walked";
    }
    key_.push_back({sql_identifier(column), std::string(found.text(i, 3))});
  }
}

std::optional<batch_place> batch_walk::next(connection& db, const batch_place& place, std::int64_t rows) const {
  std::vector<std::string> texts;
  for (const auto& column : key_) {
    texts.push_back(as_text("b." + column.name, column.type));
  }
  std::string sql = "select " + fmt::format("{}", fmt::join(texts, ", ")) + " from " + table_ + " as b";
  if (!place.empty()) {
    sql += " where " + compared("b", ">", place);
  }
  sql += " order by " + keys("b") + " offset " + std::to_string(rows - 1) + " limit 1";
  const result row = db.query(sql);
  if (row.rows() == 0) {
    return std::nullopt;
  }
  batch_place found;
  for (std::size_t i = 0; i < key_.size(); ++i) {
    found.emplace_back(row.text(0, static_cast<int>(i)));
  }
  return found;
}

std::string batch_walk::between(const batch_place& from, const std::optional<batch_place>& to) const {
  const std::string begin = from.empty() ? "" : compared(reference_, ">", from);
  const std::string end = to ? compared(reference_, "<=", *to) : "";
  return begin.empty() && end.empty() ? "true" : begin + (begin.empty() || end.empty() ? "" : " AND ") + end;
}

std::string batch_walk::compared(const std::string& reference, const char* sign, const batch_place& place) const {
  std::vector<std::string> values;
  for (std::size_t i = 0; i < key_.size(); ++i) {
    values.push_back(sql_literal(place.at(i)) + "::" + key_[i].type);
  }
  return "(" + keys(reference) + ") " + sign + " (" + fmt::format("{}", fmt::join(values, ", ")) + ")";
}

std::string batch_walk::keys(const std::string& reference) const {
  std::vector<std::string> parts;
  for (const auto& column : key_) {
    parts.push_back(reference + "." + column.name);
  }
  return fmt::format("{}", fmt::join(parts, ", "));
}

}  // namespace squall::kit::detail
