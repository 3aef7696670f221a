// The table that several workloads read, and its rows as the hand-written side has them.
#pragma once

#include <array>
#include <cstring>
#include <memory>
#include <optional>
#include <stdexcept>
#include <string>
#include <vector>

#include "benchmarks/client/libpq_twin.hpp"
#include "benchmarks/client/workload.hpp"
#include "squall/squall.hpp"

namespace squall::bench {

template <class M>
struct Users {
  col<M, pg::uuid().primary_key()> id;
  col<M, pg::text().not_null()> email;
  col<M, pg::text().not_null()> name;
  col<M, pg::text()> bio;
  col<M, pg::integer()> age;
  col<M, pg::boolean().not_null()> is_active;
  col<M, pg::timestamptz().not_null()> created_at;
  col<M, pg::jsonb()> meta;
};
inline constexpr auto users = table<Users, "users">();

inline constexpr const char* users_setup =
    "create table users (id uuid primary key, email text not null, name text not null, bio text, age integer, "
    "is_active boolean not null, created_at timestamptz not null, meta jsonb);"
    "insert into users select md5(i::text)::uuid, 'user' || i || '@example.com', 'User ' || i, "
    "case when i % 3 > 0 then repeat('lorem ipsum ', 8) end, case when i % 4 > 0 then 20 + i % 50 end, i % 2 = 0, "
    "timestamptz '2024-01-01 00:00Z' + i * interval '37.123457 s', "
    "case when i % 5 > 0 then jsonb_build_object('plan', 'pro', 'n', i) end "
    "from generate_series(1, 20000) i";

/// The keys that both sides ask for, in one order.
inline std::vector<uuid_t> some_ids(const std::string& url) {
  connection db{url};
  const result rows = db.run("select id from users order by id limit 5000");
  std::vector<uuid_t> ids;
  for (int i = 0; i < rows.rows(); ++i) ids.push_back(uuid_t::parse(rows.text(i, 0)));
  return ids;
}

struct row {
  std::array<unsigned char, 16> id;
  std::string email;
  std::string name;
  std::optional<std::string> bio;
  std::optional<std::int32_t> age;
  bool is_active;
  std::int64_t created_at;
  std::optional<std::string> meta;
};

/// The columns in the table's order, in binary format.
inline row decode(const PGresult* r, int at = 0) {
  const auto null = [&](int c) { return PQgetisnull(r, at, c) != 0; };
  const auto data = [&](int c) -> const char* { return PQgetvalue(r, at, c); };
  const auto text = [&](int c, int skip) {
    return std::string(data(c) + skip, static_cast<std::size_t>(PQgetlength(r, at, c) - skip));
  };
  row user;
  std::memcpy(user.id.data(), data(0), 16);
  user.email = text(1, 0);
  user.name = text(2, 0);
  if (!null(3))
    user.bio = text(3, 0);
  if (!null(4))
    user.age = big_endian<std::int32_t>(data(4));
  user.is_active = *data(5) != 0;
  user.created_at = big_endian<std::int64_t>(data(6));
  if (!null(7))
    user.meta = text(7, 1);  // the version byte of jsonb
  return user;
}

/// Goes through the rows of `rows_of(db)`, a range of users, which are to be `count`.
template <class RowsOf>
operation counted(const std::string& url, std::size_t count, RowsOf rows_of) {
  auto db = std::make_shared<database>(url);
  return [db, count, rows_of] {
    std::size_t rows = 0;
    for (const auto& user : rows_of(*db)) rows += user.email.empty() ? 0 : 1;
    if (rows != count)
      throw std::runtime_error("rows are missing");
  };
}

}  // namespace squall::bench
