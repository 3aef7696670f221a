#include <libpq-fe.h>

#include <string>

#include "squall/errors.hpp"
#include "squall/query/decode.hpp"

namespace squall::detail {
namespace {

std::string describe(const field_origin& origin, int column) {
  if (origin.column.empty())
    return "result column " + std::to_string(column + 1);
  std::string name = origin.table.empty() ? "result column " : "";
  if (!origin.table.empty())
    name.append(origin.table).append(".");
  return name.append(origin.column);
}

}  // namespace

void read_fields(const result& rows, int row, int first, std::size_t count, const field_reader* readers,
                 void* const* into, origin_of_field origin) {
  const PGresult* handle = rows.native_handle();
  const raw_field* raw = rows.raw();
  for (std::size_t i = 0; i < count; ++i) {
    const int column = first + static_cast<int>(i);
    if (raw != nullptr ? raw[column].data == nullptr : PQgetisnull(handle, row, column) != 0) {
      if (readers[i].nullable)
        continue;
      throw decode_error(describe(origin(i), column) +
                         " is NULL, where the schema says NOT NULL: the database and the schema header differ");
    }
    try {
      if (raw != nullptr)
        readers[i].read(into[i], raw[column].data, raw[column].length);
      else
        readers[i].read(into[i], PQgetvalue(handle, row, column), PQgetlength(handle, row, column));
    } catch (const decode_error& e) {
      throw decode_error(describe(origin(i), column) + ": " + e.what());
    }
  }
}

bool all_null(const result& rows, int row, int first, std::size_t count) {
  for (std::size_t i = 0; i < count; ++i)
    if (!rows.is_null(row, first + static_cast<int>(i)))
      return false;
  return true;
}

}  // namespace squall::detail
