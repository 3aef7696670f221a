// INSERT, UPDATE and DELETE on a real server.
#include <doctest/doctest.h>

#include <optional>
#include <string>
#include <vector>

#include "unit/query/shop_database.hpp"

namespace {

using namespace shop;
using names = std::vector<std::string>;

TEST_CASE_FIXTURE(shop_database, "an inserted row comes back with the defaults of the database") {
  const User u = add_user("a@b.c");
  CHECK(u.email == "a@b.c");
  CHECK(u.role == Role::user);
  CHECK(u.is_active);
  CHECK(u.views == 0);
  CHECK(!u.bio);
  CHECK(u.id != uuid_t{});
  CHECK(u.created_at > timestamptz_t::parse("2020-01-01 00:00:00+00"));
}

TEST_CASE_FIXTURE(shop_database, "insert by assignments is static SQL, in any order, and takes expressions") {
  const std::string email = "a@b.c";
  const auto q = insert(users).values(users.last_name = "L", users.email = email, users.first_name = "F",
                                      users.bio = std::nullopt, users.created_at = now());
  static_assert(decltype(q)::sql() ==
                R"(insert into "users" ("last_name", "email", "first_name", "bio", "created_at") )"
                R"(values ($1, $2, $3, null, now()))");
  CHECK(db.execute(q) == 1);
  CHECK(db.select(users.email).from(users).one() == "a@b.c");
}

TEST_CASE_FIXTURE(shop_database, "insert of many rows mixes given values, defaults and NULL") {
  std::vector<NewUser> rows;
  rows.push_back({.email = "1", .first_name = "F", .last_name = "L", .bio = "b"});
  rows.push_back({.email = "2", .first_name = "F", .last_name = "L", .role = Role::admin});
  rows.push_back({.email = "3", .first_name = "F", .last_name = "L", .views = 7});
  const auto saved = db.insert(users).values(rows).returning().all();
  REQUIRE(saved.size() == 3);
  CHECK(saved[0].bio == "b");
  CHECK(saved[0].role == Role::user);
  CHECK(!saved[1].bio);
  CHECK(saved[1].role == Role::admin);
  CHECK(saved[1].views == 0);
  CHECK(saved[2].views == 7);
}

TEST_CASE_FIXTURE(shop_database, "insert of no rows sends nothing and gives nothing") {
  CHECK(db.insert(users).values(std::vector<NewUser>{}).execute() == 0);
  CHECK(db.insert(users).values(std::vector<NewUser>{}).returning().all().empty());
  CHECK_THROWS_AS(db.insert(users).values(std::vector<NewUser>{}).returning().one(), squall::usage_error);
}

TEST_CASE_FIXTURE(shop_database, "a column with a default can be set to NULL, left alone, or given") {
  db.connection().run("create table notes (id integer primary key, words text default 'hi')");
  CHECK(db.insert(notes).values({.id = 1}).returning(notes.words).one() == "hi");
  CHECK(db.insert(notes).values({.id = 2, .words = std::nullopt}).returning(notes.words).one() == std::nullopt);
  CHECK(db.insert(notes).values({.id = 3, .words = "x"}).returning(notes.words).one() == "x");
  CHECK(db.update(notes).set({.words = std::nullopt}).where(notes.id == 1).execute() == 1);
  CHECK(db.update(notes).set({.id = 4}).where(notes.id == 3).returning(notes.words).one() == "x");
  CHECK(db.select(notes.id).from(notes).where(notes.words == nullptr).order_by(notes.id).all() ==
        std::vector<std::int32_t>{1, 2});
}

TEST_CASE_FIXTURE(shop_database, "default_values() inserts a row of defaults") {
  db.connection().run("create table counters (id integer primary key generated always as identity)");
  CHECK(db.insert(counters).default_values().returning(counters.id).one() == 1);
  CHECK(db.insert(counters).values(insert_t<Counters>{}).returning(counters.id).one() == 2);
  if (db.connection().server_version() >= 140000)  // before, several rows take no DEFAULT of GENERATED ALWAYS
    CHECK(db.insert(counters).values(std::vector<insert_t<Counters>>(2)).execute() == 2);
}

TEST_CASE_FIXTURE(shop_database, "update changes what it is given and counts the rows") {
  const User u = add_user("a@b.c", "bio");
  add_user("x@y.z");
  CHECK(db.update(users).set({.bio = std::nullopt, .views = 3}).where(users.id == u.id).execute() == 1);
  const User changed = db.select().from(users).where(users.id == u.id).one();
  CHECK(!changed.bio);
  CHECK(changed.views == 3);
  CHECK(changed.email == "a@b.c");
  CHECK(db.update(users).set(users.views = users.views + 1).all_rows().execute() == 2);
  CHECK(db.update(users)
            .set(users.views = users.views * 2, users.bio = upper(users.email))
            .where(users.id == u.id)
            .returning(users.views, users.bio)
            .one()
            .get<0>() == 8);
  CHECK(db.update(users).set(users.is_active = false).where(users.email == "nobody").execute() == 0);
}

TEST_CASE_FIXTURE(shop_database, "an update that is given nothing, or whose condition is empty, is refused") {
  add_user("a@b.c");
  CHECK_THROWS_AS(db.update(users).set(UserUpdate{}).where(users.email == "a@b.c").execute(), squall::usage_error);
  CHECK_THROWS_AS(db.update(users).set({.views = 1}).where(condition{}).execute(), squall::usage_error);
  CHECK_THROWS_AS(db.update(users).set({.views = 1}).where_if(false, users.views == 0).execute(), squall::usage_error);
  CHECK_THROWS_AS(db.erase(users).where(condition{}).execute(), squall::usage_error);
  CHECK(db.select(count()).from(users).where(users.views == 0).one() == 1);
  CHECK(db.update(users).set({.views = 1}).where_if(false, users.views == 5).all_rows().execute() == 1);
}

TEST_CASE_FIXTURE(shop_database, "erase deletes and can give the rows back") {
  const User u = add_user("a@b.c");
  add_user("x@y.z");
  CHECK(db.erase(users).where(users.id == u.id).returning().one().email == "a@b.c");
  CHECK(db.erase(users).where(users.id == u.id).execute() == 0);
  CHECK(db.erase(users).all_rows().execute() == 1);
}

TEST_CASE_FIXTURE(shop_database, "on_conflict leaves the row, or changes it with what was to be inserted") {
  add_user("a@b.c", "old");
  const auto again = [&](std::optional<std::string> bio) {
    return db.insert(users).values(
        {.email = "a@b.c", .first_name = "New", .last_name = "N", .bio = std::move(bio), .views = 5});
  };
  CHECK(again("new").on_conflict(users.email).do_nothing().execute() == 0);
  CHECK(again("new").on_conflict().do_nothing().returning().first() == std::nullopt);
  const User u = again("new")
                     .on_conflict(users.email)
                     .do_update(users.bio = excluded(users.bio), users.views = users.views + excluded(users.views))
                     .returning()
                     .one();
  CHECK(u.bio == "new");
  CHECK(u.views == 5);
  CHECK(u.first_name == "Ann");
  CHECK_THROWS_AS(again("x").execute(), squall::unique_violation);
}

TEST_CASE_FIXTURE(shop_database, "values that are too large for their column are an error, not another value") {
  db.insert(everything).values({.id = 1}).execute();
  const long long large = 1LL << 40;
  CHECK_THROWS_AS(db.update(everything).set(everything.small = large).where(everything.id == 1).execute(),
                  squall::database_error);
  CHECK_THROWS_AS((void)(everything.big == ~std::uint64_t{0}), squall::usage_error);
  CHECK(db.select(count()).from(everything).where(everything.id == large).one() == 0);
}

}  // namespace
