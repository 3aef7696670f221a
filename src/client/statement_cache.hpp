// The statements that a session has prepared.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <list>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "squall/client/deferred_text.hpp"

namespace squall::detail {

/// What stands for a text that has not been made.
struct deferred_key {
  deferred_text::writer writer;
  std::uint64_t columns;
  friend bool operator==(const deferred_key&, const deferred_key&) = default;
};

struct prepared_statement {
  std::string name;  ///< on the server
  std::string sql;
  std::vector<std::uint32_t> types;
  std::vector<deferred_key> shortcuts = {};

  [[nodiscard]] bool is_for(std::string_view sql_, std::span<const std::uint32_t> types_) const {
    return sql == sql_ && types.size() == types_.size() && std::equal(types.begin(), types.end(), types_.begin());
  }
};

/// Finds prepared statements: those of static SQL by the address that identifies them, those built at run time by text
/// and parameter types, the least recently used of which make room for new ones. What is found by its text can have
/// shortcuts, for which the text need not be made.
class statement_cache {
 public:
  static constexpr std::size_t capacity_by_text = 256;

  statement_cache();

  /// @return nullptr when there is none. Throws usage_error when `key` stands for another text.
  const prepared_statement* find(const void* key, std::string_view sql, std::span<const std::uint32_t> types);
  /// By shortcut, nullptr when there is none.
  const prepared_statement* find(const deferred_text& text, std::span<const std::uint32_t> types);
  /// The statement that is found by this text gets the shortcut.
  void add_shortcut(const deferred_text& text, std::span<const std::uint32_t> types);
  /// A name for a new statement that no other statement on the server has, whichever session made it: behind a
  /// connection pooler sessions share servers.
  std::string new_name();
  const prepared_statement& add(const void* key, prepared_statement statement);
  /// Forgets the statement; the server still has it.
  void remove(const void* key, std::string_view sql, std::span<const std::uint32_t> types);
  /// Forgets the statement, which the server does not have.
  void forget(const void* key, std::string_view sql, std::span<const std::uint32_t> types);
  /// Forgets all: the server has none of them any more.
  void clear() noexcept;

  /// Names of statements that were removed, to be deallocated on the server.
  [[nodiscard]] std::size_t garbage() const noexcept { return garbage_.size(); }
  std::vector<std::string> take_garbage() noexcept { return std::exchange(garbage_, {}); }

 private:
  struct text_key {
    std::string_view sql;
    std::span<const std::uint32_t> types;
    friend bool operator==(const text_key& a, const text_key& b) {
      return a.sql == b.sql && std::equal(a.types.begin(), a.types.end(), b.types.begin(), b.types.end());
    }
  };
  struct text_hash {
    std::size_t operator()(const text_key& key) const noexcept;
  };
  struct deferred_hash {
    std::size_t operator()(const deferred_key& key) const noexcept;
  };
  using recent_list = std::list<prepared_statement>;  // most recently used first

  std::unordered_map<const void*, prepared_statement> by_key_;
  void drop_shortcuts(recent_list::iterator entry);

  recent_list recent_;
  std::unordered_map<text_key, recent_list::iterator, text_hash> by_text_;  // keys point into recent_
  std::unordered_map<deferred_key, recent_list::iterator, deferred_hash> shortcuts_;
  std::vector<std::string> garbage_;
  std::string prefix_;
  std::uint64_t names_ = 0;
};

}  // namespace squall::detail
