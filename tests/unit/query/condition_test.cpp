// Statements whose shape is known at run time only.
#include <doctest/doctest.h>

#include <optional>
#include <string>
#include <vector>

#include "unit/query/shop_database.hpp"

namespace {

using namespace shop;
using names = std::vector<std::string>;

struct some_users : shop_database {
  some_users() {
    for (const char* email : {"a", "b", "c"}) add_user(email);
    db.update(users).set(users.views = 5).where(users.email == "b").execute();
  }
  names find(const condition& c) { return db.select(users.email).from(users).where(c).order_by(users.email).all(); }
};

TEST_CASE_FIXTURE(some_users, "a run-time condition holds for every row until something is added") {
  condition c;
  CHECK(c.empty());
  CHECK(find(c) == names{"a", "b", "c"});
  c &= users.email != std::string("a");
  CHECK(find(c) == names{"b", "c"});
  c &= users.views > 0;
  CHECK(find(c) == names{"b"});
  c |= users.email == "a";
  CHECK(find(c) == names{"a", "b"});
}

TEST_CASE_FIXTURE(some_users, "run-time conditions nest, and join static ones, with their values in place") {
  condition either;
  for (const std::string& email : names{"a", "c", "x"}) either |= users.email == email;
  const auto q = db.select(users.email)
                     .from(users)
                     .where(users.views == 0 && either && users.is_active)
                     .order_by(users.email)
                     .limit(5);
  CHECK(q.all() == names{"a", "c"});
  condition outer = users.email == "b";
  outer |= either;
  CHECK(find(outer) == names{"a", "b", "c"});
  CHECK(find(!either) == names{"b"});
}

TEST_CASE_FIXTURE(some_users, "where_if adds its condition when told to") {
  for (bool apply : {false, true})
    for (bool also : {false, true}) {
      const auto found = db.select(users.email)
                             .from(users)
                             .where_if(apply, users.views > 1)
                             .where(users.email != "c")
                             .where_if(also, users.email == "b")
                             .order_by(users.email)
                             .all();
      CHECK(found == (apply || also ? names{"b"} : names{"a", "b"}));
    }
  CHECK(db.select(users.email).from(users).where_if(false, users.views > 1).all().size() == 3);
  CHECK(db.select(users.email).from(users).where_if(true, users.views > 1).all() == names{"b"});
}

TEST_CASE("a statement's text follows its shape and never holds a value") {
  const auto q = select(users.id).from(users).where_if(true, users.email == "secret").where_if(false, users.is_active);
  CHECK(q.sql() == R"(select "users"."id" from "users" where ("users"."email" = $1))");
}

}  // namespace
