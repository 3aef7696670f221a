// A nested read as a statement a level: all in one round trip, in one snapshot, joined here.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
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
/// Whether there are indexes for what a read looks up: then an array of keys is the fastest way to find some rows of a
/// large table, whatever the planner thinks of their number. Without an index each row would be compared with each key.
/// A session learns it with its first such read; an index that is made or dropped later is seen by the next session.
enum class index_knowledge : std::uint8_t { not_asked, to_be_learnt, there, missing };
index_knowledge indexes_known(connection& session, const void* read);

/// A read as the run-time code knows it.
struct level_read {
  const void* identity;
  std::span<const level_layout> levels;
  std::span<const level_keys_span> keys;  ///< of each level with the one above
  std::span<const looked_up_column> looked_up;
};
/// Runs the statements of the levels and puts their rows together.
void read_levels(connection& session, statement_queue& queue, bool own_snapshot, const level_read& read,
                 index_knowledge indexes, root_rows into);

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

template <class Root, bool ByArray, class... Argument>
void enqueue_levels(statement_queue& queue, const typename Root::store& store, const Argument&... arguments) {
  [&]<std::size_t... I>(std::index_sequence<I...>) {
    (execute_text<level_core<Root, I, ByArray>>(queue, store, arguments...), ...);
  }(std::make_index_sequence<count_levels<Root>()>{});
}
template <class Root, class Rows, class... Argument>
void read_by_level(connection& session, const typename Root::store& store, Rows& rows, const Argument&... arguments) {
  static constexpr level_read read{&nested_keys<Root>, nested_layouts<Root>, nested_keys<Root>,
                                   looked_up_columns<Root>};
  statement_queue queue;
  const bool own_snapshot = begin_snapshot(queue, session);
  index_knowledge indexes = index_knowledge::not_asked;
  if constexpr (Root::is_filtered) {  // of a whole table a join is faster
    indexes = indexes_known(session, read.identity);
    if (indexes == index_knowledge::there)
      enqueue_levels<Root, true>(queue, store, arguments...);
    else
      enqueue_levels<Root, false>(queue, store, arguments...);
  } else {
    enqueue_levels<Root, false>(queue, store, arguments...);
  }
  read_levels(session, queue, own_snapshot, read, indexes,
              {&rows, [](void* all) { static_cast<Rows*>(all)->clear(); }});
}

}  // namespace squall::detail
