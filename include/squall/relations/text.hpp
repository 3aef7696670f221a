// The SQL of a nested read as one statement, whose levels see one snapshot wherever it runs. (As a statement a level:
// level_statement.hpp.)
//
//     with "~0" as materialized (select row_number() over () as "n", "users"."id" as "c0", row(…) as "r" from "users"
//     …) select 0, null::bigint, "n", "r" from "~0" union all (select 1, "~0"."n", null, row(…) from "~0" inner join
//     "posts" on "posts"."author_id" = "~0"."c0" …)
//
// Each level that has levels below it is a common table expression that numbers its rows; the statement gives the rows
// of all levels, each with the level's number, the number of the row above, its own number, and its columns as one
// binary record. So the server joins each level once (by hash, where that is faster than a loop), no value goes through
// text, and the client needs no keys to put rows together. Names begin with `~`, which no table of an application has.
#pragma once

#include <array>
#include <cstddef>
#include <string_view>
#include <utility>

#include "squall/query/from.hpp"
#include "squall/query/where.hpp"
#include "squall/relations/level.hpp"
#include "squall/relations/rows.hpp"

namespace squall::detail {

/// `"~3"`
constexpr void write_level_name(sql_writer& w, std::size_t number) {
  w.put("\"~");
  w.number(number);
  w.put("\"");
}
constexpr void write_key_name(sql_writer& w, std::size_t column) {
  w.put("\"c");
  w.number(column);
  w.put("\"");
}

/// What `write` says of each pair of keys, with ` and ` in between.
template <class Pairs, class Write>
constexpr void write_key_conditions(sql_writer& w, const Pairs& pairs, Write write) {
  bool first = true;
  for (const auto& pair : pairs) {
    w.put(first ? "" : " and ");
    first = false;
    write(pair);
  }
}

template <class Level>
struct level_text;

/// Which columns of a level the levels below join on.
template <class Level>
struct level_keys {
  using flags = std::array<bool, Level::table_tag::size()>;
  template <class Child>
  static constexpr void add(flags& joined) {
    using keys = typename Child::relation_type::keys;
    if constexpr (keys::has_junction)
      for (const auto& pair : keys::back) joined[pair.left] = true;
    else
      for (const auto& pair : keys::keys) joined[pair.left] = true;
  }
  template <class... Child>
  static constexpr flags collect(level_list<Child...>) {
    flags joined{};
    (add<Child>(joined), ...);
    return joined;
  }
  static constexpr flags used = collect(children_t<Level>{});
};

template <class Tag, class Relation, class... C>
struct level_text<level<Tag, Relation, C...>> {
  using self = level<Tag, Relation, C...>;
  using store = typename self::store;
  using junction = typename junction_of<Relation>::type;
  static constexpr bool is_set = self::child_count > 0;

  /// The common table expressions of this level and those below. `number` is this level's, `above` the one that it
  /// hangs on.
  static constexpr void write_sets(sql_writer& w, const store* s, std::size_t number, std::size_t above) {
    if constexpr (is_set) {
      w.put(number == 0 ? "with " : ", ");
      write_level_name(w, number);
      w.put(" as materialized (");
      write_rows(w, s, number, above);
      w.put(")");
      each_child([&]<class Child, std::size_t Place>(
                     std::size_t child) { level_text<Child>::write_sets(w, store_of_child<Place>(s), child, number); },
                 number);
    }
  }
  /// What the statement gives of this level and those below.
  static constexpr void write_selects(sql_writer& w, const store* s, std::size_t number, std::size_t above) {
    if (number != 0)
      w.put(" union all ");
    if constexpr (is_set) {
      w.put("select ");
      w.number(number);
      w.put(self::is_root ? ", null::bigint, \"n\", \"r\" from " : ", \"p\", \"n\", \"r\" from ");
      write_level_name(w, number);
    } else {
      // In parentheses: its order and limit are its own.
      w.put(number == 0 ? "" : "(");
      write_rows(w, s, number, above);
      w.put(number == 0 ? "" : ")");
    }
    each_child([&]<class Child, std::size_t Place>(
                   std::size_t child) { level_text<Child>::write_selects(w, store_of_child<Place>(s), child, number); },
               number);
  }
  template <class Sink>
  static void bind_sets(Sink& sink, const store& s) {
    if constexpr (is_set && level_has_values(std::type_identity<self>{})) {
      bind_rows(sink, s);
      each_child([&]<class Child, std::size_t Place>(
                     std::size_t) { level_text<Child>::bind_sets(sink, item<Place>(s).loaded.clauses()); },
                 0);
    }
  }
  template <class Sink>
  static void bind_selects(Sink& sink, const store& s) {
    if constexpr (level_has_values(std::type_identity<self>{})) {
      if constexpr (!is_set)
        bind_rows(sink, s);
      each_child([&]<class Child, std::size_t Place>(
                     std::size_t) { level_text<Child>::bind_selects(sink, item<Place>(s).loaded.clauses()); },
                 0);
    }
  }

  // Parts that the statement of a level alone is made of, too (level_statement.hpp).

  template <std::size_t Place>
  static constexpr auto store_of_child(const store* s) {
    const auto* none_known = static_cast<decltype(&item<Place>(*s).loaded.clauses())>(nullptr);
    return s == nullptr ? none_known : &item<Place>(*s).loaded.clauses();
  }
  /// The columns and the extra expressions, as a list.
  static constexpr void write_fields(sql_writer& w, const store* s) {
    write_columns_of(w, typename self::chosen{});
    constexpr auto places = places_of<rank::extras, C...>();
    if constexpr (places.size() > 0) {
      w.put(", ");
      using fields = std::remove_cvref_t<decltype(item<places[0]>(*s).fields)>;
      fields::write_list(w, s == nullptr ? nullptr : &item<places[0]>(*s).fields);
    }
  }
  template <class Sink>
  static void bind_fields([[maybe_unused]] Sink& sink, [[maybe_unused]] const store& s) {
    constexpr auto places = places_of<rank::extras, C...>();
    if constexpr (places.size() > 0)
      item<places[0]>(s).fields.bind(sink);
  }
  /// The related table's columns are those of the junction.
  static constexpr void write_junction_on(sql_writer& w) {
    write_key_conditions(w, Relation::keys::keys, [&](const auto& pair) {
      w.column(Tag::reference(), column_name<Tag>(pair.right));
      w.put(" = ");
      w.column(junction::reference(), column_name<junction>(pair.left));
    });
  }
  /// The places of the clauses in the order of the text.
  static constexpr auto order = sort_clauses<sizeof...(C)>({C::rank...});
  template <std::size_t At>
  using clause_at = std::remove_cvref_t<decltype(item<At>(std::declval<const store&>()))>;

  /// The first column of this level and those below that belongs to another table.
  static constexpr stray_column stray() {
    stray_column found;
    [[maybe_unused]] const auto look = [&]<class Clause>(std::type_identity<Clause>) {
      if constexpr (Clause::rank < rank::with)
        if (!found.found())
          found = Clause::stray(scope_of_level<self>);
    };
    (look(std::type_identity<C>{}), ...);
    if (!found.found())
      found = stray_extra(typename self::extras{});
    if (!found.found())
      found = stray_of_filter<Relation>(scope_of_level<self>);
    each_child(
        [&]<class Child, std::size_t>(std::size_t) {
          if (!found.found())
            found = level_text<Child>::stray();
        },
        0);
    return found;
  }

 private:
  template <class... F>
  static constexpr stray_column stray_extra(column_list<F...>) {
    return first_stray<F...>(scope_of_level<self>);
  }
  /// Calls `f` with the type, the place among the clauses, and the number of each level below.
  template <class F>
  static constexpr void each_child(F f, std::size_t number) {
    each_of(f, number, children_t<self>{}, std::make_index_sequence<self::child_count>{});
  }
  template <class F, class... Child, std::size_t... I>
  static constexpr void each_of([[maybe_unused]] F& f, std::size_t number, level_list<Child...>,
                                std::index_sequence<I...>) {
    [[maybe_unused]] std::size_t child = number + 1;
    ((f.template operator()<Child, self::withs[I]>(child), child += count_levels<Child>()), ...);
  }

  /// The rows of this level as a SELECT.
  static constexpr void write_rows(sql_writer& w, const store* s, std::size_t number, std::size_t above) {
    const auto outside = w.here();
    w.enter(scope_of_level<self>);
    if constexpr (self::is_root)
      write_root(w, s);
    else if constexpr (self::is_limited)
      write_limited(w, s, number, above);
    else
      write_joined(w, s, number, above);
    w.back_to(outside);
  }
  static constexpr void write_root(sql_writer& w, const store* s) {
    if constexpr (is_set)
      w.put(self::is_limited ? "select row_number() over () as \"n\", \"~l\".* from (select "
                             : "select row_number() over () as \"n\", ");
    else
      w.put("select 0, null::bigint, null::bigint, ");
    write_values(w, s);
    w.put(" from ");
    write_table<Tag>(w);
    write_rest(w, s);
    if constexpr (is_set && self::is_limited)
      w.put(") as \"~l\"");
  }
  /// Joined with the level above: the planner chooses how.
  static constexpr void write_joined(sql_writer& w, const store* s, std::size_t number, std::size_t above) {
    write_numbers(w, number, above);
    write_values(w, s);
    w.put(" from ");
    write_level_name(w, above);
    if constexpr (Relation::keys::has_junction) {
      w.put(" inner join ");
      write_table<junction>(w);
      w.put(" on ");
      write_back(w, above);
    }
    w.put(" inner join ");
    write_table<Tag>(w);
    w.put(" on ");
    write_on(w, above);
    write_filter<Relation>(w);
    write_rest(w, s);
  }
  /// A limit counts for each row above: a lateral subquery.
  static constexpr void write_limited(sql_writer& w, const store* s, std::size_t number, std::size_t above) {
    write_numbers(w, number, above);
    w.put("\"~l\".* from ");
    write_level_name(w, above);
    w.put(" cross join lateral (select ");
    write_values(w, s);
    w.put(" from ");
    if constexpr (Relation::keys::has_junction) {
      write_table<junction>(w);
      w.put(" inner join ");
      write_table<Tag>(w);
      w.put(" on ");
      write_on(w, above);
      w.begin_condition();
      write_back(w, above);
    } else {
      write_table<Tag>(w);
      w.begin_condition();
      write_on(w, above);
    }
    write_filter<Relation>(w);
    write_rest(w, s);
    w.put(") as \"~l\"");
  }
  static constexpr void write_numbers(sql_writer& w, std::size_t number, std::size_t above) {
    w.put("select ");
    if constexpr (!is_set) {
      w.number(number);
      w.put(", ");
    }
    write_level_name(w, above);
    w.put(is_set ? ".\"n\" as \"p\", row_number() over () as \"n\", " : ".\"n\", null::bigint, ");
  }
  /// The columns that the levels below join on, and the record.
  static constexpr void write_values(sql_writer& w, const store* s) {
    if constexpr (is_set) {
      for (std::size_t i = 0; i < Tag::size(); ++i) {
        if (!level_keys<self>::used[i])
          continue;
        w.column(Tag::reference(), column_name<Tag>(i));
        w.put(" as ");
        write_key_name(w, i);
        w.put(", ");
      }
    }
    w.put("row(");
    write_fields(w, s);
    w.put(is_set ? ") as \"r\"" : ")");
  }
  static constexpr void write_columns_of(sql_writer& w, none) { write_columns<Tag>(w); }
  template <class... Column>
  static constexpr void write_columns_of(sql_writer& w, column_list<Column...>) {
    bool first = true;
    ((w.put(first ? "" : ", "), first = false, w.column(Tag::reference(), Column::name())), ...);
  }
  static constexpr void write_back(sql_writer& w, std::size_t above) {
    write_key_conditions(w, Relation::keys::back, [&](const auto& pair) {
      w.column(junction::reference(), column_name<junction>(pair.right));
      w.put(" = ");
      write_level_name(w, above);
      w.put(".");
      write_key_name(w, pair.left);
    });
  }
  static constexpr void write_on(sql_writer& w, [[maybe_unused]] std::size_t above) {
    if constexpr (Relation::keys::has_junction) {
      write_junction_on(w);
    } else {
      write_key_conditions(w, Relation::keys::keys, [&](const auto& pair) {
        w.column(Tag::reference(), column_name<Tag>(pair.right));
        w.put(" = ");
        write_level_name(w, above);
        w.put(".");
        write_key_name(w, pair.left);
      });
    }
  }
  /// WHERE, ORDER BY, LIMIT, OFFSET.
  static constexpr void write_rest(sql_writer& w, const store* s) {
    write_clauses(w, s, std::index_sequence_for<C...>{});
  }
  template <std::size_t... I>
  static constexpr void write_clauses([[maybe_unused]] sql_writer& w, [[maybe_unused]] const store* s,
                                      std::index_sequence<I...>) {
    (write_clause<order[I]>(w, s), ...);
  }
  template <std::size_t At>
  static constexpr void write_clause([[maybe_unused]] sql_writer& w, [[maybe_unused]] const store* s) {
    using clause = clause_at<At>;
    if constexpr (clause::rank < rank::with)
      clause::write(w, s == nullptr ? nullptr : &item<At>(*s));
  }
  template <class Sink, std::size_t... I>
  static void bind_clauses([[maybe_unused]] Sink& sink, [[maybe_unused]] const store& s, std::index_sequence<I...>) {
    (bind_clause<order[I]>(sink, s), ...);
  }
  template <std::size_t At, class Sink>
  static void bind_clause([[maybe_unused]] Sink& sink, [[maybe_unused]] const store& s) {
    using clause = clause_at<At>;
    if constexpr (clause::rank < rank::with)
      if constexpr (clause::has_values)
        item<At>(s).bind(sink);
  }
  template <class Sink>
  static void bind_rows(Sink& sink, const store& s) {
    bind_fields(sink, s);
    bind_filter<Relation>(sink);
    bind_clauses(sink, s, std::index_sequence_for<C...>{});
  }
};

/// The whole statement.
template <class Root>
struct nested_core {
  using store = typename Root::store;
  static constexpr bool is_static = level_has_static_text(std::type_identity<Root>{});
  static constexpr bool has_values = level_has_values(std::type_identity<Root>{});

  static constexpr void write(sql_writer& w, const store* s) {
    level_text<Root>::write_sets(w, s, 0, 0);
    if constexpr (Root::child_count > 0)
      w.put(" ");
    level_text<Root>::write_selects(w, s, 0, 0);
  }
  template <class Sink>
  static void bind(Sink& sink, const store& s) {
    level_text<Root>::bind_sets(sink, s);
    level_text<Root>::bind_selects(sink, s);
  }
  static constexpr stray_column stray() { return level_text<Root>::stray(); }
};

}  // namespace squall::detail
