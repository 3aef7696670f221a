#include "kit/proof/sample_rows.hpp"

#include <algorithm>
#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <utility>

#include "kit/base/text.hpp"
#include "kit/model/sql_text.hpp"
#include "kit/proof/sample_tables.hpp"
#include "squall/errors.hpp"

namespace squall::kit {
namespace {

constexpr std::size_t rows_wanted = 4;
/// A row that the constraints refuse this often is given up.
constexpr int most_attempts = 150;

using table_map = std::map<std::uint32_t, sampled_table>;
using key_values = std::vector<std::string>;  ///< SQL expressions

/// The rows of one table, found by trying.
class table_filler {
 public:
  table_filler(connection& db, const sampled_table& table, sample_kind kind) : db_(db), table_(table) {
    for (const sampled_column& column : table.columns) {
      std::vector<std::string> values;
      for (const std::string& bound : column.bounds) {
        values.push_back(sql_literal(bound) + "::" + column.base.full_name);
      }
      for (std::string& value : sample_values(column.base, column.mentioned, kind)) {
        values.push_back(std::move(value));
      }
      if (column.has_default) {
        values.insert(values.begin() + static_cast<std::ptrdiff_t>(std::min<std::size_t>(values.size(), 1)), "DEFAULT");
      }
      if (!column.not_null) {
        values.insert(values.begin() + static_cast<std::ptrdiff_t>(std::min<std::size_t>(values.size(), 2)), "NULL");
      }
      values_.push_back(std::move(values));
    }
  }

  /// @return how many rows went in; the reason for the first refusal that could not be overcome in `problem`.
  std::size_t fill(std::string& problem) {
    read_references();
    std::size_t rows = 0;
    for (std::size_t row = 0; row < rows_wanted; ++row) {
      for (std::size_t i = 0; i < values_.size(); ++i) {
        cursor_.resize(values_.size());
        cursor_[i] = row;
      }
      key_cursor_.assign(table_.foreign_keys.size(), row);
      if (insert(problem)) {
        ++rows;
      }
    }
    return rows;
  }

 private:
  /// What foreign keys may hold.
  void read_references() {
    for (const sampled_key& key : table_.foreign_keys) {
      std::vector<key_values> rows;
      if (key.referenced != table_.oid) {
        rows = referenced_rows(key);
      }
      references_.push_back(std::move(rows));
    }
  }

  std::vector<key_values> referenced_rows(const sampled_key& key) {
    std::string list;
    std::string present;
    for (const std::string& column : key.referenced_columns) {
      list += (list.empty() ? "" : ", ") + sql_identifier(column) + "::pg_catalog.text";
      present += (present.empty() ? "" : " and ") + sql_identifier(column) + " is not null";
    }
    const result rows = db_.query("select distinct " + list + " from " + key.referenced_sql + " where " + present +
                                  " order by " + list + " limit 8");
    std::vector<key_values> out;
    for (int row = 0; row < rows.rows(); ++row) {
      key_values values;
      for (int column = 0; column < rows.columns(); ++column) {
        const sampled_column& own = table_.columns[key.columns[static_cast<std::size_t>(column)]];
        values.push_back(sql_literal(rows.text(row, column)) + "::" + own.base.full_name);
      }
      out.push_back(std::move(values));
    }
    return out;
  }

  /// One value a column, foreign keys last.
  std::vector<std::string> row() const {
    std::vector<std::string> out;
    for (std::size_t i = 0; i < values_.size(); ++i) {
      out.push_back(values_[i].empty() ? "NULL" : values_[i][cursor_[i] % values_[i].size()]);
    }
    for (std::size_t k = 0; k < table_.foreign_keys.size(); ++k) {
      set_foreign_key(k, out);
    }
    return out;
  }

  void set_foreign_key(std::size_t k, std::vector<std::string>& out) const {
    const sampled_key& key = table_.foreign_keys[k];
    const auto& rows = references_[k];
    if (!rows.empty()) {
      const key_values& chosen = rows[key_cursor_[k] % rows.size()];
      for (std::size_t i = 0; i < key.columns.size(); ++i) {
        out[key.columns[i]] = chosen[i];
      }
      return;
    }
    const bool optional = std::all_of(key.columns.begin(), key.columns.end(),
                                      [&](std::size_t column) { return !table_.columns[column].not_null; });
    for (std::size_t i = 0; i < key.columns.size(); ++i) {
      if (optional) {
        out[key.columns[i]] = "NULL";
      } else if (key.referenced == table_.oid) {  // the row references itself
        const auto referenced =
            std::find_if(table_.columns.begin(), table_.columns.end(),
                         [&](const sampled_column& c) { return c.name == key.referenced_columns[i]; });
        if (referenced != table_.columns.end()) {
          out[key.columns[i]] = out[static_cast<std::size_t>(referenced - table_.columns.begin())];
        }
      }
    }
  }

  /// A key that cannot be NULL, with nothing to reference.
  [[nodiscard]] const sampled_key* hopeless_key() const {
    for (std::size_t k = 0; k < table_.foreign_keys.size(); ++k) {
      const sampled_key& key = table_.foreign_keys[k];
      const bool required = std::any_of(key.columns.begin(), key.columns.end(),
                                        [&](std::size_t column) { return table_.columns[column].not_null; });
      if (references_[k].empty() && key.referenced != table_.oid && required) {
        return &key;
      }
    }
    return nullptr;
  }

  bool insert(std::string& problem) {
    if (const sampled_key* key = hopeless_key()) {
      problem = "foreign key " + key->name + " has nothing to reference";
      return false;
    }
    std::string first_problem;
    for (int attempt = 0; attempt < most_attempts; ++attempt) {
      try {
        db_.run(statement());
        return true;
      } catch (const connection_error&) {
        throw;
      } catch (const database_error& e) {
        if (first_problem.empty()) {
          first_problem = e.fields().message;
        }
        if (!try_others(e.fields())) {
          break;
        }
      }
    }
    problem = first_problem;
    return false;
  }

  [[nodiscard]] std::string statement() const {
    if (table_.columns.empty()) {
      return "insert into " + table_.sql + " default values";
    }
    const std::vector<std::string> values = row();
    std::string names;
    std::string list;
    for (std::size_t i = 0; i < values.size(); ++i) {
      names += (i == 0 ? "" : ", ") + sql_identifier(table_.columns[i].name);
      list += (i == 0 ? "" : ", ") + values[i];
    }
    return "insert into " + table_.sql + " (" + names + ") values (" + list + ")";
  }

  /// Moves the columns that the refusal is about to other values. @return whether there is one.
  bool try_others(const error_fields& refusal) {
    std::vector<std::size_t> columns;
    if (const auto known = table_.constrained.find(refusal.constraint); known != table_.constrained.end()) {
      columns = known->second;
    }
    for (std::size_t i = 0; i < table_.columns.size() && columns.empty(); ++i) {
      const sampled_column& column = table_.columns[i];
      if ((!refusal.data_type.empty() && refusal.data_type == column.domain) ||
          (!refusal.column.empty() && refusal.column == column.name)) {
        columns.push_back(i);
      }
    }
    if (columns.empty()) {  // something else (a bound, an expression): whatever it is about
      for (std::size_t i = 0; i < table_.columns.size(); ++i) {
        if (!table_.columns[i].bounds.empty()) {
          columns.push_back(i);
        }
      }
      for (std::size_t i = 0; i < table_.columns.size() && columns.empty(); ++i) {
        columns.push_back(i);
        ++cursor_[i];
      }
      if (columns.size() == table_.columns.size() && columns.size() > 1) {
        return true;
      }
    }
    return advance(columns);
  }

  /// The next combination of values of these columns; those of foreign keys move with their key.
  bool advance(const std::vector<std::size_t>& columns) {
    for (const std::size_t column : columns) {
      for (std::size_t k = 0; k < table_.foreign_keys.size(); ++k) {
        const auto& of_key = table_.foreign_keys[k].columns;
        if (references_[k].size() > 1 && std::find(of_key.begin(), of_key.end(), column) != of_key.end()) {
          ++key_cursor_[k];
          return true;
        }
      }
    }
    for (const std::size_t column : columns) {
      if (values_[column].size() < 2) {
        continue;
      }
      const std::size_t before = cursor_[column]++ % values_[column].size();
      if (before + 1 < values_[column].size()) {
        return true;
      }
    }
    return std::any_of(columns.begin(), columns.end(), [&](std::size_t column) { return values_[column].size() > 1; });
  }

  connection& db_;
  const sampled_table& table_;
  std::vector<std::vector<std::string>> values_;     ///< of each column
  std::vector<std::vector<key_values>> references_;  ///< of each foreign key
  std::vector<std::size_t> cursor_;
  std::vector<std::size_t> key_cursor_;
};

/// Whether something that a foreign key of `table` references is still to be filled.
bool waits(const sampled_table& table, const table_map& tables, const std::set<std::uint32_t>& pending) {
  return std::any_of(table.foreign_keys.begin(), table.foreign_keys.end(), [&](const sampled_key& key) {
    if (key.referenced == table.oid) {
      return false;
    }
    if (tables.contains(key.referenced)) {
      return pending.contains(key.referenced);
    }
    return std::any_of(pending.begin(), pending.end(), [&](std::uint32_t other) {  // it is partitioned
      return other != table.oid && tables.at(other).part_of.contains(key.referenced);
    });
  });
}

/// Deferrable keys are checked by triggers of the system (unique_key_recheck() in PostgreSQL's constraint.c), which
/// replica mode would switch off together with those of the schema.
class deferrable_keys {
 public:
  explicit deferrable_keys(connection& db)
      : db_(db),
        triggers_(db.query("select pg_catalog.format('%I.%I', n.nspname, c.relname), pg_catalog.quote_ident(t.tgname) "
                           "from pg_catalog.pg_trigger t join pg_catalog.pg_class c on c.oid = t.tgrelid "
                           "join pg_catalog.pg_namespace n on n.oid = c.relnamespace where t.tgisinternal and "
                           "t.tgfoid = 'pg_catalog.unique_key_recheck'::pg_catalog.regproc order by t.oid")) {}
  void always_fire(bool always) {
    for (int row = 0; row < triggers_.rows(); ++row) {
      db_.run("alter table only " + std::string(triggers_.text(row, 0)) + (always ? " enable always" : " enable") +
              " trigger " + std::string(triggers_.text(row, 1)));
    }
  }

 private:
  connection& db_;
  result triggers_;
};

}  // namespace

sample_report insert_sample_rows(connection& db, sample_kind kind) {
  sample_report report;
  db.run("set session_replication_role = replica");
  deferrable_keys keys(db);
  keys.always_fire(true);
  const table_map tables = read_sampled_tables(db);
  std::set<std::uint32_t> pending;
  for (const auto& [oid, table] : tables) {
    pending.insert(oid);
  }
  while (!pending.empty()) {
    std::vector<std::uint32_t> ready;
    std::copy_if(pending.begin(), pending.end(), std::back_inserter(ready),
                 [&](std::uint32_t oid) { return !waits(tables.at(oid), tables, pending); });
    if (ready.empty()) {
      ready.push_back(*pending.begin());  // a cycle
    }
    for (const std::uint32_t oid : ready) {
      const sampled_table& table = tables.at(oid);
      std::string problem;
      const std::size_t rows = table_filler(db, table, kind).fill(problem);
      if (rows == 0) {
        report.without_rows.push_back(table.name + " has no rows: " + one_line(problem));
      } else {
        ++report.tables;
        report.rows += rows;
      }
      pending.erase(oid);
    }
  }
  keys.always_fire(false);
  db.run("reset session_replication_role");
  return report;
}

}  // namespace squall::kit
