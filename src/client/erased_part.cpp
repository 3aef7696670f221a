#include "squall/query/erased_part.hpp"

#include <atomic>
#include <utility>

namespace squall::detail {

erased_part::~erased_part() = default;

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
    delete part_;
}

}  // namespace squall::detail
