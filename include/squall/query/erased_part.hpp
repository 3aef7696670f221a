// A piece of SQL whose type is forgotten, for what is put together at run time.
#pragma once

#include <type_traits>

#include "squall/client/parameters.hpp"
#include "squall/query/sink.hpp"
#include "squall/shared_object.hpp"

namespace squall::detail {

class erased_part : public shared_object {
 public:
  virtual void write(sql_writer& w) const = 0;
  virtual void bind(parameter_writer& to) const = 0;
};

/// Owns a part together with its copies.
class shared_part {
 public:
  shared_part() noexcept = default;
  explicit shared_part(shared_owner part) noexcept : owner_(static_cast<shared_owner&&>(part)) {}

  const erased_part* operator->() const noexcept { return static_cast<const erased_part*>(owner_.get()); }
  [[nodiscard]] bool empty() const noexcept { return owner_.empty(); }

 private:
  shared_owner owner_;
};

template <class E>
class erased final : public erased_part {
 public:
  explicit erased(E&& e) : expression_(static_cast<E&&>(e)) {}
  explicit erased(const E& e) : expression_(e) {}
  void write(sql_writer& w) const override { render<E>(w, &expression_); }
  void bind(parameter_writer& to) const override {
    argument_sink<> sink(to);
    bind_values(sink, expression_);
  }

 private:
  [[no_unique_address]] E expression_;
};

template <class E>
shared_part erase_type(E&& e) {
  return shared_part(make_shared_object<erased<std::remove_cvref_t<E>>>(static_cast<E&&>(e)));
}

}  // namespace squall::detail
