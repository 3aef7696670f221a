// Rows one by one, as they come from the server.
#pragma once

#include <cstddef>
#include <cstdint>
#include <iterator>
#include <memory>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>

#include "squall/client/connection.hpp"

namespace squall {

namespace detail {

/// Where a row_range gets its rows from. The connection has to outlive it.
class row_feed {
 public:
  enum class kind : std::uint8_t { stream, cursor, copy };
  row_feed(connection& session, kind k);
  row_feed(row_feed&&) noexcept;
  row_feed& operator=(row_feed&&) noexcept;
  ~row_feed();

  /// Begins, with a statement of the extended protocol.
  void execute_prepared(const void* key, std::string_view sql, const wire_parameters& parameters);
  /// Begins a COPY TO STDOUT in binary format, of rows that have so many columns.
  void copy(const std::string& sql, std::size_t columns);

  /// Goes to the next row. @return false when there is none
  bool next() {
    if (++row_ < rows_.rows()) [[likely]]
      return true;
    return fetch();
  }
  [[nodiscard]] const result& rows() const noexcept { return rows_; }
  [[nodiscard]] int row() const noexcept { return row_; }

 private:
  bool fetch();

  struct impl;
  std::unique_ptr<impl> impl_;
  result rows_;
  int row_ = 0;
};

}  // namespace detail

/// An input range of rows that is read once. One row is in memory at a time (and what libpq has received).
///
///     for (User& user : db.stream(select().from(users))) …;
///
/// It ends with its last row, with an exception, or when it goes out of scope: the connection can be used again then.
template <class Reader>
class [[nodiscard]] row_range {
 public:
  using value_type = typename Reader::type;

  class iterator {
   public:
    using value_type = row_range::value_type;
    using difference_type = std::ptrdiff_t;
    using iterator_concept = std::input_iterator_tag;

    iterator() = default;
    explicit iterator(row_range& range) : range_(&range) {}
    /// May be moved from.
    value_type& operator*() const { return range_->row_; }
    value_type* operator->() const { return &range_->row_; }
    iterator& operator++() {
      range_->advance();
      return *this;
    }
    void operator++(int) { range_->advance(); }
    friend bool operator==(const iterator& i, std::default_sentinel_t) { return i.is_at_end(); }

   private:
    [[nodiscard]] bool is_at_end() const { return range_->done_; }

    row_range* range_ = nullptr;
  };

  explicit row_range(detail::row_feed source) : source_(std::move(source)) {}

  /// Reads the first row. Once.
  iterator begin() {
    advance();
    return iterator(*this);
  }
  [[nodiscard]] std::default_sentinel_t end() const noexcept { return {}; }

 private:
  void advance() {
    if (done_ || !source_.next()) {
      done_ = true;
      return;
    }
    if constexpr (std::is_nothrow_default_constructible_v<value_type>) {
      std::destroy_at(&row_);
      std::construct_at(&row_);
    } else {
      row_ = value_type{};
    }
    Reader::read(source_.rows(), source_.row(), 0, row_);
  }

  detail::row_feed source_;
  value_type row_{};
  bool done_ = false;
};

}  // namespace squall
