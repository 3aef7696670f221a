// Guide rows about queries, transactions and services.
#include <stdexcept>

#include "guides/schemas/guide_1.hpp"
#include "guides/support.hpp"

namespace guides {
namespace {

using guide_1::NewUser;
using guide_1::User;
using guide_1::user_permissions;
using guide_1::users;
using squall::database;

NewUser person(const std::string& email, const std::string& first_name = "John") {
  return {.email = email, .first_name = first_name, .last_name = "Doe"};
}

TEST_CASE("G1.11 find one") {
  const guide_database made(guide_1_project());
  database db{made.url()};
  CHECK_FALSE(db.select().from(users).where(users.email == "test@example.com").first().has_value());
  db.insert(users).values(person("test@example.com")).execute();
  const std::optional<User> user = db.select().from(users).where(users.email == "test@example.com").first();
  REQUIRE(user.has_value());
  CHECK(user->first_name == "John");
}

TEST_CASE("G1.11 find all with conditions, like and descending order") {
  const guide_database made(guide_1_project());
  database db{made.url()};
  db.insert(users)
      .values(std::vector{person("1@x.y", "Johnny"), person("2@x.y", "Big John"), person("3@x.y", "Joan")})
      .execute();
  auto inactive = person("4@x.y", "John");
  inactive.is_active = false;
  db.insert(users).values(inactive).execute();
  db.connection().run("update users set created_at = created_at + (left(email, 1) || ' hours')::interval");

  const auto found = db.select()
                         .from(users)
                         .where(users.is_active == true && like(users.first_name, "%John%"))
                         .order_by(desc(users.created_at))
                         .all();
  REQUIRE(found.size() == 2);
  CHECK(found[0].first_name == "Big John");
  CHECK(found[1].first_name == "Johnny");
}

TEST_CASE("G1.11 insert with returning, update, delete") {
  const guide_database made(guide_1_project());
  database db{made.url()};
  const User created = db.insert(users).values(person("new@example.com")).returning().one();
  CHECK(created.email == "new@example.com");

  CHECK(db.update(users).set({.is_active = false}).where(users.id == created.id).execute() == 1);
  CHECK(value(db, "select is_active from users") == "f");
  CHECK(db.update(users)
            .set(users.first_name = "Jo", users.deleted_at = nullptr)
            .where(users.id == created.id)
            .execute() == 1);
  CHECK(value(db, "select first_name from users") == "Jo");

  CHECK(db.erase(users).where(users.id == created.id).execute() == 1);
  CHECK(db.erase(users).where(users.id == created.id).execute() == 0);
}

TEST_CASE("G1.13 a transaction inserts twice and returns, or does nothing at all") {
  const guide_database made(guide_1_project());
  database db{made.url()};
  const auto add = [&](const std::string& email, bool fail) {
    return db.transaction([&](auto& tx) {
      const User user = tx.insert(users).values(person(email)).returning().one();
      tx.insert(user_permissions).values({.user_id = user.id, .notifications_enabled = true}).execute();
      if (fail)
        throw std::runtime_error("changed my mind");
      return user;
    });
  };
  const User user = add("new@example.com", false);
  CHECK(value(db, "select user_id::text from user_permissions") == to_string(user.id));
  CHECK_THROWS_WITH(add("other@example.com", true), "changed my mind");
  CHECK_THROWS_AS(add("new@example.com", false), squall::unique_violation);
  CHECK(value(db, "select count(*) from users") == "1");
  CHECK(value(db, "select count(*) from user_permissions") == "1");
}

TEST_CASE("G1.13 a nested transaction is a savepoint") {
  const guide_database made(guide_1_project());
  database db{made.url()};
  db.transaction([&](auto& tx) {
    tx.insert(users).values(person("outer@example.com")).execute();
    CHECK_THROWS_AS(
        tx.transaction([&](auto& inner) { inner.insert(users).values(person("outer@example.com")).execute(); }),
        squall::unique_violation);
    tx.insert(users).values(person("after@example.com")).execute();
  });
  CHECK(column(db, "select email from users order by 1") == "after@example.com,outer@example.com");
}

TEST_CASE("G1.13 isolation is an option, and a serialization failure is tried again") {
  const guide_database made(guide_1_project());
  database db{made.url()};
  database other{made.url()};
  db.insert(users).values(person("a@b.c", "0")).execute();
  int attempts = 0;
  db.transaction({.isolation = squall::isolation_level::serializable, .retries = 2}, [&](auto& tx) {
    ++attempts;
    CHECK(value(tx.connection(), "show transaction_isolation") == "serializable");
    const auto user = tx.select().from(users).one();
    if (attempts == 1)
      other.update(users).set(users.first_name = "1").where(users.id == user.id).execute();
    tx.update(users).set(users.first_name = user.first_name + "+").where(users.id == user.id).execute();
  });
  CHECK(attempts == 2);
  CHECK(value(db, "select first_name from users") == "1+");
}

// What a service looks like: plain values in and out.
User create_user(database& db, const NewUser& data) { return db.insert(users).values(data).returning().one(); }

TEST_CASE("G1.14 a service takes NewUser and returns User, plain aggregates that move") {
  static_assert(std::is_nothrow_move_constructible_v<User>);
  static_assert(std::is_aggregate_v<NewUser>);
  const guide_database made(guide_1_project());
  database db{made.url()};
  NewUser data{.email = "svc@example.com", .first_name = "S", .last_name = "V"};
  data.role = guide_1::Role::admin;
  const User user = create_user(db, data);
  CHECK(user.role == guide_1::Role::admin);
  CHECK(user.email == *data.email);
}

}  // namespace
}  // namespace guides
