// A nested read as a statement a level: all in one round trip, in one snapshot, joined here.
#pragma once

#include <array>
#include <cstddef>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "squall/client/statement_queue.hpp"
#include "squall/query/statement.hpp"
#include "squall/relations/level_statement.hpp"
#include "squall/relations/read.hpp"

namespace squall::detail {

using level_keys_span = std::span<const key_place>;

/// A transaction of one snapshot for the statements that follow, unless one is open: that one decides what they see
/// then. @return whether it was begun here
bool begin_snapshot(statement_queue& queue, const connection& session);
/// Where the rows of the root go. They are cleared before the statements run again, whose plans had gone stale.
struct root_rows {
  void* all;
  void (*clear)(void* all);
};
/// Runs the statements of the levels and puts their rows together. `keys` are those of each level with the one above.
void read_levels(connection& session, statement_queue& queue, bool own_snapshot, std::span<const level_layout> levels,
                 std::span<const level_keys_span> keys, root_rows into);

template <class Level, class... Child>
constexpr void add_keys_below(level_keys_span* all, std::size_t& used, level_list<Child...>);

template <class Level, class Above>
constexpr void add_keys(level_keys_span* all, std::size_t& used) {
  if constexpr (std::is_void_v<Above>)
    all[used++] = {};
  else
    all[used++] = level_key_places<Level, Above>::all;
  add_keys_below<Level>(all, used, children_t<Level>{});
}
template <class Level, class... Child>
constexpr void add_keys_below([[maybe_unused]] level_keys_span* all, [[maybe_unused]] std::size_t& used,
                              level_list<Child...>) {
  (add_keys<Child, Level>(all, used), ...);
}
template <class Root>
inline constexpr auto nested_keys = [] {
  std::array<level_keys_span, count_levels<Root>()> all{};
  std::size_t used = 0;
  add_keys<Root, void>(all.data(), used);
  return all;
}();

/// The texts of the levels' statements.
template <class Root>
std::vector<std::string> texts_by_level(const typename Root::store& store) {
  std::vector<std::string> texts(count_levels<Root>());
  [&]<std::size_t... I>(std::index_sequence<I...>) {
    const auto write = [&]<std::size_t Number>(std::integral_constant<std::size_t, Number>) {
      sql_writer w(texts[Number]);
      level_core<Root, Number>::write(w, &store);
    };
    (write(std::integral_constant<std::size_t, I>{}), ...);
  }(std::make_index_sequence<count_levels<Root>()>{});
  return texts;
}

template <class Root, class Rows, class... Argument>
void read_by_level(connection& session, const typename Root::store& store, Rows& rows, const Argument&... arguments) {
  statement_queue queue;
  const bool own_snapshot = begin_snapshot(queue, session);
  [&]<std::size_t... I>(std::index_sequence<I...>) {
    (execute_text<level_core<Root, I>>(queue, store, arguments...), ...);
  }(std::make_index_sequence<count_levels<Root>()>{});
  read_levels(session, queue, own_snapshot, nested_layouts<Root>, nested_keys<Root>,
              {&rows, [](void* all) { static_cast<Rows*>(all)->clear(); }});
}

}  // namespace squall::detail
