// inet, cidr, macaddr and macaddr8: their texts, and network_send in utils/adt/network.c.
#include "squall/types/network.hpp"

#include <arpa/inet.h>
#include <fmt/format.h>

#include <algorithm>
#include <cstring>

#include "client/text_scanner.hpp"
#include "client/wire_reader.hpp"
#include "squall/client/codec.hpp"

namespace squall {
namespace {

using address_bytes = std::array<std::uint8_t, 16>;

// AF_INET as PostgreSQL counts it on the wire, whatever the system's is; IPv6 is the next.
constexpr std::uint8_t wire_v4 = 2;
constexpr std::uint8_t wire_v6 = 3;

constexpr std::size_t size_of(ip_family family) { return family == ip_family::v4 ? 4 : 16; }
constexpr unsigned bits_of(ip_family family) { return family == ip_family::v4 ? 32 : 128; }

int compare_bits(const address_bytes& a, const address_bytes& b, unsigned bits) {
  if (const int order = std::memcmp(a.data(), b.data(), bits / 8); order != 0 || bits % 8 == 0)
    return order;
  const unsigned rest = 8 - bits % 8;
  return (a[bits / 8] >> rest) - (b[bits / 8] >> rest);
}

bool is_network(const address_bytes& address, unsigned prefix, ip_family family) {
  for (unsigned bit = prefix; bit < bits_of(family); ++bit)
    if ((address[bit / 8] & (0x80U >> (bit % 8))) != 0)
      return false;
  return true;
}

template <class T>
T parse_network(std::string_view type, std::string_view text) {
  const detail::text_scanner scanner(type, text);
  const auto slash = text.find('/');
  const std::string host(text.substr(0, slash));
  T value;
  value.family = host.find(':') == std::string::npos ? ip_family::v4 : ip_family::v6;
  if (host.find('\0') != std::string::npos ||
      inet_pton(value.family == ip_family::v4 ? AF_INET : AF_INET6, host.c_str(), value.address.data()) != 1)
    scanner.fail();
  unsigned prefix = bits_of(value.family);
  if (slash != std::string_view::npos) {
    const auto digits = text.substr(slash + 1);
    if (digits.empty() || digits.size() > 3 || digits.find_first_not_of("0123456789") != std::string_view::npos)
      scanner.fail();
    prefix = 0;
    for (const char digit : digits) prefix = prefix * 10 + static_cast<unsigned>(digit - '0');
    if (prefix > bits_of(value.family))
      scanner.fail();
  }
  value.prefix = static_cast<std::uint8_t>(prefix);
  return value;
}

template <class T>
std::string address_text(const T& value) {
  char buffer[INET6_ADDRSTRLEN];
  inet_ntop(value.family == ip_family::v4 ? AF_INET : AF_INET6, value.address.data(), buffer, sizeof buffer);
  return buffer;
}

template <class T>
void append_network(std::string& out, const T& value, bool is_cidr) {
  out += static_cast<char>(value.family == ip_family::v4 ? wire_v4 : wire_v6);
  out += static_cast<char>(value.prefix);
  out += is_cidr ? '\1' : '\0';
  out += static_cast<char>(size_of(value.family));
  out.append(reinterpret_cast<const char*>(value.address.data()), size_of(value.family));
}

template <class T>
T decode_network(std::string_view type, const char* data, int length) {
  detail::wire_reader from(type, data, length);
  T value;
  const auto family = from.number<std::uint8_t>();
  if (family != wire_v4 && family != wire_v6)
    from.fail("its address family is unknown");
  value.family = family == wire_v4 ? ip_family::v4 : ip_family::v6;
  value.prefix = from.number<std::uint8_t>();
  if (value.prefix > bits_of(value.family))
    from.fail("its prefix is longer than the address");
  from.number<std::uint8_t>();  // inet or cidr: the type says so
  if (from.number<std::uint8_t>() != size_of(value.family))
    from.fail("its address has not the length of its family");
  const auto bytes = from.bytes(size_of(value.family));
  std::memcpy(value.address.data(), bytes.data(), bytes.size());
  from.finish();
  return value;
}

int hex_digit(char c) {
  return c >= '0' && c <= '9'   ? c - '0'
         : c >= 'a' && c <= 'f' ? c - 'a' + 10
         : c >= 'A' && c <= 'F' ? c - 'A' + 10
                                : -1;
}

template <class T>
T parse_macaddr(std::string_view type, std::string_view text) {
  detail::text_scanner from(type, text);
  T value;
  char separator = '\0';
  for (std::size_t i = 0; i < value.bytes.size(); ++i) {
    if (i == 1 && (from.peek() == ':' || from.peek() == '-'))
      separator = from.peek();
    if (i > 0 && separator != '\0')
      from.expect(separator);
    const int high = hex_digit(from.take());
    const int low = hex_digit(from.take());
    if (high < 0 || low < 0)
      from.fail();
    value.bytes[i] = static_cast<std::uint8_t>(high << 4 | low);
  }
  from.finish();
  return value;
}

template <class Bytes>
std::string macaddr_text(const Bytes& bytes) {
  std::string out;
  for (const auto byte : bytes) out += fmt::format("{}{:02x}", out.empty() ? "" : ":", byte);
  return out;
}

}  // namespace

namespace detail {
std::strong_ordering compare_networks(ip_family a_family, std::uint8_t a_prefix, const address_bytes& a_address,
                                      ip_family b_family, std::uint8_t b_prefix, const address_bytes& b_address) {
  if (a_family != b_family)
    return a_family <=> b_family;
  if (const int order = compare_bits(a_address, b_address, std::min(a_prefix, b_prefix)); order != 0)
    return order <=> 0;
  if (a_prefix != b_prefix)
    return a_prefix <=> b_prefix;
  return compare_bits(a_address, b_address, bits_of(a_family)) <=> 0;
}
}  // namespace detail

inet_t inet_t::parse(std::string_view text) { return parse_network<inet_t>("inet", text); }
cidr_t cidr_t::parse(std::string_view text) {
  const auto value = parse_network<cidr_t>("cidr", text);
  if (!is_network(value.address, value.prefix, value.family))
    throw decode_error(fmt::format("'{}' is no cidr: it has bits set behind the prefix", text));
  return value;
}
macaddr_t macaddr_t::parse(std::string_view text) { return parse_macaddr<macaddr_t>("macaddr", text); }
macaddr8_t macaddr8_t::parse(std::string_view text) { return parse_macaddr<macaddr8_t>("macaddr8", text); }

std::string to_string(const inet_t& value) {
  return value.prefix == bits_of(value.family) ? address_text(value)
                                               : fmt::format("{}/{}", address_text(value), value.prefix);
}
std::string to_string(const cidr_t& value) { return fmt::format("{}/{}", address_text(value), value.prefix); }
std::string to_string(const macaddr_t& value) { return macaddr_text(value.bytes); }
std::string to_string(const macaddr8_t& value) { return macaddr_text(value.bytes); }

void codec<inet_t>::append(std::string& out, const inet_t& value) { append_network(out, value, false); }
inet_t codec<inet_t>::decode(const char* data, int length) { return decode_network<inet_t>("inet", data, length); }
void codec<cidr_t>::append(std::string& out, const cidr_t& value) { append_network(out, value, true); }
cidr_t codec<cidr_t>::decode(const char* data, int length) { return decode_network<cidr_t>("cidr", data, length); }

}  // namespace squall
