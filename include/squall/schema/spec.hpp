// The specification of a column: a structural value, built by chaining, that is a template argument of `col`.
#pragma once

#include <bit>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

#include "squall/schema/column_options.hpp"
#include "squall/schema/fixed_string.hpp"
#include "squall/schema/packed_spec.hpp"
#include "squall/types/json.hpp"
#include "squall/types/numeric.hpp"

namespace squall {

template <class Tag, std::uint32_t Id, class Db, bool NotNull>
struct column;

namespace detail {

struct none {};

/// Where `.references(users.id)` refers to.
struct reference_target {
  const void* table;  ///< &table_key of the struct
  std::string_view name, schema;
  std::uint32_t column;  ///< its identity
};
/// One address for each table struct, whatever translation unit asks.
template <template <class> class Table>
inline constexpr char table_key = 0;
/// A specification holds the address. Were it part of its type, each reference would make a type of specification,
/// which takes a compiler a hundred KiB.
template <class Tag, std::uint32_t Id>
inline constexpr reference_target reference_to{Tag::struct_key(), Tag::name(), Tag::schema(), Id};
/// `.references<Categories>("id")`: for tables that are not complete yet; the name is in the text pool.
template <template <class> class Table>
struct reference_by_name {
  static constexpr const void* struct_key() { return &table_key<Table>; }
};

template <class Db>
inline constexpr bool is_json = false;
template <class T>
inline constexpr bool is_json<json_of<T>> = true;
template <class T>
inline constexpr bool is_json<jsonb_of<T>> = true;

// A mistake is one readable line: the facts are template parameters of the check, so that the compiler prints them.
template <class ColumnType, class ValueType>
struct check_default {
  static constexpr bool text = std::is_convertible_v<ValueType, const char*> || std::is_array_v<ValueType>;
  static constexpr bool ok =
      std::is_same_v<ColumnType, bool> ? std::is_same_v<ValueType, bool>
      : std::is_enum_v<ColumnType>
          ? std::is_same_v<ColumnType, ValueType>
          : (std::is_integral_v<ColumnType> ? std::is_integral_v<ValueType> && !std::is_same_v<ValueType, bool>
             : std::is_floating_point_v<ColumnType> || std::is_same_v<ColumnType, numeric_t>
                 ? std::is_arithmetic_v<ValueType> && !std::is_same_v<ValueType, bool>
                 : false);
  static_assert(
      ok,
      "squall: this default does not fit the column's type (see ColumnType and ValueType); default_sql(\"…\") "
      "takes any SQL expression");
};

template <class ColumnType, class ReferencedType>
struct check_reference {
  static constexpr bool ok = std::is_same_v<ColumnType, ReferencedType>;
  static_assert(ok, "squall: foreign key column type differs from the type of the column it references");
};

}  // namespace detail

/// What a column is: its type and its modifiers, in any order. `Db` is the database type (std::string, uuid_t,
/// jsonb_of<T>, …), `Reference` the table that it refers to by name, `Texts` the texts of its modifiers.
/// Every modifier returns a new specification; all of it happens at compile time.
template <class Db, class Reference = detail::none, class Texts = detail::text_pool<0>>
struct spec {
  using db_type = Db;
  using reference_type = Reference;

  std::uint64_t facts{};  ///< detail::packed_facts
  std::uint64_t sizes{detail::no_sizes};
  std::int64_t default_value{};  ///< bool, integer, enumerator, or the bits of a double
  const detail::reference_target* reference{};
  [[no_unique_address]] Texts texts{};

  consteval spec not_null() const {
    spec s = *this;
    s.facts |= detail::not_null_bit;
    return s;
  }
  consteval spec primary_key() const {
    spec s = *this;
    s.facts |= detail::primary_key_bit | detail::not_null_bit;
    return s;
  }
  consteval spec unique() const {
    spec s = *this;
    s.facts |= detail::unique_bit;
    return s;
  }
  template <std::size_t N>
  consteval auto unique(const char (&constraint_name)[N]) const {
    return unique().text(detail::text_tag::unique_name, constraint_name);
  }
  /// UNIQUE NULLS NOT DISTINCT (PostgreSQL 15).
  consteval spec unique_nulls_not_distinct() const {
    spec s = unique();
    s.facts |= detail::nulls_not_distinct_bit;
    return s;
  }

  /// A value of the column's own type, written as a literal: `false`, `0`, `1.5`, an enumerator.
  template <class V>
  consteval spec default_(V value) const {
    spec s = *this;
    if constexpr (detail::check_default<Db, V>::ok) {
      if constexpr (std::is_same_v<V, bool>) {
        s.facts = detail::with_default(s.facts, detail::default_kind::boolean);
        s.default_value = value ? 1 : 0;
      } else if constexpr (std::is_enum_v<V>) {
        s.facts = detail::with_default(s.facts, detail::default_kind::enumerator);
        s.default_value = static_cast<std::int64_t>(value);
      } else if constexpr (std::is_floating_point_v<V>) {
        s.facts = detail::with_default(s.facts, detail::default_kind::real);
        s.default_value = std::bit_cast<std::int64_t>(static_cast<double>(value));
      } else {
        s.facts = detail::with_default(s.facts, detail::default_kind::integer);
        s.default_value = static_cast<std::int64_t>(value);
      }
    }
    return s;
  }
  /// A text, written as a quoted literal: `.default_("draft")`; also for json, dates, numerics, ….
  template <std::size_t N>
  consteval auto default_(const char (&value)[N]) const {
    static_assert(!std::is_arithmetic_v<Db> && !std::is_enum_v<Db>,
                  "squall: this column's default has to be a value of its C++ type, not a text; default_sql(\"…\") "
                  "takes any SQL expression");
    const detail::spec_core is = detail::unpack_spec(facts, sizes, 0);
    if (is.length >= 0 && is.dimensions == 0 &&
        (is.type == detail::sql_type::varchar || is.type == detail::sql_type::character) &&
        N - 1 > static_cast<std::size_t>(is.length) * 4)
      throw "squall: this default is longer than the column";
    auto s = text(detail::text_tag::default_text, value);
    s.facts = detail::with_default(s.facts, detail::default_kind::text);
    return s;
  }
  /// now(), for date and time types.
  consteval spec default_now() const {
    using enum detail::sql_type;
    const detail::sql_type type = detail::type_in(facts);
    if (type != timestamp && type != timestamptz && type != date && type != time && type != timetz)
      throw "squall: default_now() is for date, time and timestamp columns";
    spec s = *this;
    s.facts = detail::with_default(s.facts, detail::default_kind::now);
    return s;
  }
  /// An UPDATE through Squall, an ON CONFLICT … DO UPDATE and a MERGE set it to now(), unless they set it to something
  /// else. A property of the library: the database knows nothing of it.
  consteval spec on_update_now() const {
    using enum detail::sql_type;
    const detail::sql_type type = detail::type_in(facts);
    if (type != timestamp && type != timestamptz && type != date && type != time && type != timetz)
      throw "squall: on_update_now() is for date, time and timestamp columns";
    spec s = *this;
    s.facts |= detail::on_update_now_bit;
    return s;
  }
  /// gen_random_uuid(), for uuid and text columns.
  consteval spec default_random() const {
    using enum detail::sql_type;
    const detail::sql_type type = detail::type_in(facts);
    if (type != uuid && type != text_ && type != varchar)
      throw "squall: default_random() is for uuid and text columns";
    spec s = *this;
    s.facts = detail::with_default(s.facts, detail::default_kind::random_uuid);
    return s;
  }
  /// The empty array: `'{}'` for arrays, `'[]'` for json and jsonb.
  consteval spec default_empty() const {
    const detail::sql_type type = detail::type_in(facts);
    if (detail::dimensions_in(facts) == 0 && type != detail::sql_type::json && type != detail::sql_type::jsonb)
      throw "squall: default_empty() is for arrays, json and jsonb";
    spec s = *this;
    s.facts = detail::with_default(s.facts, detail::default_kind::empty);
    return s;
  }
  /// Any SQL expression: `.default_sql("gen_random_uuid()")`.
  template <std::size_t N>
  consteval auto default_sql(const char (&expression)[N]) const {
    auto s = text(detail::text_tag::default_sql, expression);
    s.facts = detail::with_default(s.facts, detail::default_kind::sql);
    return s;
  }

  /// GENERATED ALWAYS AS (expression) STORED
  template <std::size_t N>
  consteval auto generated_always_as(const char (&expression)[N]) const {
    auto s = text(detail::text_tag::generated, expression);
    s.facts |= detail::generated_bit;
    return s;
  }
  /// GENERATED ALWAYS AS (expression) VIRTUAL (PostgreSQL 18)
  template <std::size_t N>
  consteval auto generated_virtual_as(const char (&expression)[N]) const {
    auto s = text(detail::text_tag::generated_virtual, expression);
    s.facts |= detail::generated_bit;
    return s;
  }
  /// GENERATED BY DEFAULT AS IDENTITY: the database numbers the rows, an insert may say otherwise.
  consteval spec generated_by_default_as_identity() const { return identity(detail::identity_mode::by_default); }
  consteval auto generated_by_default_as_identity(identity_options options) const {
    return generated_by_default_as_identity().text(detail::text_tag::identity, detail::packed_identity(options).bytes);
  }
  /// GENERATED ALWAYS AS IDENTITY: the database numbers the rows.
  consteval spec generated_always_as_identity() const { return identity(detail::identity_mode::always); }
  consteval auto generated_always_as_identity(identity_options options) const {
    return generated_always_as_identity().text(detail::text_tag::identity, detail::packed_identity(options).bytes);
  }

  /// The name of the sequence behind an identity column, where it is not `<table>_<column>_seq`.
  template <std::size_t N>
  consteval auto identity_sequence(const char (&name)[N]) const {
    static_assert(N > 1 && N <= 64, "squall: a name in PostgreSQL has 1 to 63 bytes");
    return text(detail::text_tag::identity_sequence, name);
  }

  /// The column's name in the database, when it is not the member's.
  template <std::size_t N>
  consteval auto named(const char (&name)[N]) const {
    static_assert(N > 1, "squall: a column's name is not empty");
    static_assert(N <= 64, "squall: a name in PostgreSQL has 63 bytes at most");
    return text(detail::text_tag::name, name);
  }
  /// The name that the column had before: the next migration renames it, and keeps its data.
  template <std::size_t N>
  consteval auto renamed_from(const char (&old_name)[N]) const {
    return text(detail::text_tag::renamed_from, old_name);
  }
  /// How rows that exist are converted when the column's type changes: ALTER COLUMN … TYPE … USING expression.
  template <std::size_t N>
  consteval auto using_(const char (&expression)[N]) const {
    return text(detail::text_tag::using_sql, expression);
  }
  /// The value that rows which exist get when the column comes or becomes NOT NULL.
  template <std::size_t N>
  consteval auto backfill(const char (&expression)[N]) const {
    return text(detail::text_tag::backfill, expression);
  }
  /// CHECK (expression) on this column.
  template <std::size_t N>
  consteval auto check(const char (&expression)[N]) const {
    return text(detail::text_tag::check, expression);
  }
  /// COLLATE: the collation's name, as SQL: `"C"`, `"de-x-icu"`.
  template <std::size_t N>
  consteval auto collate(const char (&collation)[N]) const {
    return text(detail::text_tag::collation, collation);
  }
  /// COMMENT ON COLUMN.
  template <std::size_t N>
  consteval auto comment(const char (&words)[N]) const {
    return text(detail::text_tag::comment, words);
  }

  /// NOT NULL by a constraint of that name (PostgreSQL 18).
  template <std::size_t N>
  consteval auto not_null_named(const char (&constraint_name)[N]) const {
    return not_null().text(detail::text_tag::not_null_name, constraint_name);
  }
  /// NOT NULL … NO INHERIT (PostgreSQL 18): not for child tables.
  consteval auto not_null_no_inherit() const { return not_null().text(detail::text_tag::not_null_no_inherit, "yes"); }
  /// STORAGE of long values: "plain", "external", "extended", "main".
  template <std::size_t N>
  consteval auto storage(const char (&mode)[N]) const {
    return text(detail::text_tag::storage, mode);
  }
  /// COMPRESSION of long values: "pglz", "lz4".
  template <std::size_t N>
  consteval auto compression(const char (&method)[N]) const {
    return text(detail::text_tag::compression, method);
  }
  /// SET STATISTICS: how closely ANALYZE looks; 0 to 10,000.
  consteval auto statistics(int target) const {
    if (target < 0 || target > 10000)
      throw "squall: a statistics target is 0 to 10,000";
    char digits[6] = "00000";
    for (int i = 4; i >= 0; --i, target /= 10) digits[i] = static_cast<char>('0' + target % 10);
    return text(detail::text_tag::statistics, digits);
  }
  /// An attribute of the column: `.option("n_distinct", "0.5")`.
  template <std::size_t N, std::size_t V>
  consteval auto option(const char (&name)[N], const char (&value)[V]) const {
    return text(detail::text_tag::option_name, name).text(detail::text_tag::option_value, value);
  }
  /// An option of a foreign table's column: `.foreign_option("column_name", "id")`.
  template <std::size_t N, std::size_t V>
  consteval auto foreign_option(const char (&name)[N], const char (&value)[V]) const {
    return text(detail::text_tag::foreign_option_name, name).text(detail::text_tag::foreign_option_value, value);
  }

  /// FOREIGN KEY to a column of a complete table; the types have to be the same.
  template <class Tag, std::uint32_t Id, class OtherDb, bool NotNull>
  consteval auto references(column<Tag, Id, OtherDb, NotNull>, reference_options options = {}) const {
    if constexpr (detail::check_reference<Db, OtherDb>::ok) {
      return spec<Db, detail::none, Texts>{facts | detail::reference_bit, sizes_with(options), default_value,
                                           &detail::reference_to<Tag, Id>, texts};
    }
  }
  /// FOREIGN KEY to a column of this table or of one that is only declared. The name is checked by the tool.
  template <template <class> class Table, std::size_t N>
  consteval auto references(const char (&column_name)[N], reference_options options = {}) const {
    auto grown = texts.with(detail::text_tag::reference, column_name);
    return spec<Db, detail::reference_by_name<Table>, decltype(grown)>{facts, sizes_with(options), default_value,
                                                                       nullptr, grown};
  }
  /// The name of the foreign key constraint; after references().
  template <std::size_t N>
  consteval auto reference_named(const char (&constraint_name)[N]) const {
    return text(detail::text_tag::reference_name, constraint_name);
  }

  /// An array of the type so far: std::vector<T>. A NULL element in a row is a decode_error.
  consteval auto array() const {
    return spec<std::vector<Db>, Reference, Texts>{facts + (1U << detail::dimensions_shift), sizes, default_value,
                                                   reference, texts};
  }
  /// An array whose elements may be NULL: std::vector<std::optional<T>>.
  consteval auto array_with_nulls() const {
    return spec<std::vector<std::optional<Db>>, Reference, Texts>{facts + (1U << detail::dimensions_shift), sizes,
                                                                  default_value, reference, texts};
  }
  /// The C++ type of a json or jsonb column: `jsonb().type<Rooms>()`.
  template <class T>
  consteval auto type() const {
    static_assert(detail::is_json<Db>, "squall: type<T>() is for json and jsonb columns");
    if constexpr (std::is_same_v<Db, json_of<json_t>>)
      return spec<json_of<T>, Reference, Texts>{facts, sizes, default_value, reference, texts};
    else
      return spec<jsonb_of<T>, Reference, Texts>{facts, sizes, default_value, reference, texts};
  }

  /// The specification and one more text.
  template <std::size_t N>
  consteval auto text(detail::text_tag tag, const char (&literal)[N]) const {
    auto grown = texts.with(tag, literal);
    return spec<Db, Reference, decltype(grown)>{facts, sizes, default_value, reference, grown};
  }

 private:
  consteval std::uint64_t sizes_with(const reference_options& options) const {
    return (sizes & ~std::uint64_t{detail::reference_mask}) | std::uint64_t{detail::packed_reference(options)}
                                                                  << detail::reference_shift;
  }
  consteval spec identity(detail::identity_mode mode) const {
    static_assert(
        std::is_same_v<Db, std::int16_t> || std::is_same_v<Db, std::int32_t> || std::is_same_v<Db, std::int64_t>,
        "squall: only smallint, integer and bigint columns can be identity columns");
    spec s = *this;
    s.facts = (s.facts & ~std::uint64_t{detail::identity_mask}) | static_cast<std::uint64_t>(mode)
                                                                      << detail::identity_shift;
    s.facts |= detail::not_null_bit;
    return s;
  }
};

}  // namespace squall
