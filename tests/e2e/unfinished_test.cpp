// A migration that broke off on a live database, and is given up.
#include <doctest/doctest.h>

#include "e2e/support/project.hpp"

using namespace squall::e2e;
namespace fs = std::filesystem;

namespace {

constexpr const char* before =
    "create table users (id int primary key, mail text, n int);"
    "create view active as select id, mail from users where n > 0;"
    "create index by_n on users (n);";
/// The unique index is built outside a transaction, after much else is done, and two rows have the same mail.
constexpr const char* after =
    "create type mood as enum ('sad', 'glad');"
    "create table people (id bigint primary key, email text not null, n int, mood mood not null default 'glad');"
    "create view active as select id, email from people where n > 0;"
    "create table posts (id int primary key, author bigint references people);"
    "create unique index by_mail on people (email);"
    "create index by_n on people (n, id);";

/// A project whose second migration has broken off.
struct broken_off : project {
  broken_off() : project("schema.sql") {
    write("schema.sql", before);
    succeed({"generate", "--name", "start"});
    succeed({"migrate"});
    connect().run("insert into users values (1, 'a@x', 1), (2, 'a@x', 2)");
    write("schema.sql", after);
    succeed({"generate", "--name", "more", "--rename", "users=people", "--rename", "users.mail=people.email"});
    const run_result result = run({"migrate"});
    CHECK(result.exit_code == 1);
    CHECK(contains(result.err, "are done and stay"));
    CHECK(contains(succeed({"status"}).out, "partly"));
  }
};

}  // namespace

TEST_CASE("a migration that broke off is taken back from the middle, and what others did stays") {
  const broken_off p;
  p.connect().run("create table notes (n int); create index by_others on people (n desc)");
  // What a killed run would leave.
  CHECK_THROWS(p.connect().run("create unique index concurrently by_mail on people (email)"));
  CHECK(p.value_of("select indisvalid from pg_index where indexrelid = 'by_mail'::regclass") == "f");
  const run_result result = p.run({"rollback", "--yes"});
  INFO(result.out << result.err);
  CHECK(result.exit_code == 0);
  CHECK(contains(result.out, "taken back"));
  CHECK(p.value_of("select string_agg(id || mail || n, ' ' order by id) from users") == "1a@x1 2a@x2");
  CHECK(p.value_of("select string_agg(id || mail, ' ' order by id) from active") == "1a@x 2a@x");
  CHECK(p.value_of("select pg_get_indexdef('by_n'::regclass)") == "CREATE INDEX by_n ON public.users USING btree (n)");
  CHECK(p.value_of("select to_regclass('by_mail') is null and to_regclass('posts') is null") == "t");
  CHECK(p.value_of("select count(*) from squall.migrations") == "1");
  p.connect().run("drop table notes; drop index by_others");
  CHECK(contains(p.run({"diff", "--from", "migrations:migrations", "--to", "db", "--json"}).out, "different"));
  fs::remove_all(p.migrations() / p.migration_ids().back());
  CHECK(contains(p.run({"diff", "--from", "migrations", "--to", "db", "--json"}).out, "equal"));
  CHECK(contains(p.succeed({"status"}).out, "applied"));
}

TEST_CASE("the way back from the middle can be looked at, and needs a yes where it loses data") {
  const broken_off p;
  const auto is = p.catalog();
  const run_result shown = p.succeed({"rollback", "--dry-run"});
  CHECK(contains(shown.out, "would take back"));
  CHECK(contains(shown.out, "RENAME TO users"));
  CHECK(contains(shown.out, "DROP COLUMN mood"));
  const run_result refused = p.run({"rollback"});
  CHECK(refused.exit_code == 3);
  CHECK(contains(refused.err, "mood"));
  CHECK(p.catalog() == is);
  CHECK(contains(p.succeed({"status"}).out, "partly"));
}

TEST_CASE("once the data is mended the same migration goes through, and both go back") {
  const broken_off p;
  p.succeed({"rollback", "--yes"});
  p.connect().run("update users set mail = 'b@x' where id = 2");
  p.succeed({"migrate"});
  CHECK(p.value_of("select string_agg(id || email || n, ' ' order by id) from people") == "1a@x1 2b@x2");
  p.succeed({"rollback", "--all", "--yes"});
  CHECK(p.catalog() == catalog_of_fresh_database());
}

TEST_CASE("nobody knows the way back from the middle of what was written by hand") {
  const project p("schema.sql");
  p.add_migration("20260101000000_by_hand", {},
                  "create table t (n int);\n-- squall: step 2, outside a transaction\ncreate index concurrently i on "
                  "nowhere (n);\n",
                  "drop table t;");
  CHECK(p.run({"migrate"}).exit_code == 1);
  const run_result result = p.run({"rollback", "--yes"});
  CHECK(result.exit_code == 1);
  CHECK(contains(result.err, "written by hand"));
  CHECK(p.value_of("select count(*) from t") == "0");
}
