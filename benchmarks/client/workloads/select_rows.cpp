// 10,000 rows of eight columns, all at once into a vector.
#include <memory>

#include "benchmarks/client/users_table.hpp"
#include "benchmarks/client/workload.hpp"

namespace squall::bench {
namespace {

constexpr std::size_t count = 10'000;

void expect_rows(std::size_t rows) {
  if (rows != count)
    throw std::runtime_error("rows are missing");
}

operation by_squall(const std::string& url) {
  auto db = std::make_shared<database>(url);
  return [db] { expect_rows(db->select().from(users).limit(10'000).all().size()); };
}

std::vector<row> all_rows(const pq_session& db) {
  const pq_result r =
      db.expect(pq_result(PQexecPrepared(db.get(), "statement", 0, nullptr, nullptr, nullptr, 1)), PGRES_TUPLES_OK);
  std::vector<row> rows;
  rows.reserve(static_cast<std::size_t>(PQntuples(r.get())));
  for (int i = 0; i < PQntuples(r.get()); ++i) rows.push_back(decode(r.get(), i));
  return rows;
}

operation by_libpq(const std::string& url) {
  const pq_session db(url, "select id, email, name, bio, age, is_active, created_at, meta from users limit 10000");
  return [db] { expect_rows(all_rows(db).size()); };
}

}  // namespace

workload select_rows() { return {"select_rows", 1.35, users_setup, by_squall, by_libpq, 5}; }

}  // namespace squall::bench
