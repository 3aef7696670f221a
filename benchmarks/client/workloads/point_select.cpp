// One row of eight columns by its uuid: prepared, binary, decoded into a struct.
#include <array>
#include <memory>
#include <optional>

#include "benchmarks/client/libpq_twin.hpp"
#include "benchmarks/client/workload.hpp"
#include "squall/squall.hpp"

namespace squall::bench {
namespace {

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
constexpr auto users = table<Users, "users">();

constexpr const char* setup =
    "create table users (id uuid primary key, email text not null, name text not null, bio text, age integer, "
    "is_active boolean not null, created_at timestamptz not null, meta jsonb);"
    "insert into users select md5(i::text)::uuid, 'user' || i || '@example.com', 'User ' || i, "
    "case when i % 3 > 0 then repeat('lorem ipsum ', 8) end, case when i % 4 > 0 then 20 + i % 50 end, i % 2 = 0, "
    "timestamptz '2024-01-01 00:00Z' + i * interval '37.123457 s', "
    "case when i % 5 > 0 then jsonb_build_object('plan', 'pro', 'n', i) end "
    "from generate_series(1, 20000) i";

/// The keys that both sides ask for, in one order.
std::vector<uuid_t> some_ids(const std::string& url) {
  connection db{url};
  const result rows = db.run("select id from users order by id limit 5000");
  std::vector<uuid_t> ids;
  for (int i = 0; i < rows.rows(); ++i) ids.push_back(uuid_t::parse(rows.text(i, 0)));
  return ids;
}

operation by_squall(const std::string& url) {
  auto db = std::make_shared<database>(url);
  return [db, ids = some_ids(url), i = std::size_t{0}]() mutable {
    const auto user = db->select().from(users).where(users.id == ids[i++ % ids.size()]).first();
    if (!user || user->email.empty())
      throw std::runtime_error("the row is not there");
  };
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

row decode(const PGresult* r) {
  const auto null = [&](int c) { return PQgetisnull(r, 0, c) != 0; };
  const auto data = [&](int c) -> const char* { return PQgetvalue(r, 0, c); };
  const auto text = [&](int c, int skip) {
    return std::string(data(c) + skip, static_cast<std::size_t>(PQgetlength(r, 0, c) - skip));
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

operation by_libpq(const std::string& url) {
  const pq_session db(url,
                      "select id, email, name, bio, age, is_active, created_at, meta from users where id = $1 limit 1");
  return [db, ids = some_ids(url), i = std::size_t{0}]() mutable {
    const auto* const value = reinterpret_cast<const char*>(ids[i++ % ids.size()].bytes.data());
    const int length = 16;
    const int binary = 1;
    const pq_result r =
        db.expect(pq_result(PQexecPrepared(db.get(), "statement", 1, &value, &length, &binary, 1)), PGRES_TUPLES_OK);
    if (PQntuples(r.get()) != 1 || decode(r.get()).email.empty())
      throw std::runtime_error("the row is not there");
  };
}

}  // namespace

workload point_select() { return {"point_select", 1.15, setup, by_squall, by_libpq}; }

}  // namespace squall::bench
