// 10,000 rows of eight columns out of a table by COPY, in binary format.
#include "squall/copy.hpp"

#include <memory>

#include "benchmarks/client/users_table.hpp"
#include "benchmarks/client/workload.hpp"

namespace squall::bench {
namespace {

constexpr std::size_t count = 10'000;

operation by_squall(const std::string& url) {
  return counted(url, count, [](database& db) { return db.copy_out(select().from(users).limit(10'000)); });
}

/// A field of a row in COPY's format; goes on to the next.
struct field_cursor {
  const char* at;
  bool next(const char*& data, std::size_t& length) {
    const auto size = big_endian<std::int32_t>(at);
    at += 4;
    if (size < 0)
      return false;
    data = at;
    length = static_cast<std::size_t>(size);
    at += size;
    return true;
  }
  std::optional<std::string> text(std::size_t skip = 0) {
    const char* data = nullptr;
    std::size_t length = 0;
    if (!next(data, length))
      return std::nullopt;
    return std::string(data + skip, length - skip);
  }
};

row decode_copied(const char* message) {
  field_cursor from{message + 2};
  const char* data = nullptr;
  std::size_t length = 0;
  row user;
  from.next(data, length);
  std::memcpy(user.id.data(), data, 16);
  user.email = *from.text();
  user.name = *from.text();
  user.bio = from.text();
  if (from.next(data, length))
    user.age = big_endian<std::int32_t>(data);
  from.next(data, length);
  user.is_active = *data != 0;
  from.next(data, length);
  user.created_at = big_endian<std::int64_t>(data);
  user.meta = from.text(1);
  return user;
}

operation by_libpq(const std::string& url) {
  const pq_session db(url, "select 1");
  return [db] {
    PGconn* c = db.get();
    db.expect(pq_result(PQexec(c,
                               "copy (select id, email, name, bio, age, is_active, created_at, meta from users limit "
                               "10000) to stdout (format binary)")),
              PGRES_COPY_OUT);
    std::size_t rows = 0;
    constexpr int header = 19;
    bool first = true;
    for (char* message = nullptr; PQgetCopyData(c, &message, 0) > 0; PQfreemem(message)) {
      const char* const from = message + (first ? header : 0);
      first = false;
      if (big_endian<std::int16_t>(from) == 8)
        rows += decode_copied(from).email.empty() ? 0 : 1;
    }
    db.expect(pq_result(PQgetResult(c)), PGRES_COMMAND_OK);
    PQgetResult(c);
    if (rows != count)
      throw std::runtime_error("rows are missing");
  };
}

}  // namespace

workload copy_out() { return {"copy_out", 1.35, users_setup, by_squall, by_libpq, 5}; }

}  // namespace squall::bench
