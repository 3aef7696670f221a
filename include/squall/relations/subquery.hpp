// Conditions and values about related rows: exists (…) and scalar subqueries, for every statement's where(),
// order_by(), select() and extras().
#pragma once

#include <array>
#include <cstdint>
#include <string_view>
#include <type_traits>

#include "squall/query/aggregates.hpp"
#include "squall/query/clause.hpp"
#include "squall/relations/rows.hpp"

namespace squall::detail {

enum class related_rows : std::uint8_t { some, none, every };
/// Stands for a condition that was not given.
struct no_condition : expression_base<bool> {
  static constexpr void write(sql_writer&, const no_condition*) {}
  template <class Sink>
  void bind(Sink&) const {}
};

/// `"~a1"`: what a related table is called within its subquery, so that a table may be related to itself.
class subquery_name {
 public:
  constexpr explicit subquery_name(std::size_t number) {
    std::size_t digits = 1;
    for (std::size_t n = number; n >= 10; n /= 10) ++digits;
    size_ = 2 + digits;
    for (std::size_t at = size_; at > 2; --at, number /= 10) text_[at - 1] = static_cast<char>('0' + number % 10);
  }
  [[nodiscard]] constexpr std::string_view view() const { return {text_, size_}; }

 private:
  char text_[12] = "~a";
  std::size_t size_ = 2;
};

constexpr std::size_t count_renames(const sql_writer& w) {
  std::size_t count = 0;
  for (const renamed_table* r = w.renames(); r != nullptr; r = r->outer) ++count;
  return count;
}

template <class Tag>
constexpr void write_renamed_table(sql_writer& w, std::string_view alias) {
  if (!Tag::schema().empty()) {
    w.identifier(Tag::schema());
    w.put(".");
  }
  w.identifier(Tag::name());
  w.put(" as ");
  w.identifier(alias);
}

/// ` from "comments" as "~a1" where "~a1"."post_id" = "posts"."id"`, then what `rest` writes, with the related table's
/// columns by their new name. `before` writes what stands before the FROM.
template <class Relation, class Before, class Rest>
constexpr void write_related(sql_writer& w, Before before, Rest rest) {
  using keys = typename Relation::keys;
  using target = typename Relation::target;
  using junction = typename Relation::junction;
  const auto equal = [&w](std::string_view left, std::string_view left_column, std::string_view right,
                          std::string_view right_column) {
    w.identifier(left);
    w.put(".");
    w.identifier(left_column);
    w.put(" = ");
    w.identifier(right);
    w.put(".");
    w.identifier(right_column);
  };
  const std::string_view source_name = w.renamed(Relation::source::reference());
  const std::size_t depth = count_renames(w);
  const subquery_name target_name(depth + 1);
  const subquery_name junction_name(depth + 2);
  const renamed_table* const outside = w.renames();
  const renamed_table target_rename{target::reference(), target_name.view(), outside};
  const auto where = w.here();

  w.rename(&target_rename);
  before();
  w.put(" from ");
  write_renamed_table<target>(w, target_name.view());
  if constexpr (keys::has_junction) {
    const renamed_table junction_rename{junction::reference(), junction_name.view(), &target_rename};
    w.rename(&junction_rename);
    w.put(" inner join ");
    write_renamed_table<junction>(w, junction_name.view());
    w.put(" on ");
    bool first = true;
    for (const auto& pair : keys::keys) {
      w.put(first ? "" : " and ");
      first = false;
      equal(target_name.view(), column_name<target>(pair.right), junction_name.view(),
            column_name<junction>(pair.left));
    }
    first = true;
    for (const auto& pair : keys::back) {
      w.put(first ? " where " : " and ");
      first = false;
      equal(junction_name.view(), column_name<junction>(pair.right), source_name,
            column_name<typename Relation::source>(pair.left));
    }
    write_filter<Relation>(w);
    rest();
  } else {
    bool first = true;
    for (const auto& pair : keys::keys) {
      w.put(first ? " where " : " and ");
      first = false;
      equal(target_name.view(), column_name<target>(pair.right), source_name,
            column_name<typename Relation::source>(pair.left));
    }
    write_filter<Relation>(w);
    rest();
  }
  w.rename(outside);
  w.back_to(where);
}

/// What conditions and values about related rows share.
template <class Relation, class... Part>
struct related_base {
  using is_expression = void;
  static constexpr bool is_static = filter_facts<Relation>::is_static && (has_static_text<Part>() && ...);
  static constexpr bool has_values = filter_facts<Relation>::has_values || (carries_values<Part>() || ...);

  /// The table that has the relation is the statement's; other columns are of the related table or of the statement.
  static constexpr stray_column stray(const scope& tables) {
    using source_tag = typename Relation::source;
    if (!tables.has(tag_key<source_tag>))
      return {source_tag::reference(), column_name<source_tag>(0)};
    const stray_column found = stray_of_filter<Relation>(inner(tables));
    return found.found() ? found : first_stray<Part...>(inner(tables));
  }
  static constexpr scope inner(const scope& tables) {
    return level_scope<typename Relation::target, typename Relation::junction>::tables.within(tables);
  }
};

/// `exists (select 1 from … where … and condition)`
template <class Relation, related_rows Which, class E>
struct related_exists : related_base<Relation, E> {
  using db_type = bool;
  [[no_unique_address]] E condition;

  static constexpr bool nullable(const scope&) { return false; }
  static constexpr void write(sql_writer& w, const related_exists* self) {
    w.put(Which == related_rows::some ? "exists (" : "not exists (");
    write_related<Relation>(
        w, [&] { w.put("select 1"); },
        [&] {
          w.put(Which == related_rows::every ? " and (" : " and ");
          render_operand<E>(w, self == nullptr ? nullptr : &self->condition);
          if (Which == related_rows::every)
            w.put(") is not true");
        });
    w.put(")");
  }
  template <class Sink>
  void bind(Sink& sink) const {
    bind_filter<Relation>(sink);
    bind_values(sink, condition);
  }
};
template <class Relation, related_rows Which>
struct related_exists<Relation, Which, no_condition> : related_base<Relation> {
  using db_type = bool;
  no_condition condition;

  static constexpr bool nullable(const scope&) { return false; }
  static constexpr void write(sql_writer& w, const related_exists*) {
    w.put(Which == related_rows::some ? "exists (" : "not exists (");
    write_related<Relation>(w, [&] { w.put("select 1"); }, [] {});
    w.put(")");
  }
  template <class Sink>
  void bind(Sink& sink) const {
    bind_filter<Relation>(sink);
  }
};

/// `(select value from … where … and condition)`
template <class Relation, class Value, class E>
struct related_value : related_base<Relation, Value, E> {
  using db_type = db_type_of<Value>;
  [[no_unique_address]] Value value;
  [[no_unique_address]] E condition;

  static constexpr bool nullable(const scope& tables) {
    return can_be_null<Value>(related_value::inner(tables)) ||
           (Relation::kind == relation_kind::one && !Relation::keys::required());
  }
  static constexpr void write(sql_writer& w, const related_value* self) {
    w.put("(");
    write_related<Relation>(
        w,
        [&] {
          w.put("select ");
          render<Value>(w, self == nullptr ? nullptr : &self->value);
        },
        [&] {
          if constexpr (!std::is_same_v<E, no_condition>) {
            w.put(" and ");
            render_operand<E>(w, self == nullptr ? nullptr : &self->condition);
          }
        });
    w.put(")");
  }
  template <class Sink>
  void bind(Sink& sink) const {
    bind_values(sink, value);
    bind_filter<Relation>(sink);
    if constexpr (!std::is_same_v<E, no_condition>)
      bind_values(sink, condition);
  }
};

}  // namespace squall::detail
