#include "client/copy_reader.hpp"

#include <fmt/format.h>

#include <memory>
#include <new>
#include <utility>

#include "squall/client/wire.hpp"
#include "squall/errors.hpp"

namespace squall::detail {

namespace {

constexpr std::string_view signature{"PGCOPY\n\377\r\n\0", 11};
constexpr std::size_t header_size = signature.size() + 8;

[[noreturn]] void raise_malformed(std::string_view problem) {
  throw decode_error(fmt::format("the data of a COPY is malformed: {}", problem));
}

result empty_rows(PGconn* c, std::size_t columns) {
  PGresult* made = PQmakeEmptyPGresult(c, PGRES_TUPLES_OK);
  result owned(made);
  static char no_name[] = "";
  std::vector<PGresAttDesc> descriptions(columns, {no_name, 0, 0, 1, 0, -1, -1});
  if (made == nullptr || PQsetResultAttrs(made, static_cast<int>(columns), descriptions.data()) == 0)
    throw std::bad_alloc();
  return owned;
}

struct freed {
  void operator()(char* message) const noexcept { PQfreemem(message); }
};

}  // namespace

bool copy_reader::read(PGconn* c, result& into) {
  constexpr int most_rows = 500;
  if (ended_)
    return false;
  into = empty_rows(c, columns_);
  while (into.rows() < most_rows) {
    char* received = nullptr;
    const bool wait = into.rows() == 0;
    const int length = PQgetCopyData(c, &received, wait ? 0 : 1);
    const std::unique_ptr<char, freed> message(received);
    if (length > 0) {
      take({received, static_cast<std::size_t>(length)}, into.native_handle());
    } else if (length == 0) {
      return true;  // no more has come yet
    } else {
      ended_ = true;
      return into.rows() > 0;
    }
  }
  return true;
}

void copy_reader::check_end() const {
  if (!has_trailer_)
    raise_malformed("it ends early");
}

void copy_reader::take(std::string_view message, PGresult* into) {
  // The server sends each row as a message, which the protocol does not promise (manual, 55.2.6).
  std::string joined;
  if (!rest_.empty()) {
    joined = std::exchange(rest_, {}) += message;
    message = joined;
  }
  while (!message.empty()) {
    const std::size_t taken = has_header_ ? take_row(message, into) : take_header(message);
    if (taken == 0)
      break;
    message.remove_prefix(taken);
  }
  rest_ = message;
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

std::size_t copy_reader::take_row(std::string_view data, PGresult* into) {
  if (has_trailer_)
    raise_malformed("there is more behind its end");
  if (data.size() < 2)
    return 0;
  const auto count = load<std::int16_t>(data.data());
  if (count == -1) {
    has_trailer_ = true;
    return 2;
  }
  if (count < 0 || static_cast<std::size_t>(count) != columns_)
    raise_malformed(fmt::format("a row has {} columns instead of {}", count, columns_));
  std::size_t at = 2;
  fields_.clear();
  for (std::size_t i = 0; i < columns_; ++i) {
    if (data.size() - at < 4)
      return 0;
    const auto length = load<std::int32_t>(data.data() + at);
    at += 4;
    const std::size_t size = length < 0 ? 0 : static_cast<std::size_t>(length);
    if (data.size() - at < size)
      return 0;
    fields_.push_back({const_cast<char*>(data.data() + at), length});  // PQsetvalue only reads
    at += size;
  }
  const int row = PQntuples(into);
  for (std::size_t i = 0; i < columns_; ++i)
    if (PQsetvalue(into, row, static_cast<int>(i), fields_[i].length < 0 ? nullptr : fields_[i].data,
                   fields_[i].length) == 0)
      throw std::bad_alloc();
  return at;
}

}  // namespace squall::detail
