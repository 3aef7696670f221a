#include "squall/client/parameters.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstring>

#include "squall/errors.hpp"

namespace squall {

void detail::throw_parameters_full(std::size_t capacity) {
  throw usage_error(fmt::format("static_parameters<{0}> has room for {0} parameters, one more was given", capacity));
}

void parameter_writer::throw_too_long(std::size_t length) const {
  throw usage_error(fmt::format("parameter ${} has {} bytes; PostgreSQL takes 1 GB at most", size_ + 1, length));
}

void parameter_writer::add_block(std::size_t at_least) {
  // What is left in the last block is given up: earlier parameters point into it.
  block_size_ = std::max(at_least, block_size_ * 2);
  blocks_.push_back(std::make_unique_for_overwrite<char[]>(block_size_));
  free_ = blocks_.back().get();
  left_ = block_size_;
}

void parameter_writer::copy(std::string_view value, std::uint32_t oid, bool binary) {
  char* bytes = space(value.size() + 1);
  if (!value.empty())
    std::memcpy(bytes, value.data(), value.size());
  bytes[value.size()] = '\0';
  add(bytes, value.size(), oid, binary);
}

void dynamic_parameters::reserve(std::size_t capacity) {
  if (capacity <= few || capacity <= values_.size())
    return;
  const wire_parameters so_far = parameters();
  if (values_.empty()) {
    values_.assign(so_far.values.begin(), so_far.values.end());
    lengths_.assign(so_far.lengths.begin(), so_far.lengths.end());
    formats_.assign(so_far.formats.begin(), so_far.formats.end());
    types_.assign(so_far.types.begin(), so_far.types.end());
  }
  values_.resize(capacity);
  lengths_.resize(capacity);
  formats_.resize(capacity);
  types_.resize(capacity);
  use(values_.data(), lengths_.data(), formats_.data(), types_.data(), capacity);
}

void dynamic_parameters::grow() { reserve(std::max(few * 2, values_.size() * 2)); }

}  // namespace squall
