// Nested reads: rows with the rows that they are related to, as one statement and as a statement a level.
#include <doctest/doctest.h>

#include <type_traits>

#include "unit/query/blog_schema.hpp"

namespace {

using namespace blog;

constexpr auto title = [](const auto& post) { return post.title; };
constexpr auto name = [](const auto& row) { return row.name; };
constexpr auto body = [](const auto& comment) { return comment.body; };

// How the rows are read. What they are has to be the same.
struct as_chosen {
  static auto from(auto query) { return query; }
};
struct one_statement {
  static auto from(auto query) { return query.one_statement(); }
};
struct by_level {
  static auto from(auto query) { return query.by_level(); }
};
template <class Strategy>
struct nested_database : blog_database {
  template <class Table>
  auto query(const Table& table) {
    return Strategy::from(db.query(table));
  }
};
TEST_CASE_FIXTURE(blog_database, "a query of a table alone gives its rows") {
  const auto rows = db.query(posts).order_by(posts.id).all();
  static_assert(std::is_same_v<std::remove_cvref_t<decltype(rows[0])>, Post>);
  CHECK(joined(rows, title) == "first,second,third");
  CHECK(db.query(posts).where(posts.id == 2).first()->title == "second");
  CHECK(!db.query(posts).where(posts.id == 9).first());
  CHECK(db.query(posts).where(posts.id == 3).one().author_id == 9223372036854775807);
  CHECK_THROWS_AS((void)db.query(posts).one(), usage_error);
}

TEST_CASE_TEMPLATE("a row has its relations as members, to any depth", Strategy, as_chosen, one_statement, by_level) {
  nested_database<Strategy> blog;
  const auto rows = blog.query(users)
                        .with(users_r.posts
                                  .with(posts_r.tags.order_by(tags.name),
                                        posts_r.comments.with(comments_r.user).order_by(desc(comments.id)))
                                  .order_by(desc(posts.likes)),
                              users_r.profile)
                        .order_by(users.name)
                        .all();
  REQUIRE(rows.size() == 3);
  CHECK(joined(rows, name) == "ann,bob,cid");
  CHECK(joined(rows[0].posts, title) == "first,second");
  CHECK(joined(rows[1].posts, title) == "third");
  CHECK(rows[2].posts.empty());
  CHECK(joined(rows[0].posts[0].tags, name) == "a,b");
  CHECK(joined(rows[0].posts[1].tags, name) == "b");
  CHECK(joined(rows[0].posts[0].comments, body) == "three,two,one");
  CHECK(rows[0].posts[0].comments[0].user->name == "ann");
  CHECK(!rows[0].posts[0].comments[1].user);
  CHECK(rows[0].posts[0].comments[2].user->name == "cid");
  REQUIRE(rows[0].profile);
  CHECK(rows[0].profile->city == "Rome");
  CHECK(!rows[1].profile);
}

TEST_CASE_TEMPLATE("one over a NOT NULL key is a row, over another an optional row, many a vector", Strategy, as_chosen,
                   one_statement, by_level) {
  nested_database<Strategy> blog;
  const auto rows = blog.query(posts).with(posts_r.author, posts_r.reviewer, posts_r.comments).order_by(posts.id).all();
  using row = std::remove_cvref_t<decltype(rows[0])>;
  static_assert(std::is_same_v<decltype(row::author), User>);
  static_assert(std::is_same_v<decltype(row::reviewer), std::optional<User>>);
  static_assert(std::is_same_v<decltype(row::comments), std::vector<select_t<Comments>>>);
  static_assert(std::is_same_v<decltype(row::tags), relation_was_not_loaded__add_it_with_dot_with>);
  static_assert(std::is_base_of_v<Post, row>);
  REQUIRE(rows.size() == 3);
  CHECK(rows[0].author.name == "ann");
  CHECK(rows[0].reviewer->name == "bob");
  CHECK(!rows[1].reviewer);
  CHECK(rows[2].author.id == 9223372036854775807);
  // fields() and references() say the same as the foreign key.
  const auto links = blog.query(post_tags).with(post_tags_r.post, post_tags_r.tag).order_by(post_tags.tag_id).all();
  static_assert(std::is_same_v<decltype(std::remove_cvref_t<decltype(links[0])>::post), Post>);
  CHECK(links[0].post.title == "first");
  CHECK(links[0].tag.name == "a");
}

TEST_CASE_TEMPLATE("values keep every digit, byte and NULL", Strategy, as_chosen, one_statement, by_level) {
  nested_database<Strategy> blog;
  auto& db = blog.db;
  const auto rows = blog.query(posts).with(posts_r.author).order_by(posts.id).all();
  const User& ann = rows[0].author;
  CHECK(to_string(ann.balance.value()) == "12345678901234567890.123456789012345678901234567890");
  CHECK(ann.seen_at == db.select(users.seen_at).from(users).where(users.id == 1).one());
  CHECK(ann.avatar == bytea_t{std::byte{0}, std::byte{255}, std::byte{0}});
  CHECK(to_string(rows[2].author.balance.value()) == "NaN");
  CHECK(rows[2].author.avatar->empty());
  const auto followed = blog.query(users).with(users_r.following).where(users.id == 1).one().following;
  REQUIRE(followed.size() == 2);
  for (const auto& user : followed)
    if (user.name == "cid")
      CHECK((!user.balance && !user.seen_at && !user.avatar));
}

TEST_CASE_TEMPLATE("a relation through a junction leads across it, both ways, also to its own table", Strategy,
                   as_chosen, one_statement, by_level) {
  nested_database<Strategy> blog;
  const auto rows = blog.query(tags).with(tags_r.posts.order_by(posts.id)).order_by(tags.id).all();
  CHECK(joined(rows[0].posts, title) == "first");
  CHECK(joined(rows[1].posts, title) == "first,second");
  // Columns of the junction order and limit, too.
  const auto ordered = blog.query(posts).with(posts_r.tags.order_by(post_tags.place)).where(posts.id == 1).one();
  CHECK(joined(ordered.tags, name) == "b,a");
  const auto people = blog.query(users)
                          .with(users_r.following.order_by(users.name), users_r.followers.with(users_r.following))
                          .order_by(users.name)
                          .all();
  CHECK(joined(people[0].following, name) == "bob,cid");
  CHECK(joined(people[0].followers, name) == "cid");
  CHECK(joined(people[0].followers[0].following, name) == "ann");
  CHECK(joined(people[2].followers, name) == "ann");
}

TEST_CASE_TEMPLATE("a table related to itself is read to any depth, up and down", Strategy, as_chosen, one_statement,
                   by_level) {
  nested_database<Strategy> blog;
  const auto rows = blog.query(categories)
                        .with(categories_r.parent.with(categories_r.parent),
                              categories_r.children.with(categories_r.children).order_by(categories.name))
                        .order_by(categories.id)
                        .all();
  REQUIRE(rows.size() == 4);
  CHECK(!rows[0].parent);
  CHECK(joined(rows[0].children, name) == "left,right");
  CHECK(joined(rows[0].children[0].children, name) == "leaf");
  CHECK(rows[3].parent->name == "left");
  CHECK(rows[3].parent->parent->name == "root");
}

TEST_CASE_TEMPLATE("where, order_by, limit and offset of a relation count for each row above", Strategy, as_chosen,
                   one_statement, by_level) {
  nested_database<Strategy> blog;
  const auto rows = blog.query(posts)
                        .with(posts_r.comments.order_by(comments.id).limit(1).offset(1),
                              posts_r.tags.where(tags.name != "a").order_by(desc(tags.name)).limit(1))
                        .order_by(posts.id)
                        .all();
  CHECK(joined(rows[0].comments, body) == "two");
  CHECK(rows[2].comments.empty());
  CHECK(joined(rows[0].tags, name) == "b");
  CHECK(joined(rows[1].tags, name) == "b");
  CHECK(joined(rows[2].tags, name) == "c");
  // Limited in the middle, with levels below.
  const auto deep = blog.query(users)
                        .with(users_r.posts.order_by(desc(posts.id)).limit(1).with(posts_r.tags, posts_r.author))
                        .where(users.id == 1)
                        .one();
  REQUIRE(deep.posts.size() == 1);
  CHECK(deep.posts[0].title == "second");
  CHECK(joined(deep.posts[0].tags, name) == "b");
  CHECK(deep.posts[0].author.name == "ann");
  // A limit of the root, and relations of the rows that are left.
  const auto top = blog.query(posts).with(posts_r.comments).order_by(desc(posts.likes)).limit(2).offset(1).all();
  CHECK(joined(top, title) == "third,second");
  CHECK(joined(top[0].comments, body) == "four");
  CHECK(top[1].comments.empty());
  CHECK(blog.query(posts).with(posts_r.author).order_by(desc(posts.likes)).first()->title == "first");
}

TEST_CASE_TEMPLATE("a relation to one row that has a condition or a limit may be missing", Strategy, as_chosen,
                   one_statement, by_level) {
  nested_database<Strategy> blog;
  const auto rows =
      blog.query(posts)
          .with(posts_r.author.where(users.name == "ann"), posts_r.latest_comment.order_by(desc(comments.id)).limit(1))
          .order_by(posts.id)
          .all();
  static_assert(std::is_same_v<decltype(std::remove_cvref_t<decltype(rows[0])>::author), std::optional<User>>);
  CHECK(rows[0].author->name == "ann");
  CHECK(!rows[2].author);
  CHECK(rows[0].latest_comment->body == "three");
  CHECK(!rows[1].latest_comment);
  // Several rows where one is meant are no silent choice.
  CHECK_THROWS_WITH_AS((void)blog.query(posts).with(posts_r.latest_comment).all(),
                       doctest::Contains("has found several"), decode_error);
}

TEST_CASE_TEMPLATE("chosen columns and extra expressions, on each level", Strategy, as_chosen, one_statement,
                   by_level) {
  nested_database<Strategy> blog;
  const auto rows = blog.query(posts)
                        .columns(posts.title)
                        .extras(squall::as<"shout">(upper(posts.title)), squall::as<"n">(posts_r.comments.count()),
                                squall::as<"best">(posts_r.comments.aggregate(max(comments.id))))
                        .with(posts_r.author.columns(users.name).extras(squall::as<"size">(length(users.name))),
                              posts_r.comments.columns(comments.body, comments.id).order_by(comments.id))
                        .order_by(posts.id)
                        .all();
  using row = std::remove_cvref_t<decltype(rows[0])>;
  static_assert(std::is_same_v<decltype(row::title), std::string>);
  static_assert(std::is_same_v<decltype(row::likes), column_was_not_selected__add_it_to_dot_columns>);
  static_assert(std::is_same_v<decltype(rows[0]["n"_c]), const std::int64_t&>);
  static_assert(std::is_same_v<decltype(rows[0]["best"_c]), const std::optional<std::int32_t>&>);
  CHECK(rows[0].title == "first");
  CHECK(rows[0]["shout"_c] == "FIRST");
  CHECK(rows[0]["n"_c] == 3);
  CHECK(rows[1]["n"_c] == 0);
  CHECK(rows[0]["best"_c] == 3);
  CHECK(!rows[1]["best"_c]);
  CHECK(rows[0].author.name == "ann");
  CHECK(rows[0].author["size"_c] == 3);
  CHECK(joined(rows[0].comments, body) == "one,two,three");
}

TEST_CASE_FIXTURE(blog_database, "keys of several columns and names that need quotes") {
  const auto rows =
      db.query(towns).with(towns_r.region.with(regions_r.towns.order_by(towns.name))).order_by(towns.id).all();
  REQUIRE(rows.size() == 4);
  CHECK(rows[0].region->name == "north");
  CHECK(rows[2].region->name == "nord");
  CHECK(!rows[3].region);
  CHECK(joined(rows[0].region->towns, name) == "Milan,Turin");
  CHECK(joined(db.query(regions).where(regions_r.towns.any(towns.name == "Lille")).all(), name) == "nord");
}

TEST_CASE_FIXTURE(blog_database, "conditions by related rows") {
  const auto titles = [&](auto condition) {
    return joined(db.query(posts).where(condition).order_by(posts.id).all(), title);
  };
  CHECK(titles(posts_r.comments.any()) == "first,third");
  CHECK(titles(posts_r.comments.none()) == "second");
  CHECK(titles(posts_r.author.any(users.name == "bob")) == "third");
  CHECK(titles(posts_r.reviewer.any()) == "first,third");
  CHECK(titles(posts_r.tags.any(tags.name == "b")) == "first,second");
  CHECK(titles(posts_r.tags.none(tags.name == "b")) == "third");
  CHECK(titles(posts_r.tags.every(tags.name == "b")) == "second");
  CHECK(titles(posts_r.comments.every(comments.user_id == 1)) == "second,third");
  CHECK(titles(posts_r.comments.count() > 1) == "first");
  CHECK(titles(posts_r.comments.count(comments.user_id == nullptr) == 1) == "first");
  CHECK(titles(posts_r.author.any(users_r.followers.any(users.name == "cid"))) == "first,second");
  CHECK(titles(!posts_r.comments.any(comments_r.user.any(users.is_active))) == "second");
  // Of a table related to itself, the condition is about the related row.
  const auto names = [&](auto condition) {
    return joined(db.query(categories).where(condition).order_by(categories.id).all(), name);
  };
  CHECK(names(categories_r.children.any(categories.name == "leaf")) == "left");
  CHECK(names(categories_r.children.any(categories_r.children.any(categories.name == "leaf"))) == "root");
  CHECK(names(categories_r.parent.any(categories_r.parent.any())) == "leaf");
  CHECK(names(categories_r.parent.none()) == "root");
}

TEST_CASE_FIXTURE(blog_database, "values of related rows order, and stand in every statement") {
  CHECK(joined(db.query(posts).order_by(posts_r.author.value(users.name), desc(posts.id)).all(), title) ==
        "second,first,third");
  CHECK(joined(db.query(posts).order_by(desc(posts_r.comments.count())).limit(1).all(), title) == "first");
  const auto rows = db.select(posts.title, squall::as<"author">(posts_r.author.value(users.name)),
                              squall::as<"reviewer">(posts_r.reviewer.value(users.name)), posts_r.comments.count())
                        .from(posts)
                        .where(posts_r.tags.any(tags.id < 3))
                        .order_by(posts.id)
                        .all();
  static_assert(std::is_same_v<decltype(rows[0]["author"_c]), const std::string&>);
  static_assert(std::is_same_v<decltype(rows[0]["reviewer"_c]), const std::optional<std::string>&>);
  REQUIRE(rows.size() == 2);
  CHECK(rows[0]["author"_c] == "ann");
  CHECK(rows[0]["reviewer"_c] == "bob");
  CHECK(rows[0].get<3>() == 3);
  CHECK(db.update(posts).set(posts.likes = 0).where(posts_r.comments.none()).execute() == 1);
  CHECK(db.erase(comments).where(comments_r.post.any(posts.title == "third")).execute() == 1);
}

TEST_CASE_FIXTURE(blog_database, "conditions that are known at run time, parameters, and the text as a constant") {
  condition c;
  CHECK(db.query(posts).where(c).all().size() == 3);
  c &= posts_r.author.any(users.name == std::string("ann"));
  const auto rows = db.query(posts)
                        .with(posts_r.comments.where_if(false, comments.id == 1).where_if(true, comments.id != 2))
                        .where(c)
                        .order_by(posts.id)
                        .all();
  CHECK(joined(rows, title) == "first,second");
  CHECK(rows[0].comments.size() == 2);

  const auto q = db.query(users)
                     .with(users_r.posts.where(posts.likes >= param<1>).order_by(posts.id).limit(param<2>))
                     .where(users.id == param<0>);
  CHECK(joined(q.all(1, 6, 5)[0].posts, title) == "first");
  CHECK(joined(q.all(1, 0, 5)[0].posts, title) == "first,second");
  static_assert(query(users).with(users_r.posts).where(users.id == 1).columns(users.name).sql() ==
                R"(with "~0" as materialized (select row_number() over () as "n", "users"."id" as "c0", )"
                R"(row("users"."name") as "r" from "users" where ("users"."id" = $1)) )"
                R"(select 0, null::bigint, "n", "r" from "~0" union all (select 1, "~0"."n", null::bigint, )"
                R"(row("posts"."id", "posts"."title", "posts"."author_id", "posts"."reviewer_id", "posts"."likes") )"
                R"(from "~0" inner join "posts" on "posts"."author_id" = "~0"."c0"))");
}

TEST_CASE_FIXTURE(blog_database, "a NULL where the schema says NOT NULL names the column") {
  db.connection().run("alter table posts alter title drop not null; insert into posts values (4, null, 1)");
  CHECK_THROWS_WITH_AS((void)db.query(users).with(users_r.posts).all(),
                       doctest::Contains("posts.title is NULL, where the schema says NOT NULL"), decode_error);
}

}  // namespace
