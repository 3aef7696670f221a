// What is decided at run time: orderings, columns, joins, pages; and plans.
#include "squall/query/dynamic.hpp"

#include <doctest/doctest.h>

#include <string>
#include <vector>

#include "squall/query/conditional.hpp"
#include "squall/query/explain.hpp"
#include "squall/query/pagination.hpp"
#include "squall/query/set_operations.hpp"
#include "unit/query/blog_schema.hpp"

namespace {

using namespace blog;
using namespace squall::literals;
using squall::as;

TEST_CASE_FIXTURE(blog_database, "an order that is put together at run time, or none") {
  const auto titles = [&](const ordering_list& order) {
    return joined(db.select().from(posts).order_by(order).all(), [](const Post& p) { return p.title; });
  };
  ordering_list order;
  CHECK(order.empty());
  CHECK(db.select().from(posts).order_by(order).sql().find("order by") == std::string::npos);
  order.add_if(false, posts.title).add_if(true, desc(posts.likes)).add(posts.id);
  CHECK(titles(order) == "first,third,second");
  // A key may have a value of its own.
  ordering_list by_value;
  by_value.add(desc(squall::case_when(posts.title == "second", 1).else_(0))).add(desc(posts.id));
  CHECK(titles(by_value) == "second,third,first");
}

TEST_CASE_FIXTURE(blog_database, "columns and joins that are there when they are asked for") {
  const auto read = [&](bool with_likes, bool with_author) {
    return db.select(posts.title, value_if(with_likes, posts.likes), users.name)
        .from(posts)
        .left_join(users, join_if(with_author, users.id == posts.author_id))
        .order_by(posts.id)
        .all();
  };
  const auto bare = read(false, false);
  static_assert(std::is_same_v<std::remove_cvref_t<std::tuple_element_t<1, std::remove_cvref_t<decltype(bare[0])>>>,
                               std::optional<std::int32_t>>);
  REQUIRE(bare.size() == 3);
  CHECK(!bare[0].get<1>());
  CHECK(!bare[0].get<2>());
  const auto full = read(true, true);
  REQUIRE(full.size() == 3);
  CHECK(full[0].get<1>() == 10);
  CHECK(full[0].get<2>() == "ann");
  CHECK(full[2].get<2>() == "bob");
}

TEST_CASE_FIXTURE(blog_database, "pages by key: every row once, also where keys are equal, in both directions") {
  db.connection().run("insert into posts select i, 'p' || i % 3, 1, null, i % 4 from generate_series(10, 40) i");
  const auto all_pages = [&](const auto& keys, std::int64_t size) {
    std::vector<std::int32_t> ids;
    auto page = page_after(db.select().from(posts).where(posts.id != 2), keys, size);
    while (true) {
      CHECK(page.rows.size() <= static_cast<std::size_t>(size));
      for (const Post& p : page.rows) ids.push_back(p.id);
      if (!page.next)
        return ids;
      page = page_after(db.select().from(posts).where(posts.id != 2), keys, size, page.next);
    }
  };
  const auto sorted = [&](auto... keys) {
    return db.select(posts.id).from(posts).where(posts.id != 2).order_by(keys...).all();
  };
  CHECK(all_pages(squall::keyset(posts.id), 7) == sorted(posts.id));
  CHECK(all_pages(squall::keyset(desc(posts.likes), desc(posts.id)), 5) == sorted(desc(posts.likes), desc(posts.id)));
  CHECK(all_pages(squall::keyset(posts.title, desc(posts.likes), posts.id), 4) ==
        sorted(posts.title, desc(posts.likes), posts.id));
  CHECK(all_pages(squall::keyset(posts.id), 33) == sorted(posts.id));  // the last page is full, and the last

  // From the middle forward and back again.
  constexpr auto keys = squall::keyset(posts.title, desc(posts.id));
  const auto first = page_after(db.select().from(posts), keys, 10);
  const auto second = page_after(db.select().from(posts), keys, 10, first.next);
  const auto back = page_after(db.select().from(posts), keys.reversed(), 10, keys.cursor_of(second.rows.front()));
  REQUIRE(back.rows.size() == 10);
  CHECK(back.rows.front().id == first.rows.back().id);
  CHECK(back.rows.back().id == first.rows.front().id);

  // A list of columns that has the keys; the condition by itself, static, with arguments.
  const auto some = page_after(db.select(posts.title, posts.id).from(posts), squall::keyset(posts.id), 2);
  REQUIRE(some.next);
  CHECK(some.next->get<0>() == 2);
  constexpr auto behind =
      squall::select(posts.id).from(posts).where(keys.after(param<0>, param<1>)).order_by(posts.title, desc(posts.id));
  static_assert(decltype(behind)::core::is_static);
  CHECK(db.all(behind, "second", 3) == std::vector<std::int32_t>{2, 3});
  CHECK_THROWS_AS((void)page_after(db.select().from(posts), keys, 0), usage_error);
}

TEST_CASE_FIXTURE(blog_database, "pages by number, and the number of rows") {
  const auto query = db.select().from(posts).where(posts.likes >= 5).order_by(posts.id);
  const auto page = page_at(query, 2, 2);
  REQUIRE(page.rows.size() == 1);
  CHECK(page.rows[0].title == "third");
  CHECK(page.total == 3);
  CHECK(page.pages() == 2);
  CHECK(!page.has_next());
  CHECK(page_at(query, 1, 2).has_next());
  CHECK(page_at(query, 9, 2).rows.empty());
  CHECK_THROWS_AS((void)page_at(query, 0, 2), usage_error);
  CHECK(count_rows(db.select().from(posts).inner_join(users, users.id == posts.author_id)) == 3);
  CHECK(count_rows(db.select(posts.author_id).from(posts).group_by(posts.author_id)) == 2);
  CHECK(count_rows(db.select(posts.id).from(posts).limit(2)) == 2);
}

TEST_CASE_FIXTURE(blog_database, "a statement's plan; with analyze it runs, and what it changed is undone") {
  const std::string plan = db.select().from(posts).where(posts.id == 1).explain(db);
  CHECK(plan.find("posts") != std::string::npos);
  CHECK(plan.find("cost=") != std::string::npos);
  CHECK(plan.find("actual") == std::string::npos);
  const auto change = db.update(posts).set(posts.likes = 99).where(posts.title == "first");
  const std::string ran = change.explain(db, {.analyze = true, .costs = false, .timing = false});
  CHECK(ran.find(db.connection().server_version() >= 180000
                     ? "Update on posts (actual rows=0.00 loops=1)"
                     : "Update on posts (actual rows=0 loops=1)") != std::string::npos);
  CHECK(ran.find("cost=") == std::string::npos);
  CHECK(db.select(posts.likes).from(posts).where(posts.id == 1).one() == 10);
  {
    auto tx = db.begin();
    tx.update(posts).set(posts.likes = 11).where(posts.id == 1).execute();
    CHECK(change.explain(tx, {.analyze = true}).find("actual time") != std::string::npos);
    CHECK(tx.select(posts.likes).from(posts).where(posts.id == 1).one() == 11);
    tx.commit();
  }
  constexpr auto by_id = squall::select().from(posts).where(posts.id == param<0>);
  CHECK(by_id.explain(db, {.format = explain_format::json}, 1).starts_with("["));
  CHECK(squall::union_(squall::select(posts.id).from(posts), squall::select(tags.id).from(tags))
            .explain(db)
            .find("Append") != std::string::npos);
  CHECK(db.query(posts).with(posts_r.author).explain(db, {.verbose = true}).find("users") != std::string::npos);
  if (db.connection().server_version() >= 130000)
    CHECK(db.select()
              .from(posts)
              .explain(db, {.analyze = true, .buffers = true, .settings = true, .wal = true})
              .find("Execution Time") != std::string::npos);
}

}  // namespace
