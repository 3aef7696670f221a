// The binary format of COPY TO (manual, COPY, "Binary Format"), read into results of libpq.
#pragma once

#include <libpq-fe.h>

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "squall/client/result.hpp"

namespace squall::detail {

class copy_reader {
 public:
  explicit copy_reader(std::size_t columns = 0) : columns_(columns) {}

  /// Waits for rows, and takes those that have come, some hundred at most. @return false at the end of the data
  bool read(PGconn* c, result& into);
  /// Throws decode_error when the data ended before the format's end.
  void check_end() const;

 private:
  /// Reads whole rows from what has come; keeps the rest.
  void take(std::string_view message, PGresult* into);
  /// @return how many bytes it took, 0 when they are not all there
  std::size_t take_header(std::string_view data);
  std::size_t take_row(std::string_view data, PGresult* into);

  std::size_t columns_;
  bool has_header_ = false, has_trailer_ = false, ended_ = false;
  std::string rest_;
  struct field {
    char* data;
    int length;
  };
  std::vector<field> fields_;
};

}  // namespace squall::detail
