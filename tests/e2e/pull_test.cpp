// pull and export, as a user has them: a database that was there before Squall, in every form.
#include <doctest/doctest.h>

#include <filesystem>
#include <string>

#include "e2e/support/project.hpp"
#include "kit/model/json.hpp"

using namespace squall;
using namespace squall::e2e;

namespace {

constexpr const char* legacy = R"sql(
  create schema app;
  create type app.state as enum ('new', 'done');
  create table app.users (id bigint generated always as identity primary key, email varchar(255) not null unique);
  comment on table app.users is 'it''s us';
  create sequence app.numbers;
  create table app.orders (
    id int primary key default nextval('app.numbers'), user_id bigint not null references app.users on delete cascade,
    state app.state not null default 'new', total numeric(10, 2) check (total > 0));
  alter sequence app.numbers owned by app.orders.id;
  create index on app.orders (user_id);
  create function app.touch() returns trigger language plpgsql as 'begin return new; end';
  create trigger touch before update of total on app.orders for each row execute function app.touch();
  create view app.open_orders with (security_barrier) as select id, total from app.orders where state = 'new';
  grant select on app.open_orders to public;
  create table app.log (id int not null, at date not null) partition by range (at);
  create table app.log_2026 partition of app.log for values from ('2026-01-01') to ('2027-01-01');
)sql";

/// What another database becomes when it is made of the script.
kit::database made_of(const std::string& script) {
  const project other;
  auto db = other.connect();
  db.run(script);
  return other.catalog();
}

}  // namespace

TEST_CASE("pull --baseline makes a project of a database: nothing is left to do, and the next change is small") {
  const project p;
  std::filesystem::remove(p.folder() / "db/schema.hpp");
  p.connect().run(legacy);
  const kit::database before = p.catalog();
  const run_result pulled = p.succeed({"pull", "--baseline"});
  CHECK(contains(pulled.out, "written db/schema.hpp"));
  CHECK(contains(pulled.out, "_baseline as applied"));
  CHECK_FALSE(contains(pulled.err, "kept as SQL"));
  CHECK(p.catalog() == before);

  REQUIRE(p.migration_ids().size() == 1);
  CHECK(p.run({"status", "--check"}).exit_code == 0);
  CHECK(contains(p.succeed({"migrate"}).out, "nothing to do"));
  CHECK(contains(p.succeed({"push"}).out, "nothing to do"));
  CHECK(contains(p.succeed({"generate", "--name", "none"}).out, "nothing to do"));

  std::string header = p.read("db/schema.hpp");
  const std::string email = "col<M, varchar(255).not_null().unique()> email;\n";
  REQUIRE(contains(header, email));
  header.insert(header.find(email) + email.size(), "  col<M, pg::text()> nickname;\n");
  p.write("db/schema.hpp", header);
  p.succeed({"generate", "--name", "nickname"});
  p.succeed({"migrate"});
  CHECK(
      p.value_of("select count(*) from pg_attribute where attrelid = 'app.users'::regclass and attname = 'nickname'") ==
      "1");
  // The baseline makes the same of an empty database.
  CHECK(made_of(p.read(std::filesystem::path("migrations") / p.migration_ids()[0] / "up.sql")) == before);
}

TEST_CASE("pull does not overwrite a person's work, and says what it keeps as SQL") {
  const project p;
  p.connect().run("create table t (id int); create rule quiet as on delete to t do instead nothing;");
  p.write("db/schema.hpp", "// mine\n");
  const run_result refused = p.run({"pull"});
  CHECK(refused.exit_code == 1);
  CHECK(contains(refused.err, "--force"));
  CHECK(p.read("db/schema.hpp") == "// mine\n");
  CHECK(contains(p.succeed({"pull", "--force"}).err, "kept as SQL: rule quiet on t\n"));
  // What pull wrote it may write again.
  p.succeed({"pull"});
}

TEST_CASE("SQL files and the one script both make the database again") {
  const project p("db/schema");
  p.connect().run(legacy);
  const kit::database before = p.catalog();
  p.succeed({"pull", "--sql"});
  CHECK(std::filesystem::exists(p.folder() / "db/schema/schemas/app/tables/orders.sql"));
  CHECK(std::filesystem::exists(p.folder() / "db/schema/schemas/app/functions/touch.sql"));
  CHECK(contains(p.succeed({"push"}).out, "nothing to do"));
  p.succeed({"pull", "--out", "all.sql"});
  CHECK(made_of(p.read("all.sql")) == before);
}

TEST_CASE("export writes the model as JSON, and diagrams of it") {
  const project p;
  p.connect().run(legacy);
  const auto exported = p.succeed({"export", "--from", "db", "--format", "json"});
  CHECK(kit::database_from_json_text(exported.out) == p.catalog());

  const std::string dbml = p.succeed({"export", "--from", "db", "--format", "dbml"}).out;
  CHECK(contains(dbml, R"x(Table "app"."users" {
  "id" "bigint" [pk, increment]
  "email" "varchar(255)" [not null, unique]

  Note: 'it\'s us'
})x"));
  CHECK(contains(dbml, "Enum \"app\".\"state\" {\n  \"new\"\n  \"done\"\n}"));
  CHECK(contains(dbml, R"("app"."orders"."user_id" > "app"."users"."id" [delete: cascade])"));
  // A partition is a part of its table.
  CHECK(contains(dbml, "\"log\" {"));
  CHECK_FALSE(contains(dbml, "log_2026"));

  const std::string mermaid = p.succeed({"export", "--from", "db", "--format", "mermaid"}).out;
  CHECK(mermaid.starts_with("erDiagram\n"));
  CHECK(contains(mermaid, "bigint user_id FK"));
  CHECK(contains(mermaid, "||--o{"));
  CHECK_FALSE(contains(mermaid, "log_2026"));

  const auto written = p.succeed({"export", "--from", "db", "--format", "dbml", "--out", "d.dbml", "--json"}).json();
  CHECK(written["status"] == "written");
  CHECK(p.read("d.dbml") == dbml);
  const run_result unknown = p.run({"export", "--from", "db", "--format", "svg"});
  CHECK(unknown.exit_code == 2);
  CHECK(contains(unknown.err, "svg"));
}
