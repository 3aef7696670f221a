#include <string>

#include "client/row_members.hpp"
#include "squall/errors.hpp"
#include "squall/query/insert_rows.hpp"
#include "squall/query/statement.hpp"
#include "squall/query/table_functions.hpp"

namespace squall::detail {
namespace {

// The protocol counts parameters in 16 bits (PostgreSQL manual, 55.7, Bind).
constexpr std::size_t parameter_limit = 65535;

}  // namespace

void write_rows(sql_writer& w, const row_layout& layout, const void* rows, std::size_t count) {
  const row_members members(layout, rows, count);
  const given_columns columns(members);
  if (columns.empty() && count == 1) {
    w.put(" default values");
    return;
  }
  if (columns.size() * count > parameter_limit)
    throw usage_error("an insert of " + std::to_string(count) + " rows that give different columns, " +
                      std::to_string(columns.size()) +
                      " in all, has more values than the 65535 that one statement can carry; insert in batches of " +
                      std::to_string(parameter_limit / columns.size()) + " rows");
  w.put(" (");
  // Rows that give nothing at all still need a column to say `default` for.
  if (columns.empty())
    w.identifier(layout.name(0));
  for (std::size_t i = 0; i < columns.size(); ++i) {
    w.put(i == 0 ? "" : ", ");
    w.identifier(layout.name(columns[i]));
  }
  w.put(") values ");
  for (std::size_t r = 0; r < count; ++r) {
    w.put(r == 0 ? "(" : ", (");
    if (columns.empty())
      w.put("default");
    for (std::size_t i = 0; i < columns.size(); ++i) {
      w.put(i == 0 ? "" : ", ");
      if (members.ask(r, columns[i]) == given::nothing)
        w.put("default");
      else
        w.parameter(0);
    }
    w.put(")");
  }
}

void bind_rows(parameter_writer& to, const row_layout& layout, const void* rows, std::size_t count) {
  const row_members members(layout, rows, count);
  for (std::size_t r = 0; r < count; ++r)
    for (std::size_t c = 0; c < layout.columns; ++c) layout.writers[c].send(to, members.at(r, c));
}

std::uint64_t bind_row(parameter_writer& to, const row_layout& layout, const void* row) {
  const row_members members(layout, row, 1);
  std::uint64_t columns = 0;
  for (std::size_t c = 0; c < layout.columns; ++c)
    if (layout.writers[c].send(to, members.at(0, c)) != given::nothing && c < countable_columns)
      columns |= std::uint64_t{1} << c;
  return columns;
}

void write_changes(sql_writer& w, const row_layout& layout, const void* changes) {
  const row_members members(layout, changes, 1);
  bool first = true;
  for (std::size_t c = 0; c < layout.columns; ++c) {
    if (members.ask(0, c) == given::nothing)
      continue;
    w.put(first ? "" : ", ");
    first = false;
    w.identifier(layout.name(c));
    w.put(" = ");
    w.parameter(0);
  }
  if (first)
    throw usage_error("update().set() was given no column to change");
  for (std::size_t c = 0; c < layout.columns; ++c) {
    if (!layout.writers[c].on_update_now || members.ask(0, c) != given::nothing)
      continue;
    w.put(", ");
    w.identifier(layout.name(c));
    w.put(" = now()");
  }
}

void throw_no_condition() {
  throw usage_error(
      "the conditions of this update or erase were all left out at run time, and it would change every row; write "
      ".all_rows() to mean it");
}

void throw_unequal_lengths() {
  throw usage_error(
      "the vectors of an unnest() have different lengths; each is a column, and a row has a value of each");
}

void throw_row_count(int rows) {
  throw usage_error(rows == 0 ? "one() found no row" : "one() found more than one row");
}

}  // namespace squall::detail
