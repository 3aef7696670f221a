// Members of rows in the binary format of COPY, where each value has exactly its column's type: the server infers
// nothing there. What a codec leaves to the server is looked up by copy_sink.
#pragma once

#include <concepts>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

#include "squall/client/codec.hpp"
#include "squall/query/insert_rows.hpp"

namespace squall::detail {

/// The types of a column in this database; 0 when nobody asked.
struct copied_type {
  std::uint32_t type = 0;     ///< of a domain the type behind it
  std::uint32_t element = 0;  ///< of an array
};

[[noreturn]] void throw_no_binary_form();

template <class Db>
inline constexpr bool has_binary_form =
    requires(std::string& out, const value_of_t<Db>& value) { codec<Db>::append(out, value); };

/// The value's bytes depend on what the type is called in this database.
template <class Db>
inline constexpr bool asks_for_type = !has_binary_form<Db>;

template <class Db>
void append_copied(std::string& out, const value_of_t<Db>& value, [[maybe_unused]] const copied_type& type) {
  if constexpr (has_binary_form<Db>) {
    codec<Db>::append(out, value);
  } else if constexpr (array_element<Db>::depth > 0) {
    using element = typename array_element<Db>::type;
    if constexpr (has_binary_form<element>) {
      std::vector<std::int32_t> lengths;
      measure_array<Db>(value, 0, lengths);
      append_array_header(out, lengths, array_has_null<Db>(value), type.element);
      append_elements<Db>(out, value);
    } else {
      throw_no_binary_form();
    }
  } else {
    throw_no_binary_form();
  }
}

template <class Db>
inline constexpr bool is_its_bytes = requires(const value_of_t<Db>& value) {
  { codec<Db>::bytes_of(value) } -> std::same_as<std::string_view>;
} && (has_binary_form<Db> || std::is_same_v<Db, json_t>);

/// The value's length and its bytes, at once where the length is known before.
template <class Db>
void append_field(std::string& out, const value_of_t<Db>& value, [[maybe_unused]] const copied_type& type) {
  if constexpr (requires { typename codec<Db>::wire; }) {
    using wire = typename codec<Db>::wire;
    char bytes[4 + wire::size];
    store(bytes, std::int32_t{wire::size});
    wire::store(bytes + 4, value);
    out.append(bytes, sizeof bytes);
  } else if constexpr (is_its_bytes<Db>) {
    const std::string_view bytes = codec<Db>::bytes_of(value);
    constexpr std::uint32_t jsonb = 3802;  // has a version before its text
    const bool versioned = std::is_same_v<Db, json_t> && type.type == jsonb;
    char before[5];
    store(before, array_length(bytes.size() + (versioned ? 1 : 0)));
    before[4] = '\1';
    out.append(before, versioned ? 5 : 4);
    out.append(bytes);
  } else {
    const std::size_t start = out.size();
    append(out, std::int32_t{-1});
    append_copied<Db>(out, value, type);
    store(out.data() + start, array_length(out.size() - start - 4));
  }
}

/// How one member is asked and written.
struct copied_member {
  given (*ask)(const void* member);
  /// Writes a value or NULL, and says what it was.
  given (*write)(std::string& out, const void* member, const copied_type& type);
  bool asks_for_type;
  bool null_is_default;  ///< NULL is what the column gets when it is not listed
};

template <class Db, class Member>
void append_member(std::string& out, const void* member, const copied_type& type) {
  const auto& m = *static_cast<const Member*>(member);
  if constexpr (std::is_same_v<Member, settable<value_of_t<Db>>>)
    append_field<Db>(out, *m.value(), type);
  else if constexpr (std::is_same_v<Member, required<value_of_t<Db>>>)
    append_field<Db>(out, m.value, type);
  else if constexpr (std::is_same_v<Member, std::optional<value_of_t<Db>>>)
    append_field<Db>(out, *m, type);
  else if constexpr (!std::is_same_v<Member, written_by_the_database>)
    append_field<Db>(out, m, type);
}

/// `Ask` says what the member gives.
template <class Db, class Member, given (*Ask)(const void*)>
given write_member(std::string& out, const void* member, const copied_type& type) {
  const given what = Ask(member);
  if (what == given::value)
    append_member<Db, Member>(out, member, type);
  else if (what == given::null)
    append(out, std::int32_t{-1});
  return what;
}

template <class Db, class Member, bool NullWhenEmpty>
struct copied_insert_cell {
  static constexpr auto ask = &member_access<Db, Member, NullWhenEmpty>::ask;
  static constexpr copied_member writer{ask, &write_member<Db, Member, ask>, asks_for_type<Db>, NullWhenEmpty};
};
struct copied_insert_mode {
  template <auto Spec>
  using apply = const copied_insert_cell<db_of<Spec>, insert_mode::apply<Spec>, insert_kind(Spec.facts) == 2>*;
};

/// Rows that were read: every column but those that the database computes.
template <class Db, bool NotNull, bool Generated>
struct copied_select_cell {
  using member = typename select_member<Db, NotNull>::type;
  static given ask([[maybe_unused]] const void* m) {
    if constexpr (Generated)
      return given::nothing;
    else if constexpr (NotNull)
      return given::value;
    else
      return static_cast<const member*>(m)->has_value() ? given::value : given::null;
  }
  static constexpr copied_member writer{&ask, &write_member<Db, member, &ask>, asks_for_type<Db>, false};
};
struct copied_select_mode {
  template <auto Spec>
  using apply =
      const copied_select_cell<db_of<Spec>, (Spec.facts & not_null_bit) != 0, (Spec.facts & generated_bit) != 0>*;
};

/// A type of rows as the run-time code knows it.
struct copied_layout {
  std::size_t columns;
  const copied_member* writers;
  std::string_view (*name)(std::size_t column);
  void (*members)(const void* row, std::size_t index, const void** into);
};
template <class Tag, class RowMode, class WriterMode>
struct copied_layout_of {
  static constexpr auto writers = [] {
    constexpr typename Tag::template in<WriterMode> mode_cells{};
    return members<Tag::size()>::visit(mode_cells, []<class... Cell>(const Cell* const&...) {
      return fixed_array<copied_member, Tag::size()>{Cell::writer...};
    });
  }();
  static std::string_view name(std::size_t column) { return column_name<Tag>(column); }
  static void addresses(const void* row, std::size_t, const void** into) {
    members<Tag::size()>::visit(*static_cast<const typename Tag::template in<RowMode>*>(row),
                                [&](const auto&... member) {
                                  std::size_t i = 0;
                                  ((into[i++] = &member), ...);
                                });
  }
  static constexpr copied_layout layout{Tag::size(), writers.values, &name, &addresses};
};

}  // namespace squall::detail
