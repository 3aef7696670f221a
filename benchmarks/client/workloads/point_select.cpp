// One row of eight columns by its uuid: prepared, binary, decoded into a struct.
#include <memory>

#include "benchmarks/client/users_table.hpp"
#include "benchmarks/client/workload.hpp"

namespace squall::bench {
namespace {

operation by_squall(const std::string& url) {
  auto db = std::make_shared<database>(url);
  return [db, ids = some_ids(url), i = std::size_t{0}]() mutable {
    const auto user = db->select().from(users).where(users.id == ids[i++ % ids.size()]).first();
    if (!user || user->email.empty())
      throw std::runtime_error("the row is not there");
  };
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

workload point_select() { return {"point_select", 1.15, users_setup, by_squall, by_libpq}; }

}  // namespace squall::bench
