// INSERT … SELECT, the whole of ON CONFLICT, UPDATE … FROM, DELETE … USING, identity values.
#include <doctest/doctest.h>

#include "squall/query/insert_select.hpp"
#include "squall/query/subquery.hpp"
#include "unit/query/blog_schema.hpp"

namespace {

using namespace blog;

template <class M>
struct Accounts {
  col<M, integer().primary_key().generated_always_as_identity()> id;
  col<M, text().not_null()> email;
  col<M, integer().not_null().default_(0)> version;
  col<M, boolean().not_null().default_(true)> is_active;
};
inline constexpr auto accounts = table<Accounts, "accounts">();

struct accounts_database : blog_database {
  accounts_database() {
    db.connection().run(R"(create table accounts (id integer primary key generated always as identity,
      email text not null, version integer not null default 0, is_active boolean not null default true,
      constraint "accounts ""email""" unique (email));
      create unique index on accounts (lower(email)); create unique index on accounts (version) where not is_active)");
  }
};

TEST_CASE_FIXTURE(accounts_database, "insert … select") {
  CHECK(db.insert(accounts)
            .columns(accounts.email, accounts.version)
            .select(select(users.name, length(users.name) + 1).from(users).where(users.name != std::string("cid")))
            .execute() == 2);
  const auto back = db.insert(accounts)
                        .columns(accounts.email)
                        .select(select(users.name).from(users))
                        .on_conflict(accounts.email)
                        .do_update(accounts.version = 9)
                        .returning(accounts.email, accounts.version)
                        .all();
  CHECK(back.size() == 3);
  CHECK(db.select(count()).from(accounts).where(accounts.version == 9).one() == 2);
}

TEST_CASE_FIXTURE(accounts_database, "on conflict: a constraint, an expression, a partial index, a condition") {
  db.insert(accounts).values({.email = "a", .version = 5}).execute();
  CHECK(
      db.insert(accounts).values({.email = "a"}).on_conflict(constraint<"accounts \"email\"">).do_nothing().execute() ==
      0);
  CHECK(db.insert(accounts)
            .values({.email = "A"})
            .on_conflict(lower(accounts.email))
            .do_update(accounts.email = excluded(accounts.email))
            .execute() == 1);
  CHECK(db.select(accounts.email).from(accounts).one() == "A");
  const auto newer = [&](int version) {
    return db.insert(accounts)
        .values(accounts.email = "A", accounts.version = version)
        .on_conflict(accounts.email)
        .only_if(accounts.version < excluded(accounts.version))
        .do_update(accounts.version = excluded(accounts.version))
        .execute();
  };
  CHECK(newer(4) == 0);
  CHECK(newer(6) == 1);
  CHECK(db.select(accounts.version).from(accounts).one() == 6);
  db.insert(accounts).values({.email = "b", .version = 1, .is_active = false}).execute();
  CHECK(db.insert(accounts)
            .values({.email = "c", .version = 1, .is_active = false})
            .on_conflict(accounts.version)
            .where(!accounts.is_active)
            .do_nothing()
            .execute() == 0);
}

TEST_CASE_FIXTURE(accounts_database, "a value for an identity column that the database writes") {
  const auto id =
      db.insert(accounts).values(overriding(accounts.id, 77), accounts.email = "x").returning(accounts.id).one();
  CHECK(id == 77);
}

TEST_CASE_FIXTURE(blog_database, "update … from and delete … using") {
  CHECK(db.update(posts)
            .set(posts.title = concat(posts.title, " by ", users.name))
            .from(users)
            .where(users.id == posts.author_id && users.name == "ann")
            .execute() == 2);
  CHECK(db.select(posts.title).from(posts).where(posts.id == 1).one() == "first by ann");
  const auto best =
      subquery<"best">(select(comments.post_id, squall::as<"n">(count())).from(comments).group_by(comments.post_id));
  const auto changed = db.update(posts)
                           .set(posts.likes = 100)
                           .from(best)
                           .inner_join(users, users.is_active)
                           .where(best[comments.post_id] == posts.id && best["n"_c] > 2 && users.id == posts.author_id)
                           .returning(posts.id, users.name)
                           .all();
  REQUIRE(changed.size() == 1);
  CHECK(changed[0][users.name] == "ann");
  CHECK(db.erase(comments)
            .using_(posts)
            .inner_join(users, users.id == posts.author_id)
            .where(comments.post_id == posts.id && users.name == "bob")
            .execute() == 1);
  CHECK(db.erase(comments)
            .using_(best)
            .where(best[comments.post_id] == comments.post_id)
            .returning(comments.id)
            .all()
            .size() == 3);
}

TEST_CASE_FIXTURE(accounts_database, "returning tells of the row before and after (PostgreSQL 18)") {
  const auto changed = db.update(accounts)
                           .set(accounts.version = accounts.version + 1)
                           .where(accounts.email == "a")
                           .returning(old_value(accounts.version), new_value(accounts.version));
  CHECK(changed.sql() ==
        "update \"accounts\" set \"version\" = (\"accounts\".\"version\" + $1) where (\"accounts\".\"email\" = $2) "
        "returning old.\"version\", new.\"version\"");
  const auto put = db.insert(accounts)
                       .values(accounts.email = "a")
                       .on_conflict(accounts.email)
                       .do_update(accounts.version = 7)
                       .returning(squall::as<"before">(old_value(accounts.version)), new_value(accounts.version));
  const auto gone =
      db.erase(accounts).where(accounts.email == "a").returning(old_value(accounts.email), new_value(accounts.email));
  using changed_row = std::remove_cvref_t<decltype(changed.all()[0])>;
  using put_row = std::remove_cvref_t<decltype(put.all()[0])>;
  using gone_row = std::remove_cvref_t<decltype(gone.all()[0])>;
  const auto types = []<class A, class B>(std::type_identity<A>, std::type_identity<B>, const auto& row) {
    return std::is_same_v<std::remove_cvref_t<decltype(row.template get<0>())>, A> &&
           std::is_same_v<std::remove_cvref_t<decltype(row.template get<1>())>, B>;
  };
  CHECK(types(std::type_identity<std::int32_t>(), std::type_identity<std::int32_t>(), changed_row{}));
  CHECK(types(std::type_identity<std::optional<std::int32_t>>(), std::type_identity<std::int32_t>(), put_row{}));
  CHECK(types(std::type_identity<std::string>(), std::type_identity<std::optional<std::string>>(), gone_row{}));
  if (db.connection().server_version() < 180000)
    return;
  using namespace squall::literals;
  CHECK_FALSE(put.one()["before"_c]);
  CHECK(put.one()["before"_c] == 0);
  const auto row = changed.one();
  CHECK(row.get<0>() == 7);
  CHECK(row.get<1>() == 8);
  const auto last = gone.one();
  CHECK(last.get<0>() == "a");
  CHECK_FALSE(last.get<1>());
}

}  // namespace
