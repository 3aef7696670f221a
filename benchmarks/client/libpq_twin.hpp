// What the hand-written libpq side of every workload needs: a session and big-endian values.
#pragma once

#include <libpq-fe.h>

#include <cstdint>
#include <cstring>
#include <memory>
#include <stdexcept>
#include <string>
#include <type_traits>

namespace squall::bench {

struct pq_result_deleter {
  void operator()(PGresult* r) const noexcept { PQclear(r); }
};
using pq_result = std::unique_ptr<PGresult, pq_result_deleter>;

/// A libpq session with one prepared statement, called `statement`.
class pq_session {
 public:
  pq_session(const std::string& url, const char* sql) : session_(PQconnectdb(url.c_str()), PQfinish) {
    if (PQstatus(session_.get()) != CONNECTION_OK)
      throw std::runtime_error(PQerrorMessage(session_.get()));
    expect(pq_result(PQprepare(session_.get(), "statement", sql, 0, nullptr)), PGRES_COMMAND_OK);
  }
  [[nodiscard]] PGconn* get() const noexcept { return session_.get(); }

  pq_result expect(pq_result r, ExecStatusType status) const {
    if (PQresultStatus(r.get()) != status)
      throw std::runtime_error(PQerrorMessage(session_.get()));
    return r;
  }

 private:
  std::shared_ptr<PGconn> session_;
};

template <class T>
T big_endian(const char* from) {
  std::make_unsigned_t<T> value = 0;
  for (std::size_t i = 0; i < sizeof(T); ++i)
    value = static_cast<std::make_unsigned_t<T>>(value << 8 | static_cast<unsigned char>(from[i]));
  return static_cast<T>(value);
}

}  // namespace squall::bench
