#include "squall/query/erased_part.hpp"

#include <atomic>
#include <memory>
#include <utility>

namespace squall::detail {

erased_part::~erased_part() = default;

part_storage::part_storage(std::size_t size) : start_(std::allocator<std::byte>().allocate(size)), size_(size) {}
part_storage::~part_storage() {
  if (start_ != nullptr)
    std::allocator<std::byte>().deallocate(start_, size_);
}
const erased_part* part_storage::keep(erased_part* part) noexcept {
  part->size_ = static_cast<std::uint32_t>(size_);
  start_ = nullptr;
  return part;
}
void part_storage::end(const erased_part* part) noexcept {
  auto* const start = static_cast<std::byte*>(const_cast<void*>(dynamic_cast<const void*>(part)));
  const std::size_t size = part->size_;
  std::destroy_at(part);
  std::allocator<std::byte>().deallocate(start, size);
}

// Copies of a condition may live in several threads.
shared_part::shared_part(const erased_part* part) noexcept : part_(part) {
  if (part_ != nullptr)
    std::atomic_ref(part_->owners_).fetch_add(1, std::memory_order_relaxed);
}
shared_part::shared_part(const shared_part& other) noexcept : shared_part(other.part_) {}
shared_part::shared_part(shared_part&& other) noexcept : part_(std::exchange(other.part_, nullptr)) {}
shared_part& shared_part::operator=(shared_part other) noexcept {
  std::swap(part_, other.part_);
  return *this;
}
shared_part::~shared_part() {
  if (part_ != nullptr && std::atomic_ref(part_->owners_).fetch_sub(1, std::memory_order_acq_rel) == 1)
    part_storage::end(part_);
}

}  // namespace squall::detail
