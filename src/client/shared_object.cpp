#include "squall/shared_object.hpp"

#include <atomic>
#include <memory>
#include <utility>

namespace squall::detail {

shared_object::~shared_object() = default;

object_storage::object_storage(std::size_t size) : start_(std::allocator<std::byte>().allocate(size)), size_(size) {}
object_storage::~object_storage() {
  if (start_ != nullptr)
    std::allocator<std::byte>().deallocate(start_, size_);
}
shared_object* object_storage::keep(shared_object* object) noexcept {
  object->size_ = static_cast<std::uint32_t>(size_);
  start_ = nullptr;
  return object;
}
void object_storage::end(shared_object* object) noexcept {
  auto* const start = static_cast<std::byte*>(dynamic_cast<void*>(object));
  const std::size_t size = object->size_;
  std::destroy_at(object);
  std::allocator<std::byte>().deallocate(start, size);
}

shared_owner::shared_owner(shared_object* object) noexcept : object_(object) {
  if (object_ != nullptr)
    std::atomic_ref(object_->owners_).fetch_add(1, std::memory_order_relaxed);
}
shared_owner::shared_owner(const shared_owner& other) noexcept : shared_owner(other.object_) {}
shared_owner::shared_owner(shared_owner&& other) noexcept : object_(std::exchange(other.object_, nullptr)) {}
shared_owner& shared_owner::operator=(shared_owner other) noexcept {
  std::swap(object_, other.object_);
  return *this;
}
shared_owner::~shared_owner() {
  if (object_ != nullptr && std::atomic_ref(object_->owners_).fetch_sub(1, std::memory_order_acq_rel) == 1)
    object_storage::end(object_);
}

}  // namespace squall::detail
