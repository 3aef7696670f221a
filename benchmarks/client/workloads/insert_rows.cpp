// 1,000 rows of eight columns by one INSERT.
#include <memory>
#include <span>

#include "benchmarks/client/new_users.hpp"
#include "benchmarks/client/workload.hpp"

namespace squall::bench {
namespace {

constexpr int count = 1'000;

void expect_rows(std::int64_t written) {
  if (written != count)
    throw std::runtime_error("rows are missing");
}

operation by_squall(const std::string& url) {
  auto db = std::make_shared<database>(url);
  return [db, rows = some_new_users(count)] {
    auto tx = db->begin();
    expect_rows(tx.insert(users).values(std::span(rows)).execute());
    tx.rollback();
  };
}

/// VALUES of as many rows as there are, prepared.
std::string multi_row_insert() {
  std::string sql = "insert into users (id, email, name, bio, age, is_active, created_at, meta) values ";
  for (int row = 0, place = 0; row < count; ++row) {
    sql += row == 0 ? "(" : ", (";
    for (int column = 0; column < 8; ++column) sql += (column == 0 ? "$" : ", $") + std::to_string(++place);
    sql += ')';
  }
  return sql;
}

operation by_libpq(const std::string& url) {
  const pq_session db(url, multi_row_insert().c_str());
  return [db, rows = some_new_users(count)] {
    db.expect(pq_result(PQexec(db.get(), "begin")), PGRES_COMMAND_OK);
    std::vector<std::unique_ptr<user_parameters>> kept;
    std::vector<const char*> pointers;
    std::vector<int> lengths;
    std::vector<int> formats;
    for (const NewUser& user : rows) {
      const auto& one = *kept.emplace_back(std::make_unique<user_parameters>(user));
      pointers.insert(pointers.end(), one.pointers.begin(), one.pointers.end());
      lengths.insert(lengths.end(), one.lengths.begin(), one.lengths.end());
      formats.insert(formats.end(), one.formats.begin(), one.formats.end());
    }
    const pq_result r = db.expect(pq_result(PQexecPrepared(db.get(), "statement", static_cast<int>(pointers.size()),
                                                           pointers.data(), lengths.data(), formats.data(), 1)),
                                  PGRES_COMMAND_OK);
    expect_rows(std::stol(PQcmdTuples(r.get())));
    db.expect(pq_result(PQexec(db.get(), "rollback")), PGRES_COMMAND_OK);
  };
}

}  // namespace

workload insert_rows() { return {"insert_rows", 1.0, bare_users_setup, by_squall, by_libpq, 5}; }

}  // namespace squall::bench
