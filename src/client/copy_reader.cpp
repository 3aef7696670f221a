#include "client/copy_reader.hpp"

#include <fmt/format.h>

#include "squall/client/wire.hpp"
#include "squall/errors.hpp"

namespace squall::detail {

namespace {

constexpr std::string_view signature{"PGCOPY\n\377\r\n\0", 11};
constexpr std::size_t header_size = signature.size() + 8;

[[noreturn]] void raise_malformed(std::string_view problem) {
  throw decode_error(fmt::format("the data of a COPY is malformed: {}", problem));
}

}  // namespace

const raw_field* copy_reader::next(PGconn* c) {
  for (;;) {
    while (!left_.empty()) {
      const bool is_row = has_header_;
      const std::size_t taken = is_row ? take_row(left_) : take_header(left_);
      if (taken == 0)
        break;
      left_.remove_prefix(taken);
      if (is_row && !has_trailer_)
        return fields_.data();
    }
    char* received = nullptr;
    const int length = PQgetCopyData(c, &received, 0);
    if (length <= 0)
      return nullptr;
    std::unique_ptr<char, freed> message(received);
    const std::string_view bytes(received, static_cast<std::size_t>(length));
    if (left_.empty()) {
      left_ = bytes;
    } else {
      // The server sends each row as a message, which the protocol does not promise (manual, 55.2.6).
      std::string joined(left_);
      joined += bytes;
      joined_ = std::move(joined);
      left_ = joined_;
    }
    message_ = std::move(message);
  }
}

void copy_reader::check_end() const {
  if (!has_trailer_)
    raise_malformed("it ends early");
}

std::size_t copy_reader::take_header(std::string_view data) {
  if (data.size() < header_size)
    return 0;
  if (!data.starts_with(signature))
    raise_malformed("it has another signature");
  const auto extension = load<std::int32_t>(data.data() + signature.size() + 4);
  if (extension < 0)
    raise_malformed("its header has a negative length");
  const std::size_t size = header_size + static_cast<std::size_t>(extension);
  if (data.size() < size)
    return 0;
  has_header_ = true;
  return size;
}

std::size_t copy_reader::take_row(std::string_view data) {
  if (has_trailer_)
    raise_malformed("there is more behind its end");
  if (data.size() < 2)
    return 0;
  const auto count = load<std::int16_t>(data.data());
  if (count == -1) {
    has_trailer_ = true;
    return 2;
  }
  if (count < 0 || static_cast<std::size_t>(count) != fields_.size())
    raise_malformed(fmt::format("a row has {} columns instead of {}", count, fields_.size()));
  std::size_t at = 2;
  for (raw_field& field : fields_) {
    if (data.size() - at < 4)
      return 0;
    const auto length = load<std::int32_t>(data.data() + at);
    at += 4;
    field = {nullptr, 0};
    if (length < 0)
      continue;
    if (data.size() - at < static_cast<std::size_t>(length))
      return 0;
    field = {data.data() + at, length};
    at += static_cast<std::size_t>(length);
  }
  return at;
}

}  // namespace squall::detail
