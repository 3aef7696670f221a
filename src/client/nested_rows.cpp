#include <libpq-fe.h>

#include <cstdint>
#include <string>
#include <vector>

#include "client/nested_checks.hpp"
#include "squall/client/wire.hpp"
#include "squall/errors.hpp"
#include "squall/relations/read.hpp"

namespace squall::detail {
namespace {

// The columns of the statement (relations/text.hpp).
constexpr int level_column = 0;
constexpr int above_column = 1;
constexpr int number_column = 2;
constexpr int record_column = 3;

template <class T>
T number_at(const PGresult* rows, int row, int column) {
  if (PQgetisnull(rows, row, column) != 0 || PQgetlength(rows, row, column) != static_cast<int>(sizeof(T)))
    throw_not_fitting("a number is missing");
  return load<T>(PQgetvalue(rows, row, column));
}

std::string name_of(const level_layout& level, std::size_t field) {
  const field_origin origin = level.origin(field);
  if (origin.column.empty())
    return "an extra expression of " + std::string(level.table);
  return std::string(origin.table).append(".").append(origin.column);
}

/// Reads a record in binary form: the number of fields, then of each its type, its length and its bytes (record_send).
void read_record(const level_layout& level, const char* data, int length, void* const* into) {
  const char* const end = data + length;
  if (length < 4 || load<std::int32_t>(data) != static_cast<std::int32_t>(level.fields))
    throw_not_fitting("a record has another number of fields");
  data += 4;
  for (std::size_t i = 0; i < level.fields; ++i) {
    if (end - data < 8)
      throw_not_fitting("a record ends too early");
    const std::int32_t size = load<std::int32_t>(data + 4);
    data += 8;
    if (size < 0) {
      if (!level.readers[i].nullable)
        throw decode_error(name_of(level, i) +
                           " is NULL, where the schema says NOT NULL: the database and the schema header differ");
      continue;
    }
    if (end - data < size)
      throw_not_fitting("a record ends too early");
    try {
      level.readers[i].read(into[i], data, size);
    } catch (const decode_error& e) {
      throw decode_error(name_of(level, i) + ": " + e.what());
    }
    data += size;
  }
}

/// The rows of a level while they are put together.
struct level_rows {
  std::vector<int> places;             ///< in the result, in the order of the level
  std::vector<void*> by_number;        ///< the objects, by the number of the row
  std::vector<std::size_t> per_above;  ///< how many each row above has
};

/// The place of a row's number; numbers are 1 to the number of rows.
std::size_t place_of(std::int64_t number, std::size_t count) {
  if (number < 1 || static_cast<std::uint64_t>(number) > count)
    throw_not_fitting("a row hangs on one that is not there");
  return static_cast<std::size_t>(number - 1);
}

}  // namespace

void throw_not_fitting(const char* what) {
  throw decode_error(std::string("the rows of a nested read do not fit together: ") + what);
}

void check_related_count(const level_layout& level, std::size_t count) {
  if (count > 1 && level.shape != member_shape::many)
    throw decode_error("a relation to one row of " + std::string(level.table) +
                       " has found several; declare it with many(), or give it order_by() and limit(1)");
  if (count == 0 && level.shape == member_shape::one)
    throw decode_error("a row of " + std::string(level.table) +
                       " is missing that a NOT NULL foreign key refers to; is it hidden by a policy?");
}

void read_levels(const result& rows, std::span<const level_layout> levels, void* all) {
  const PGresult* handle = rows.native_handle();
  const int count = rows.rows();
  std::vector<level_rows> found(levels.size());
  for (int row = 0; row < count; ++row) {
    const auto level = static_cast<std::size_t>(number_at<std::int32_t>(handle, row, level_column));
    if (level >= levels.size())
      throw_not_fitting("a row is of no level");
    found[level].places.push_back(row);
  }
  std::vector<void*> fields;
  std::vector<std::size_t> above_of;
  for (std::size_t l = 0; l < levels.size(); ++l) {
    const level_layout& level = levels[l];
    level_rows& here = found[l];
    const std::size_t above_count = l == 0 ? 1 : found[level.above].places.size();
    here.per_above.assign(above_count, 0);
    above_of.clear();
    for (const int row : here.places) {
      const std::size_t above = l == 0 ? 0 : place_of(number_at<std::int64_t>(handle, row, above_column), above_count);
      above_of.push_back(above);
      ++here.per_above[above];
    }
    for (const std::size_t found_count : here.per_above) check_related_count(level, found_count);
    here.by_number.assign(here.places.size(), nullptr);
    fields.resize(level.fields);
    for (std::size_t i = 0; i < here.places.size(); ++i) {
      const int row = here.places[i];
      const std::size_t above = above_of[i];
      void* const parent = l == 0 ? all : found[level.above].by_number[above];
      if (parent == nullptr)
        throw_not_fitting("a row hangs on one that is not there");
      void* const object = level.add(parent, here.per_above[above]);
      if (PQgetisnull(handle, row, number_column) == 0)
        here.by_number[place_of(number_at<std::int64_t>(handle, row, number_column), here.places.size())] = object;
      level.members(object, fields.data());
      read_record(level, PQgetvalue(handle, row, record_column), PQgetlength(handle, row, record_column),
                  fields.data());
    }
  }
}

}  // namespace squall::detail
