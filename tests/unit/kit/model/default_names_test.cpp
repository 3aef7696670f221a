#include "kit/model/default_names.hpp"

#include <doctest/doctest.h>

using namespace squall::kit;

TEST_CASE("a name is cut to 63 bytes as the server cuts it, the longer part first") {
  CHECK(make_object_name("users", "email", "key") == "users_email_key");
  CHECK(make_object_name("users", "", "pkey") == "users_pkey");
  const std::string table(60, 't');
  const std::string column(40, 'c');
  const auto name = make_object_name(table, column, "fkey");
  CHECK(name.size() == 63);
  CHECK(name == std::string(29, 't') + "_" + std::string(28, 'c') + "_fkey");
}

TEST_CASE("a name is never cut in the middle of a character") {
  std::string table;
  for (int i = 0; i < 31; ++i) table += "é";
  table += "x";
  const auto name = make_object_name(table, "", "pkey");
  CHECK(name.size() <= 63);
  CHECK(name.substr(0, name.size() - 5) == table.substr(0, name.size() - 5));
  CHECK((name.size() - 5) % 2 == 0);
}

TEST_CASE("a taken name gets a number") {
  name_registry names;
  CHECK(names.choose_relation("public", "t", "a", "idx") == "t_a_idx");
  CHECK(names.choose_relation("public", "t", "a", "idx") == "t_a_idx1");
  CHECK(names.choose_relation("other", "t", "a", "idx") == "t_a_idx");
  CHECK(names.choose_constraint("public", "t", "a", "idx", true) == "t_a_idx2");
  CHECK(names.choose_constraint("public", "t", "a", "idx", false) == "t_a_idx");
}
