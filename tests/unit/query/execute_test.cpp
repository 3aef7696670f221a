// SELECT on a real server: every verb and clause, and what comes back.
#include <doctest/doctest.h>

#include <array>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <tuple>
#include <type_traits>
#include <vector>

#include "unit/query/shop_database.hpp"

namespace {

using namespace shop;

struct Summary {
  std::string email;
  std::int64_t views;
};

struct three_users : shop_database {
  User ann = add_user("ann@b.c", "about Ann");
  User bob = add_user("bob@b.c");
  User eve = add_user("eve@b.c");

  three_users() {
    db.update(users).set(users.views = 10, users.role = Role::admin).where(users.id == bob.id).execute();
    db.update(users).set({.is_active = false, .views = 20}).where(users.id == eve.id).execute();
  }
  template <class Condition>
  std::vector<std::string> emails(Condition condition) {
    return db.select(users.email).from(users).where(condition).order_by(users.email).all();
  }
};
using names = std::vector<std::string>;

TEST_CASE_FIXTURE(three_users, "first() gives a row or nothing, and all() every row") {
  const std::optional<User> found = db.select().from(users).where(users.id == ann.id).first();
  REQUIRE(found);
  CHECK(found->bio == "about Ann");
  CHECK(!db.select().from(users).where(users.email == "nobody").first());
  const std::vector<User> all = db.select().from(users).order_by(desc(users.email)).all();
  REQUIRE(all.size() == 3);
  CHECK(all[0].email == "eve@b.c");
}

TEST_CASE_FIXTURE(three_users, "one() wants exactly one row") {
  CHECK(db.select(users.email).from(users).where(users.views == 10).one() == "bob@b.c");
  CHECK_THROWS_AS((void)db.select().from(users).where(users.views == 99).one(), squall::usage_error);
  CHECK_THROWS_AS((void)db.select().from(users).one(), squall::usage_error);
}

TEST_CASE_FIXTURE(three_users, "a projection is read by binding, by column, by name, and into a struct") {
  const auto rows = db.select(users.email, as<"v">(users.views)).from(users).order_by(users.email).all();
  REQUIRE(rows.size() == 3);
  const auto& [email, views] = rows[1];
  CHECK(email == "bob@b.c");
  CHECK(views == 10);
  CHECK(rows[1][users.email] == "bob@b.c");
  CHECK(rows[1][users.views] == 10);
  CHECK(rows[1]["v"_c] == 10);
  CHECK(rows[1]["email"_c] == "bob@b.c");
  const auto summary = rows[2].into<Summary>();
  CHECK(summary.email == "eve@b.c");
  CHECK(summary.views == 20);
}

TEST_CASE_FIXTURE(three_users, "comparisons and logic choose rows") {
  CHECK(emails(users.views > 5) == names{"bob@b.c", "eve@b.c"});
  CHECK(emails(users.views > 5 && users.is_active) == names{"bob@b.c"});
  CHECK(emails(users.views == 0 || !users.is_active) == names{"ann@b.c", "eve@b.c"});
  CHECK(emails(10 <= users.views) == names{"bob@b.c", "eve@b.c"});
  CHECK(emails(users.views != 0 && users.views < 15) == names{"bob@b.c"});
  CHECK(emails(users.role == Role::admin) == names{"bob@b.c"});
  CHECK(emails(users.bio == nullptr) == names{"bob@b.c", "eve@b.c"});
  CHECK(emails(users.bio != std::nullopt) == names{"ann@b.c"});
  CHECK(emails(is_null(users.bio)) == names{"bob@b.c", "eve@b.c"});
  CHECK(emails(users.views > 9.5 && users.views < 10.5) == names{"bob@b.c"});
  CHECK(emails(users.created_at <= now()) == names{"ann@b.c", "bob@b.c", "eve@b.c"});
  CHECK(emails(users.created_at < now() - std::chrono::hours(1)) == names{});
  CHECK(emails(is_distinct_from(users.bio, "about Ann")) == names{"bob@b.c", "eve@b.c"});
}

TEST_CASE_FIXTURE(three_users, "an optional value that is empty compares as NULL, and so chooses no row") {
  std::optional<std::string> wanted;
  CHECK(emails(users.bio == wanted) == names{});
  wanted = "about Ann";
  CHECK(emails(users.bio == wanted) == names{"ann@b.c"});
}

TEST_CASE_FIXTURE(three_users, "like, in, between and their opposites choose rows") {
  CHECK(emails(like(users.email, "a%")) == names{"ann@b.c"});
  CHECK(emails(not_like(users.email, "a%")) == names{"bob@b.c", "eve@b.c"});
  CHECK(emails(ilike(users.email, "A%")) == names{"ann@b.c"});
  CHECK(emails(not_ilike(users.email, "A%")) == names{"bob@b.c", "eve@b.c"});
  CHECK(emails(in(users.email, {"ann@b.c", "eve@b.c", "x"})) == names{"ann@b.c", "eve@b.c"});
  CHECK(emails(in(users.email, "ann@b.c", std::string("eve@b.c"), "x")) == names{"ann@b.c", "eve@b.c"});
  CHECK(emails(in(users.views, 10, 20L)) == names{"bob@b.c", "eve@b.c"});
  CHECK(emails(not_in(users.role, Role::admin)) == names{"ann@b.c", "eve@b.c"});
  CHECK(emails(in(users.id, std::vector<uuid_t>{bob.id})) == names{"bob@b.c"});
  CHECK(emails(in(users.views, std::vector<int>{10, 20})) == names{"bob@b.c", "eve@b.c"});
  CHECK(emails(in(users.role, {Role::admin, Role::moderator})) == names{"bob@b.c"});
  CHECK(emails(in(users.id, std::vector<uuid_t>{})) == names{});
  const std::array<int, 2> numbers{10, 20};
  CHECK(emails(in(users.views, numbers)) == names{"bob@b.c", "eve@b.c"});
  CHECK(emails(in(users.views, std::span(numbers).first(1))) == emails(in(users.views, 10)));
  const std::set<std::string_view> several{"ann@b.c", "eve@b.c"};
  CHECK(emails(in(users.email, several)) == names{"ann@b.c", "eve@b.c"});
  CHECK(emails(not_in(users.email, several)) == names{"bob@b.c"});
  CHECK(emails(not_in(users.id, std::vector<uuid_t>{})).size() == 3);
  CHECK(emails(not_in(users.email, {"ann@b.c"})) == names{"bob@b.c", "eve@b.c"});
  CHECK(emails(between(users.views, 5, 15)) == names{"bob@b.c"});
  CHECK(emails(not_between(users.views, 5, 15)) == names{"ann@b.c", "eve@b.c"});
}

TEST_CASE_FIXTURE(three_users, "functions and casts give values of their types") {
  const auto r = db.select(upper(users.email), length(users.email), concat(users.first_name, " ", users.last_name),
                           coalesce(users.bio, "none"), cast<std::string>(users.views), users.views * 2 - 1)
                     .from(users)
                     .where(users.id == bob.id)
                     .one();
  const auto& [up, n, name, bio, views, computed] = r;
  CHECK(up == "BOB@B.C");
  CHECK(n == 7);
  CHECK(name == "Ann Lee");
  CHECK(bio == "none");
  CHECK(views == "10");
  CHECK(computed == 19);
}

TEST_CASE_FIXTURE(three_users, "a fragment takes expressions and bound values, and braces by doubling") {
  const std::string prefix = "it's {} $1";
  CHECK(db.select(sql<std::string>("concat({}, lower({}), '{{}}')", prefix, users.email))
            .from(users)
            .where(sql<bool>("{} = any(array[{}, {}])", users.views, 10, 11))
            .one() == "it's {} $1bob@b.c{}");
  constexpr auto fixed = select(sql<int>("length({})"_sql, users.email)).from(users).limit(1);
  static_assert(fixed.sql() == R"(select length("users"."email") from "users" limit $1)");
  CHECK(db.one(fixed) == 7);
}

TEST_CASE_FIXTURE(three_users, "aggregates over no rows are NULL, but count is not; over a group they are values") {
  const auto none = db.select(count(), sum(users.views), avg(users.views), min(users.email), max(users.views))
                        .from(users)
                        .where(users.email == "nobody")
                        .one();
  using none_type = std::remove_cvref_t<decltype(none)>;
  static_assert(std::is_same_v<std::tuple_element_t<0, none_type>, std::int64_t>);
  static_assert(std::is_same_v<std::tuple_element_t<1, none_type>, std::optional<numeric_t>>);
  static_assert(std::is_same_v<std::tuple_element_t<3, none_type>, std::optional<std::string>>);
  CHECK(none.get<0>() == 0);
  CHECK(!none.get<1>());
  CHECK(!none.get<2>());
  CHECK(!none.get<4>());

  const auto groups = db.select(users.is_active, count(), sum(users.views), max(users.bio), count(users.bio))
                          .from(users)
                          .group_by(users.is_active)
                          .having(count() > 0)
                          .order_by(users.is_active)
                          .all();
  using group_type = std::remove_cvref_t<decltype(groups[0])>;
  static_assert(std::is_same_v<std::tuple_element_t<2, group_type>, numeric_t>);
  static_assert(std::is_same_v<std::tuple_element_t<3, group_type>, std::optional<std::string>>);
  REQUIRE(groups.size() == 2);
  CHECK(groups[0].get<2>() == numeric_t(20));
  CHECK(groups[1].get<1>() == 2);
  CHECK(groups[1].get<4>() == 1);
}

TEST_CASE_FIXTURE(three_users, "group_by with having keeps the groups that the condition holds for") {
  const auto rows = db.select(users.is_active).from(users).group_by(users.is_active).having(count() > 1).all();
  CHECK(rows == std::vector<bool>{true});
}

TEST_CASE_FIXTURE(three_users, "limit, offset, distinct and distinct_on do as they say") {
  const auto page = db.select(users.email).from(users).order_by(users.email).limit(1).offset(1).all();
  CHECK(page == names{"bob@b.c"});
  CHECK(db.select(users.first_name).distinct().from(users).all() == names{"Ann"});
  CHECK(db.select(users.email)
            .distinct_on(users.is_active)
            .from(users)
            .order_by(users.is_active, desc(users.email))
            .all() == names{"eve@b.c", "bob@b.c"});
}

TEST_CASE_FIXTURE(three_users, "statements without a database run on any, with the values of their parameters") {
  constexpr auto by_views = select(users.email).from(users).where(users.views >= param<0> && users.role == param<1>);
  CHECK(db.all(by_views, 5, Role::admin) == names{"bob@b.c"});
  CHECK(db.first(by_views, 50, Role::admin) == std::nullopt);
  CHECK(db.one(by_views, std::int16_t{10}, Role::admin) == "bob@b.c");
  constexpr auto paged = select(users.email).from(users).order_by(users.email).limit(param<0>);
  CHECK(db.all(paged, 2) == names{"ann@b.c", "bob@b.c"});
  // The same text serves values of every length, again and again.
  for (const char* email : {"ann@b.c", "", "eve@b.c"})
    CHECK(db.all(select(users.email).from(users).where(users.email == param<0>), email).size() ==
          (*email == '\0' ? 0U : 1U));
}

TEST_CASE_FIXTURE(three_users, "a statement may be kept, extended in two ways, and run twice") {
  const auto active = db.select(users.email).from(users).where(users.is_active);
  const auto sorted = active.order_by(desc(users.email));
  CHECK(active.all().size() == 2);
  CHECK(sorted.all() == names{"bob@b.c", "ann@b.c"});
  CHECK(sorted.all() == names{"bob@b.c", "ann@b.c"});
  CHECK(sorted.limit(1).all() == names{"bob@b.c"});
}

TEST_CASE_FIXTURE(three_users, "row locks hold until the transaction ends") {
  db.transaction([&](auto& tx) {
    CHECK(tx.select().from(users).where(users.id == ann.id).for_update().first());
    squall::database other(fresh.url());
    CHECK_THROWS_AS((void)other.select().from(users).where(users.id == ann.id).for_update(nowait).first(),
                    squall::lock_not_available);
    CHECK(other.select(users.email).from(users).order_by(users.email).for_update(skip_locked).all() ==
          names{"bob@b.c", "eve@b.c"});
    CHECK_THROWS_AS((void)other.select().from(users).for_share(nowait).all(), squall::lock_not_available);
  });
}

TEST_CASE_FIXTURE(shop_database, "NULL in a column that the schema says is NOT NULL names table and column") {
  db.connection().run("alter table posts alter title drop not null; alter table posts alter author_id drop not null");
  db.connection().run("insert into posts (title) values (null)");
  try {
    (void)db.select(posts.id, posts.title).from(posts).all();
    FAIL("no error");
  } catch (const squall::decode_error& e) {
    CHECK(std::string(e.what()).find("posts.title") != std::string::npos);
  }
  try {
    (void)db.select().from(posts).all();
    FAIL("no error");
  } catch (const squall::decode_error& e) {
    CHECK(std::string(e.what()).find("posts.title") != std::string::npos);
  }
}

TEST_CASE_FIXTURE(shop_database, "names with quotes, keywords and schemas work in every statement") {
  db.insert(orders).values({.id = 1, .select_ = "a", .class_ = "x"}).execute();
  db.insert(orders).values(orders.select_ = "b", orders.id = 2).execute();
  CHECK(db.update(orders).set(orders.select_ = "c").where(orders.id == 2).returning(orders.select_).one() == "c");
  const auto all = db.select().from(orders).order_by(orders.id).all();
  REQUIRE(all.size() == 2);
  CHECK(all[0].class_ == "x");
  CHECK(all[1].select_ == "c");
  CHECK(db.erase(orders).where(orders.select_ == "a").execute() == 1);
  constexpr auto o = alias<"na\"me">(orders);
  CHECK(db.select(o.id).from(o).all() == std::vector<std::int32_t>{2});
}

}  // namespace
