// 10,000 rows of eight columns, one by one as they come.
#include <memory>

#include "benchmarks/client/users_table.hpp"
#include "benchmarks/client/workload.hpp"
#include "squall/stream.hpp"

namespace squall::bench {
namespace {

constexpr std::size_t count = 10'000;

operation by_squall(const std::string& url) {
  return counted(url, count, [](database& db) { return db.stream(select().from(users).limit(10'000)); });
}

operation by_libpq(const std::string& url) {
  const pq_session db(url, "select id, email, name, bio, age, is_active, created_at, meta from users limit 10000");
  return [db] {
    PGconn* c = db.get();
    if (PQsendQueryPrepared(c, "statement", 0, nullptr, nullptr, nullptr, 1) != 1 || PQsetSingleRowMode(c) != 1)
      throw std::runtime_error(PQerrorMessage(c));
    std::size_t rows = 0;
    while (const pq_result r{PQgetResult(c)})
      if (PQresultStatus(r.get()) == PGRES_SINGLE_TUPLE)
        rows += decode(r.get()).email.empty() ? 0 : 1;
    if (rows != count)
      throw std::runtime_error("rows are missing");
  };
}

}  // namespace

workload streamed_rows() { return {"streamed_rows", 1.35, users_setup, by_squall, by_libpq, 5}; }

}  // namespace squall::bench
