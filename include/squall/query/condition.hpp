// Conditions that are put together at run time.
#pragma once

#include <type_traits>
#include <utility>

#include "squall/query/checks.hpp"
#include "squall/query/erased_part.hpp"
#include "squall/query/operators.hpp"

namespace squall {

/// A condition whose shape is only known at run time. Empty it holds for every row.
///
///     condition c;
///     if (only_active) c &= users.is_active;
///     if (name) c &= users.first_name == *name;
///     db.select().from(users).where(c).all();
///
/// Copies share their parts, which never change. Whether its columns belong to the statement's tables is the server's
/// to say.
class condition : public detail::expression_base<bool> {
 public:
  condition() = default;
  template <expression E>
    requires(!std::is_same_v<std::remove_cvref_t<E>, condition>)
  // NOLINTNEXTLINE(google-explicit-constructor): any condition is a condition.
  condition(E&& e) : part_(detail::erase_type(static_cast<E&&>(e))) {
    (void)sizeof(detail::check_condition<detail::shown<E>, detail::is_condition<std::remove_cvref_t<E>>()>);
  }

  condition& operator&=(condition other) { return add<detail::op::and_>(static_cast<condition&&>(other)); }
  condition& operator|=(condition other) { return add<detail::op::or_>(static_cast<condition&&>(other)); }
  /// Nothing was added: holds for every row.
  [[nodiscard]] bool empty() const noexcept { return part_.empty(); }

  static constexpr bool is_static = false;
  static constexpr bool has_values = true;
  static constexpr bool nullable(const detail::scope&) { return true; }
  static constexpr void write(detail::sql_writer& w, const condition* self) {
    if (self == nullptr || self->part_.empty())
      w.put("true");
    else
      self->part_->write(w);
  }
  template <class Sink>
  void bind(Sink& sink) const {
    if (!part_.empty())
      part_->bind(sink.parameters());
  }

 private:
  template <detail::op Op>
  condition& add(condition other) {
    if (other.empty() || empty()) {
      if (empty())
        part_ = static_cast<detail::shared_part&&>(other.part_);
      return *this;
    }
    using pair = detail::binary<Op, bool, condition, condition>;
    part_ = detail::erase_type(pair{{}, *this, static_cast<condition&&>(other)});
    return *this;
  }

  detail::shared_part part_;
};

}  // namespace squall
