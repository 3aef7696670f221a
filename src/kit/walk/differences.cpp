#include <algorithm>
#include <map>
#include <optional>
#include <set>
#include <utility>

#include "kit/base/text.hpp"
#include "kit/walk/cells.hpp"
#include "kit/walk/walk.hpp"

namespace squall::kit {

namespace walk {
namespace {

// Control characters that no name has; in a value they would only end a cell early, in both walks alike.
constexpr char after_name = '\x1f';
constexpr char after_deparsed_name = '\x1d';
constexpr char after_cell = '\x1e';

}  // namespace

void append_cell(std::string& cells, std::string_view column, std::string_view value, bool deparsed) {
  cells += column;
  cells += deparsed ? after_deparsed_name : after_name;
  cells += value;
  cells += after_cell;
}

std::vector<cell> cells_in(std::string_view cells) {
  std::vector<cell> out;
  while (!cells.empty()) {
    const auto end = std::min(cells.find(after_cell), cells.size());
    const auto one = cells.substr(0, end);
    const auto name = std::min(one.find_first_of(std::string{after_name, after_deparsed_name}), one.size());
    out.push_back({one.substr(0, name), one.substr(std::min(name + 1, one.size())),
                   name < one.size() && one[name] == after_deparsed_name});
    cells.remove_prefix(std::min(end + 1, cells.size()));
  }
  return out;
}

}  // namespace walk

namespace {

constexpr std::size_t most_of_a_value = 200;

std::string shown(const std::optional<std::string_view>& value) {
  return value ? "'" + one_line(*value, most_of_a_value) + "'" : "nothing";
}

std::string name_of(const walked_row& row) { return row.catalog + " " + row.identity; }

std::string replaced(std::string text, const two_spellings& by) {
  for (auto at = text.find(by.first); at != std::string::npos; at = text.find(by.first, at + by.second.size())) {
    text.replace(at, by.first.size(), by.second);
  }
  return text;
}

/// Whether the expressions are the same but for their spelling.
bool mean_the_same(std::string_view is, std::string_view should_be, const std::vector<two_spellings>& spellings) {
  std::string all(is);
  return std::any_of(spellings.begin(), spellings.end(), [&](const two_spellings& by) {
    all = replaced(std::move(all), by);
    return all == should_be || replaced(std::string(is), by) == should_be;
  });
}

/// Empty when nothing differs but how expressions are spelt.
std::string changed_cells(const walked_row& is, const walked_row& should_be,
                          const std::vector<two_spellings>& spellings) {
  struct values {
    std::optional<std::string_view> is;
    std::optional<std::string_view> should_be;
    bool deparsed = false;
  };
  std::map<std::string_view, values> columns;
  for (const auto& c : walk::cells_in(is.cells)) {
    columns[c.column] = {c.value, std::nullopt, c.deparsed};
  }
  for (const auto& c : walk::cells_in(should_be.cells)) {
    columns[c.column].should_be = c.value;
  }
  std::string out;
  for (const auto& [column, both] : columns) {
    const bool respelt =
        both.deparsed && both.is && both.should_be && mean_the_same(*both.is, *both.should_be, spellings);
    if (both.is != both.should_be && !respelt) {
      out += (out.empty() ? "" : "; ") + std::string(column) + " is " + shown(both.is) + " and should be " +
             shown(both.should_be);
    }
  }
  return out;
}

bool same_object(const walked_row& a, const walked_row& b) {
  return a.catalog == b.catalog && a.identity == b.identity;
}

/// Calls `both` for rows of one object that differ, `left` and `right` for those that the other walk lacks.
template <class Both, class Left, class Right>
void compare(const catalog_walk& a, const catalog_walk& b, Both both, Left left, Right right) {
  auto i = a.begin();
  auto j = b.begin();
  while (i != a.end() || j != b.end()) {
    if (i != a.end() && j != b.end() && same_object(*i, *j)) {
      if (i->cells != j->cells) {
        both(*i, *j);
      }
      ++i;
      ++j;
    } else if (j == b.end() || (i != a.end() && *i < *j)) {
      left(*i++);
    } else {
      right(*j++);
    }
  }
}

}  // namespace

std::vector<std::string> walk_differences(const catalog_walk& is, const catalog_walk& should_be,
                                          const std::vector<two_spellings>& spellings) {
  std::set<std::string> alone;
  const auto remember = [&](const walked_row& row) { alone.insert(name_of(row)); };
  compare(is, should_be, [](const auto&, const auto&) {}, remember, remember);
  std::vector<std::string> out;
  const auto tell = [&](const walked_row& row, const char* what) {
    if (!alone.contains(row.parent)) {
      out.push_back(name_of(row) + what);
    }
  };
  const auto tell_changes = [&](const walked_row& a, const walked_row& b) {
    if (const auto changed = changed_cells(a, b, spellings); !changed.empty()) {
      out.push_back(name_of(a) + ": " + changed);
    }
  };
  compare(
      is, should_be, tell_changes, [&](const walked_row& row) { tell(row, " is there and should not be"); },
      [&](const walked_row& row) { tell(row, " is missing"); });
  return out;
}

}  // namespace squall::kit
