#include <array>
#include <string>
#include <vector>

#include "squall/errors.hpp"
#include "squall/query/insert_rows.hpp"
#include "squall/query/statement.hpp"
#include "squall/query/table_functions.hpp"

namespace squall::detail {
namespace {

// The protocol counts parameters in 16 bits (PostgreSQL manual, 55.7, Bind).
constexpr std::size_t parameter_limit = 65535;

/// A list that costs no allocation for one row of a usual table.
template <class T>
class short_list {
 public:
  explicit short_list(std::size_t capacity) : items_(capacity <= kept_.size() ? kept_.data() : allocate(capacity)) {}
  short_list(const short_list&) = delete;
  short_list& operator=(const short_list&) = delete;

  [[nodiscard]] T* data() { return items_; }
  void push_back(T item) { items_[size_++] = item; }
  void set_size(std::size_t size) { size_ = size; }
  [[nodiscard]] std::size_t size() const { return size_; }
  [[nodiscard]] bool empty() const { return size_ == 0; }
  T operator[](std::size_t i) const { return items_[i]; }

 private:
  T* allocate(std::size_t capacity) {
    more_.resize(capacity);
    return more_.data();
  }

  std::array<T, 64> kept_;  // NOLINT(cppcoreguidelines-pro-type-member-init): what is read was written
  std::vector<T> more_;
  T* items_;
  std::size_t size_ = 0;
};

/// The addresses of all members, row by row.
struct member_addresses : short_list<const void*> {
  member_addresses(const row_layout& layout, const void* rows, std::size_t count) : short_list(layout.columns * count) {
    for (std::size_t i = 0; i < count; ++i) layout.members(rows, i, data() + i * layout.columns);
    set_size(layout.columns * count);
  }
};

/// The columns that some row gives.
struct given_columns : short_list<std::size_t> {
  given_columns(const row_layout& layout, const member_addresses& members) : short_list(layout.columns) {
    for (std::size_t c = 0; c < layout.columns; ++c)
      for (std::size_t at = c; at < members.size(); at += layout.columns)
        if (layout.writers[c].ask(members[at]) != given::nothing) {
          push_back(c);
          break;
        }
  }
};

}  // namespace

void write_rows(sql_writer& w, const row_layout& layout, const void* rows, std::size_t count) {
  const member_addresses members(layout, rows, count);
  const given_columns columns(layout, members);
  if (columns.empty() && count == 1) {
    w.put(" default values");
    return;
  }
  if (columns.size() * count > parameter_limit)
    throw usage_error("an insert of " + std::to_string(count) + " rows of " + std::to_string(columns.size()) +
                      " columns has more values than the 65535 that one statement can carry; insert in batches of " +
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
      if (layout.writers[columns[i]].ask(members[r * layout.columns + columns[i]]) == given::nothing)
        w.put("default");
      else
        w.parameter();
    }
    w.put(")");
  }
}

void bind_rows(parameter_writer& to, const row_layout& layout, const void* rows, std::size_t count) {
  const member_addresses members(layout, rows, count);
  for (std::size_t at = 0; at < members.size(); ++at) {
    const auto& writer = layout.writers[at % layout.columns];
    const given what = writer.ask(members[at]);
    if (what == given::null)
      to.null(0);
    else if (what == given::value)
      writer.encode(to, members[at]);
  }
}

void write_changes(sql_writer& w, const row_layout& layout, const void* changes) {
  const member_addresses members(layout, changes, 1);
  bool first = true;
  for (std::size_t c = 0; c < layout.columns; ++c) {
    if (layout.writers[c].ask(members[c]) == given::nothing)
      continue;
    w.put(first ? "" : ", ");
    first = false;
    w.identifier(layout.name(c));
    w.put(" = ");
    w.parameter();
  }
  if (first)
    throw usage_error("update().set() was given no column to change");
  for (std::size_t c = 0; c < layout.columns; ++c) {
    if (!layout.writers[c].on_update_now || layout.writers[c].ask(members[c]) != given::nothing)
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
