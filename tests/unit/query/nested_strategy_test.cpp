// How a nested read is sent: a statement a level where that is right, else one statement.
#include <doctest/doctest.h>

#include <chrono>
#include <memory>
#include <string>
#include <thread>
#include <type_traits>
#include <vector>

#include "squall/functions.hpp"
#include "squall/query/subquery.hpp"
#include "squall/tracing.hpp"
#include "unit/query/blog_schema.hpp"

namespace {

using namespace blog;

constexpr auto title = [](const auto& post) { return post.title; };
constexpr auto name = [](const auto& row) { return row.name; };

struct counting_observer : statement_observer {
  std::vector<std::string> statements;
  void ended(const statement_span& span) override { statements.emplace_back(span.statement); }
};

TEST_CASE_FIXTURE(blog_database, "a level is a statement that finds the rows above by their keys") {
  const auto texts = db.query(users)
                         .columns(users.name)
                         .with(users_r.posts.where(posts.likes > 3).with(posts_r.tags).columns(posts.title))
                         .where(users.is_active)
                         .order_by(users.name)
                         .statements();
  REQUIRE(texts.size() == 3);
  CHECK(texts[0] == R"(select "users"."name", "users"."id" from "users" where "users"."is_active" )"
                    R"(order by "users"."name")");
  CHECK(texts[1] == R"(select "posts"."title", "posts"."id", "posts"."author_id" from "posts" )"
                    R"(where "posts"."author_id" in (select "users"."id" as "c0" from "users" )"
                    R"(where "users"."is_active") and ("posts"."likes" > $1))");
  CHECK(texts[2] == R"(select "tags"."id", "tags"."name", "post_tags"."post_id" from "post_tags" )"
                    R"(inner join "tags" on "tags"."id" = "post_tags"."tag_id" where "post_tags"."post_id" in )"
                    R"((select "posts"."id" as "c0" from "posts" where "posts"."author_id" in )"
                    R"((select "users"."id" as "c0" from "users" where "users"."is_active") )"
                    R"(and ("posts"."likes" > $1)))");
  const auto limited = db.query(users)
                           .with(users_r.posts.order_by(desc(posts.likes)).limit(2).with(posts_r.comments))
                           .order_by(users.name)
                           .limit(10)
                           .statements();
  REQUIRE(limited.size() == 3);
  CHECK(limited[0].ends_with(R"( from "users" order by "users"."name", "users"."id" limit $1)"));
  CHECK(limited[1].ends_with(
      R"( from (select distinct * from (select "users"."id" as "c0" from "users" order by "users"."name", )"
      R"("users"."id" limit $1) as "~q") as "~k" cross join lateral (select "posts"."id", "posts"."title", )"
      R"("posts"."author_id", "posts"."reviewer_id", "posts"."likes" from "posts" )"
      R"(where "posts"."author_id" = "~k"."c0" order by "posts"."likes" desc, "posts"."id" limit $2) as "~l")"));
}

TEST_CASE_FIXTURE(blog_database, "a read goes by level where its text finds the same rows each time") {
  const auto count = [](const auto& query) { return query.statements().size(); };
  CHECK(count(db.query(users)) == 1);
  CHECK(count(db.query(users).with(users_r.posts)) == 2);
  CHECK(count(db.query(users).with(users_r.posts).one_statement()) == 1);
  // One row above.
  CHECK(count(db.query(users).with(users_r.posts).where(users.id == 1 && users.is_active)) == 1);
  CHECK(count(db.query(users).with(users_r.posts).where(users.id == 1).by_level()) == 2);
  CHECK(count(db.query(users).with(users_r.posts).where(users.id > 1)) == 2);
  // Any rows.
  CHECK(count(db.query(users).with(users_r.posts).limit(2)) == 1);
  CHECK(count(db.query(users).with(users_r.posts).order_by(users.name).limit(2)) == 2);
  CHECK(count(db.query(users).with(users_r.posts.limit(2))) == 2);
  CHECK(count(db.query(users).with(users_r.posts.limit(2).with(posts_r.tags))) == 1);
  CHECK(count(db.query(users).with(users_r.posts).where(in(users.id, select(posts.author_id).from(posts).limit(1)))) ==
        1);
  // Volatile, or not known not to be.
  CHECK(count(db.query(users).with(users_r.posts).where(squall::random_number() > 0.5)) == 1);
  CHECK(count(db.query(users).with(users_r.posts).where(users.seen_at < now())) == 2);
  CHECK(count(db.query(users).with(users_r.posts).where(users.seen_at < squall::clock_timestamp())) == 1);
  CHECK(count(db.query(users).with(users_r.posts).where(sql<bool>("random() > 0.5"))) == 1);
  CHECK(count(db.query(users).with(users_r.posts.where(sql<bool>("random() > 0.5")))) == 2);
  CHECK(count(db.query(users).with(users_r.posts).where(sql<bool>("length({}) > 1"_sql, users.name))) == 1);
  condition known(users.id > 1);
  CHECK(count(db.query(users).with(users_r.posts).where(known)) == 2);
  known &= sql<bool>("random() > 0.5");
  CHECK(count(db.query(users).with(users_r.posts).where(known)) == 1);
  // Keys that are texts are the server's to compare.
  CHECK(count(db.query(towns).with(towns_r.region)) == 1);
}

TEST_CASE_FIXTURE(blog_database, "in a transaction a read is one statement, unless it is told to go by level") {
  const auto seen = std::make_shared<counting_observer>();
  db.connection().observe(seen);
  const auto count = [&seen](auto read) {
    seen->statements.clear();
    CHECK(read().size() == 3);
    return seen->statements.size();
  };
  CHECK(count([&] { return db.query(users).with(users_r.posts).all(); }) == 4);  // begin, two levels, commit
  CHECK(db.connection().status() == transaction_status::idle);
  db.transaction([&](auto& tx) {
    CHECK(count([&] { return tx.query(users).with(users_r.posts).all(); }) == 1);
    CHECK(count([&] { return tx.query(users).with(users_r.posts).by_level().all(); }) == 2);
    CHECK(tx.connection().status() == transaction_status::in_transaction);
  });
}

TEST_CASE_FIXTURE(blog_database, "some rows are looked up by an array of keys where all indexes are there") {
  const auto seen = std::make_shared<counting_observer>();
  const auto texts = [&seen](database& session) {
    session.connection().observe(seen);
    const auto read = [&] {
      seen->statements.clear();
      const auto rows = session.query(users)
                            .with(users_r.posts.order_by(posts.id).with(posts_r.author.with(users_r.posts)))
                            .where(users.name != "bob")
                            .order_by(users.id)
                            .all();
      REQUIRE(rows.size() == 2);
      CHECK(joined(rows[0].posts, title) == "first,second");
      CHECK(rows[0].posts[1].author.name == "ann");
      CHECK(rows[0].posts[1].author.posts.size() == 2);
      std::string all;
      for (const auto& text : seen->statements) all += text + '\n';
      return all;
    };
    (void)read();
    return read();
  };
  CHECK(texts(db).find("any(array(") == std::string::npos);
  db.connection().run("create index partial on posts (author_id) where likes > 0");
  db.connection().run("create index second on posts (likes, author_id)");
  database without{fresh.url()};
  CHECK(texts(without).find("any(array(") == std::string::npos);
  db.connection().run("create index first on posts (author_id, likes)");
  database with{fresh.url()};
  const auto by_array = texts(with);
  CHECK(by_array.find(R"("posts"."author_id" = any(array(select "users"."id" as "c0" from "users")") !=
        std::string::npos);
  CHECK(by_array.find(R"("users"."id" = any(array(select "posts"."author_id")") != std::string::npos);
  CHECK(by_array.find("pg_index") == std::string::npos);  // asked once
}

TEST_CASE_FIXTURE(blog_database, "all levels see one snapshot") {
  connection holder{fresh.url()};
  holder.run("select pg_advisory_lock(7)");
  std::thread other([&] {
    // The read waits with its first level; what is committed meanwhile is not for its second one.
    connection session{fresh.url()};
    for (int i = 0; i < 1000; ++i) {
      if (session.run("select 1 from pg_locks where locktype = 'advisory' and not granted").rows() > 0)
        break;
      std::this_thread::sleep_for(std::chrono::milliseconds(10));
    }
    session.run("insert into posts values (9, 'late', 1)");
    holder.run("select pg_advisory_unlock(7)");
  });
  const auto waiting = db.query(users)
                           .with(users_r.posts.order_by(posts.id))
                           .where(users.id == 1 && sql<bool>("pg_advisory_xact_lock(7)::text = ''"))
                           .by_level();
  const auto rows = waiting.all();
  other.join();
  REQUIRE(rows.size() == 1);
  CHECK(joined(rows[0].posts, title) == "first,second");
  CHECK(joined(waiting.all()[0].posts, title) == "first,second,late");
}

TEST_CASE_FIXTURE(blog_database, "limited rows of one rank are the same rows in all levels") {
  db.connection().run(
      "insert into users select i, 'same', null, null, null from generate_series(100, 1099) i;"
      "insert into posts select i, 'of ' || i, i from generate_series(100, 1099) i;"
      "insert into comments select i, i, null, 'c' || n from generate_series(100, 1099) n, lateral (select n) x(i);");
  const auto rows = db.query(users)
                        .with(users_r.posts.order_by(posts.likes).limit(1).with(posts_r.comments))
                        .order_by(users.name)
                        .limit(200)
                        .offset(300)
                        .by_level()
                        .all();
  REQUIRE(rows.size() == 200);
  for (const auto& user : rows) {
    REQUIRE(user.posts.size() == 1);
    CHECK(user.posts[0].author_id == user.id);
    REQUIRE(user.posts[0].comments.size() == 1);
    CHECK(user.posts[0].comments[0].body == "c" + std::to_string(user.id));
  }
}

TEST_CASE_FIXTURE(blog_database, "a level that fails leaves the session as it was, and a stale plan is made anew") {
  const auto read = db.query(users).with(users_r.posts.order_by(posts.id)).order_by(users.id);
  CHECK(joined(read.all()[0].posts, title) == "first,second");
  db.connection().run("alter table posts alter title type varchar(50)");
  CHECK(joined(read.all()[0].posts, title) == "first,second");
  db.connection().run("alter table posts rename title to headline");
  CHECK_THROWS_AS((void)read.all(), database_error);
  CHECK(db.connection().status() == transaction_status::idle);
  db.connection().run("alter table posts rename headline to title");
  CHECK(joined(read.all()[0].posts, title) == "first,second");
  db.connection().run("alter table posts alter title drop not null; insert into posts values (4, null, 1)");
  CHECK_THROWS_WITH_AS((void)read.all(), doctest::Contains("posts.title is NULL, where the schema says NOT NULL"),
                       decode_error);
  CHECK(db.connection().status() == transaction_status::idle);
}

TEST_CASE("a read goes by level without named statements, too") {
  test::fresh_database fresh;
  database db{fresh.url(), {.prepared_statements = false}};
  db.connection().run(create_tables);
  const auto rows = db.query(users).with(users_r.posts.order_by(posts.id)).order_by(users.id).all();
  REQUIRE(rows.size() == 3);
  CHECK(joined(rows[0].posts, title) == "first,second");
}

// Keys of two columns, of different widths, with negative numbers and NULLs.
template <class M>
struct Sites {
  col<M, uuid().not_null()> area;
  col<M, bigint().not_null()> number;
  col<M, text().not_null()> name;
};
constexpr auto sites = table<Sites, "sites">([](auto t) { return list(primary_key(t.area, t.number)); });
template <class M>
struct Visits {
  col<M, integer().primary_key()> id;
  col<M, uuid()> area;
  col<M, smallint()> site_number;
};
constexpr auto visits = table<Visits, "visits">();
template <class M>
struct SitesRelations {
  rel<M, many(::visits).fields(sites.area, sites.number).references(::visits.area, ::visits.site_number)> visits;
};
constexpr auto sites_r = relations<SitesRelations>(sites);
template <class M>
struct VisitsRelations {
  rel<M, one(sites).fields(visits.area, visits.site_number).references(sites.area, sites.number)> site;
};
constexpr auto visits_r = relations<VisitsRelations>(visits);

TEST_CASE_FIXTURE(blog_database, "keys of several columns, of integers of other widths, and with NULLs") {
  db.connection().run(
      "create table sites (area uuid, number bigint, name text not null, primary key (area, number));"
      "create table visits (id integer primary key, area uuid, site_number smallint);"
      "insert into sites values ('00000000-0000-0000-0000-000000000001', -5, 'a'),"
      " ('00000000-0000-0000-0000-000000000001', 251, 'b'), ('00000000-0000-0000-0000-000000000002', -5, 'c');"
      "insert into visits values (1, '00000000-0000-0000-0000-000000000001', -5),"
      " (2, '00000000-0000-0000-0000-000000000002', -5), (3, '00000000-0000-0000-0000-000000000001', null),"
      " (4, null, -5), (5, '00000000-0000-0000-0000-000000000001', -5)");
  const auto down = db.query(sites).with(sites_r.visits.order_by(visits.id)).order_by(sites.name).by_level().all();
  REQUIRE(down.size() == 3);
  const auto id = [](const auto& visit) { return std::to_string(visit.id); };
  CHECK(joined(down[0].visits, id) == "1,5");
  CHECK(joined(down[1].visits, id).empty());
  CHECK(joined(down[2].visits, id) == "2");
  const auto up = db.query(visits).with(visits_r.site.with(sites_r.visits)).order_by(visits.id).by_level().all();
  REQUIRE(up.size() == 5);
  CHECK(up[0].site->name == "a");
  CHECK(up[1].site->name == "c");
  CHECK(!up[2].site);
  CHECK(!up[3].site);
  CHECK(up[4].site->name == "a");
  CHECK(up[4].site->visits.size() == 2);
}

TEST_CASE_FIXTURE(blog_database, "values and parameters go to the levels that they belong to") {
  const auto q = db.query(users)
                     .extras(squall::as<"plus">(length(users.name) + param<3, std::int32_t>))
                     .with(users_r.posts.where(posts.likes >= param<1>)
                               .order_by(posts.id)
                               .limit(param<2>)
                               .extras(squall::as<"likes_plus">(posts.likes + 100))
                               .with(posts_r.tags.where(tags.name != "b").order_by(tags.id)))
                     .where(users.id < param<0> && users.name != "cid")
                     .order_by(users.name)
                     .limit(5)
                     .by_level();
  const auto rows = q.all(100, 6, 5, 7);
  REQUIRE(rows.size() == 1);
  CHECK(rows[0]["plus"_c] == 10);
  REQUIRE(rows[0].posts.size() == 1);
  CHECK(rows[0].posts[0]["likes_plus"_c] == 110);
  CHECK(joined(rows[0].posts[0].tags, name) == "a");
  CHECK(q.all(100, 0, 1, 0)[0].posts.size() == 1);
  CHECK(q.all(100, 0, 2, 0)[0].posts.size() == 2);
}

}  // namespace
