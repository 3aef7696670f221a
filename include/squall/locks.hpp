// Advisory locks (PostgreSQL manual, 13.3.5): locks on numbers that mean something to the program.
//
//     squall::advisory_lock only_one(db, "nightly report");        // until the end of its scope
//     if (auto lock = squall::advisory_lock::try_lock(db, 42)) …;
//     squall::lock_until_commit(tx, {7, user_number});             // until the transaction ends
#pragma once

#include <concepts>
#include <cstdint>
#include <optional>
#include <string_view>

#include "squall/database.hpp"

namespace squall {

/// What is locked: a number, two smaller ones (another space), or a name.
class lock_key {
 public:
  // NOLINTBEGIN(google-explicit-constructor): advisory_lock(db, 42) is the point.
  template <std::integral I>
  constexpr lock_key(I number) : first_(static_cast<std::int64_t>(number)) {}
  constexpr lock_key(std::int32_t group, std::int32_t number) : first_(group), second_(number) {}
  /// The number is the name's FNV-1a hash of 64 bits, in every program and version.
  constexpr lock_key(std::string_view name) {
    std::uint64_t hash = 0xcbf29ce484222325U;
    for (const char c : name) hash = (hash ^ static_cast<unsigned char>(c)) * 0x100000001b3U;
    first_ = static_cast<std::int64_t>(hash);
  }
  constexpr lock_key(const char* name) : lock_key(std::string_view(name)) {}
  // NOLINTEND(google-explicit-constructor)

  [[nodiscard]] constexpr std::int64_t first() const { return first_; }
  [[nodiscard]] constexpr std::optional<std::int32_t> second() const { return second_; }

 private:
  std::int64_t first_ = 0;
  std::optional<std::int32_t> second_;
};

enum class lock_mode : std::uint8_t { exclusive, shared };

/// A lock of the session, whatever becomes of its transactions. A session may take the same lock several times.
class [[nodiscard]] advisory_lock {
 public:
  /// Waits for it.
  advisory_lock(session db, lock_key key, lock_mode mode = lock_mode::exclusive);
  /// std::nullopt when another session has it.
  static std::optional<advisory_lock> try_lock(session db, lock_key key, lock_mode mode = lock_mode::exclusive);

  advisory_lock(advisory_lock&& other) noexcept;
  advisory_lock& operator=(advisory_lock&& other) noexcept;
  /// Unlocks; when the session cannot run a statement now (its transaction has failed), before its next one.
  ~advisory_lock();
  void unlock();

 private:
  advisory_lock(connection* session, lock_key key, lock_mode mode) : session_(session), key_(key), mode_(mode) {}

  connection* session_;  // nullptr when unlocked
  lock_key key_;
  lock_mode mode_;
};

/// A lock until the transaction ends. Throws usage_error without a transaction.
void lock_until_commit(session tx, lock_key key, lock_mode mode = lock_mode::exclusive);
/// @return false when another session has it
[[nodiscard]] bool try_lock_until_commit(session tx, lock_key key, lock_mode mode = lock_mode::exclusive);

}  // namespace squall
