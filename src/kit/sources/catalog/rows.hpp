// Typed access to the text fields of a result.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "kit/sources/catalog/state.hpp"
#include "squall/client/result.hpp"

namespace squall::kit::catalog {

/// One row. Numbers are what PostgreSQL printed; anything else throws kit::error.
class row {
 public:
  row(const result& from, int number) : from_(&from), number_(number) {}

  [[nodiscard]] bool is_null(int column) const { return from_->is_null(number_, column); }
  [[nodiscard]] std::string_view text(int column) const { return from_->text(number_, column); }
  [[nodiscard]] bool boolean(int column) const { return text(column) == "t"; }
  /// The first character of a "char" column, '\0' when it is empty.
  [[nodiscard]] char character(int column) const;
  [[nodiscard]] std::int64_t integer(int column) const;
  [[nodiscard]] int small(int column) const { return static_cast<int>(integer(column)); }
  [[nodiscard]] oid object(int column) const { return static_cast<oid>(integer(column)); }
  /// An int2[] or int2vector: "{1,2}" or "1 2". NULL is an empty list.
  [[nodiscard]] std::vector<int> numbers(int column) const;
  /// A text[] or name[]. NULL is an empty list.
  [[nodiscard]] std::vector<std::string> texts(int column) const;
  /// A text[] of "key=value" as reloptions, attoptions and ftoptions are; a key alone is "true".
  [[nodiscard]] option_map options(int column) const;
  /// NULL is nothing.
  [[nodiscard]] std::optional<std::int64_t> optional_integer(int column) const;
  [[nodiscard]] int columns() const { return from_->columns(); }
  [[nodiscard]] std::string_view column_name(int column) const { return from_->column_name(column); }

 private:
  const result* from_;
  int number_;
};

/// pg_trigger.tgenabled, pg_rewrite.ev_enabled, pg_event_trigger.evtenabled.
firing read_firing(char code);

/// Calls visit(row) for every row.
template <class Visit>
void for_each_row(const result& rows, Visit&& visit) {
  const int count = rows.rows();
  for (int i = 0; i < count; ++i) {
    visit(row{rows, i});
  }
}

}  // namespace squall::kit::catalog
