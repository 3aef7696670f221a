// A type change by expand and contract, through the tool: generated, proven, applied, taken back.
#include <doctest/doctest.h>

#include "e2e/support/project.hpp"

using namespace squall::e2e;

namespace {

constexpr const char* before =
    "create table users (id serial primary key, name text not null);\n"
    "create table posts (id int generated always as identity primary key, user_id int not null references users "
    "(id));\n"
    "create index on posts (user_id);\n"
    "create view authors as select u.name, p.id from users u join posts p on p.user_id = u.id;\n";
constexpr const char* after =
    "create table users (id bigserial primary key, name text not null);\n"
    "create table posts (id bigint generated always as identity primary key,\n"
    "  user_id bigint not null references users (id));\n"
    "create index on posts (user_id);\n"
    "create view authors as select u.name, p.id from users u join posts p on p.user_id = u.id;\n";

constexpr const char* types =
    "select string_agg(format_type(atttypid, atttypmod), ' ' order by attrelid::regclass::text, attname) from "
    "pg_attribute where attrelid in ('users'::regclass, 'posts'::regclass) and attname in ('id', 'user_id') and not "
    "attisdropped";
constexpr const char* rows =
    "select count(*) || ' ' || sum(p.id) || ' ' || sum(user_id) from posts p join users u on u.id = user_id";

}  // namespace

TEST_CASE("keys of several tables become bigint there and back, with the rows and the numbers that come next") {
  const project p("schema.sql");
  p.write("schema.sql", before);
  p.succeed({"generate", "--name", "init"});
  p.succeed({"migrate"});
  p.connect().run(
      "insert into users (name) select 'u' || g from generate_series(1, 2500) g; insert into posts (user_id) select id "
      "from users");
  const std::string before_rows = p.value_of(rows);
  const auto catalog = p.catalog();

  p.write("schema.sql", after);
  const auto made = p.succeed({"generate", "--name", "big", "--expand-contract"});
  CHECK(contains(made.out, "proven: up and down"));
  p.succeed({"migrate"});
  CHECK(p.value_of(types) == "bigint bigint bigint");
  CHECK(p.value_of(rows) == before_rows);
  CHECK(p.value_of("insert into users (name) values ('next') returning id") == "2501");
  CHECK(p.value_of("insert into posts (user_id) values (2501) returning id") == "2501");
  CHECK(p.value_of("select count(*) from pg_proc where proname ~ 'squall'") == "0");
  CHECK(contains(p.succeed({"generate", "--name", "more"}).out, "nothing to do"));

  p.connect().run("delete from posts where id = 2501; delete from users where id = 2501");
  p.succeed({"rollback"});
  CHECK(p.value_of(types) == "integer integer integer");
  CHECK(p.value_of(rows) == before_rows);
  CHECK(p.catalog() == catalog);
}

TEST_CASE("push and --offline do not expand and contract, and say so") {
  const project p("schema.sql");
  p.write("schema.sql", before);
  const auto pushed = p.run({"push", "--expand-contract"});
  CHECK(pushed.exit_code == 2);
  CHECK(contains(pushed.err, "generate --expand-contract"));
  const auto offline = p.run({"generate", "--offline", "--expand-contract"});
  CHECK(offline.exit_code == 2);
  CHECK(contains(offline.err, "--offline"));
}
