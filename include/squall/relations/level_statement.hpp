// The SQL of a nested read as a statement a level:
//
//     select "users"."id", … from "users" where …
//     select "posts"."id", … from "posts" where "posts"."author_id" in (select "users"."id" as "c0" from "users" where
//     …)
//
// Each finds the rows above once more and gives flat rows, which the client joins by their keys. So the server plans
// each level as a join of its own and neither keeps rows nor makes records of them. The statements have to see one
// snapshot, and the text of a level with levels below it has to find the same rows each time: see can_read_by_level.
#pragma once

#include <cstddef>
#include <type_traits>
#include <utility>

#include "squall/query/operators.hpp"
#include "squall/relations/joined_keys.hpp"
#include "squall/relations/text.hpp"

namespace squall {
class ordering_list;
}
namespace squall::detail {

/// A level with its clauses' values (null: only the types are known), and those above it.
template <class Level, class Above>
struct level_path {
  using level_type = Level;
  using above_type = Above;
  const typename Level::store* store;
  const Above* above;
  bool by_array = false;  ///< rows are looked up by an array of the keys above, not joined with a subquery
};

/// The keys of an ORDER BY are known, and there are some.
template <class C>
inline constexpr bool is_known_order = false;
template <class... E>
inline constexpr bool is_known_order<order_by_clause<E...>> = !(std::is_same_v<E, ordering_list> || ...);

template <class Level>
struct level_statement;

template <class Tag, class Relation, class... C>
struct level_statement<level<Tag, Relation, C...>> {
  using self = level<Tag, Relation, C...>;
  using store = typename self::store;
  using text = level_text<self>;
  using junction = typename junction_of<Relation>::type;
  /// Rows that are chosen twice have to be the same ones: where the order leaves it open, the key decides.
  static constexpr bool is_ordered_by_key = self::is_limited && self::child_count > 0;
  static constexpr bool has_order = has_rank<rank::order_by, C...>;
  static constexpr bool finds_the_same_rows =
      !is_ordered_by_key || (table_keys<Tag>::unique != not_there && (!has_order || (is_known_order<C> || ...)) &&
                             !has_rank<rank::ties, C...>);

  /// The statement.
  template <class Path>
  static constexpr void write(sql_writer& w, const Path& path) {
    write_rows<false>(w, path, [&] {
      text::write_fields(w, path.store);
      constexpr const auto& columns = level_columns<self>::all;
      for (std::size_t i = 0; i < Tag::size(); ++i) {
        if (!columns.added[i])
          continue;
        w.put(", ");
        w.column(Tag::reference(), column_name<Tag>(i));
      }
      if constexpr (level_columns<self>::has_junction_keys) {
        for (const auto& pair : Relation::keys::back) {
          w.put(", ");
          w.column(junction::reference(), column_name<junction>(pair.right));
        }
      }
    });
  }
  /// A subquery of the columns that `Child` joins on.
  template <class Child, class Path>
  static constexpr void write_keys(sql_writer& w, const Path& path) {
    write_rows<true>(w, path, [&] {
      std::size_t at = 0;
      for (const auto& pair : level_keys_above<Child>::pairs) {
        w.put(at == 0 ? "" : ", ");
        w.column(Tag::reference(), column_name<Tag>(pair.left));
        w.put(" as ");
        write_key_name(w, at++);
      }
    });
  }

  // Their values, in the order of the text.
  template <class Sink, class Path>
  static void bind(Sink& sink, const Path& path) {
    bind_rows<false>(sink, path);
  }
  template <class Sink, class Path>
  static void bind_keys(Sink& sink, const Path& path) {
    bind_rows<true>(sink, path);
  }

 private:
  template <bool KeysAlone, class Path, class List>
  static constexpr void write_rows(sql_writer& w, const Path& path, List list) {
    const auto outside = w.here();
    w.enter(scope_of_level<self>);
    if constexpr (self::is_root) {
      w.put("select ");
      list();
      w.put(" from ");
      write_table<Tag>(w);
      write_clauses<KeysAlone>(w, path.store);
    } else if constexpr (self::is_limited) {
      // A limit counts for each row above. Those that share a key are one here.
      w.put("select \"~l\".* from (select distinct * from (");
      write_keys_above(w, path);
      w.put(") as \"~q\") as \"~k\" cross join lateral (select ");
      list();
      write_source(w);
      std::size_t at = 0;
      for (const auto& pair : level_keys_above<self>::pairs) {
        w.begin_condition();
        write_key(w, pair.right);
        w.put(" = \"~k\".");
        write_key_name(w, at++);
      }
      write_filter<Relation>(w);
      write_clauses<KeysAlone>(w, path.store);
      w.put(") as \"~l\"");
    } else {
      w.put("select ");
      list();
      write_source(w);
      w.begin_condition();
      constexpr bool several = level_keys_above<self>::pairs.size() > 1;
      w.put(several ? "(" : "");
      bool first = true;
      for (const auto& pair : level_keys_above<self>::pairs) {
        w.put(first ? "" : ", ");
        first = false;
        write_key(w, pair.right);
      }
      const bool by_array = !several && path.by_array;
      w.put(several ? ") in (" : by_array ? " = any(array(" : " in (");
      write_keys_above(w, path);
      w.put(by_array ? "))" : ")");
      write_filter<Relation>(w);
      write_clauses<KeysAlone>(w, path.store);
    }
    w.back_to(outside);
  }
  template <class Path>
  static constexpr void write_keys_above(sql_writer& w, const Path& path) {
    using above = typename Path::above_type::level_type;
    level_statement<above>::template write_keys<self>(w, *path.above);
  }
  static constexpr void write_source(sql_writer& w) {
    w.put(" from ");
    if constexpr (Relation::keys::has_junction) {
      write_table<junction>(w);
      w.put(" inner join ");
    }
    write_table<Tag>(w);
    if constexpr (Relation::keys::has_junction) {
      w.put(" on ");
      text::write_junction_on(w);
    }
  }
  static constexpr void write_key(sql_writer& w, std::size_t column) {
    using here = typename level_keys_above<self>::here;
    w.column(here::reference(), column_name<here>(column));
  }

  /// An order without a limit does not matter to a set of keys.
  template <bool KeysAlone, class Clause>
  static constexpr bool is_written =
      Clause::rank < rank::with && (!KeysAlone || self::is_limited || Clause::rank != rank::order_by);

  template <bool KeysAlone>
  static constexpr void write_clauses(sql_writer& w, const store* s) {
    [&]<std::size_t... I>(std::index_sequence<I...>) {
      (write_clause<KeysAlone, text::order[I]>(w, s), ...);
    }(std::index_sequence_for<C...>{});
  }
  template <bool KeysAlone, std::size_t At>
  static constexpr void write_clause([[maybe_unused]] sql_writer& w, [[maybe_unused]] const store* s) {
    using clause = typename text::template clause_at<At>;
    if constexpr (is_written<KeysAlone, clause>) {
      const clause* known = s == nullptr ? nullptr : &item<At>(*s);
      constexpr bool is_first_limit =
          clause::rank == rank::limit || (clause::rank == rank::offset && !has_rank<rank::limit, C...>);
      if constexpr (is_first_limit && is_ordered_by_key && finds_the_same_rows && !has_order) {
        w.put(" order by ");
        w.column(Tag::reference(), column_name<Tag>(table_keys<Tag>::unique));
      }
      if constexpr ((clause::rank == rank::limit || clause::rank == rank::offset) && finds_the_same_rows)
        clause::write_count(w, known);
      else
        clause::write(w, known);
      if constexpr (clause::rank == rank::order_by && is_ordered_by_key && finds_the_same_rows) {
        w.put(", ");
        w.column(Tag::reference(), column_name<Tag>(table_keys<Tag>::unique));
      }
    }
  }

  template <bool KeysAlone, class Sink, class Path>
  static void bind_rows([[maybe_unused]] Sink& sink, const Path& path) {
    if constexpr (!KeysAlone && !(!self::is_root && self::is_limited))
      text::bind_fields(sink, *path.store);
    if constexpr (!self::is_root) {
      using above = typename Path::above_type::level_type;
      level_statement<above>::bind_keys(sink, *path.above);
      if constexpr (!KeysAlone && self::is_limited)
        text::bind_fields(sink, *path.store);
      bind_filter<Relation>(sink);
    }
    [&]<std::size_t... I>(std::index_sequence<I...>) {
      (bind_clause<KeysAlone, text::order[I]>(sink, *path.store), ...);
    }(std::index_sequence_for<C...>{});
  }
  template <bool KeysAlone, std::size_t At, class Sink>
  static void bind_clause([[maybe_unused]] Sink& sink, [[maybe_unused]] const store& s) {
    using clause = typename text::template clause_at<At>;
    if constexpr (is_written<KeysAlone, clause>)
      if constexpr (clause::has_values)
        item<At>(s).bind(sink);
  }
};

/// Calls `f.operator()<Level>(path)` for the level of that number.
template <std::size_t Wanted, std::size_t Number, class Level, class Above, class F>
constexpr void visit_level(const level_path<Level, Above>& path, const F& f) {
  if constexpr (Wanted == Number)
    f.template operator()<Level>(path);
  else
    visit_level_below<Wanted, Number + 1>(path, f, children_t<Level>{}, std::integral_constant<std::size_t, 0>{});
}
template <std::size_t Wanted, std::size_t Number, class Level, class Above, class F, class Child, class... More,
          std::size_t At>
constexpr void visit_level_below(const level_path<Level, Above>& path, const F& f, level_list<Child, More...>,
                                 std::integral_constant<std::size_t, At>) {
  if constexpr (Wanted < Number + count_levels<Child>()) {
    const level_path<Child, level_path<Level, Above>> below{
        level_text<Level>::template store_of_child<Level::withs[At]>(path.store), &path, path.by_array};
    visit_level<Wanted, Number>(below, f);
  } else {
    visit_level_below<Wanted, Number + count_levels<Child>()>(path, f, level_list<More...>{},
                                                              std::integral_constant<std::size_t, At + 1>{});
  }
}

/// The statement of the level of that number.
template <class Root, std::size_t Number, bool ByArray = false>
struct level_core {
  using store = typename Root::store;
  static constexpr bool is_static = level_has_static_text(std::type_identity<Root>{});
  static constexpr bool has_values = level_has_values(std::type_identity<Root>{});

  static constexpr void write(sql_writer& w, const store* s) {
    visit_level<Number, 0>(level_path<Root, void>{s, nullptr, ByArray},
                           [&w]<class Level>(const auto& path) { level_statement<Level>::write(w, path); });
  }
  template <class Sink>
  static void bind(Sink& sink, const store& s) {
    visit_level<Number, 0>(level_path<Root, void>{&s, nullptr},
                           [&sink]<class Level>(const auto& path) { level_statement<Level>::bind(sink, path); });
  }
};

/// A column that rows are looked up by.
struct looked_up_column {
  std::string_view schema, table, column;
};
template <class Level>
constexpr void add_looked_up(looked_up_column* all, std::size_t& used);
template <class... L>
constexpr void add_looked_up([[maybe_unused]] looked_up_column* all, [[maybe_unused]] std::size_t& used,
                             level_list<L...>) {
  (add_looked_up<L>(all, used), ...);
}
template <class Level>
constexpr void add_looked_up(looked_up_column* all, std::size_t& used) {
  if constexpr (!Level::is_root) {
    using keys = level_keys_above<Level>;
    if constexpr (keys::pairs.size() == 1 && !Level::is_limited)
      all[used++] = {keys::here::schema(), keys::here::name(), column_name<typename keys::here>(keys::pairs[0].right)};
  }
  add_looked_up(all, used, children_t<Level>{});
}
/// Those of a read; the rest is empty.
template <class Root>
inline constexpr auto looked_up_columns = [] {
  std::array<looked_up_column, count_levels<Root>()> all{};
  std::size_t used = 0;
  add_looked_up<Root>(all.data(), used);
  return all;
}();

// When a read may go level by level.

/// The keys of this level and those below can be joined by the client, and the limits above others are exact.
template <class Level>
consteval bool can_read_by_level();
template <class... L>
consteval bool can_read_by_level(level_list<L...>) {
  return (can_read_by_level<L>() && ...);
}
template <class Level>
consteval bool has_joinable_keys() {
  if constexpr (Level::is_root)
    return true;
  else
    return level_keys_above<Level>::joinable;
}
template <class Level>
consteval bool can_read_by_level() {
  return has_joinable_keys<Level>() && level_statement<Level>::finds_the_same_rows &&
         can_read_by_level(children_t<Level>{});
}

/// No level is put in the order of its key only because it goes by level: that may be slow.
template <class Level>
consteval bool is_ordered_as_told();
template <class... L>
consteval bool is_ordered_as_told(level_list<L...>) {
  return (is_ordered_as_told<L>() && ...);
}
template <class Level>
consteval bool is_ordered_as_told() {
  using statement = level_statement<Level>;
  return (!statement::is_ordered_by_key || statement::has_order) && is_ordered_as_told(children_t<Level>{});
}

/// Nothing that is written more than once is volatile.
template <class Level, class Above>
constexpr bool is_repeatable(const level_path<Level, Above>& path);
template <class Level, class Above, class... Child, std::size_t... I>
constexpr bool is_repeatable_below(const level_path<Level, Above>& path, level_list<Child...>,
                                   std::index_sequence<I...>) {
  return (is_repeatable(level_path<Child, level_path<Level, Above>>{
              level_text<Level>::template store_of_child<Level::withs[I]>(path.store), &path}) &&
          ...);
}
template <class Level, class... Child>
constexpr void write_first_keys(sql_writer& w, const auto& path, level_list<Level, Child...>) {
  using above = typename std::remove_cvref_t<decltype(path)>::level_type;
  level_statement<above>::template write_keys<Level>(w, path);
}
template <class Level, class Above>
constexpr bool is_repeatable(const level_path<Level, Above>& path) {
  if constexpr (Level::child_count == 0) {
    return true;
  } else {
    sql_writer counter;
    write_first_keys(counter, path, children_t<Level>{});
    return !counter.wrote_volatile() &&
           is_repeatable_below(path, children_t<Level>{}, std::make_index_sequence<Level::child_count>{});
  }
}

// A root of one row: `where(users.id == id)`. One statement is as fast then, and nothing has to be joined.
template <class Tag, class E>
inline constexpr bool finds_one_row = false;
template <class Tag, class Column, class R>
  requires is_column<Column>
inline constexpr bool finds_one_row<Tag, binary<op::eq, bool, Column, R>> =
    std::is_same_v<typename Column::table_tag, Tag> && !is_column<R> && Column::index() == table_keys<Tag>::unique;
template <class Tag, class L, class R>
inline constexpr bool finds_one_row<Tag, binary<op::and_, bool, L, R>> = finds_one_row<Tag, L> || finds_one_row<Tag, R>;
template <class Tag, class C>
inline constexpr bool is_where_of_one_row = false;
template <class Tag, class E>
inline constexpr bool is_where_of_one_row<Tag, where_clause<E>> = finds_one_row<Tag, E>;
template <class Level>
inline constexpr bool is_of_one_row = false;
template <class Tag, class... C>
inline constexpr bool is_of_one_row<level<Tag, void, C...>> = (is_where_of_one_row<Tag, C> || ...);

}  // namespace squall::detail
