// What a session calls with the server's notices.
#pragma once

#include <cstddef>
#include <string_view>
#include <type_traits>
#include <utility>

#include "squall/shared_object.hpp"

namespace squall {

/// Owns any callable that takes a std::string_view, or nothing. No std::function: its header costs a compiler more than
/// all that a schema of a dozen tables does.
class notice_handler {
 public:
  notice_handler() noexcept = default;
  // NOLINTNEXTLINE(google-explicit-constructor): on_notice(nullptr)
  notice_handler(std::nullptr_t) noexcept {}
  template <class F>
    requires(!std::is_same_v<std::remove_cvref_t<F>, notice_handler> &&
             std::is_invocable_v<std::decay_t<F>&, std::string_view>)
  // NOLINTNEXTLINE(google-explicit-constructor): on_notice([](std::string_view message) { … })
  notice_handler(F&& callable) {
    if (!is_nothing(callable))
      callable_ = detail::make_shared_object<holder<std::decay_t<F>>>(std::forward<F>(callable));
  }

  void operator()(std::string_view message) const { static_cast<any_callable*>(callable_.get())->call(message); }
  explicit operator bool() const noexcept { return !callable_.empty(); }

 private:
  struct any_callable : detail::shared_object {
    virtual void call(std::string_view message) = 0;
  };
  template <class F>
  struct holder final : any_callable {
    template <class Given>  // NOLINTNEXTLINE(bugprone-forwarding-reference-overload): given callables alone
    explicit holder(Given&& given) : callable(std::forward<Given>(given)) {}
    void call(std::string_view message) override { static_cast<void>(callable(message)); }
    F callable;
  };

  /// A null pointer to a function, or a std::function without one.
  template <class F>
  static bool is_nothing(const F& callable) {
    if constexpr (std::is_pointer_v<F>)
      return callable == nullptr;
    else if constexpr (requires { callable.operator bool(); })
      return !static_cast<bool>(callable);
    else
      return false;
  }

  detail::shared_owner callable_;  // copies share it
};

}  // namespace squall
