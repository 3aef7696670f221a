#include "squall/client/result.hpp"

#include <libpq-fe.h>

#include <charconv>
#include <string_view>
#include <utility>

namespace squall {

result::result(result&& other) noexcept
    : handle_(std::exchange(other.handle_, nullptr)), raw_(std::exchange(other.raw_, nullptr)) {}

result& result::operator=(result&& other) noexcept {
  if (this != &other) {
    if (handle_ != nullptr)
      PQclear(handle_);
    handle_ = std::exchange(other.handle_, nullptr);
    raw_ = std::exchange(other.raw_, nullptr);
  }
  return *this;
}

// Most results are moved on, and leave nothing to clear.
result::~result() {
  if (handle_ != nullptr)
    PQclear(handle_);
}

int result::rows() const noexcept { return PQntuples(handle_); }

int result::columns() const noexcept { return PQnfields(handle_); }

std::string_view result::column_name(int column) const noexcept {
  const char* name = PQfname(handle_, column);
  return name != nullptr ? name : std::string_view{};
}

std::uint32_t result::column_type(int column) const noexcept { return PQftype(handle_, column); }

bool result::is_null(int row, int column) const noexcept {
  return raw_ != nullptr ? raw_[column].data == nullptr : PQgetisnull(handle_, row, column) != 0;
}

std::string_view result::text(int row, int column) const noexcept {
  if (raw_ != nullptr)
    return raw_[column].data == nullptr
               ? std::string_view{}
               : std::string_view(raw_[column].data, static_cast<std::size_t>(raw_[column].length));
  const char* value = PQgetvalue(handle_, row, column);
  if (value == nullptr)
    return {};
  return {value, static_cast<std::size_t>(PQgetlength(handle_, row, column))};
}

std::int64_t result::affected_rows() const noexcept {
  if (handle_ == nullptr)
    return 0;
  // `INSERT 0 1`, `UPDATE 3`: a tag that counts ends with the number. That of SELECT is what it returned, not what it
  // touched.
  const std::string_view tag = PQcmdStatus(handle_);
  const char* end = tag.data() + tag.size();
  const char* first = end;
  while (first != tag.data() && first[-1] >= '0' && first[-1] <= '9') --first;
  std::int64_t value = 0;
  if (!tag.starts_with('S'))
    std::from_chars(first, end, value);
  return value;
}

}  // namespace squall
