// What a client can join rows by: keys that are equal when their bytes are, integers of any width among themselves.
// Texts are not among them (collations, char(n)), nor are numerics (1.0 = 1.00) and floats (0 = -0).
#pragma once

#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <type_traits>

#include "squall/relations/rows.hpp"

namespace squall::detail {

enum class key_kind : std::uint8_t { other, integer, uuid, boolean, date, timestamp, timestamptz };
template <class Db>
consteval key_kind kind_of_key() {
  if constexpr (is_integer<Db>)
    return key_kind::integer;
  else if constexpr (std::is_same_v<Db, uuid_t>)
    return key_kind::uuid;
  else if constexpr (std::is_same_v<Db, bool>)
    return key_kind::boolean;
  else if constexpr (std::is_same_v<Db, date_t>)
    return key_kind::date;
  else if constexpr (std::is_same_v<Db, timestamp_t>)
    return key_kind::timestamp;
  else if constexpr (std::is_same_v<Db, timestamptz_t>)
    return key_kind::timestamptz;
  else
    return key_kind::other;
}

struct column_key_facts {
  key_kind kind = key_kind::other;
  bool primary_key = false;
  bool unique = false;  ///< and NOT NULL
};
template <key_kind Kind, bool PrimaryKey, bool Unique>
struct key_facts_cell {
  column_key_facts facts{Kind, PrimaryKey, Unique};
};
struct key_facts_mode {
  template <auto Spec>
  using apply = key_facts_cell<kind_of_key<db_of<Spec>>(), (Spec.facts & primary_key_bit) != 0,
                               (Spec.facts & unique_bit) != 0 && (Spec.facts & not_null_bit) != 0>;
};

inline constexpr std::size_t not_there = static_cast<std::size_t>(-1);

/// What the columns of a table are as keys.
template <class Tag>
struct table_keys {
  static constexpr auto facts =
      std::bit_cast<std::array<column_key_facts, Tag::size()>>(typename Tag::template in<key_facts_mode>{});

  /// The primary key, or another column that no two rows share the value of; not_there when the struct says none.
  static consteval std::size_t find_unique() {
    std::size_t keys = 0;
    std::size_t found = not_there;
    for (std::size_t i = 0; i < facts.size(); ++i) {
      if (facts[i].primary_key) {
        ++keys;
        found = i;
      }
    }
    if (keys == 1)
      return found;
    for (std::size_t i = 0; i < facts.size(); ++i)
      if (facts[i].unique)
        return i;
    return not_there;
  }
  static constexpr std::size_t unique = find_unique();
};

/// The columns that a level shares with the one above: `above` of that one's table, `here` of this level's table, or of
/// the junction.
template <class Level>
struct level_keys_above {
  using relation = typename Level::relation_type;
  using keys = typename relation::keys;
  using source = typename relation::source;
  static constexpr bool has_junction = keys::has_junction;
  using here = typename std::conditional_t<has_junction, junction_of<relation>,
                                           std::type_identity<typename Level::table_tag>>::type;
  static constexpr auto pairs = [] {
    if constexpr (has_junction)
      return keys::back;
    else
      return keys::keys;
  }();
  static constexpr bool joinable = [] {
    for (const auto& pair : pairs) {
      const key_kind kind = table_keys<source>::facts[pair.left].kind;
      if (kind == key_kind::other || kind != table_keys<here>::facts[pair.right].kind)
        return false;
    }
    return true;
  }();
};

/// Where the statement of a level has its columns: those of the row, the extra expressions, then the keys that are not
/// among them.
template <class Level>
struct level_columns {
  using tag = typename Level::table_tag;
  using places = std::array<std::size_t, tag::size()>;

  template <class... Child>
  static constexpr void mark_children(std::array<bool, tag::size()>& needed, level_list<Child...>) {
    [[maybe_unused]] const auto mark = [&](const auto& pairs) {
      for (const auto& pair : pairs) needed[pair.left] = true;
    };
    (mark(level_keys_above<Child>::pairs), ...);
  }
  template <class... Column>
  static constexpr std::size_t put_fields(places& into, column_list<Column...>) {
    std::size_t at = 0;
    ((into[Column::index()] == not_there ? void(into[Column::index()] = at) : void(), ++at), ...);
    return at;
  }
  static constexpr std::size_t put_fields(places& into, none) {
    for (std::size_t i = 0; i < into.size(); ++i) into[i] = i;
    return into.size();
  }
  template <class... F>
  static constexpr std::size_t count(column_list<F...>) {
    return sizeof...(F);
  }
  static constexpr bool has_junction_keys = [] {
    if constexpr (Level::is_root)
      return false;
    else
      return level_keys_above<Level>::has_junction;
  }();

  struct layout {
    places column{};                        ///< of each column of the table; not_there
    std::array<bool, tag::size()> added{};  ///< it stands behind the fields
    std::size_t width = 0;                  ///< of all but a junction's keys, which come last
  };
  static constexpr layout all = [] {
    layout made;
    made.column.fill(not_there);
    std::array<bool, tag::size()> needed{};
    mark_children(needed, children_t<Level>{});
    if constexpr (!Level::is_root && !has_junction_keys)
      for (const auto& pair : level_keys_above<Level>::pairs) needed[pair.right] = true;
    made.width = put_fields(made.column, typename Level::chosen{}) + count(typename Level::extras{});
    for (std::size_t i = 0; i < needed.size(); ++i) {
      if (!needed[i] || made.column[i] != not_there)
        continue;
      made.added[i] = true;
      made.column[i] = made.width++;
    }
    return made;
  }();
};

/// The places of one key in the rows of a level and of the level above.
struct key_place {
  std::uint16_t here, above;
};
template <class Level, class Above>
struct level_key_places {
  using keys = level_keys_above<Level>;
  static constexpr auto all = [] {
    std::array<key_place, keys::pairs.size()> made{};
    for (std::size_t i = 0; i < made.size(); ++i) {
      const auto& pair = keys::pairs[i];
      const std::size_t here =
          keys::has_junction ? level_columns<Level>::all.width + i : level_columns<Level>::all.column[pair.right];
      made[i] = {static_cast<std::uint16_t>(here),
                 static_cast<std::uint16_t>(level_columns<Above>::all.column[pair.left])};
    }
    return made;
  }();
};

}  // namespace squall::detail
