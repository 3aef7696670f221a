// Many statements in one round trip (manual, 34.5).
#include <libpq-fe.h>

#include "client/pipeline_mode.hpp"
#include "client/session.hpp"

namespace squall {

namespace {

bool send_all(PGconn* c, std::span<const std::string> statements) {
  for (const std::string& sql : statements)
    if (PQsendQueryParams(c, sql.c_str(), 0, nullptr, nullptr, nullptr, nullptr, 0) != 1)
      return false;
  // libpq reads while it cannot write, so neither side waits for the other however much is sent.
  return PQpipelineSync(c) == 1;
}

}  // namespace

std::vector<result> connection::pipeline(std::span<const std::string> statements) {
  state& s = self();
  for (const std::string& sql : statements)
    if (sql.find('\0') != std::string::npos)
      throw usage_error("a statement holds a zero byte");
  if (!statements.empty())
    s.require_free(statements.front());
  std::vector<result> results;
  results.reserve(statements.size());
  if (statements.empty())
    return results;

  result failure;
  {
    PGconn* c = s.handle.get();
    const detail::pipeline_mode mode(c);
    if (!mode.entered() || !send_all(c, statements))
      s.raise_lost(statements.front());
    // Each statement gives a result and then a null; the end of all is the result of the synchronisation.
    for (;;) {
      PGresult* r = PQgetResult(c);
      if (r == nullptr) {
        if (PQstatus(c) == CONNECTION_BAD)
          break;
        continue;
      }
      result next(r);
      const ExecStatusType status = PQresultStatus(r);
      if (status == PGRES_PIPELINE_SYNC)
        break;
      if (status == PGRES_COPY_IN || status == PGRES_COPY_OUT || status == PGRES_COPY_BOTH) {
        s.handle.reset();  // libpq knows no way back from here
        throw usage_error("COPY does not go with pipeline(); the connection is closed");
      }
      if (failure.native_handle() != nullptr || status == PGRES_PIPELINE_ABORTED)
        continue;
      if (status == PGRES_TUPLES_OK || status == PGRES_COMMAND_OK || status == PGRES_EMPTY_QUERY)
        results.push_back(std::move(next));
      else
        failure = std::move(next);
    }
  }
  if (failure.native_handle() != nullptr)
    s.raise(failure.native_handle(), statements[results.size()]);
  if (results.size() != statements.size())
    s.raise_lost(statements[results.size()]);
  return results;
}

}  // namespace squall
