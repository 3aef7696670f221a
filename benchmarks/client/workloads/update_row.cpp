// Two columns of one row by its uuid.
#include <memory>

#include "benchmarks/client/users_table.hpp"
#include "benchmarks/client/workload.hpp"

namespace squall::bench {
namespace {

operation by_squall(const std::string& url) {
  auto db = std::make_shared<database>(url);
  return [db, ids = some_ids(url), i = std::size_t{0}]() mutable {
    ++i;
    const auto changed = db->update(users)
                             .set(users.name = "Another name", users.age = static_cast<std::int32_t>(i % 90))
                             .where(users.id == ids[i % ids.size()])
                             .execute();
    if (changed != 1)
      throw std::runtime_error("the row is not there");
  };
}

operation by_libpq(const std::string& url) {
  const pq_session db(url, "update users set name = $1, age = $2 where id = $3");
  return [db, ids = some_ids(url), i = std::size_t{0}]() mutable {
    ++i;
    const auto age = __builtin_bswap32(static_cast<std::uint32_t>(i % 90));
    const std::array<const char*, 3> values{"Another name", reinterpret_cast<const char*>(&age),
                                            reinterpret_cast<const char*>(ids[i % ids.size()].bytes.data())};
    const std::array<int, 3> lengths{12, 4, 16};
    const std::array<int, 3> formats{1, 1, 1};
    const pq_result r =
        db.expect(pq_result(PQexecPrepared(db.get(), "statement", 3, values.data(), lengths.data(), formats.data(), 1)),
                  PGRES_COMMAND_OK);
    if (std::string_view(PQcmdTuples(r.get())) != "1")
      throw std::runtime_error("the row is not there");
  };
}

}  // namespace

workload update_row() { return {"update_row", 1.15, users_setup, by_squall, by_libpq}; }

}  // namespace squall::bench
