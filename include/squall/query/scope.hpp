// The tables that the columns of a statement may belong to, and which of them an outer join can leave empty.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace squall::detail {

class sql_writer;

constexpr std::uint64_t hash_name(std::string_view name, std::uint64_t hash) {
  for (char c : name) hash = (hash ^ static_cast<unsigned char>(c)) * 0x100000001b3U;
  return (hash ^ 0xffU) * 0x100000001b3U;
}
/// The identity of a table (and alias) in constant expressions. A number and no address: whether two addresses are
/// equal is no constant for g++ with -fsanitize=undefined.
template <class Tag>
inline constexpr std::uint64_t tag_key =
    hash_name(Tag::alias(), hash_name(Tag::name(), hash_name(Tag::schema(), 0xcbf29ce484222325U)));

struct source {
  std::uint64_t key;
  bool nullable;                       ///< an outer join can give NULL for all of its columns
  void (*write_columns)(sql_writer&);  ///< for select() of everything
};

/// Which rows a statement's RETURNING can tell of, for each row of its result: the one that was there, the one that is.
/// Of a MERGE either can be missing.
enum class row_versions : std::uint8_t { none, old_only, new_only, both, either };

struct scope {
  const source* sources = nullptr;
  std::size_t count = 0;
  bool grouped = false;          ///< group_by(): a group has a row at least
  bool open = true;              ///< not known: whatever column is fine
  const scope* outer = nullptr;  ///< of a subquery: the tables of the statement around it
  bool subtotals = false;        ///< rollup() and its kin: whatever is grouped can be NULL
  row_versions versions = row_versions::none;

  /// The place of a table, or `count`.
  [[nodiscard]] constexpr std::size_t find(std::uint64_t key) const {
    std::size_t i = 0;
    while (i < count && sources[i].key != key) ++i;
    return i;
  }
  [[nodiscard]] constexpr bool has(std::uint64_t key) const {
    return open || find(key) < count || (outer != nullptr && outer->has(key));
  }
  [[nodiscard]] constexpr bool nullable(std::uint64_t key) const {
    const std::size_t i = find(key);
    return i < count ? sources[i].nullable || subtotals : outer != nullptr && outer->nullable(key);
  }
  /// The same tables within the statement of others.
  [[nodiscard]] constexpr scope within(const scope& around) const {
    return {sources, count, grouped, open, &around, subtotals, versions};
  }
};

/// A column that a statement uses and does not have; empty when there is none.
struct stray_column {
  std::string_view table, column;
  [[nodiscard]] constexpr bool found() const { return !column.empty(); }
};

}  // namespace squall::detail
