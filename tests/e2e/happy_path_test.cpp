// Each command, as a user of a small project runs it.
#include <doctest/doctest.h>

#include <fstream>

#include "e2e/support/project.hpp"

using namespace squall;
using namespace squall::e2e;

TEST_CASE("init, generate, migrate, status and rollback take a new project there and back") {
  const project p;
  std::filesystem::remove(p.folder() / "squall.toml");
  CHECK(contains(p.succeed({"init"}).out, "written db/schema.hpp"));
  CHECK(contains(p.read(".gitignore"), ".squall/\n"));

  const run_result generated = p.succeed({"generate", "--name", "init"});
  CHECK(contains(generated.out, "+ create table users"));
  REQUIRE(p.migration_ids().size() == 1);
  CHECK(contains(p.migration_ids()[0], "_init"));
  CHECK(p.run({"status", "--check"}).exit_code == 4);

  CHECK(contains(p.succeed({"migrate"}).out, "applied " + p.migration_ids()[0]));
  CHECK(p.value_of("select count(*) from public.users") == "0");
  CHECK(p.run({"status", "--check"}).exit_code == 0);

  CHECK(contains(p.succeed({"migrate"}).out, "nothing to do"));
  CHECK(contains(p.succeed({"generate", "--name", "again"}).out, "nothing to do: schema and migrations agree"));
  CHECK(contains(p.succeed({"push"}).out, "nothing to do: the database is what the schema says"));
  CHECK(p.succeed({"diff"}).out.empty());
  CHECK(p.succeed({"diff", "--from", "db"}).out.empty());
  CHECK(p.migration_ids().size() == 1);

  CHECK(p.run({"rollback"}).exit_code == 3);
  CHECK(p.value_of("select count(*) from public.users") == "0");
  p.succeed({"rollback", "--all", "--yes"});
  CHECK(p.catalog() == catalog_of_fresh_database());
}

TEST_CASE("init keeps what is there") {
  const project p;
  p.write("db/schema.hpp", "// mine\n");
  p.write(".gitignore", "build");
  const std::string config = p.read("squall.toml");
  CHECK(contains(p.succeed({"init"}).out, "exists already"));
  CHECK(p.read("squall.toml") == config);
  CHECK(p.read("db/schema.hpp") == "// mine\n");
  CHECK(p.read(".gitignore") == "build\n.squall/\n");
  CHECK(p.succeed({"init", "--json"}).json()["status"] == "nothing_to_do");
}

TEST_CASE("a rename needs an answer, and every way to give one works") {
  const project p("schema.sql");
  p.write("schema.sql", "create table users (id int primary key, name text);");
  p.succeed({"generate", "--name", "init"});
  p.succeed({"migrate"});
  p.connect().run("insert into public.users values (1, 'Ada')");
  p.write("schema.sql", "create table users (id int primary key, full_name text);");

  const run_result open = p.run({"generate", "--name", "rename"});
  CHECK(open.exit_code == 3);
  CHECK(contains(open.err, "--rename 'users.name=users.full_name'"));
  CHECK(p.migration_ids().size() == 1);

  const auto document = p.run({"generate", "--name", "rename", "--json"}).json();
  CHECK(document["error"]["code"] == 3);
  CHECK(document["error"]["decisions"][0]["candidates"][0]["flag"] == "--rename users.name=users.full_name");

  CHECK(p.run({"generate", "--name", "rename", "--rename", "users.nmae=users.full_name"}).exit_code == 2);
  const run_result dropping = p.run({"generate", "--name", "rename", "--decide", "create"});
  CHECK(dropping.exit_code == 3);
  CHECK(contains(dropping.err, "--allow 'users.name'"));
  CHECK(p.migration_ids().size() == 1);

  SUBCASE("a flag keeps the values") {
    p.succeed({"generate", "--name", "rename", "--rename", "users.name=users.full_name"});
    p.succeed({"migrate"});
    CHECK(p.value_of("select full_name from public.users") == "Ada");
    p.succeed({"rollback"});
    CHECK(p.value_of("select name from public.users") == "Ada");
  }
  SUBCASE("drop and create with consent loses them") {
    p.succeed({"generate", "--name", "rename", "--decide", "create", "--allow", "users.name"});
    p.succeed({"migrate"});
    CHECK(p.value_of("select full_name is null from public.users") == "t");
  }
  SUBCASE("an answer on a terminal keeps the values") {
    const run_result asked = p.on_terminal({"generate", "--name", "rename"}, {{"2) new", "\x1b[B\x1b[A\r"}});
    CHECK(asked.exit_code == 0);
    p.succeed({"migrate"});
    CHECK(p.value_of("select full_name from public.users") == "Ada");
  }
  SUBCASE("Esc and Ctrl-C on a terminal change nothing") {
    CHECK(p.on_terminal({"generate", "--name", "rename"}, {{"2) new", "\x1b"}}).exit_code == 3);
    CHECK(p.on_terminal({"generate", "--name", "rename"}, {{"2) new", "\x03"}}).exit_code == 3);
    CHECK(p.migration_ids().size() == 1);
  }
  SUBCASE("new on a terminal asks before the loss, and no means no") {
    const run_result no = p.on_terminal({"generate", "--name", "rename"}, {{"2) new", "2\r"}, {"[y/N]", "\r"}});
    CHECK(no.exit_code == 3);
    CHECK(p.migration_ids().size() == 1);
    CHECK(p.on_terminal({"generate", "--name", "rename"}, {{"2) new", "2\r"}, {"[y/N]", "y\r"}}).exit_code == 0);
    CHECK(p.migration_ids().size() == 2);
  }
}

TEST_CASE("a word in the header answers the decision and keeps the values") {
  const project p;
  p.write_schema(users_schema("name"));
  p.succeed({"generate", "--name", "init"});
  p.succeed({"migrate"});
  p.connect().run("insert into public.users values (1, 'Ada')");
  p.write_schema(
      "template <class M> struct Users {\n  col<M, integer().primary_key()> id;\n"
      "  col<M, text().renamed_from(\"name\")> full_name;\n};\n"
      "inline constexpr auto users = table<Users, \"users\">();");
  p.succeed({"generate", "--name", "rename"});
  p.succeed({"migrate"});
  CHECK(p.value_of("select full_name from public.users") == "Ada");
  CHECK(contains(p.succeed({"generate", "--name", "x"}).out, "nothing to do"));
}

TEST_CASE("push makes the database what the schema says, asks before loss, and is then empty") {
  const project p("schema.sql");
  p.write("schema.sql",
          "create table notes (id int primary key, body text default 'a' check (body <> 'x'), score numeric);\n"
          "create index on notes (lower(body)) where score > 0;");
  CHECK(contains(p.succeed({"push", "--dry-run"}).out, "create table notes"));
  CHECK(p.value_of("select to_regclass('public.notes') is null") == "t");
  p.succeed({"push"});
  p.connect().run("insert into public.notes values (1, 'keep', 2)");
  CHECK(contains(p.succeed({"push"}).out, "nothing to do"));
  CHECK(p.succeed({"push", "--json"}).json()["status"] == "nothing_to_do");

  p.write("schema.sql", "create table notes (id int primary key, body text);");
  const run_result loss = p.run({"push"});
  CHECK(loss.exit_code == 3);
  CHECK(contains(loss.err, "--allow 'notes.score'"));
  CHECK(p.value_of("select score from public.notes") == "2");
  p.succeed({"push", "--allow", "notes.score"});
  CHECK(p.value_of("select body from public.notes") == "keep");
  CHECK(contains(p.succeed({"push"}).out, "nothing to do"));
}

TEST_CASE("push that fails half way leaves nothing behind, and can be run again") {
  const project p("schema.sql");
  p.write("schema.sql", "create table a (id int); create table b (id int);");
  p.succeed({"push"});
  p.connect().run("insert into public.b values (1), (1)");
  const kit::database before = p.catalog();
  p.write("schema.sql", "create table a (id int, more text); create table b (id int unique);");
  const run_result failed = p.run({"push"});
  CHECK(failed.exit_code == 1);
  CHECK(p.catalog() == before);
  p.connect().run("delete from public.b");
  p.succeed({"push"});
  CHECK(contains(p.succeed({"push"}).out, "nothing to do"));
}

TEST_CASE("push refuses a protected environment") {
  const project p("schema.sql");
  p.write("schema.sql", "create table a (id int);");
  std::ofstream(p.folder() / "squall.toml", std::ios::app)
      << "[env.production]\nurl = 'env:DATABASE_URL'\nprotected = true\n";
  const run_result refused = p.run({"--env", "production", "push"});
  CHECK(refused.exit_code == 1);
  CHECK(contains(refused.err, "`production` is protected"));
  CHECK(p.catalog() == catalog_of_fresh_database());
}

TEST_CASE("diff prints SQL that makes the one the other") {
  const project p("schema.sql");
  p.write("schema.sql", "create table a (id int primary key, t text not null default 'x');");
  p.write("old.sql", "create table a (id int primary key);");
  const std::string sql = p.succeed({"diff", "--from", "old.sql", "--to", "schema.sql"}).out;
  connection db = p.connect();
  db.run("create table a (id int primary key)");
  db.run(sql);
  CHECK(p.succeed({"diff", "--from", "db", "--to", "schema"}).out.empty());
  CHECK(p.succeed({"diff", "--from", "db", "--to", "schema", "--check"}).out.empty());
  CHECK(p.run({"diff", "--from", "empty", "--to", "schema", "--check"}).exit_code == 4);
  CHECK(contains(p.succeed({"diff", "--from", "empty", "--to", "schema", "--summary"}).out, "+ create table a"));
  CHECK(p.run({"diff", "--from", "nonsense", "--to", "schema"}).exit_code == 2);
}

TEST_CASE("export gives SQL that makes the schema, and a model that is read back as the same") {
  const project p("schema.sql");
  p.write("schema.sql",
          "create type mood as enum ('a', 'b'); create table a (id int primary key, m mood default 'b');");
  p.connect().run(p.succeed({"export"}).out);
  CHECK(p.succeed({"diff", "--from", "db"}).out.empty());
  p.succeed({"export", "--from", "db", "--format", "json", "--out", "model.json"});
  CHECK(p.succeed({"diff", "--from", "model:model.json", "--to", "db"}).out.empty());
  CHECK(p.succeed({"export", "--format", "json"}).json()["format"] == "squall-model");
}

TEST_CASE("an empty migration is a skeleton that runs") {
  const project p;
  p.write_schema(users_schema("name"));
  p.succeed({"generate", "--name", "by hand", "--empty"});
  REQUIRE(p.migration_ids().size() == 1);
  CHECK(contains(p.migration_ids()[0], "_by_hand"));
  p.succeed({"migrate"});
  p.succeed({"rollback"});
}

TEST_CASE("the embedded server starts when it is needed, keeps data, and stops") {
  const project p("schema.sql");
  p.write("schema.sql", "create table a (id int);");
  run_options own = p.options();
  own.environment = {{"DATABASE_URL", ""}, own.environment[1]};
  const auto run = [&](const std::vector<std::string>& arguments) { return run_tool(arguments, own); };
  CHECK(contains(run({"db", "status"}).out, "absent"));
  CHECK(run({"push"}).exit_code == 0);
  CHECK(contains(run({"db", "status"}).out, "running"));
  std::string url = run({"db", "url"}).out;
  url.pop_back();
  connection(url).run("insert into public.a values (7)");
  CHECK(run({"db", "stop"}).exit_code == 0);
  CHECK(contains(run({"db", "status"}).out, "stopped"));
  CHECK(run({"db", "start"}).exit_code == 0);
  CHECK(connection(url).query("select id from public.a").text(0, 0) == "7");
  CHECK(run({"db", "psql", "--", "-Atc", "select id + 1 from public.a"}).out == "8\n");
  CHECK(run({"db", "reset"}).exit_code == 3);
  CHECK(run({"db", "reset", "--yes", "--json"}).json()["status"] == "running");
  CHECK(connection(url).query("select to_regclass('public.a') is null").text(0, 0) == "t");
  own.environment[0] = {"DATABASE_URL", url};  // as `export DATABASE_URL=$(squall db url)` leaves it
  CHECK(run({"db", "stop", "--json"}).json()["status"] == "stopped");
}

TEST_CASE("a schema header may use values whose code is in the library") {
  const project p;
  p.write(
      "db/schema.hpp",
      "#pragma once\n#include <squall/schema.hpp>\nnamespace app { using namespace squall; template <class M> struct "
      "Prices { col<M, numeric(10, 2)> price; }; inline constexpr auto prices = table<Prices, \"prices\">([](auto t) {"
      " return list(check(\"half\", t.price > numeric_t{\"0.5\"})); }); }\n");
  CHECK(contains(p.succeed({"export"}).out, "0.5"));
}
