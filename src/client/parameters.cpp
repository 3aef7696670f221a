#include "squall/client/parameters.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstring>
#include <memory>
#include <vector>

#include "squall/errors.hpp"

namespace squall {

void detail::throw_parameters_full(std::size_t capacity) {
  throw usage_error(fmt::format("static_parameters<{0}> has room for {0} parameters, one more was given", capacity));
}

void parameter_writer::grow() { detail::throw_parameters_full(capacity_); }

void parameter_writer::throw_too_long(std::size_t length) const {
  throw usage_error(fmt::format("parameter ${} has {} bytes; PostgreSQL takes 1 GB at most", size_ + 1, length));
}

void parameter_writer::add_block(std::size_t at_least) {
  // What is left in the last block is given up: earlier parameters point into it.
  block_size_ = std::max(at_least, block_size_ * 2);
  auto block = std::make_unique_for_overwrite<char[]>(sizeof blocks_ + block_size_);
  std::memcpy(block.get(), &blocks_, sizeof blocks_);
  blocks_ = block.release();
  free_ = blocks_ + sizeof blocks_;
  left_ = block_size_;
}

void parameter_writer::free_blocks() noexcept {
  while (blocks_ != nullptr) {
    const std::unique_ptr<char[]> block(blocks_);
    std::memcpy(&blocks_, block.get(), sizeof blocks_);
  }
}

wire_parameters parameter_writer::parameters() const noexcept { return {size_, values_, lengths_, formats_, types_}; }

void parameter_writer::copy(std::string_view value, std::uint32_t oid, bool binary) {
  char* bytes = space(value.size() + 1);
  if (!value.empty())
    std::memcpy(bytes, value.data(), value.size());
  bytes[value.size()] = '\0';
  add(bytes, value.size(), oid, binary);
}

struct dynamic_parameters::many {
  std::vector<const char*> values;
  std::vector<int> lengths;
  std::vector<int> formats;
  std::vector<std::uint32_t> types;
};

void dynamic_parameters::reserve(std::size_t capacity) {
  if (capacity <= few || (many_ != nullptr && capacity <= many_->values.size()))
    return;
  const wire_parameters so_far = parameters();
  if (many_ == nullptr)
    many_ = std::make_unique<many>(many{{so_far.values, so_far.values + so_far.count},
                                        {so_far.lengths, so_far.lengths + so_far.count},
                                        {so_far.formats, so_far.formats + so_far.count},
                                        {so_far.types, so_far.types + so_far.count}})
                .release();
  many_->values.resize(capacity);
  many_->lengths.resize(capacity);
  many_->formats.resize(capacity);
  many_->types.resize(capacity);
  use(many_->values.data(), many_->lengths.data(), many_->formats.data(), many_->types.data(), capacity);
}

void dynamic_parameters::grow() { reserve(many_ == nullptr ? few * 2 : many_->values.size() * 2); }

void dynamic_parameters::free_many() noexcept { const std::unique_ptr<many> last(many_); }

}  // namespace squall
