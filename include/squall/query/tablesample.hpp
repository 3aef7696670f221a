// A part of a table in FROM: TABLESAMPLE and ONLY (PostgreSQL manual, SELECT).
//
//     db.select().from(tablesample<"bernoulli">(posts, 10))                  // about a tenth of the rows
//     db.select().from(tablesample<"system">(posts, 1).repeatable(42))       // pages; the same ones each time
//     db.select().from(only(measurements))                                   // without the rows of child tables
#pragma once

#include <type_traits>
#include <utility>

#include "squall/query/sources.hpp"

namespace squall {

namespace detail {

template <class T, bool Ok>
struct check_sampled {
  static_assert(Ok, "squall: tablesample() and only() take a table (see T)");
};
template <class Type, bool Ok>
struct check_sample_size {
  static_assert(Ok, "squall: a sample's size and its seed are numbers, or a param<N> (see Type)");
};

struct no_seed : expression_base<unknown> {
  static constexpr void write(sql_writer&, const no_seed*) {}
  template <class Sink>
  void bind(Sink&) const {}
};

/// `"posts" tablesample bernoulli ($1) repeatable ($2)`. Its columns are the table's.
template <fixed_string Method, class Tag, class Size, class Seed>
class sampled_table {
 public:
  using is_row_source = void;
  using source_type = sampled_table;
  using table_tag = Tag;
  static constexpr bool is_static = has_static_text<Size>() && has_static_text<Seed>();
  static constexpr bool has_values = carries_values<Size>() || carries_values<Seed>();

  constexpr sampled_table(Size size, Seed seed) : size_(std::move(size)), seed_(std::move(seed)) {}

  /// REPEATABLE: the same seed gives the same rows, as long as the table does not change.
  template <class V>
  [[nodiscard]] constexpr auto repeatable(V seed) const {
    (void)sizeof(check_sample_size<shown<V>, operand_fits<double, V>()>);
    auto s = lift<double>(std::move(seed));
    return sampled_table<Method, Tag, Size, decltype(s)>(size_, std::move(s));
  }

  static constexpr stray_column stray(const scope& tables) { return first_stray<Size, Seed>(tables); }
  static constexpr void write_source(sql_writer& w, const sampled_table* self) {
    w.note_volatile();
    write_table<Tag>(w);
    w.put(" tablesample ");
    w.identifier(Method.view());
    w.put(" (");
    render<Size>(w, self == nullptr ? nullptr : &self->size_);
    w.put(")");
    if constexpr (!std::is_same_v<Seed, no_seed>) {
      w.put(" repeatable (");
      render<Seed>(w, self == nullptr ? nullptr : &self->seed_);
      w.put(")");
    }
  }
  template <class Sink>
  void bind_source(Sink& sink) const {
    bind_values(sink, size_);
    bind_values(sink, seed_);
  }

 private:
  [[no_unique_address]] Size size_;
  [[no_unique_address]] Seed seed_;
};

/// `only "measurements"`
template <class Tag>
struct only_table {
  using is_row_source = void;
  using source_type = only_table;
  using table_tag = Tag;
  static constexpr bool is_static = true;
  static constexpr bool has_values = false;

  static constexpr stray_column stray(const scope&) { return {}; }
  static constexpr void write_source(sql_writer& w, const only_table*) {
    w.put("only ");
    write_table<Tag>(w);
  }
  template <class Sink>
  void bind_source(Sink&) const {}
};

}  // namespace detail

/// TABLESAMPLE: a random part of a table. `Method` is bernoulli (each row is taken with a probability of `size`
/// percent), system (each page is), or one of an extension.
template <fixed_string Method, class Table, class Size>
constexpr auto tablesample(const Table&, Size size) {
  (void)sizeof(detail::check_sampled<Table, detail::is_table<Table>>);
  (void)sizeof(detail::check_sample_size<detail::shown<Size>, detail::operand_fits<double, Size>()>);
  if constexpr (detail::is_table<Table> && detail::operand_fits<double, Size>()) {
    auto s = detail::lift<double>(std::move(size));
    return detail::sampled_table<Method, detail::tag_of<Table>, decltype(s), detail::no_seed>(std::move(s), {});
  } else {
    return detail::mistake{};
  }
}
/// ONLY: the table without the tables that inherit from it.
template <class Table>
constexpr auto only(const Table&) {
  (void)sizeof(detail::check_sampled<Table, detail::is_table<Table>>);
  if constexpr (detail::is_table<Table>)
    return detail::only_table<detail::tag_of<Table>>{};
  else
    return detail::mistake{};
}

}  // namespace squall
