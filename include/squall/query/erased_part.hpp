// A piece of SQL whose type is forgotten, for what is put together at run time.
#pragma once

#include <cstdint>
#include <type_traits>

#include "squall/client/parameters.hpp"
#include "squall/query/sink.hpp"

namespace squall::detail {

class erased_part {
 public:
  erased_part() = default;
  erased_part(const erased_part&) = delete;
  erased_part& operator=(const erased_part&) = delete;
  virtual ~erased_part();
  virtual void write(sql_writer& w) const = 0;
  virtual void bind(parameter_writer& to) const = 0;

 private:
  friend class shared_part;
  mutable std::uint32_t owners_ = 0;
};

/// Owns a part together with its copies. No std::shared_ptr: that is some fifty functions for each type of part.
class shared_part {
 public:
  shared_part() noexcept = default;
  explicit shared_part(const erased_part* part) noexcept;
  shared_part(const shared_part& other) noexcept;
  shared_part(shared_part&& other) noexcept;
  shared_part& operator=(shared_part other) noexcept;
  ~shared_part();

  const erased_part* operator->() const noexcept { return part_; }
  [[nodiscard]] bool empty() const noexcept { return part_ == nullptr; }

 private:
  const erased_part* part_ = nullptr;
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
  return shared_part(new erased<std::remove_cvref_t<E>>(static_cast<E&&>(e)));
}

}  // namespace squall::detail
