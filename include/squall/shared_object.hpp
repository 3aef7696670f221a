// Objects that several owners have together. No std::shared_ptr in what every file with a query includes: its header is
// a tenth of a compiler's memory, and each type that it points to some fifty functions.
#pragma once

#include <cstddef>
#include <cstdint>
#include <new>

namespace squall::detail {

/// What shared owners own. It counts them.
class shared_object {
 public:
  shared_object() = default;
  shared_object(const shared_object&) = delete;
  shared_object& operator=(const shared_object&) = delete;
  virtual ~shared_object();

 private:
  friend class shared_owner;
  friend class object_storage;
  std::uint32_t owners_ = 0;
  std::uint32_t size_ = 0;  // of the storage
};

/// Memory in which an object is made.
class object_storage {
 public:
  explicit object_storage(std::size_t size);
  object_storage(const object_storage&) = delete;
  object_storage& operator=(const object_storage&) = delete;
  /// Gives the memory back, unless an object stands in it.
  ~object_storage();

  [[nodiscard]] void* start() const noexcept { return start_; }
  /// The object was made: it keeps the memory.
  shared_object* keep(shared_object* object) noexcept;
  /// Destroys an object and gives its memory back.
  static void end(shared_object* object) noexcept;

 private:
  std::byte* start_;
  std::size_t size_;
};

/// Owns an object together with its copies, which may live in several threads.
class shared_owner {
 public:
  shared_owner() noexcept = default;
  explicit shared_owner(shared_object* object) noexcept;
  shared_owner(const shared_owner& other) noexcept;
  shared_owner(shared_owner&& other) noexcept;
  shared_owner& operator=(shared_owner other) noexcept;
  ~shared_owner();

  /// Null without an object.
  [[nodiscard]] shared_object* get() const noexcept { return object_; }
  [[nodiscard]] bool empty() const noexcept { return object_ == nullptr; }

 private:
  shared_object* object_ = nullptr;
};

/// A new object of that type, made of the argument.
template <class Object, class Argument>
shared_owner make_shared_object(Argument&& argument) {
  static_assert(alignof(Object) <= __STDCPP_DEFAULT_NEW_ALIGNMENT__);
  object_storage storage(sizeof(Object));
  // NOLINTNEXTLINE(cppcoreguidelines-owning-memory): std::construct_at would take <memory>, and the storage owns it.
  return shared_owner(storage.keep(::new (storage.start()) Object(static_cast<Argument&&>(argument))));
}

}  // namespace squall::detail
