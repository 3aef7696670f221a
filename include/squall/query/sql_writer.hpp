// Where statements write their SQL text: at compile time into an exact array, at run time into a string.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "squall/query/scope.hpp"

namespace squall::detail {

/// A table that goes by another name in a part of the statement.
struct renamed_table {
  std::string_view reference, alias;
  const renamed_table* outer;
};

/// Not in the library: a schema that the tool loads has views, and whoever loads it may have no library.
inline void append_text(std::string& text, const char* more, std::size_t size) { text.append(more, size); }
/// Room for a usual statement.
void reserve_text(std::string& text);

/// One writer for both times, so that each node is written by one function. Without a target it only counts.
class sql_writer {
 public:
  constexpr sql_writer() = default;
  /// Writes to arrays that a counting writer has measured; the types of the parameters into the second.
  constexpr sql_writer(char* to, std::uint32_t* types) : to_(to), types_(types) {}
  constexpr explicit sql_writer(std::string& text) : text_(&text) {}

  constexpr void put(std::string_view s) {
    if (text_ != nullptr) {
      append_text(*text_, s.data(), s.size());
      return;
    }
    // Pointers and no members of string_view: a compiler evaluates this for each character of each statement.
    const std::size_t count = s.size();
    if (to_ != nullptr) {
      const char* const from = s.data();
      char* const to = to_ + size_;
      for (std::size_t i = 0; i < count; ++i) to[i] = from[i];
    }
    size_ += count;
  }
  constexpr void number(std::size_t n) {
    char digits[20]{};
    std::size_t at = sizeof digits;
    do {
      digits[--at] = static_cast<char>('0' + n % 10);
      n /= 10;
    } while (n != 0);
    put({digits + at, sizeof digits - at});
  }
  /// A quoted identifier (PostgreSQL manual, 4.1.1).
  constexpr void identifier(std::string_view name) {
    put("\"");
    const char* const text = name.data();
    const std::size_t count = name.size();
    // A quote ends one piece and begins the next: that doubles it. (Not find(): it compares addresses with null, which
    // is no constant to g++ under -fsanitize=undefined.)
    std::size_t begin = 0;
    for (std::size_t i = 0; i < count; ++i) {
      if (text[i] == '"') {
        put(name.substr(begin, i + 1 - begin));
        begin = i;
      }
    }
    put(name.substr(begin));
    put("\"");
  }
  /// The next parameter: `$1`, `$2`, …; or the mark of a value that will be a literal. `type` is the OID that it is
  /// sent with; 0: the server infers it.
  constexpr void parameter(std::uint32_t type) {
    if (types_ != nullptr)
      types_[parameters_] = type;
    ++parameters_;
    if (literals_) {
      put({&literal_mark, 1});
      return;
    }
    put("$");
    number(parameters_);
  }
  constexpr void column(std::string_view table, std::string_view name) {
    if (qualified_) {
      identifier(renamed(table));
      put(".");
    }
    identifier(name);
  }

  /// Whether columns are written with their table; gives what was so before.
  constexpr bool qualify(bool qualified) {
    const bool before = qualified_;
    qualified_ = qualified;
    return before;
  }

  /// What a table's columns are qualified with here.
  [[nodiscard]] constexpr std::string_view renamed(std::string_view table) const {
    for (const renamed_table* r = renames_; r != nullptr; r = r->outer)
      if (r->reference == table)
        return r->alias;
    return table;
  }
  [[nodiscard]] constexpr const renamed_table* renames() const { return renames_; }
  constexpr void rename(const renamed_table* innermost) { renames_ = innermost; }

  [[nodiscard]] constexpr std::size_t size() const { return size_; }
  [[nodiscard]] constexpr std::size_t parameters() const { return parameters_; }

  /// The tables of the statement being written.
  [[nodiscard]] constexpr const scope& tables() const { return *tables_; }
  constexpr void enter(const scope& tables) {
    tables_ = &tables;
    in_where_ = false;
  }
  /// What a subquery changes, and puts back when it ends.
  struct position {
    const scope* tables;
    bool in_where;
  };
  [[nodiscard]] constexpr position here() const { return {tables_, in_where_}; }
  constexpr void back_to(const position& where) {
    tables_ = where.tables;
    in_where_ = where.in_where;
  }
  /// Opens the WHERE clause, or continues it: one clause collects where() and every where_if() that holds.
  constexpr void begin_condition() {
    put(in_where_ ? " and " : " where ");
    in_where_ = true;
  }
  [[nodiscard]] constexpr bool wrote_condition() const { return in_where_; }

  /// A part was written that may give something else when the same text runs again on the same data: a volatile
  /// function, a text of the application's own, some rows of a subquery.
  constexpr void note_volatile() { volatile_ = true; }
  [[nodiscard]] constexpr bool wrote_volatile() const { return volatile_; }

  /// The marks of literal_sql.hpp: columns without their table, values as marks to be replaced by literals.
  constexpr void for_definition() {
    qualified_ = false;
    literals_ = true;
  }
  /// The same for a whole statement: a view's query.
  constexpr void for_view() { literals_ = true; }
  static constexpr char literal_mark = '\1';

 private:
  char* to_ = nullptr;
  std::uint32_t* types_ = nullptr;
  std::string* text_ = nullptr;
  std::size_t size_ = 0;
  std::size_t parameters_ = 0;
  const scope* tables_ = nullptr;
  const renamed_table* renames_ = nullptr;
  bool qualified_ = true;
  bool literals_ = false;
  bool in_where_ = false;
  bool volatile_ = false;
};

}  // namespace squall::detail
