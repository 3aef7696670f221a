// Rows of one type, one behind the other, as the code without templates sees them.
#pragma once

#include <array>
#include <cstddef>
#include <vector>

#include "squall/query/insert_rows.hpp"

namespace squall::detail {

/// A list that costs no allocation for a usual table's columns.
template <class T>
class short_list {
 public:
  explicit short_list(std::size_t capacity) : items_(capacity <= kept_.size() ? kept_.data() : allocate(capacity)) {}
  short_list(const short_list&) = delete;
  short_list& operator=(const short_list&) = delete;

  void push_back(T item) { items_[size_++] = item; }
  /// As many items as were asked for, to be filled in.
  T* fill(std::size_t size) {
    size_ = size;
    return items_;
  }
  [[nodiscard]] std::size_t size() const { return size_; }
  [[nodiscard]] bool empty() const { return size_ == 0; }
  T operator[](std::size_t i) const { return items_[i]; }
  [[nodiscard]] const T* begin() const { return items_; }
  [[nodiscard]] const T* end() const { return items_ + size_; }

 private:
  T* allocate(std::size_t capacity) {
    more_.resize(capacity);
    return more_.data();
  }

  std::array<T, 64> kept_;  // NOLINT(cppcoreguidelines-pro-type-member-init): what is read was written
  std::vector<T> more_;
  T* items_;
  std::size_t size_ = 0;
};

/// Where the members of each row are.
class row_members {
 public:
  row_members(const row_layout& layout, const void* rows, std::size_t count)
      : layout_(layout), count_(count), first_(layout.columns) {
    if (count > 0)
      layout.members(rows, first_.fill(layout.columns));
  }

  [[nodiscard]] std::size_t rows() const { return count_; }
  [[nodiscard]] const row_layout& layout() const { return layout_; }
  [[nodiscard]] const void* at(std::size_t row, std::size_t column) const {
    return static_cast<const char*>(first_[column]) + row * layout_.row_size;
  }
  [[nodiscard]] given ask(std::size_t row, std::size_t column) const {
    return layout_.writers[column].ask(at(row, column));
  }

 private:
  const row_layout& layout_;
  std::size_t count_;
  short_list<const void*> first_;
};

/// The columns that some row gives.
struct given_columns : short_list<std::size_t> {
  explicit given_columns(const row_members& members) : short_list(members.layout().columns) {
    for (std::size_t c = 0; c < members.layout().columns; ++c)
      for (std::size_t r = 0; r < members.rows(); ++r)
        if (members.ask(r, c) != given::nothing) {
          push_back(c);
          break;
        }
  }
};

}  // namespace squall::detail
