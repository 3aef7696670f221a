// inet, cidr, macaddr, macaddr8, bit, varbit, oid, pg_lsn, money, "char". Included by codec.hpp.
#pragma once

#include <cstdint>
#include <cstring>
#include <string>
#include <string_view>

#include "squall/client/codec.hpp"  // IWYU pragma: keep
#include "squall/client/composed_codec.hpp"
#include "squall/types/bit_string.hpp"
#include "squall/types/network.hpp"
#include "squall/types/oid.hpp"

namespace squall {
namespace detail {

template <class T>
struct wire_macaddr {
  static constexpr std::string_view name = sizeof(T::bytes) == 6 ? "macaddr" : "macaddr8";
  static constexpr int size = sizeof(T::bytes);
  static void store(char* to, const T& value) { std::memcpy(to, value.bytes.data(), sizeof(T::bytes)); }
  static T load(const char* from) {
    T value;
    std::memcpy(value.bytes.data(), from, sizeof(T::bytes));
    return value;
  }
};
struct wire_oid {
  static constexpr std::string_view name = "oid";
  static constexpr int size = 4;
  static void store(char* to, oid_t value) { detail::store(to, value.value); }
  static oid_t load(const char* from) { return {detail::load<std::uint32_t>(from)}; }
};
struct wire_pg_lsn {
  static constexpr std::string_view name = "pg_lsn";
  static constexpr int size = 8;
  static void store(char* to, pg_lsn_t value) { detail::store(to, value.value); }
  static pg_lsn_t load(const char* from) { return {detail::load<std::uint64_t>(from)}; }
};
struct wire_money {
  static constexpr std::string_view name = "money";
  static constexpr int size = 8;
  static void store(char* to, money_t value) { detail::store(to, value.minor_units); }
  static money_t load(const char* from) { return {detail::load<std::int64_t>(from)}; }
};
struct wire_char {
  static constexpr std::string_view name = "\"char\"";
  static constexpr int size = 1;
  static void store(char* to, char value) { *to = value; }
  static char load(const char* from) { return *from; }
};

}  // namespace detail

template <>
struct codec<inet_t> : detail::composed_codec<codec<inet_t>, inet_t, 869, 1041> {
  static void append(std::string& out, const inet_t& value);
  static inet_t decode(const char* data, int length);
};
template <>
struct codec<cidr_t> : detail::composed_codec<codec<cidr_t>, cidr_t, 650, 651> {
  static void append(std::string& out, const cidr_t& value);
  static cidr_t decode(const char* data, int length);
};
template <>
struct codec<macaddr_t> : detail::fixed_codec<macaddr_t, 829, 1040, detail::wire_macaddr<macaddr_t>> {};
template <>
struct codec<macaddr8_t> : detail::fixed_codec<macaddr8_t, 774, 775, detail::wire_macaddr<macaddr8_t>> {};

/// bit or varbit, the server infers which.
template <>
struct codec<bit_string_t> : detail::composed_codec<codec<bit_string_t>, bit_string_t, 0, 0> {
  static void append(std::string& out, const bit_string_t& value);
  static bit_string_t decode(const char* data, int length);
};

template <>
struct codec<oid_t> : detail::fixed_codec<oid_t, 26, 1028, detail::wire_oid> {};
template <>
struct codec<pg_lsn_t> : detail::fixed_codec<pg_lsn_t, 3220, 3221, detail::wire_pg_lsn> {};
template <>
struct codec<money_t> : detail::fixed_codec<money_t, 790, 791, detail::wire_money> {};
/// "char", the type of one byte. A zero byte is its empty value.
template <>
struct codec<char> : detail::fixed_codec<char, 18, 1002, detail::wire_char> {};

}  // namespace squall
