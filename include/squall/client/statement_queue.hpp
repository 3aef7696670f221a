// Statements that go out in one round trip.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "squall/client/connection.hpp"

namespace squall::detail {

/// Statements with their parameters, until they are sent.
class statement_queue {
 public:
  /// Copies the parameters, and the text unless it is static.
  void execute_prepared(const void* key, std::string_view sql, const wire_parameters& parameters);
  /// SQL without parameters that is not worth preparing: `begin`.
  void command(std::string_view sql);
  /// Likewise with parameters: `declare … cursor for …`.
  void unprepared(std::string_view sql, const wire_parameters& parameters);
  /// A statement that there is nothing to do for. Its result is empty.
  void nothing() { items_.emplace_back(); }
  /// What a session has learnt about its database, by the address of what it is about; null when it has not.
  static const bool* find_fact(connection& session, const void* about);
  static void learn_fact(connection& session, const void* about, bool fact);
  [[nodiscard]] std::size_t size() const noexcept { return items_.size(); }
  void reserve(std::size_t statements) { items_.reserve(statements); }

  /// Sends all. The first failure is thrown as it would be by the statement alone; the rest is not run then.
  std::vector<result> run(connection& session) const;
  /// The same; `take` gets each result as it comes, with the statement's number. What it throws is thrown in the end.
  using taker = void (*)(void* context, std::size_t statement, result&& rows);
  void run(connection& session, taker take, void* context) const;

 private:
  struct item {
    const void* key = nullptr;
    const char* static_sql = nullptr;  ///< with a key; without, the text is in texts_
    std::size_t text_at = 0, text_size = 0;
    std::size_t first = 0, count = 0;
    bool is_nothing = true;
    bool is_command = false;
  };
  [[nodiscard]] std::string_view text(const item& i) const {
    return {i.key != nullptr ? i.static_sql : texts_.data() + i.text_at, i.text_size};
  }
  friend struct queue_run;
  static constexpr std::size_t no_value = static_cast<std::size_t>(-1);

  std::vector<item> items_;
  std::string texts_;                 ///< each with a zero byte behind it
  std::vector<std::size_t> offsets_;  ///< of the values in bytes_
  std::vector<int> lengths_, formats_;
  std::vector<std::uint32_t> types_;
  std::string bytes_;
};

}  // namespace squall::detail
