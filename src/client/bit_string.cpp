// bit and varbit: their text, and varbit_send in utils/adt/varbit.c.
#include "squall/types/bit_string.hpp"

#include <cstring>

#include "client/text_scanner.hpp"
#include "client/wire_reader.hpp"
#include "squall/client/codec.hpp"

namespace squall {

bit_string_t::bit_string_t(std::string_view text) : bit_string_t(text.size()) {
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] != '0' && text[i] != '1')
      detail::text_scanner("bit string", text).fail();
    set(i, text[i] == '1');
  }
}

bit_string_t bit_string_t::from_bytes(std::vector<std::uint8_t> bytes, std::size_t size) {
  bit_string_t value;
  value.size_ = size;
  value.bytes_ = std::move(bytes);
  value.bytes_.resize((size + 7) / 8);
  if (size % 8 != 0)
    value.bytes_.back() = static_cast<std::uint8_t>(value.bytes_.back() & 0xff00U >> (size % 8));
  return value;
}

std::strong_ordering operator<=>(const bit_string_t& a, const bit_string_t& b) {
  const std::size_t both = std::min(a.bytes_.size(), b.bytes_.size());
  if (const int order = both == 0 ? 0 : std::memcmp(a.bytes_.data(), b.bytes_.data(), both); order != 0)
    return order <=> 0;
  return a.size_ <=> b.size_;
}

std::string to_string(const bit_string_t& value) {
  std::string out(value.size(), '0');
  for (std::size_t i = 0; i < value.size(); ++i)
    if (value[i])
      out[i] = '1';
  return out;
}

void codec<bit_string_t>::append(std::string& out, const bit_string_t& value) {
  detail::append(out, detail::array_length(value.size()));
  out.append(reinterpret_cast<const char*>(value.bytes().data()), value.bytes().size());
}

bit_string_t codec<bit_string_t>::decode(const char* data, int length) {
  detail::wire_reader from("bit string", data, length);
  const auto size = from.number<std::int32_t>();
  if (size < 0 || (static_cast<std::size_t>(size) + 7) / 8 != from.left())
    from.fail("its length is not that of its bytes");
  const auto bytes = from.rest();
  return bit_string_t::from_bytes({bytes.begin(), bytes.end()}, static_cast<std::size_t>(size));
}

}  // namespace squall
