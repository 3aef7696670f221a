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

/// `data` is null for NULL. Of a NULL libpq says the length 0 (PQgetlength() in fe-exec.c): only then it is asked.
raw_field field_of(const PGresult* rows, int row, int column) {
  const int length = PQgetlength(rows, row, column);
  if (length == 0 && PQgetisnull(rows, row, column) != 0)
    return {nullptr, 0};
  return {PQgetvalue(rows, row, column), length};
}

/// `offset`: how far the objects are from those of the first row.
void read_into(const result& rows, int row, int first, std::size_t count, const field_reader* readers,
               void* const* into, std::size_t offset, origin_of_field origin) {
  const PGresult* handle = rows.native_handle();
  const raw_field* raw = rows.raw();
  for (std::size_t i = 0; i < count; ++i) {
    const int column = first + static_cast<int>(i);
    const raw_field field = raw != nullptr ? raw[column] : field_of(handle, row, column);
    if (field.data == nullptr) {
      if (readers[i].nullable)
        continue;
      throw decode_error(describe(origin(i), column) +
                         " is NULL, where the schema says NOT NULL: the database and the schema header differ");
    }
    void* const object = static_cast<char*>(into[i]) + offset;
    try {
      readers[i].read(object, field.data, field.length);
    } catch (const decode_error& e) {
      throw decode_error(describe(origin(i), column) + ": " + e.what());
    }
  }
}

}  // namespace

void read_fields(const result& rows, int row, int first, std::size_t count, const field_reader* readers,
                 void* const* into, origin_of_field origin) {
  read_into(rows, row, first, count, readers, into, 0, origin);
}

void read_rows(const result& rows, std::size_t count, const field_reader* readers, void* const* into,
               origin_of_field origin, std::size_t size) {
  const int end = rows.rows();
  for (int row = 0; row < end; ++row)
    read_into(rows, row, 0, count, readers, into, static_cast<std::size_t>(row) * size, origin);
}

bool all_null(const result& rows, int row, int first, std::size_t count) {
  for (std::size_t i = 0; i < count; ++i)
    if (!rows.is_null(row, first + static_cast<int>(i)))
      return false;
  return true;
}

template void read_value<bool, false>(void*, const char*, int);
template void read_value<bool, true>(void*, const char*, int);
template void read_value<std::int16_t, false>(void*, const char*, int);
template void read_value<std::int16_t, true>(void*, const char*, int);
template void read_value<std::int32_t, false>(void*, const char*, int);
template void read_value<std::int32_t, true>(void*, const char*, int);
template void read_value<std::int64_t, false>(void*, const char*, int);
template void read_value<std::int64_t, true>(void*, const char*, int);
template void read_value<float, false>(void*, const char*, int);
template void read_value<float, true>(void*, const char*, int);
template void read_value<double, false>(void*, const char*, int);
template void read_value<double, true>(void*, const char*, int);
template void read_value<numeric_t, false>(void*, const char*, int);
template void read_value<numeric_t, true>(void*, const char*, int);
template void read_value<std::string, false>(void*, const char*, int);
template void read_value<std::string, true>(void*, const char*, int);
template void read_value<bytea_t, false>(void*, const char*, int);
template void read_value<bytea_t, true>(void*, const char*, int);
template void read_value<uuid_t, false>(void*, const char*, int);
template void read_value<uuid_t, true>(void*, const char*, int);
template void read_value<date_t, false>(void*, const char*, int);
template void read_value<date_t, true>(void*, const char*, int);
template void read_value<time_of_day_t, false>(void*, const char*, int);
template void read_value<time_of_day_t, true>(void*, const char*, int);
template void read_value<timetz_t, false>(void*, const char*, int);
template void read_value<timetz_t, true>(void*, const char*, int);
template void read_value<timestamp_t, false>(void*, const char*, int);
template void read_value<timestamp_t, true>(void*, const char*, int);
template void read_value<timestamptz_t, false>(void*, const char*, int);
template void read_value<timestamptz_t, true>(void*, const char*, int);
template void read_value<interval_t, false>(void*, const char*, int);
template void read_value<interval_t, true>(void*, const char*, int);
template void read_value<json_of<json_t>, false>(void*, const char*, int);
template void read_value<json_of<json_t>, true>(void*, const char*, int);
template void read_value<jsonb_of<json_t>, false>(void*, const char*, int);
template void read_value<jsonb_of<json_t>, true>(void*, const char*, int);

}  // namespace squall::detail
