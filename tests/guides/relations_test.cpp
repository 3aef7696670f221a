// Guide rows about relations and nested reads.
#include <type_traits>

#include "guides/schemas/guide_1.hpp"
#include "guides/schemas/guide_2.hpp"
#include "guides/support.hpp"

namespace guides {
namespace {

using squall::database;

/// Two users; Jane has two posts with tags.
struct blog {
  guide_database made{guide_1_project()};
  database db{made.url()};

  blog() {
    using namespace guide_1;
    const User jane =
        db.insert(users).values({.email = "jane@x.y", .first_name = "Jane", .last_name = "Doe"}).returning().one();
    db.insert(users).values({.email = "joe@x.y", .first_name = "Joe", .last_name = "Doe"}).execute();
    const auto first =
        db.insert(posts).values({.title = "first", .content = "1", .author_id = jane.id}).returning(posts.id).one();
    const auto second =
        db.insert(posts).values({.title = "second", .content = "2", .author_id = jane.id}).returning(posts.id).one();
    const auto cpp = db.insert(tags).values({.name = "cpp"}).returning(tags.id).one();
    const auto sql = db.insert(tags).values({.name = "sql"}).returning(tags.id).one();
    db.insert(post_tags).values({.post_id = first, .tag_id = cpp}).execute();
    db.insert(post_tags).values({.post_id = first, .tag_id = sql}).execute();
    db.insert(post_tags).values({.post_id = second, .tag_id = sql}).execute();
  }
};

TEST_CASE_FIXTURE(blog, "G1.07 a user's posts, one to many, and back") {
  using namespace guide_1;
  const auto found = db.query(users).with(users_r.posts.order_by(posts.title)).order_by(users.email).all();
  REQUIRE(found.size() == 2);
  CHECK(found[0].email == "jane@x.y");
  REQUIRE(found[0].posts.size() == 2);
  CHECK(found[0].posts[1].title == "second");
  CHECK(found[1].posts.empty());
  CHECK(db.query(posts).with(posts_r.author).first()->author.first_name == "Jane");
}

TEST_CASE_FIXTURE(blog, "G1.09 many to many: over the junction, and through it") {
  using namespace guide_1;
  const auto post = db.query(posts)
                        .with(posts_r.tags.order_by(tags.name), posts_r.post_tags.with(post_tags_r.tag))
                        .where(posts.title == "first")
                        .one();
  REQUIRE(post.tags.size() == 2);
  CHECK(post.tags[0].name == "cpp");
  CHECK(post.tags[1].name == "sql");
  REQUIRE(post.post_tags.size() == 2);
  CHECK(post.post_tags[0].tag.name.size() == 3);
  const auto tag = db.query(tags).with(tags_r.posts.order_by(posts.title)).where(tags.name == "sql").one();
  REQUIRE(tag.posts.size() == 2);
  CHECK(tag.posts[0].title == "first");
}

TEST_CASE_FIXTURE(blog, "G1.12 find many with author and tags: one statement, nested and typed") {
  using namespace guide_1;
  const auto found = db.query(posts)
                         .with(posts_r.author, posts_r.post_tags.with(post_tags_r.tag))
                         .where(posts.title == "second")
                         .all();
  REQUIRE(found.size() == 1);
  CHECK(found[0].author.email == "jane@x.y");
  REQUIRE(found[0].post_tags.size() == 1);
  CHECK(found[0].post_tags[0].tag.name == "sql");
  // What was not loaded has no value to be mistaken for an empty one.
  static_assert(std::is_empty_v<decltype(found[0].tags)>);
  static_assert(!std::is_same_v<decltype(found[0].tags), decltype(found[0].post_tags)>);
}

TEST_CASE("G2.07 relations by fields and references; a nullable key gives an optional row") {
  using namespace guide_2;
  const guide_database made(guide_2_project());
  database db{made.url()};
  const auto user = db.insert(users).values({.email = "a@b.c"}).returning(users.id).one();
  const auto category = db.insert(categories).values({.name = "books"}).returning(categories.id).one();
  db.insert(products)
      .values({.name = "novel", .price = squall::numeric_t{"9.90"}, .category_id = category, .user_id = user})
      .execute();
  db.insert(products).values({.name = "thing", .price = squall::numeric_t{"1"}}).execute();
  const auto found = db.query(products).with(products_r.category, products_r.user).order_by(products.name).all();
  REQUIRE(found.size() == 2);
  REQUIRE(found[0].category.has_value());
  CHECK(found[0].category->name == "books");
  CHECK(found[0].user->email == "a@b.c");
  CHECK_FALSE(found[1].category.has_value());
  const auto all = db.query(categories).with(categories_r.products.with(products_r.user)).all();
  REQUIRE(all.size() == 1);
  CHECK(all[0].products[0].user->email == "a@b.c");
  CHECK(db.query(users).where(users_r.products.any(products.price > 5)).all().size() == 1);
}

}  // namespace
}  // namespace guides
