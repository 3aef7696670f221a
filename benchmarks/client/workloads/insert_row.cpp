// One row of eight columns, given as a row that stays where it is.
#include <functional>
#include <memory>

#include "benchmarks/client/new_users.hpp"
#include "benchmarks/client/workload.hpp"

namespace squall::bench {
namespace {

operation by_squall(const std::string& url) {
  auto db = std::make_shared<database>(url);
  return [db, rows = some_new_users(1'000), i = std::size_t{0}]() mutable {
    if (db->insert(users).values(std::cref(rows[i++ % rows.size()])).execute() != 1)
      throw std::runtime_error("the row was not taken");
  };
}

operation by_libpq(const std::string& url) {
  const pq_session db(url,
                      "insert into users (id, email, name, bio, age, is_active, created_at, meta) "
                      "values ($1, $2, $3, $4, $5, $6, $7, $8)");
  return [db, rows = some_new_users(1'000), i = std::size_t{0}]() mutable {
    user_parameters values(rows[i++ % rows.size()]);
    const pq_result r = db.expect(pq_result(PQexecPrepared(db.get(), "statement", 8, values.pointers.data(),
                                                           values.lengths.data(), values.formats.data(), 1)),
                                  PGRES_COMMAND_OK);
    if (std::string_view(PQcmdTuples(r.get())) != "1")
      throw std::runtime_error("the row was not taken");
  };
}

}  // namespace

workload insert_row() { return {"insert_row", 1.15, bare_users_setup, by_squall, by_libpq}; }

}  // namespace squall::bench
