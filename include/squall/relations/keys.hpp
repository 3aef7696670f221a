// Which columns a relation joins on: said, or found by the foreign key.
#pragma once

#include <array>
#include <cstddef>
#include <string_view>
#include <type_traits>

#include "squall/query/checks.hpp"
#include "squall/query/db_types.hpp"
#include "squall/query/value.hpp"
#include "squall/relations/declare.hpp"

namespace squall::detail {

/// What the specification of a column says of its foreign key.
template <auto Spec>
struct foreign_key_cell {
  using by_name = typename decltype(Spec)::reference_type;
  static constexpr std::string_view column() { return Spec.texts.find(text_tag::reference); }
  /// To a column of that table that was declared before. Names are compared: addresses are no constants to g++ under
  /// -fsanitize=undefined.
  static consteval bool refers_to(std::string_view schema, std::string_view name) {
    return (Spec.facts & reference_bit) != 0 && Spec.reference->name == name && Spec.reference->schema == schema;
  }
  static consteval std::uint32_t id() { return Spec.reference->column; }
};
struct foreign_key_mode {
  template <auto Spec>
  using apply = const foreign_key_cell<Spec>*;
};

template <class ByName, class Tag>
inline constexpr bool names_table = false;
template <template <class> class T, fixed_string N, fixed_string S, fixed_string A>
inline constexpr bool names_table<reference_by_name<T>, tag<T, N, S, A>> = true;

template <class Tag>
consteval std::size_t index_of_name(std::string_view name) {
  for (std::size_t i = 0; i < Tag::size(); ++i)
    if (column_name<Tag>(i) == name)
      return i;
  throw "squall: references<Table>(\"…\") names a column that the table does not have";
}

inline constexpr std::size_t no_column = static_cast<std::size_t>(-1);

/// The place of the column of `Tag` that a column refers to; no_column when it refers to another table.
template <class Column, class Tag>
consteval std::size_t find_referenced() {
  const typename Column::table_tag::template in<foreign_key_mode> cells{};
  return members<Column::table_tag::size()>::visit(cells, []<class... Cell>(const Cell* const&...) {
    std::size_t at = 0;
    std::size_t found = no_column;
    const auto look = [&]<class C>(std::type_identity<C>) {
      if (at++ != Column::index())
        return;
      if constexpr (names_table<typename C::by_name, Tag>)
        found = index_of_name<Tag>(C::column());
      else if constexpr (C::refers_to(Tag::schema(), Tag::name()))
        found = column_index<Tag>(C::id());
    };
    (look(std::type_identity<Cell>{}), ...);
    return found;
  });
}
template <class Column, class Tag>
inline constexpr std::size_t referenced = find_referenced<Column, Tag>();

/// Two columns that are equal in related rows.
struct key_pair {
  std::size_t left, right;
};

template <class Column, class Table, bool Ok>
struct check_relation_reference {
  static_assert(Ok,
                "squall: this column has no foreign key to the other table of the relation (see Column and Table); "
                "write .fields(…).references(…)");
};
template <class Column, class Table, bool Ok>
struct check_relation_column {
  static_assert(Ok, "squall: a column of this relation belongs to another table (see Column and Table)");
};
template <class LeftType, class RightType, bool Ok>
struct check_relation_types {
  static_assert(Ok, "squall: this relation joins columns whose types differ (see LeftType and RightType)");
};
template <std::size_t Fields, std::size_t References>
struct check_relation_counts {
  static_assert(Fields == References && Fields > 0,
                "squall: fields(…) and references(…) of a relation name as many columns");
};
template <class Spec, bool Ok>
struct check_relation_said {
  static_assert(Ok,
                "squall: nothing says what this relation joins on; write one(table, column), many(table, column), "
                ".fields(…).references(…) or .through(…)");
};

template <class From, class To, class Source, class Target>
struct listed_keys;
template <class... F, class... T, class Source, class Target>
struct listed_keys<column_list<F...>, column_list<T...>, Source, Target> {
  static consteval auto make() {
    (void)sizeof(check_relation_counts<sizeof...(F), sizeof...(T)>);
    (void)(sizeof(check_relation_column<F, Source, std::is_same_v<typename F::table_tag, Source>>) + ...);
    (void)(sizeof(check_relation_column<T, Target, std::is_same_v<typename T::table_tag, Target>>) + ...);
    (void)(sizeof(check_relation_types<db_type_of<F>, db_type_of<T>, comparable<db_type_of<F>, db_type_of<T>>>) + ...);
    return std::array<key_pair, sizeof...(F)>{key_pair{F::index(), T::index()}...};
  }
};

/// A foreign key in `Column` between its table and `Other`. A class, since a function with a mistake in it is no
/// constant.
template <class Column, class Other>
struct foreign_key_pair {
  static constexpr std::size_t to = referenced<Column, Other>;
  static_assert(sizeof(check_relation_reference < Column, Other, to != no_column >) > 0);
  static constexpr key_pair value{Column::index(), to == no_column ? 0 : to};
};

/// The columns of a relation: `keys` of the table and the related one; with a junction `back` of the table and the
/// junction, and `keys` of the junction and the related table.
template <class Source, class Spec>
struct relation_keys {
  using target = typename Spec::target;
  static constexpr bool has_junction = !std::is_same_v<typename Spec::junction, none>;

  /// A foreign key in `Column` between its table and `Other`, as a pair of (Column, referenced).
  template <class Column, class Other>
  static consteval key_pair by_foreign_key() {
    return foreign_key_pair<Column, Other>::value;
  }
  static constexpr key_pair swapped(key_pair p) { return {p.right, p.left}; }

  template <class Back, class On>
  static consteval auto back_of(column_list<Back, On>) {
    if constexpr (std::is_same_v<typename Spec::from, none>)
      return std::array<key_pair, 1>{swapped(by_foreign_key<Back, Source>())};
    else
      return listed_keys<typename Spec::from, column_list<Back>, Source, typename Back::table_tag>::make();
  }
  template <class Back, class On>
  static consteval auto on_of(column_list<Back, On>) {
    if constexpr (std::is_same_v<typename Spec::to, none>)
      return std::array<key_pair, 1>{by_foreign_key<On, target>()};
    else
      return listed_keys<column_list<On>, typename Spec::to, typename On::table_tag, target>::make();
  }

  /// The foreign key is the table's own, not the related table's. Of a table that refers to itself: one() means its
  /// own, many() the others'.
  static consteval bool own_key() {
    if constexpr (std::is_same_v<typename Spec::key, none>)
      return false;
    else
      return std::is_same_v<typename Spec::key::table_tag, Source> &&
             (Spec::kind == relation_kind::one || !std::is_same_v<Source, target>);
  }
  static consteval auto make() {
    if constexpr (has_junction) {
      return on_of(typename Spec::junction{});
    } else if constexpr (!std::is_same_v<typename Spec::key, none>) {
      if constexpr (own_key()) {
        return std::array<key_pair, 1>{by_foreign_key<typename Spec::key, target>()};
      } else {
        constexpr bool theirs = std::is_same_v<typename Spec::key::table_tag, target>;
        (void)sizeof(check_relation_column<typename Spec::key, target, theirs>);
        return std::array<key_pair, 1>{swapped(by_foreign_key<typename Spec::key, Source>())};
      }
    } else {
      constexpr bool said = !std::is_same_v<typename Spec::from, none> && !std::is_same_v<typename Spec::to, none>;
      (void)sizeof(check_relation_said<Spec, said>);
      if constexpr (said)
        return listed_keys<typename Spec::from, typename Spec::to, Source, target>::make();
      else
        return std::array<key_pair, 1>{};
    }
  }
  static consteval auto make_back() {
    if constexpr (has_junction)
      return back_of(typename Spec::junction{});
    else
      return std::array<key_pair, 0>{};
  }

  static constexpr auto keys = make();
  static constexpr auto back = make_back();

  /// There is always a related row: a foreign key that is NOT NULL.
  static consteval bool required() {
    if constexpr (Spec::kind != relation_kind::one || has_junction || !std::is_same_v<typename Spec::filter_type, none>)
      return false;
    else if constexpr (own_key())
      return never_null<typename Spec::key>;
    else if constexpr (std::is_same_v<typename Spec::key, none>)
      return required_fields(typename Spec::from{});
    else
      return false;
  }

 private:
  static consteval bool required_fields(none) { return false; }
  template <class... Column>
  static consteval bool required_fields(column_list<Column...>) {
    // Several columns are a foreign key of the table, which this does not see.
    if constexpr (sizeof...(Column) == 1)
      return ((never_null<Column> && referenced<Column, target> == keys[0].right) && ...);
    else
      return false;
  }
};

/// The table between the two, or `none`.
template <class Junction>
struct junction_tag {
  using type = none;
};
template <class Back, class On>
struct junction_tag<column_list<Back, On>> {
  using type = typename Back::table_tag;
};

/// A relation: `Spec` is its declaration in the struct `Relations` of the table `Source`.
template <class Source, template <class> class Relations, auto Spec>
struct relation {
  using source = Source;
  using spec = std::remove_const_t<decltype(Spec)>;
  using target = typename spec::target;
  using junction = typename junction_tag<typename spec::junction>::type;
  using keys = relation_keys<Source, spec>;
  template <class M>
  using in = Relations<M>;
  static constexpr relation_kind kind = spec::kind;
  static constexpr std::uint32_t id = Spec.id;
  static constexpr bool has_filter = !std::is_same_v<typename spec::filter_type, none>;
  static constexpr const auto& filter = Spec.filter;
};

// The condition that a relation always has.
template <class Relation>
consteval bool has_filter() {
  if constexpr (std::is_void_v<Relation>)
    return false;
  else
    return Relation::has_filter;
}
template <class Relation>
struct filter_facts {
  static constexpr bool is_static = true;
  static constexpr bool has_values = false;
};
template <class Relation>
  requires(has_filter<Relation>())
struct filter_facts<Relation> {
  using filter = typename Relation::spec::filter_type;
  static_assert(sizeof(check_condition<typename shown_type<filter>::type, is_condition<filter>()>) > 0);
  static constexpr bool is_static = has_static_text<filter>();
  static constexpr bool has_values = carries_values<filter>();
};
template <class Relation>
constexpr void write_filter([[maybe_unused]] sql_writer& w) {
  if constexpr (has_filter<Relation>()) {
    w.put(" and ");
    render_operand<typename Relation::spec::filter_type>(w, &Relation::filter);
  }
}
template <class Relation, class Sink>
void bind_filter([[maybe_unused]] Sink& sink) {
  if constexpr (filter_facts<Relation>::has_values)
    Relation::filter.bind(sink);
}
template <class Relation>
constexpr stray_column stray_of_filter([[maybe_unused]] const scope& tables) {
  if constexpr (has_filter<Relation>())
    return find_stray<typename Relation::spec::filter_type>(tables);
  else
    return {};
}

}  // namespace squall::detail
