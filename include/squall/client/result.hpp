// The rows that a statement gave.
#pragma once

#include <cstdint>
#include <string_view>

struct pg_result;  // libpq's PGresult

namespace squall {

namespace detail {
/// A field's bytes where they were received; nullptr for NULL.
struct raw_field {
  const char* data;
  int length;
};
}  // namespace detail

/// Rows of one statement, owned. Views that it hands out live as long as the result.
class result {
 public:
  result() noexcept = default;
  explicit result(pg_result* owned) noexcept : handle_(owned) {}
  /// One row of fields that stay where they are.
  explicit result(const detail::raw_field* fields) noexcept : raw_(fields) {}
  result(result&& other) noexcept;
  result& operator=(result&& other) noexcept;
  result(const result&) = delete;
  result& operator=(const result&) = delete;
  ~result();

  [[nodiscard]] int rows() const noexcept;
  [[nodiscard]] int columns() const noexcept;
  [[nodiscard]] std::string_view column_name(int column) const noexcept;
  [[nodiscard]] std::uint32_t column_type(int column) const noexcept;  ///< OID
  [[nodiscard]] bool is_null(int row, int column) const noexcept;
  /// The field's bytes as the server sent them (text or binary), empty for NULL.
  [[nodiscard]] std::string_view text(int row, int column) const noexcept;
  /// Rows that INSERT, UPDATE, DELETE, MERGE or COPY touched; 0 otherwise.
  [[nodiscard]] std::int64_t affected_rows() const noexcept;
  [[nodiscard]] pg_result* native_handle() const noexcept { return handle_; }
  [[nodiscard]] const detail::raw_field* raw() const noexcept { return raw_; }

 private:
  pg_result* handle_ = nullptr;  // no std::unique_ptr: every file with a query would compile it
  const detail::raw_field* raw_ = nullptr;
};

}  // namespace squall
