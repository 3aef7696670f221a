// Rows that do not exist yet, for the workloads that write.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "benchmarks/client/users_table.hpp"

namespace squall::bench {

using NewUser = insert_t<Users>;

/// Without a key: the same rows are written again and again.
inline constexpr const char* bare_users_setup =
    "create table users (id uuid not null, email text not null, name text not null, bio text, age integer, "
    "is_active boolean not null, created_at timestamptz not null, meta jsonb)";

inline std::vector<NewUser> some_new_users(int count) {
  std::vector<NewUser> rows;
  for (int i = 0; i < count; ++i) {
    uuid_t id;
    for (std::size_t b = 0; b < id.bytes.size(); ++b)
      id.bytes[b] = static_cast<unsigned char>(i * 31 + static_cast<int>(b));
    rows.push_back({.id = id,
                    .email = "user" + std::to_string(i) + "@example.com",
                    .name = "User " + std::to_string(i),
                    .bio = i % 3 > 0 ? std::optional<std::string>(std::string(96, 'x')) : std::nullopt,
                    .age = i % 4 > 0 ? std::optional<std::int32_t>(20 + i % 50) : std::nullopt,
                    .is_active = i % 2 == 0,
                    .created_at = timestamptz_t::from_microseconds(i * std::int64_t{37'123'457}),
                    .meta = json_t{R"({"plan": "pro"})"}});
  }
  return rows;
}

/// The parameters of one row as libpq takes them; refers to the row.
struct user_parameters {
  std::array<const char*, 8> pointers{};
  std::array<int, 8> lengths{};
  std::array<int, 8> formats{1, 1, 1, 1, 1, 1, 1, 0};
  std::uint32_t age = 0;
  char is_active = 0;
  std::uint64_t created_at = 0;

  explicit user_parameters(const NewUser& user) {
    bytes(0, reinterpret_cast<const char*>(user.id->bytes.data()), 16);
    text(1, *user.email);
    text(2, *user.name);
    if (user.bio)
      text(3, *user.bio);
    if (user.age) {
      age = __builtin_bswap32(static_cast<std::uint32_t>(*user.age));
      bytes(4, reinterpret_cast<const char*>(&age), 4);
    }
    is_active = *user.is_active ? '\1' : '\0';
    bytes(5, &is_active, 1);
    created_at = __builtin_bswap64(static_cast<std::uint64_t>(user.created_at->microseconds));
    bytes(6, reinterpret_cast<const char*>(&created_at), 8);
    text(7, user.meta->text);
  }
  user_parameters(const user_parameters&) = delete;
  user_parameters& operator=(const user_parameters&) = delete;

 private:
  void bytes(std::size_t i, const char* at, int size) {
    pointers[i] = at;
    lengths[i] = size;
  }
  void text(std::size_t i, const std::string& value) { bytes(i, value.c_str(), static_cast<int>(value.size())); }
};

}  // namespace squall::bench
