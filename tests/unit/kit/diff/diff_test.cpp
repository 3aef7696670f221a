#include "kit/diff/diff.hpp"

#include <doctest/doctest.h>

#include <ctime>
#include <string>
#include <vector>

#include "kit/base/error.hpp"
#include "support/model_builder.hpp"

using namespace squall::kit;
using squall::kit::testing::db;
using squall::kit::testing::model_builder;

namespace {

const object_id users = table_id("public", "users");
const object_id accounts = table_id("public", "accounts");

using lines = std::vector<std::string>;

lines described(const std::vector<change>& changes) {
  lines result;
  for (const auto& c : changes) {
    result.push_back(describe(c));
  }
  return result;
}

/// The changes as lines; checks by the way that they lead to `after` and back.
lines settled(const database& before, const database& after, const diff_options& options = {}) {
  const auto result = diff(before, after, options);
  for (const auto& question : result.open) {
    FAIL_CHECK("open: " << describe(question.created));
  }
  database model = before;
  apply(model, result.changes);
  CHECK(model == after);
  for (auto c = result.changes.rbegin(); c != result.changes.rend(); ++c) {
    apply(model, {inverse(*c)});
  }
  CHECK(model == before);
  return described(result.changes);
}

diff_options answers(std::vector<rename_answer> renames) {
  diff_options options;
  options.renames = std::move(renames);
  return options;
}

/// `created: candidate candidate`
lines questions(const database& before, const database& after, const diff_options& options = {}) {
  lines result;
  for (const auto& question : diff(before, after, options).open) {
    std::string line = display_name(question.created) + ":";
    for (const auto& candidate : question.candidates) {
      CHECK(candidate.score >= 0);
      CHECK(candidate.score <= 1);
      line += " " + display_name(candidate.dropped);
    }
    result.push_back(line);
  }
  return result;
}

model_builder users_table(const std::string& name = "users") {
  return db().table(name).serial("id").primary_key().column("email", "text").unique().column("born", "date");
}

}  // namespace

TEST_CASE("two models give the changes between them, in a fixed order") {
  struct sample {
    const char* name;
    database before;
    database after;
    lines expected;
  };
  const std::vector<sample> samples = {
      {"nothing", users_table(), users_table(), {}},
      {"a table with all its parts, columns in their order",
       db(),
       db().table("t").column("z", "text").primary_key().column("a", "text").index({"a"}),
       {"create table t", "create column t.z", "create column t.a", "create primary key t_pkey on t",
        "create index t_a_idx on t"}},
      {"every object of a dropped table, parts first",
       users_table(),
       db(),
       {"drop unique constraint users_email_key on users", "drop primary key users_pkey on users",
        "drop column users.id", "drop column users.email", "drop column users.born", "drop table users",
        "drop sequence users_id_seq"}},
      {"a changed column",
       db().table("t").column("a", "text"),
       db().table("t").column("a", "text").not_null(),
       {"alter column t.a"}},
      {"a place among the columns is no change",
       db().table("t").column("a", "text").column("b", "text"),
       db().table("t").column("b", "text").column("a", "text"),
       {}},
      {"labels are an alteration of the type",
       db().enum_type("mood", {"a"}),
       db().enum_type("mood", {"a", "b"}),
       {"alter enum type mood"}},
      {"an index with another name",
       db().table("t").column("a", "text").index({"a"}, "x"),
       db().table("t").column("a", "text").index({"a"}, "y"),
       {"rename index x on t to y"}},
      {"an index with another name and another key",
       db().table("t").column("a", "text").column("b", "text").index({"a"}, "x"),
       db().table("t").column("a", "text").column("b", "text").index({"b"}, "y"),
       {"create index y on t", "drop index x on t"}},
      {"equal indexes pair by their names",
       db().table("t").column("a", "text").index({"a"}, "a_one").index({"a"}, "b_two"),
       db().table("t").column("a", "text").index({"a"}, "b_two_x").index({"a"}, "c_one"),
       {"rename index a_one on t to c_one", "rename index b_two on t to b_two_x"}},
      {"an index is not renamed across tables",
       db().table("t").column("a", "text").index({"a"}, "x").table("u").column("a", "text"),
       db().table("t").column("a", "text").table("u").column("a", "text").index({"a"}, "y"),
       {"create index y on u", "drop index x on t"}},
      {"the sequence of a serial column follows even when its settings change",
       db().table("t").serial("id"),
       db().table("t")
           .column("id", "integer")
           .not_null()
           .default_value("nextval('public.other'::regclass)")
           .add(sequence_id("public", "other"), sequence{"bigint", {}, column_id(table_id("public", "t"), "id"), {}}),
       {"rename sequence t_id_seq to other", "alter sequence other"}},
      {"a sequence of its own with another name", db().sequence("a"), db().sequence("b"), {"rename sequence a to b"}},
      {"a sequence of its own that differs",
       db().sequence("a"),
       db().sequence("b", {.increment = 2}),
       {"create sequence b", "drop sequence a"}},
      {"a comment", db().table("t"), db().table("t").comment("c"), {"alter table t"}},
  };
  for (const auto& [name, before, after, expected] : samples) {
    INFO(name);
    CHECK(settled(before, after) == expected);
  }
}

TEST_CASE("an answered rename of a table takes constraints, indexes and sequences with derived names along") {
  CHECK(settled(users_table("users"), users_table("accounts"), answers({{users, accounts}})) ==
        lines{"rename table users to accounts", "rename sequence users_id_seq to accounts_id_seq",
              "rename primary key users_pkey on accounts to accounts_pkey",
              "rename unique constraint users_email_key on accounts to accounts_email_key"});
}

TEST_CASE("an answered rename of a column takes its unique constraint, index, check and foreign key along") {
  const auto with_name = [](const std::string& name) {
    return db()
        .table("users")
        .column("id", "uuid")
        .primary_key()
        .table("posts")
        .column(name, "uuid")
        .unique()
        .references("users")
        .index({name})
        .check("posts_" + name + "_check", "(" + name + " IS NOT NULL)")
        .build();
  };
  const object_id posts = table_id("public", "posts");
  CHECK(settled(with_name("author"), with_name("writer"),
                answers({{column_id(posts, "author"), column_id(posts, "writer")}})) ==
        lines{"rename column posts.author to writer",
              "rename unique constraint posts_author_key on posts to posts_writer_key",
              "rename check constraint posts_author_check on posts to posts_writer_check",
              "rename foreign key posts_author_fkey on posts to posts_writer_fkey",
              "rename index posts_author_idx on posts to posts_writer_idx"});
}

TEST_CASE("a column that goes while one of its type comes is asked about, with every candidate, best first") {
  const database before =
      db().table("users").column("id", "uuid").column("name", "text").column("nick", "text").column("age", "integer");
  const database after = db().table("users").column("id", "uuid").column("full_name", "text").column("born", "date");
  CHECK(questions(before, after) == lines{"users.full_name: users.name users.nick"});
}

TEST_CASE("columns that have nothing in common are not asked about") {
  const database before = db().table("users").column("flags", "jsonb");
  const database after = db().table("users").column("created_at", "timestamp with time zone");
  CHECK(settled(before, after) == lines{"create column users.created_at", "drop column users.flags"});
}

TEST_CASE("a column of another type is asked about when its name says so") {
  const database before = db().table("users").column("email", "character varying(100)");
  const database after = db().table("users").column("email_address", "text");
  CHECK(questions(before, after) == lines{"users.email_address: users.email"});
  const object_id email = column_id(users, "email");
  const object_id address = column_id(users, "email_address");
  CHECK(settled(before, after, answers({{email, address}})) ==
        lines{"rename column users.email to email_address", "alter column users.email_address"});
}

TEST_CASE("the dependants of columns tell candidates apart") {
  const auto with_key = [](const std::string& keyed, const std::string& plain) {
    return db().table("t").column(keyed, "uuid").position(1).unique({keyed}, "k").column(plain, "uuid").position(1);
  };
  CHECK(questions(with_key("qq", "ww"), with_key("yy", "xx")) == lines{"t.xx: t.ww t.qq", "t.yy: t.qq t.ww"});
}

TEST_CASE("an open rename of a table is one question, and its columns are none") {
  const database before = users_table("users");
  auto builder = db().table("accounts").serial("id").primary_key().column("mail", "text").unique();
  const database after = builder.column("born", "date");
  CHECK(questions(before, after) == lines{"accounts: users"});
  // Once it is answered the column's turn comes, and the candidate has the name that it has in `before`.
  CHECK(questions(before, after, answers({{users, accounts}})) == lines{"accounts.mail: users.email"});
  CHECK(
      settled(before, after, answers({{users, accounts}, {column_id(users, "email"), column_id(accounts, "mail")}})) ==
      lines{"rename table users to accounts", "rename column accounts.email to mail",
            "rename sequence users_id_seq to accounts_id_seq",
            "rename primary key users_pkey on accounts to accounts_pkey",
            "rename unique constraint users_email_key on accounts to accounts_mail_key"});
}

TEST_CASE("an answer may name the old object under the new name of its table, as renamed_from does") {
  const database before = db().table("users").column("email", "text");
  const database after = db().table("accounts").column("mail", "text");
  CHECK(settled(before, after,
                answers({{column_id(accounts, "email"), column_id(accounts, "mail")}, {users, accounts}})) ==
        lines{"rename table users to accounts", "rename column accounts.email to mail"});
}

TEST_CASE("tables with nothing in common are not asked about") {
  const database before = db().table("invoices").column("number", "text").column("total", "numeric");
  const database after =
      db().table("sessions").column("token", "uuid").column("expires_at", "timestamp with time zone");
  CHECK(diff(before, after).open.empty());
}

TEST_CASE("schemas and enums are asked about too, and what is in an open schema is not") {
  CHECK(questions(db().schema("auth").table("users").column("id", "uuid"),
                  db().schema("login").table("users").column("id", "uuid")) == lines{"login: auth"});
  CHECK(questions(db().enum_type("mood", {"sad", "happy"}), db().enum_type("feeling", {"sad", "happy", "ok"})) ==
        lines{"feeling: mood"});
  CHECK(settled(db().schema("auth").table("users").column("id", "uuid"),
                db().schema("login").table("users").column("id", "uuid"),
                answers({{schema_id("auth"), schema_id("login")}})) == lines{"rename schema auth to login"});
}

TEST_CASE("said to be new, or all decided with create, is drop and create") {
  const database before = db().table("users").column("name", "text");
  const database after = db().table("users").column("full_name", "text");
  const lines expected{"create column users.full_name", "drop column users.name"};
  diff_options create_all;
  create_all.decide_create = true;
  CHECK(settled(before, after, create_all) == expected);
  diff_options create_one;
  create_one.created = {column_id(users, "full_name")};
  CHECK(settled(before, after, create_one) == expected);
}

TEST_CASE("until it is answered, an open question leaves drop and create in the changes") {
  const auto result = diff(db().table("users").column("name", "text"), db().table("users").column("full_name", "text"));
  CHECK(result.open.size() == 1);
  CHECK(described(result.changes) == lines{"create column users.full_name", "drop column users.name"});
}

TEST_CASE("an answer that is done already, or was never true, changes nothing") {
  const object_id a = column_id(users, "a");
  const object_id b = column_id(users, "b");
  const auto with = [](std::initializer_list<const char*> names) {
    auto builder = db().table("users");
    for (const char* name : names) {
      builder.column(name, "text");
    }
    return builder.build();
  };
  CHECK(settled(with({"b"}), with({"b"}), answers({{a, b}})).empty());
  CHECK(settled(with({"a", "b"}), with({"a", "b"}), answers({{a, b}})).empty());
  CHECK(settled(with({"a"}), with({"a", "b"}), answers({{a, b}})) == lines{"create column users.b"});
  CHECK(settled(with({"a", "b"}), with({"b"}), answers({{a, b}})) == lines{"drop column users.a"});
  CHECK(settled(with({"a", "b"}), with({"a", "b"}), answers({{a, b}, {b, a}})).empty());
  CHECK(settled(with({"x"}), with({"x"}), answers({{a, column_id(accounts, "a")}})).empty());
}

TEST_CASE("renames in a row each take the name that the next one leaves") {
  const database before = db().table("users").column("a", "text").column("b", "integer");
  const database after = db().table("users").column("b", "text").column("c", "integer");
  CHECK(settled(before, after,
                answers({{column_id(users, "a"), column_id(users, "b")},
                         {column_id(users, "b"), column_id(users, "c")}})) ==
        lines{"rename column users.b to c", "rename column users.a to b"});
}

TEST_CASE("two answers for one object are an error that names both") {
  const database before = db().table("users").column("a", "text").column("x", "text");
  const database after = db().table("users").column("b", "text").column("c", "text");
  const object_id a = column_id(users, "a");
  const object_id b = column_id(users, "b");
  CHECK_THROWS_AS(diff(before, after, answers({{a, b}, {a, column_id(users, "c")}})), error);
  CHECK_THROWS_AS(diff(before, after, answers({{a, b}, {column_id(users, "x"), b}})), error);
  CHECK_NOTHROW(diff(before, after, answers({{a, b}, {a, b}})));
}

TEST_CASE("a table may move to another schema when that is said") {
  const auto in = [](const std::string& schema) {
    return db().schema("auth").in_schema(schema).table("users").serial("id").primary_key().build();
  };
  CHECK(settled(in("public"), in("auth"), answers({{users, table_id("auth", "users")}})) ==
        lines{"rename table users to auth.users"});
}

TEST_CASE("names that need quotes go through a rename like any other") {
  const auto with_name = [](const std::string& name) {
    return db()
        .table("Sie & \"Er\"")
        .column(name, "text")
        .unique({name}, "k " + name)
        .check("c", sql_identifier(name) + " <> ''")
        .build();
  };
  const object_id table = table_id("public", "Sie & \"Er\"");
  const std::string longest(63, 'x');
  for (const auto& [from, to] :
       {std::pair<std::string, std::string>{"select", "Größe"}, {"a\"b", longest}, {longest, "order"}}) {
    CHECK(settled(with_name(from), with_name(to), answers({{column_id(table, from), column_id(table, to)}})).size() ==
          2);
  }
}

TEST_CASE("three thousand tables are compared in a moment, alike or not") {
  const auto many = [](const std::string& prefix, int from, int tables = 3000) {
    auto builder = db();
    for (int i = from; i < from + tables; ++i) {
      builder.table(prefix + std::to_string(i)).serial("id").primary_key();
      for (const char* name : {"a", "b", "c", "d", "e", "f"}) {
        builder.column(name + std::to_string(i % 100), "text");
      }
      builder.unique({"a"}).index({"b"}).index({"c"}).check("positive", "(e > ''::text)");
    }
    return builder.build();
  };
  const auto seconds = [](const database& before, const database& after) {
    const std::clock_t start = std::clock();  // of the processor: the machine may be busy
    const auto result = diff(before, after);
    const auto spent = static_cast<double>(std::clock() - start) / CLOCKS_PER_SEC;
    MESSAGE(result.changes.size() << " changes, " << result.open.size() << " open: " << spent << " s");
    return spent;
  };
  const database before = many("table_", 0);
  // Bounds for a debug build with sanitizers; a release build takes 20 ms for the first.
  CHECK(seconds(before, before) < 2);
  CHECK(seconds(before, many("table_", 100)) < 5);
  CHECK(seconds(before, many("other", 0, 1000)) < 10);
}
