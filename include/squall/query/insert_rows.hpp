// Rows of insert_t and changes of update_t: which columns they give is known at run time, so their text is, too.
#pragma once

#include <concepts>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

#include "squall/client/codec.hpp"
#include "squall/query/clause.hpp"
#include "squall/query/sink.hpp"

namespace squall::detail {

/// What a member of insert_t or update_t says: leave the column alone, NULL, or a value.
enum class given : std::uint8_t { nothing, null, value };

/// How one member is asked, and asked and sent.
struct member_writer {
  given (*ask)(const void* member);
  given (*send)(parameter_writer& to, const void* member);
  bool on_update_now;  ///< in an update: now(), when nothing is given
};

/// A row type as the run-time code knows it. One object a table.
struct row_layout {
  std::size_t columns;
  const member_writer* writers;
  std::string_view (*name)(std::size_t column);
  std::size_t row_size;
  /// Fills in the addresses of the members of a row.
  void (*members)(const void* row, const void** into);
};

/// `("a", "b") values ($1, default), …`, of the columns that some row gives. Throws usage_error beyond what one
/// statement can carry.
void write_rows(sql_writer& w, const row_layout& layout, const void* rows, std::size_t count);
void bind_rows(parameter_writer& to, const row_layout& layout, const void* rows, std::size_t count);
/// @return the columns that the row gives, a bit each, of the first 64
std::uint64_t bind_row(parameter_writer& to, const row_layout& layout, const void* row);
/// `"a" = $1, "b" = $2`, of the columns that the changes give; usage_error when they give none.
void write_changes(sql_writer& w, const row_layout& layout, const void* changes);

/// Whether std::nullopt in an insert means NULL (a nullable column without default) or the column's default.
template <class Db, class Member, bool NullWhenEmpty, bool OnUpdateNow = false>
struct member_access {
  static given ask([[maybe_unused]] const void* member) {
    if constexpr (std::is_same_v<Member, written_by_the_database>) {
      return given::nothing;
    } else if constexpr (std::is_same_v<Member, settable<value_of_t<Db>>>) {
      const auto& m = *static_cast<const Member*>(member);
      return !m.is_set() ? given::nothing : m.value().has_value() ? given::value : given::null;
    } else if constexpr (std::is_same_v<Member, required<value_of_t<Db>>>) {
      return given::value;
    } else {
      return static_cast<const Member*>(member)->has_value() ? given::value
             : NullWhenEmpty                                 ? given::null
                                                             : given::nothing;
    }
  }
  static given send([[maybe_unused]] parameter_writer& to, const void* member) {
    const given what = ask(member);
    if constexpr (!std::is_same_v<Member, written_by_the_database>) {
      const auto& m = *static_cast<const Member*>(member);
      if constexpr (std::is_same_v<Member, required<value_of_t<Db>>>)
        encode_value<Db>(to, m.value);
      else if (what == given::nothing)
        return what;
      else if constexpr (std::is_same_v<Member, settable<value_of_t<Db>>>)
        encode_value<Db>(to, m.value());
      else
        encode_value<Db>(to, m);
    }
    return what;
  }
  static constexpr member_writer writer{&ask, &send, OnUpdateNow};
};

struct insert_writer_mode {
  template <auto Spec>
  using apply = const member_access<db_of<Spec>, insert_mode::apply<Spec>, insert_kind(Spec.facts) == 2>*;
};
struct update_writer_mode {
  template <auto Spec>
  using apply =
      const member_access<db_of<Spec>, update_mode::apply<Spec>, false, (Spec.facts & on_update_now_bit) != 0>*;
};

template <class Tag, class RowMode, class WriterMode>
struct layout_of {
  using row_type = typename Tag::template in<RowMode>;

  static constexpr auto writers = [] {
    constexpr typename Tag::template in<WriterMode> mode_cells{};
    return members<Tag::size()>::visit(mode_cells, []<class... Cell>(const Cell* const&...) {
      return fixed_array<member_writer, Tag::size()>{Cell::writer...};
    });
  }();
  static std::string_view name(std::size_t column) { return column_name<Tag>(column); }
  static void addresses(const void* row, const void** into) {
    members<Tag::size()>::visit(*static_cast<const row_type*>(row), [&](const auto&... member) {
      std::size_t i = 0;
      ((into[i++] = &member), ...);
    });
  }
  static constexpr row_layout layout{Tag::size(), writers.values, &name, sizeof(row_type), &addresses};
};
template <class Tag>
using insert_layout = layout_of<Tag, insert_mode, insert_writer_mode>;
template <class Tag>
using update_layout = layout_of<Tag, update_mode, update_writer_mode>;

/// Which of so many columns are given fits into a number, by which the statement can be known.
inline constexpr std::size_t countable_columns = 64;

/// `std::cref(row)`
template <class Reference, class Row>
concept reference_wrapper_of =
    reference_wrapper<Reference> && std::is_same_v<std::remove_const_t<typename Reference::type>, Row>;

template <class Row>
struct referred_row {
  const Row* row;
  // NOLINTNEXTLINE(google-explicit-constructor): stands for the row
  operator const Row&() const noexcept { return *row; }
};

/// VALUES of one insert_t. `Held` is the row, or a reference to it.
template <class Tag, class Held>
struct row_clause : clause_base<rank::values> {
  static constexpr bool is_static = false;
  static constexpr bool has_values = true;
  static constexpr bool text_follows_from_columns = Tag::size() <= countable_columns;
  Held held;

  static void write(sql_writer& w, const row_clause* self) {
    if (self != nullptr)
      write_rows(w, insert_layout<Tag>::layout, &self->row(), 1);
  }
  template <class Sink>
  void bind(Sink& sink) const {
    sink.gives(bind_row(sink.parameters(), insert_layout<Tag>::layout, &row()));
  }

 private:
  [[nodiscard]] const typename Tag::template in<insert_mode>& row() const { return held; }
};
/// SET of an update_t.
template <class Tag>
struct changes_clause : clause_base<rank::set> {
  static constexpr bool is_static = false;
  static constexpr bool has_values = true;
  static constexpr bool text_follows_from_columns = Tag::size() <= countable_columns;
  typename Tag::template in<update_mode> changes;

  static void write(sql_writer& w, const changes_clause* self) {
    if (self == nullptr)
      return;
    w.put(" set ");
    write_changes(w, update_layout<Tag>::layout, &self->changes);
  }
  template <class Sink>
  void bind(Sink& sink) const {
    sink.gives(bind_row(sink.parameters(), update_layout<Tag>::layout, &changes));
  }
};

}  // namespace squall::detail
