// 10,000 rows of eight columns into a table by COPY, in binary format.
#include "squall/copy.hpp"

#include <memory>

#include "benchmarks/client/new_users.hpp"
#include "benchmarks/client/workload.hpp"

namespace squall::bench {
namespace {

void expect_rows(std::int64_t copied) {
  if (copied != 10'000)
    throw std::runtime_error("rows are missing");
}

operation by_squall(const std::string& url) {
  auto db = std::make_shared<database>(url);
  return [db, rows = some_new_users(10'000)] {
    auto tx = db->begin();
    expect_rows(tx.copy_in(users, rows));
    tx.rollback();
  };
}

/// Bytes in network order, into a buffer that is sent now and then.
struct copy_buffer {
  PGconn* session;
  std::string bytes;

  template <class T>
  void number(T value) {
    for (int shift = static_cast<int>(sizeof(T)) * 8 - 8; shift >= 0; shift -= 8)
      bytes += static_cast<char>(static_cast<std::make_unsigned_t<T>>(value) >> shift);
  }
  template <class T>
  void field(T value) {
    number(static_cast<std::int32_t>(sizeof(T)));
    number(value);
  }
  void field(std::string_view text, std::string_view before = {}) {
    number(static_cast<std::int32_t>(text.size() + before.size()));
    bytes += before;
    bytes += text;
  }
  void null() { number(std::int32_t{-1}); }
  void send() {
    if (PQputCopyData(session, bytes.data(), static_cast<int>(bytes.size())) != 1)
      throw std::runtime_error(PQerrorMessage(session));
    bytes.clear();
  }
};

operation by_libpq(const std::string& url) {
  const pq_session db(url, "select 1");
  return [db, rows = some_new_users(10'000)] {
    PGconn* c = db.get();
    db.expect(pq_result(PQexec(c, "begin")), PGRES_COMMAND_OK);
    db.expect(pq_result(PQexec(c,
                               "copy users (id, email, name, bio, age, is_active, created_at, meta) from stdin "
                               "(format binary)")),
              PGRES_COPY_IN);
    copy_buffer to{c, std::string("PGCOPY\n\377\r\n\0\0\0\0\0\0\0\0\0", 19)};
    for (const NewUser& user : rows) {
      to.number(std::int16_t{8});
      to.field(std::string_view(reinterpret_cast<const char*>(user.id->bytes.data()), 16));
      to.field(std::string_view(*user.email));
      to.field(std::string_view(*user.name));
      if (user.bio)
        to.field(std::string_view(*user.bio));
      else
        to.null();
      if (user.age)
        to.field(*user.age);
      else
        to.null();
      to.field(static_cast<std::int8_t>(*user.is_active ? 1 : 0));
      to.field(user.created_at->microseconds);
      to.field(user.meta->text, "\1");
      if (to.bytes.size() >= 65536)
        to.send();
    }
    to.number(std::int16_t{-1});
    to.send();
    if (PQputCopyEnd(c, nullptr) != 1)
      throw std::runtime_error(PQerrorMessage(c));
    expect_rows(std::stol(PQcmdTuples(db.expect(pq_result(PQgetResult(c)), PGRES_COMMAND_OK).get())));
    PQgetResult(c);
    db.expect(pq_result(PQexec(c, "rollback")), PGRES_COMMAND_OK);
  };
}

}  // namespace

workload copy_in() { return {"copy_in", 1.15, bare_users_setup, by_squall, by_libpq, 5}; }

}  // namespace squall::bench
