// A piece of SQL whose type is forgotten, for what is put together at run time.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
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
  friend class part_storage;
  mutable std::uint32_t owners_ = 0;
  std::uint32_t size_ = 0;  // of the storage
};

/// Memory in which a part is made. No std::make_unique: with its pointer it is some forty functions for each type.
class part_storage {
 public:
  explicit part_storage(std::size_t size);
  part_storage(const part_storage&) = delete;
  part_storage& operator=(const part_storage&) = delete;
  /// Gives the memory back, unless a part stands in it.
  ~part_storage();

  [[nodiscard]] void* start() const noexcept { return start_; }
  /// The part was made: it keeps the memory.
  const erased_part* keep(erased_part* part) noexcept;
  /// Destroys a part and gives its memory back.
  static void end(const erased_part* part) noexcept;

 private:
  std::byte* start_;
  std::size_t size_;
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
  using part = erased<std::remove_cvref_t<E>>;
  static_assert(alignof(part) <= __STDCPP_DEFAULT_NEW_ALIGNMENT__);
  part_storage storage(sizeof(part));
  return shared_part(storage.keep(std::construct_at(static_cast<part*>(storage.start()), static_cast<E&&>(e))));
}

}  // namespace squall::detail
