// The texts of pg_lsn and money.
#include "squall/types/oid.hpp"

#include <fmt/format.h>

#include <charconv>

#include "client/text_scanner.hpp"

namespace squall {
namespace {

std::uint64_t lsn_half(const detail::text_scanner& from, std::string_view digits) {
  std::uint32_t value = 0;
  const auto [end, problem] = std::from_chars(digits.data(), digits.data() + digits.size(), value, 16);
  if (digits.size() > 8 || problem != std::errc{} || end != digits.data() + digits.size())
    from.fail();
  return value;
}

}  // namespace

pg_lsn_t pg_lsn_t::parse(std::string_view text) {
  detail::text_scanner from("pg_lsn", text);
  const auto high = lsn_half(from, from.until("/"));
  from.expect('/');
  return {high << 32 | lsn_half(from, from.until(""))};
}

std::string to_string(const pg_lsn_t& value) {
  return fmt::format("{:X}/{:X}", value.value >> 32, value.value & 0xffffffffU);
}

money_t money_t::parse(std::string_view text, int digits) {
  detail::text_scanner from("amount of money", text);
  const bool negative = from.skip('-');
  money_t value;
  int behind_point = -1;  // before it
  bool any = false;
  while (!from.at_end()) {
    const char c = from.take();
    if (c == '.' && behind_point < 0 && digits > 0) {
      behind_point = 0;
      continue;
    }
    // Counted downwards, since the smallest number has no positive twin.
    if (c < '0' || c > '9' || (behind_point >= 0 && ++behind_point > digits) ||
        __builtin_mul_overflow(value.minor_units, std::int64_t{10}, &value.minor_units) ||
        __builtin_sub_overflow(value.minor_units, std::int64_t{c - '0'}, &value.minor_units))
      from.fail();
    any = true;
  }
  for (int i = behind_point < 0 ? 0 : behind_point; i < digits; ++i)
    if (__builtin_mul_overflow(value.minor_units, std::int64_t{10}, &value.minor_units))
      from.fail();
  if (!any || (!negative && __builtin_sub_overflow(std::int64_t{0}, value.minor_units, &value.minor_units)))
    from.fail();
  return value;
}

std::string to_string(const money_t& value, int digits) {
  const bool negative = value.minor_units < 0;
  const auto size =
      negative ? 0 - static_cast<std::uint64_t>(value.minor_units) : static_cast<std::uint64_t>(value.minor_units);
  std::string text = fmt::format("{:0{}}", size, digits + 1);
  if (digits > 0)
    text.insert(text.size() - static_cast<std::size_t>(digits), 1, '.');
  return negative ? "-" + text : text;
}

}  // namespace squall
