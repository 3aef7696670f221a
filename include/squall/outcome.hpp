// Errors as values: for code that does not throw.
//
//     auto user = db.try_one(select().from(users).where(users.id == id));     // squall::outcome<User>
//     if (!user) log(user.error().what());
//     auto made = squall::attempt([&] { return db.insert(users).values(row).returning().one(); });
//     if (auto* e = made.error_as<squall::unique_violation>()) …;
#pragma once

#include <exception>
#include <optional>
#include <type_traits>
#include <utility>

#include "squall/errors.hpp"

namespace squall {

namespace detail {
[[noreturn]] void throw_no_error();

/// An error that was caught, which lives as long as somebody refers to it.
class caught_error {
 public:
  caught_error() noexcept = default;
  explicit caught_error(const error& e) noexcept : pointer_(std::current_exception()), error_(&e) {}
  [[nodiscard]] const error* get() const noexcept { return error_; }
  [[noreturn]] void rethrow() const { std::rethrow_exception(pointer_); }

 private:
  std::exception_ptr pointer_;
  const error* error_ = nullptr;
};

class outcome_base {
 public:
  [[nodiscard]] bool has_value() const noexcept { return error_.get() == nullptr; }
  explicit operator bool() const noexcept { return has_value(); }
  /// Throws usage_error when there is a value.
  [[nodiscard]] const squall::error& error() const {
    if (has_value())
      throw_no_error();
    return *error_.get();
  }
  /// The error if it is one of these, else nullptr.
  template <class Error>
  [[nodiscard]] const Error* error_as() const noexcept {
    return dynamic_cast<const Error*>(error_.get());
  }

 protected:
  outcome_base() noexcept = default;
  explicit outcome_base(caught_error e) noexcept : error_(std::move(e)) {}
  void require_value() const {
    if (!has_value())
      error_.rethrow();
  }

 private:
  caught_error error_;
};
}  // namespace detail

/// A value, or the squall::error that was in its way.
template <class T>
class [[nodiscard]] outcome : public detail::outcome_base {
 public:
  explicit outcome(T value) : value_(std::move(value)) {}
  explicit outcome(detail::caught_error e) noexcept : outcome_base(std::move(e)) {}

  /// The value; throws the error.
  T& value() & { return require_value(), *value_; }
  const T& value() const& { return require_value(), *value_; }
  T&& value() && { return require_value(), *std::move(value_); }
  T& operator*() & { return value(); }
  const T& operator*() const& { return value(); }
  T&& operator*() && { return std::move(*this).value(); }
  T* operator->() { return &value(); }
  const T* operator->() const { return &value(); }
  template <class U>
  T value_or(U&& other) const& {
    return has_value() ? *value_ : static_cast<T>(std::forward<U>(other));
  }

 private:
  std::optional<T> value_;
};
template <>
class [[nodiscard]] outcome<void> : public detail::outcome_base {
 public:
  outcome() noexcept = default;
  explicit outcome(detail::caught_error e) noexcept : outcome_base(std::move(e)) {}
  /// Throws the error.
  void value() const { require_value(); }
};

/// `f()`, whose squall::error becomes a value. Other exceptions pass.
template <class F>
auto attempt(F&& f) -> outcome<std::remove_cvref_t<decltype(f())>> {
  using value_type = std::remove_cvref_t<decltype(f())>;
  try {
    if constexpr (std::is_void_v<value_type>) {
      f();
      return {};
    } else {
      return outcome<value_type>(f());
    }
  } catch (const error& e) {
    return outcome<value_type>(detail::caught_error(e));
  }
}

/// What db.try_all(), … do: a name that is found where this header is included.
template <class Session, class F>
auto attempt_with(Session&, F f) {
  return attempt(f);
}

}  // namespace squall
