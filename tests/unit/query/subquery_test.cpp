// Subqueries, common table expressions and set operations.
#include "squall/query/subquery.hpp"

#include <doctest/doctest.h>

#include <type_traits>

#include "squall/query/cte.hpp"
#include "squall/query/set_operations.hpp"
#include "unit/query/blog_schema.hpp"

namespace {

using namespace blog;
using squall::as;

template <class Rows>
std::string listed(const Rows& rows) {
  return joined(rows, [](const std::string& s) { return s; });
}

TEST_CASE_FIXTURE(blog_database, "exists and not_exists, correlated with the statement around them") {
  const auto with_posts = exists(select(posts.id).from(posts).where(posts.author_id == users.id));
  CHECK(listed(db.select(users.name).from(users).where(with_posts).order_by(users.name).all()) == "ann,bob");
  CHECK(listed(db.select(users.name)
                   .from(users)
                   .where(not_exists(select(posts.id).from(posts).where(posts.author_id == users.id)))
                   .all()) == "cid");
  CHECK(listed(db.select(users.name).from(users).where(!with_posts && users.id == std::int64_t{3}).all()) == "cid");
}

TEST_CASE_FIXTURE(blog_database, "in and not_in of a subquery, with values of its own") {
  const auto titles = [&](auto condition) {
    return listed(db.select(posts.title).from(posts).where(condition).order_by(posts.id).all());
  };
  CHECK(titles(in(posts.author_id, select(users.id).from(users).where(users.name == std::string("ann")))) ==
        "first,second");
  CHECK(titles(not_in(posts.author_id, select(users.id).from(users).where(users.name == "ann"))) == "third");
  CHECK(titles(posts.likes > 6 && in(posts.id, select(comments.post_id).from(comments).where(comments.id > 1)) &&
               posts.likes < 9) == "third");
}

TEST_CASE_FIXTURE(blog_database, "a scalar subquery is a value, optional unless an aggregate makes sure of a row") {
  const auto n = scalar(select(count()).from(posts).where(posts.author_id == users.id));
  const auto best =
      scalar(select(posts.title).from(posts).where(posts.author_id == users.id).order_by(desc(posts.likes)).limit(1));
  const auto rows = db.select(users.name, as<"n">(n), as<"best">(best)).from(users).order_by(desc(n), users.name).all();
  static_assert(std::is_same_v<decltype(rows[0]["n"_c]), const std::int64_t&>);
  static_assert(std::is_same_v<decltype(rows[0]["best"_c]), const std::optional<std::string>&>);
  REQUIRE(rows.size() == 3);
  CHECK(rows[0]["n"_c] == 2);
  CHECK(rows[0]["best"_c] == "first");
  CHECK(!rows[2]["best"_c]);
}

TEST_CASE_FIXTURE(blog_database, "any and all of a subquery and of an array") {
  const auto titles = [&](auto condition) {
    return listed(db.select(posts.title).from(posts).where(condition).order_by(posts.id).all());
  };
  CHECK(titles(posts.likes >= all(select(posts.likes).from(posts))) == "first");
  CHECK(titles(posts.id == any(select(comments.post_id).from(comments))) == "first,third");
  CHECK(titles(posts.id != all(select(comments.post_id).from(comments))) == "second");
  CHECK(titles(posts.id == any(sql<std::vector<std::int32_t>>("array[2, 3]"))) == "second,third");
}

TEST_CASE_FIXTURE(blog_database, "a subquery in from and in joins, its columns by name and by what it lists") {
  const auto per_author = subquery<"per author">(
      select(posts.author_id, as<"n">(count()), as<"best">(max(posts.likes))).from(posts).group_by(posts.author_id));
  const auto rows = db.select(users.name, per_author["n"_c], per_author["best"_c])
                        .from(users)
                        .left_join(per_author, per_author[posts.author_id] == users.id)
                        .order_by(users.name)
                        .all();
  static_assert(
      std::is_same_v<std::tuple_element_t<1, std::remove_cvref_t<decltype(rows[0])>>, std::optional<std::int64_t>>);
  REQUIRE(rows.size() == 3);
  CHECK(rows[0].get<1>() == 2);
  CHECK(rows[0][per_author["best"_c]] == 10);
  CHECK(!rows[2].get<1>());

  const auto inside = db.select(per_author["n"_c]).from(per_author).where(per_author["n"_c] > 1).one();
  static_assert(std::is_same_v<decltype(inside), const std::int64_t>);
  CHECK(inside == 2);

  // A whole subquery is a row.
  const auto whole = db.select().from(per_author).order_by(desc(per_author["n"_c])).all();
  CHECK(whole[0]["n"_c] == 2);
  const auto [name, counts] = db.select(users.name, per_author)
                                  .from(users)
                                  .left_join(per_author, per_author[posts.author_id] == users.id)
                                  .order_by(desc(users.name))
                                  .first()
                                  .value();
  CHECK(name == "cid");
  CHECK(!counts.has_value());
  // Of whole tables the columns are there by their names.
  const auto some = subquery<"some">(select().from(posts).where(posts.likes > 6));
  CHECK(listed(db.select(some[posts.title]).from(some).order_by(some["id"_c]).all()) == "first,third");
}

TEST_CASE_FIXTURE(blog_database, "a lateral subquery uses the tables before it") {
  const auto top = subquery<"top">(
      select(posts.title).from(posts).where(posts.author_id == users.id).order_by(desc(posts.likes)).limit(1));
  const auto rows =
      db.select(users.name, top["title"_c]).from(users).left_join(lateral(top), always).order_by(users.name).all();
  REQUIRE(rows.size() == 3);
  CHECK(rows[0].get<1>() == "first");
  CHECK(!rows[2].get<1>());
  CHECK(db.select(top["title"_c]).from(users).cross_join(lateral(top)).all().size() == 2);
}

TEST_CASE_FIXTURE(blog_database, "union, intersect, except: rows, orderings and optional columns") {
  const auto names = select(users.name).from(users);
  const auto all_tags = select(tags.name).from(tags);
  CHECK(listed(db.all(union_(names, all_tags).order_by(desc(users.name)).limit(4))) == "cid,c,bob,b");
  CHECK(db.all(union_all(names, names)).size() == 6);
  CHECK(db.all(intersect(names, names)).size() == 3);
  CHECK(listed(db.all(except(names, select(users.name).from(users).where(users.name != std::string("bob"))))) == "bob");
  const auto ids = union_all(select(posts.author_id).from(posts), select(posts.reviewer_id).from(posts));
  static_assert(std::is_same_v<decltype(db.all(ids)), std::vector<std::optional<std::int64_t>>>);
  CHECK(db.all(ids).size() == 6);
  const auto rows =
      db.all(union_all(select(users.id, users.name).from(users), select(posts.author_id, posts.title).from(posts))
                 .order_by(users.id, users.name));
  CHECK(rows.size() == 6);
  CHECK(rows[0][users.name] == "ann");
  const auto people =
      db.all(union_all(select().from(users).where(users.id == 1), select().from(users).where(users.id == 3)));
  static_assert(std::is_same_v<decltype(people), const std::vector<User>>);
  CHECK(people.size() == 2);
  CHECK(db.first(union_all(names, names).order_by(users.name)) == "ann");
  // As a source, within another, and of three.
  const auto words = subquery<"words">(union_(union_(names, all_tags), select(posts.title).from(posts)));
  CHECK(db.select(count()).from(words).one() == 9);
  CHECK(db.select(count()).from(users).where(in(users.name, union_(names, all_tags))).one() == 3);
}

TEST_CASE_FIXTURE(blog_database, "common table expressions, also twice in a statement, also materialized") {
  const auto busy = cte<"busy">(
      select(posts.author_id, as<"n">(count())).from(posts).where(posts.likes > 1).group_by(posts.author_id));
  const auto rows = db.with(busy)
                        .select(users.name, busy["n"_c])
                        .from(users)
                        .inner_join(busy, busy[posts.author_id] == users.id)
                        .where(busy["n"_c] > 1 && users.name != "x")
                        .all();
  REQUIRE(rows.size() == 1);
  CHECK(rows[0].get<1>() == 2);
  CHECK(db.with(busy.materialized()).select(count()).from(busy).one() == 2);
  CHECK(db.with(busy.not_materialized())
            .select(users.name)
            .from(users)
            .where(in(users.id, select(busy[posts.author_id]).from(busy).where(busy["n"_c] == 1)))
            .one() == "bob");
  const auto other = cte<"other">(select(users.id).from(users));
  CHECK(db.with(busy, other).select(count()).from(busy).cross_join(other).one() == 6);
}

TEST_CASE_FIXTURE(blog_database, "recursive common table expressions") {
  const auto tree = recursive<"tree">(select(categories.id, categories.name, as<"depth">(sql<std::int32_t>("0")))
                                          .from(categories)
                                          .where(categories.id == param<0>),
                                      [](auto self) {
                                        return select(categories.id, categories.name, self["depth"_c] + 1)
                                            .from(categories)
                                            .inner_join(self, categories.parent_id == self[categories.id]);
                                      });
  const auto q =
      db.with(tree).select(tree["name"_c], tree["depth"_c]).from(tree).order_by(tree["depth"_c], tree["name"_c]);
  const auto rows = q.all(1);
  CHECK(joined(rows, [](const auto& r) { return r.template get<0>(); }) == "root,left,right,leaf");
  CHECK(rows[3].get<1>() == 2);
  CHECK(q.all(2).size() == 2);
  db.update(categories).set(categories.parent_id = 4).where(categories.id == 1).execute();
  const auto ring =
      recursive_distinct<"ring">(select(categories.id).from(categories).where(categories.id == 1), [](auto self) {
        return select(categories.id).from(categories).inner_join(self, categories.parent_id == self[categories.id]);
      });
  CHECK(db.with(ring).select(count()).from(ring).one() == 4);
}

TEST_CASE_FIXTURE(blog_database,
                  "common table expressions that change rows, and statements that change rows with them") {
  const auto gone = cte<"gone">(erase(comments).where(comments.post_id == 1).returning(comments.id, comments.body));
  CHECK(db.with(gone).select(count()).from(gone).one() == 3);
  CHECK(db.select(count()).from(comments).one() == 1);
  const auto quiet = cte<"quiet">(select(posts.id).from(posts).where(posts.likes < 8));
  CHECK(db.update(posts)
            .set(posts.likes = 0)
            .where(in(posts.id, select(quiet["id"_c]).from(quiet)))
            .with(quiet)
            .execute() == 2);
  CHECK(db.erase(comments)
            .where(in(comments.post_id, select(quiet["id"_c]).from(quiet)))
            .with(quiet)
            .returning(comments.id)
            .all()
            .size() == 1);
}

constexpr auto text_of =
    select(users.name).from(users).where(exists(select(posts.id).from(posts).where(posts.author_id == users.id)));
static_assert(text_of.sql() ==
              R"(select "users"."name" from "users" where exists (select "posts"."id" from "posts" where )"
              R"(("posts"."author_id" = "users"."id")))");

}  // namespace
