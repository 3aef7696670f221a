// Pipeline mode of libpq, left again whatever happens in it.
#pragma once

#include <libpq-fe.h>

namespace squall::detail {

class pipeline_mode {
 public:
  explicit pipeline_mode(PGconn* c) : connection_(c) { entered_ = PQenterPipelineMode(c) == 1; }
  ~pipeline_mode() { PQexitPipelineMode(connection_); }
  pipeline_mode(const pipeline_mode&) = delete;
  pipeline_mode& operator=(const pipeline_mode&) = delete;
  [[nodiscard]] bool entered() const { return entered_; }

 private:
  PGconn* connection_;
  bool entered_;
};

}  // namespace squall::detail
