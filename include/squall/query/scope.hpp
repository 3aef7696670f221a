// The tables that the columns of a statement may belong to, and which of them an outer join can leave empty.
#pragma once

#include <cstddef>
#include <string_view>

namespace squall::detail {

class sql_writer;

/// One address a table (and alias): the identity of a table in constant expressions.
template <class Tag>
inline constexpr char tag_key = 0;

struct source {
  const void* key;
  bool nullable;                       ///< an outer join can give NULL for all of its columns
  void (*write_columns)(sql_writer&);  ///< for select() of everything
};

struct scope {
  const source* sources = nullptr;
  std::size_t count = 0;
  bool grouped = false;  ///< group_by(): a group has a row at least
  bool open = true;      ///< not known: whatever column is fine

  [[nodiscard]] constexpr const source* find(const void* key) const {
    for (std::size_t i = 0; i < count; ++i)
      if (sources[i].key == key)
        return &sources[i];
    return nullptr;
  }
  [[nodiscard]] constexpr bool has(const void* key) const { return open || find(key) != nullptr; }
  [[nodiscard]] constexpr bool nullable(const void* key) const {
    const source* s = find(key);
    return s != nullptr && s->nullable;
  }
};

/// A column that a statement uses and does not have; empty when there is none.
struct stray_column {
  std::string_view table, column;
  [[nodiscard]] constexpr bool found() const { return !column.empty(); }
};

}  // namespace squall::detail
