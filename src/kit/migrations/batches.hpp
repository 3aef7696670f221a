// The rows of a table in batches along a unique key, so that no transaction holds many row locks for long.
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "kit/migrations/batched_statement.hpp"
#include "squall/client/connection.hpp"

namespace squall::kit::detail {

/// The place of a walk: the key of the last row that is done, a text for each column. Empty at the start.
using batch_place = std::vector<std::string>;

std::string to_text(const batch_place& place);
batch_place batch_place_from(const std::string& text);

/// How many rows a batch has: as many as take `target`, as far as the last one tells.
class batch_size {
 public:
  explicit batch_size(std::chrono::milliseconds target) : target_(target) {}
  [[nodiscard]] std::int64_t rows() const { return rows_; }
  void took(std::chrono::milliseconds duration);
  /// How long a batch may take before it is taken back and made smaller: its rows are locked as long. Nothing when it
  /// cannot be smaller.
  [[nodiscard]] std::optional<std::chrono::milliseconds> limit() const;
  /// It took longer.
  void was_too_large();

 private:
  std::chrono::milliseconds target_;
  std::int64_t rows_ = 1000;
};

class batch_walk {
 public:
  /// Finds the key to walk along. Reads only.
  batch_walk(connection& db, const batched_statement& statement);

  /// Why the statement has to run in one go; empty when it can be divided.
  [[nodiscard]] const std::string& obstacle() const { return obstacle_; }

  /// The key of the last of the next `rows` rows after `place`; nothing when fewer are left.
  [[nodiscard]] std::optional<batch_place> next(connection& db, const batch_place& place, std::int64_t rows) const;

  /// The condition for the rows after `from` up to and including `to`; to the end when there is no `to`.
  [[nodiscard]] std::string between(const batch_place& from, const std::optional<batch_place>& to) const;

 private:
  struct key_column {
    std::string name;
    std::string type;
  };
  [[nodiscard]] std::string compared(const std::string& reference, const char* sign, const batch_place& place) const;
  [[nodiscard]] std::string keys(const std::string& reference) const;

  std::string obstacle_;
  std::string table_;      ///< as FROM names it
  std::string reference_;  ///< as the statement names it
  std::vector<key_column> key_;
};

}  // namespace squall::kit::detail
