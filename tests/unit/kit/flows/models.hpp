// Small models for the tests of the flows.
#pragma once

#include <string>

#include "kit/model/model.hpp"

namespace squall::kit::test {

inline void add_table(database& db, const std::string& name, const std::string& in_schema = "public") {
  db.objects.emplace(table_id(in_schema, name), table{});
}

inline void add_column(database& db, const object_id& of, const std::string& name, const std::string& type,
                       int position) {
  column c;
  c.position = position;
  c.type.sql = type;
  db.objects.emplace(column_id(of, name), c);
}

/// public.users (id integer, <column> text)
inline database users_with(const std::string& column) {
  database db = empty_database();
  add_table(db, "users");
  add_column(db, table_id("public", "users"), "id", "integer", 1);
  add_column(db, table_id("public", "users"), column, "text", 2);
  return db;
}

/// A table of that name with an id, two columns of these names and three others.
inline database articles(const std::string& name, const std::string& first, const std::string& second) {
  database db = empty_database();
  add_table(db, name);
  const object_id id = table_id("public", name);
  add_column(db, id, "id", "integer", 1);
  add_column(db, id, first, "text", 2);
  add_column(db, id, second, "timestamp with time zone", 3);
  add_column(db, id, "body", "text", 4);
  add_column(db, id, "status", "character varying(20)", 5);
  add_column(db, id, "author_id", "uuid", 6);
  return db;
}

}  // namespace squall::kit::test
