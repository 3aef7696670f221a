// The binary format of COPY TO (manual, COPY, "Binary Format"), read where libpq has put it.
#pragma once

#include <libpq-fe.h>

#include <cstddef>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "squall/client/result.hpp"

namespace squall::detail {

class copy_reader {
 public:
  explicit copy_reader(std::size_t columns = 0) : fields_(columns) {}

  /// Waits for the next row. @return nullptr at the end of the data; else its fields, until the next call
  const raw_field* next(PGconn* c);
  /// Throws decode_error when the data ended before the format's end.
  void check_end() const;

 private:
  /// What comes next in the data, if it is all there. @return how many bytes it took, 0 when it is not
  std::size_t take_header(std::string_view data);
  std::size_t take_row(std::string_view data);

  struct freed {
    void operator()(char* message) const noexcept { PQfreemem(message); }
  };
  std::vector<raw_field> fields_;
  std::unique_ptr<char, freed> message_;
  std::string joined_;     // of messages that a row is spread over
  std::string_view left_;  // of one of the two: what is not read yet
  bool has_header_ = false, has_trailer_ = false;
};

}  // namespace squall::detail
