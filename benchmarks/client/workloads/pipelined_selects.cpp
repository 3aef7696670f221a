// A hundred point selects in one round trip.
#include <memory>

#include "benchmarks/client/users_table.hpp"
#include "benchmarks/client/workload.hpp"
#include "squall/pipeline.hpp"

namespace squall::bench {
namespace {

constexpr std::size_t at_once = 100;

/// The next hundred keys.
std::vector<uuid_t> take(const std::vector<uuid_t>& ids, std::size_t& at) {
  std::vector<uuid_t> some(ids.begin() + static_cast<std::ptrdiff_t>(at),
                           ids.begin() + static_cast<std::ptrdiff_t>(at + at_once));
  at = (at + at_once) % (ids.size() - at_once);
  return some;
}

operation by_squall(const std::string& url) {
  auto db = std::make_shared<database>(url);
  return [db, ids = some_ids(url), at = std::size_t{0}]() mutable {
    constexpr auto by_id = select().from(users).where(users.id == param<0>);
    const auto found = db->batch_first(by_id, take(ids, at));
    for (const auto& user : found)
      if (!user || user->email.empty())
        throw std::runtime_error("the row is not there");
  };
}

operation by_libpq(const std::string& url) {
  const pq_session db(url,
                      "select id, email, name, bio, age, is_active, created_at, meta from users where id = $1 limit 1");
  return [db, ids = some_ids(url), at = std::size_t{0}]() mutable {
    PGconn* c = db.get();
    const std::vector<uuid_t> some = take(ids, at);
    PQenterPipelineMode(c);
    for (const uuid_t& id : some) {
      const auto* const value = reinterpret_cast<const char*>(id.bytes.data());
      const int length = 16;
      const int binary = 1;
      if (PQsendQueryPrepared(c, "statement", 1, &value, &length, &binary, 1) != 1)
        throw std::runtime_error(PQerrorMessage(c));
    }
    PQpipelineSync(c);
    std::vector<row> found;
    found.reserve(some.size());
    for (std::size_t i = 0; i < some.size(); ++i) {
      const pq_result r = db.expect(pq_result(PQgetResult(c)), PGRES_TUPLES_OK);
      found.push_back(decode(r.get()));
      PQgetResult(c);  // a null ends each
    }
    db.expect(pq_result(PQgetResult(c)), PGRES_PIPELINE_SYNC);
    PQexitPipelineMode(c);
    for (const row& user : found)
      if (user.email.empty())
        throw std::runtime_error("the row is not there");
  };
}

}  // namespace

workload pipelined_selects() { return {"pipelined_selects", 1.3, users_setup, by_squall, by_libpq, 50}; }

}  // namespace squall::bench
