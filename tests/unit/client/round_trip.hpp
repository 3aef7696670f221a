// Sends values to the server and back, through casts and through a table.
#pragma once

#include <string>

#include "squall/client/codec.hpp"
#include "support/test_server.hpp"

namespace squall::test {

/// One connection for all tests that only send values.
inline connection& shared_connection() {
  static fresh_database database;
  static connection db{database.url()};
  return db;
}

/// `select $1::type`
template <class Db>
value_of_t<Db> through_cast(connection& db, const std::string& type, const value_of_t<Db>& value) {
  static_parameters<1> parameters;
  codec<Db>::encode(parameters, value);
  const result r = db.execute_prepared(nullptr, "select $1::" + type, parameters);
  const std::string_view bytes = r.text(0, 0);
  return codec<Db>::decode(bytes.data(), static_cast<int>(bytes.size()));
}

/// A table with one column; values are inserted without a cast, so the parameter's own type counts.
template <class Db>
class one_column_table {
 public:
  one_column_table(connection& db, const std::string& type) : db_(db) {
    static int tables = 0;
    name_ = quote_identifier("one column of " + type + " " + std::to_string(++tables));
    db_.run("create table " + name_ + " (v " + type + ")");
  }
  value_of_t<Db> store_and_read(const value_of_t<Db>& value) {
    static_parameters<1> parameters;
    codec<Db>::encode(parameters, value);
    const result r = db_.execute_prepared(nullptr, "insert into " + name_ + " values ($1) returning v", parameters);
    const std::string_view bytes = r.text(0, 0);
    return codec<Db>::decode(bytes.data(), static_cast<int>(bytes.size()));
  }

 private:
  connection& db_;
  std::string name_;
};

}  // namespace squall::test
