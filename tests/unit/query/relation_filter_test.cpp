// Relations that have a condition of their own.
#include <doctest/doctest.h>

#include <string>

#include "unit/query/blog_schema.hpp"

namespace {

using namespace blog;

template <class M>
struct PopularRelations {
  rel<M, many(blog::posts, blog::posts.author_id).where(blog::posts.likes >= 7)> popular;
  rel<M, many(blog::posts, blog::posts.author_id)> posts;
  rel<M,
      many(users).through(follows.follower_id, follows.followed_id).where(users.is_active&& users.balance != nullptr)>
      rich;
};
inline constexpr auto popular_r = relations<PopularRelations>(users);

template <class M>
struct ActiveRelations {
  rel<M, one(users, posts.author_id).where(users.name == nullptr || users.balance != nullptr)> author;
  rel<M, many(blog::comments, blog::comments.post_id).where(blog::comments.user_id != nullptr)> signed_comments;
};
inline constexpr auto active_r = relations<ActiveRelations>(posts);

std::string title(const Post& p) { return p.title; }

TEST_CASE_FIXTURE(blog_database,
                  "a relation's own condition limits what is read, at each level, with others and limits") {
  const auto rows = db.query(users).with(popular_r.popular, popular_r.posts).order_by(users.name).all();
  REQUIRE(rows.size() == 3);
  CHECK(joined(rows[0].popular, title) == "first");
  CHECK(rows[0].posts.size() == 2);
  CHECK(joined(rows[1].popular, title) == "third");
  const auto some = db.query(users)
                        .with(popular_r.popular.where(posts.title != param<0>).order_by(posts.id).limit(1))
                        .where(users.id != 3)
                        .order_by(users.name)
                        .all("first");
  CHECK(some[0].popular.empty());
  CHECK(joined(some[1].popular, title) == "third");
  // Through a junction; and nested, with values at each level.
  const auto followers =
      db.query(users).with(popular_r.rich.with(popular_r.popular.where(posts.likes < 100))).order_by(users.name).all();
  REQUIRE(followers[0].rich.size() == 1);
  CHECK(followers[0].rich[0].name == "bob");
  CHECK(joined(followers[0].rich[0].popular, title) == "third");
}

TEST_CASE_FIXTURE(blog_database, "a relation's own condition holds in conditions, counts and values, too") {
  const auto names = [&](auto condition) {
    return joined(db.query(users).where(condition).order_by(users.name).all(), [](const User& u) { return u.name; });
  };
  CHECK(names(popular_r.popular.any()) == "ann,bob");
  CHECK(names(popular_r.popular.any(posts.likes < 10)) == "bob");
  CHECK(names(popular_r.popular.every(posts.title == "first")) == "ann,cid");
  CHECK(names(popular_r.popular.count() < popular_r.posts.count()) == "ann");
  CHECK(db.select(popular_r.popular.aggregate(min(posts.likes), posts.id > 0)).from(users).where(users.id == 1).one() ==
        10);
}

TEST_CASE_FIXTURE(blog_database, "a relation to one row that has a condition may be missing") {
  db.connection().run("update users set balance = null where id = 1");
  const auto rows = db.query(posts).with(active_r.author, active_r.signed_comments).order_by(posts.id).all();
  static_assert(std::is_same_v<decltype(rows[0].author), std::optional<User>>);
  CHECK(!rows[0].author);
  REQUIRE(rows[2].author);
  CHECK(rows[2].author->name == "bob");
  CHECK(rows[0].signed_comments.size() == 2);
}

}  // namespace
