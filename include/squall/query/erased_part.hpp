// A piece of SQL whose type is forgotten, for what is put together at run time.
#pragma once

#include <memory>
#include <type_traits>
#include <utility>

#include "squall/client/parameters.hpp"
#include "squall/query/sink.hpp"

namespace squall::detail {

class erased_part {
 public:
  erased_part() = default;
  erased_part(const erased_part&) = delete;
  erased_part& operator=(const erased_part&) = delete;
  virtual ~erased_part() = default;
  virtual void write(sql_writer& w) const = 0;
  virtual void bind(parameter_writer& to) const = 0;
};

template <class E>
class erased final : public erased_part {
 public:
  explicit erased(E e) : expression_(std::move(e)) {}
  void write(sql_writer& w) const override { render<E>(w, &expression_); }
  void bind(parameter_writer& to) const override {
    argument_sink<> sink(to);
    bind_values(sink, expression_);
  }

 private:
  [[no_unique_address]] E expression_;
};

template <class E>
std::shared_ptr<const erased_part> erase_type(E&& e) {
  return std::make_shared<erased<std::remove_cvref_t<E>>>(std::forward<E>(e));
}

}  // namespace squall::detail
