// Guide rows about the way of working: commands, files, configuration.
#include "guides/schemas/guide_2.hpp"
#include "guides/support.hpp"
#include "squall/migrate.hpp"

namespace guides {
namespace {

using squall::connection;
using squall::database;

TEST_CASE("G1.01 G2.25 names come from the C++ names: columns as the members, enums in snake_case") {
  const guide_database made(guide_1_project());
  connection db{made.url()};
  CHECK(
      column(db,
             "select relname from pg_class where relkind = 'r' and relnamespace = 'public'::regnamespace order by 1") ==
      "post_tags,posts,properties,tags,user_permissions,users");
  CHECK(column(db, "select typname from pg_type where typtype = 'e' order by 1") == "role,user_status");
  CHECK(value(db,
              "select count(*) from information_schema.columns where table_schema = 'public' and column_name !~ "
              "'^[a-z][a-z0-9_]*$'") == "0");
}

TEST_CASE("G1.03 a program migrates itself at its start, and finds nothing to do the second time") {
  const project& made = guide_1_project();
  const squall::test::fresh_database fresh;
  squall::connection db{fresh.url()};
  const auto first = squall::migrate(db, made.root() / "migrations");
  REQUIRE(first.applied.size() == 1);
  CHECK(first.applied[0].ends_with("_init"));
  CHECK(value(db, "select count(*) from users") == "0");
  CHECK(squall::migrate(db, made.root() / "migrations").applied.empty());
  // The tool and the program keep the same books.
  CHECK(made.run({"status", "--check"}, fresh.url()).exit_code == 0);
}

TEST_CASE("G1.10 init, generate, migrate, push, status and rollback are there") {
  const project made{schema_text("guide_1.hpp")};
  CHECK(made.run({"status", "--check"}).succeeded());
  made.must({"generate", "--name", "init"});
  CHECK(made.run({"status", "--check"}).exit_code == 4);
  made.must({"migrate"});
  CHECK(made.run({"status", "--check"}).exit_code == 0);
  CHECK(made.must({"generate", "--name", "again"}).find("nothing to do") != std::string::npos);
  CHECK(made.must({"push"}).find("nothing to do") != std::string::npos);
  made.must({"rollback", "--yes"});
  connection db{made.url()};
  CHECK(value(db, "select count(*) from pg_class where relnamespace = 'public'::regnamespace") == "0");
}

TEST_CASE("G1.10 init writes a configuration and a schema that generate takes") {
  const project made{""};
  std::filesystem::remove_all(made.root() / "db");
  std::filesystem::remove(made.root() / "squall.toml");
  made.must({"init"});
  made.must({"generate", "--name", "init"});
  made.must({"migrate"});
  connection db{made.url()};
  CHECK(value(db, "select count(*) from users") == "0");
}

TEST_CASE("G1.18 G2.22 squall.toml says where schema, migrations and database are") {
  const project made{schema_text("guide_1.hpp")};
  made.write("squall.toml",
             "schema = \"shared/tables.hpp\"\nout = \"drizzle/migrations\"\nurl = \"" + made.url() + "\"\n");
  made.write("shared/tables.hpp", schema_text("guide_1.hpp"));
  made.must({"generate", "--name", "init"});
  CHECK(std::filesystem::exists(made.root() / "drizzle/migrations"));
  // The URL stands in the file: what the environment says is not asked.
  CHECK(made.run({"migrate"}, "postgresql://nobody@localhost:1/none").succeeded());
  connection db{made.url()};
  CHECK(value(db, "select count(*) from users") == "0");

  made.write("squall.toml", "schema = \"shared/tables.hpp\"\nuot = \"x\"\n");
  const auto typo = made.run({"status"});
  CHECK(typo.exit_code == 1);
  CHECK(typo.standard_error.find("uot") != std::string::npos);
  CHECK(typo.standard_error.find("out") != std::string::npos);
}

TEST_CASE("G2.01 one header holds tables and types, for the program and for the tool") {
  const guide_database made(guide_2_project());
  database db{made.url()};
  const guide_2::Product product =
      db.insert(guide_2::products).values(guide_2::NewProduct{.name = "Tea", .price = 3}).returning().one();
  CHECK(product.name == "Tea");
}

TEST_CASE("G2.09 a unique slug and metadata come to a table that has rows, its unique constraint concurrently") {
  const project made{schema_text("guide_2.hpp")};
  made.must({"generate", "--name", "init"});
  made.must({"migrate"});
  connection db{made.url()};
  db.run("insert into products (name, price) values ('Tea', 1), ('Pot', 2)");
  made.set_schema(replaced(schema_text("guide_2.hpp"), "  col<M, text().default_(\"active\").not_null()> status;\n",
                           "  col<M, text().default_(\"active\").not_null()> status;\n"
                           "  col<M, text().unique()> slug;\n"
                           "  col<M, jsonb()> metadata;\n"));
  made.must({"generate", "--name", "add_slug_to_products"});
  const auto up = read_file(made.migration("add_slug_to_products") / "up.sql");
  CHECK(up.find("CREATE UNIQUE INDEX CONCURRENTLY") != std::string::npos);
  made.must({"migrate"});

  CHECK(value(db, "select count(*) from products where slug is null and metadata is null") == "2");
  CHECK(value(db, "select pg_get_constraintdef(oid) from pg_constraint where conname = 'products_slug_key'") ==
        "UNIQUE (slug)");
  db.run("update products set slug = 'tea' where name = 'Tea'");
  CHECK_THROWS_AS(db.run("update products set slug = 'tea' where name = 'Pot'"), squall::unique_violation);
  CHECK(made.must({"push"}).find("nothing to do") != std::string::npos);

  made.must({"rollback", "--yes"});
  CHECK(value(db, "select count(*) from products") == "2");
  CHECK(value(db,
              "select count(*) from information_schema.columns where table_schema = 'public' and table_name = "
              "'products' and column_name in "
              "('slug', 'metadata')") == "0");
}

TEST_CASE("G2.12 removing a column needs an explicit yes, and its way back says what is gone") {
  const project made{schema_text("guide_2.hpp")};
  made.must({"generate", "--name", "init"});
  made.must({"migrate"});
  connection db{made.url()};
  db.run("insert into products (name, price, description) values ('Tea', 1, 'green')");
  made.set_schema(replaced(schema_text("guide_2.hpp"), "  col<M, text()> description;\n", ""));

  const auto refused = made.run({"generate", "--name", "drop_description"});
  CHECK(refused.exit_code == 3);
  CHECK(refused.standard_error.find("--allow 'products.description'") != std::string::npos);
  made.must({"generate", "--name", "drop_description", "--allow", "products.description"});
  made.must({"migrate"});
  CHECK(value(db,
              "select count(*) from information_schema.columns where table_schema = 'public' and column_name = "
              "'description'") == "0");

  const auto down = read_file(made.migration("drop_description") / "down.sql");
  CHECK(down.find("The values of products.description are gone") != std::string::npos);
  made.must({"rollback", "--yes"});
  CHECK(value(db, "select description is null and name = 'Tea' from products") == "t");
}

TEST_CASE(
    "G2.13 push makes a development database follow the schema, asks before loss, and leaves protected ones alone") {
  const project made{schema_text("guide_2.hpp")};
  made.must({"push"});
  connection db{made.url()};
  CHECK(value(db, "select count(*) from products") == "0");
  CHECK(made.must({"push"}).find("nothing to do") != std::string::npos);

  db.run("insert into products (name, price) values ('Tea', 1)");
  made.set_schema(replaced(schema_text("guide_2.hpp"), "  col<M, text()> description;\n", ""));
  const auto refused = made.run({"push"});
  CHECK(refused.exit_code == 3);
  CHECK(value(db,
              "select count(*) from information_schema.columns where table_schema = 'public' and column_name = "
              "'description'") == "1");
  made.must({"push", "--allow", "products.description"});
  CHECK(value(db,
              "select count(*) from information_schema.columns where table_schema = 'public' and column_name = "
              "'description'") == "0");

  made.write("squall.toml",
             "schema = \"db/schema.hpp\"\n[env.production]\nurl = \"" + made.url() + "\"\nprotected = true\n");
  made.set_schema(schema_text("guide_2.hpp"));
  const auto stopped = made.run({"--env", "production", "push"});
  CHECK(stopped.exit_code == 1);
  CHECK(stopped.standard_error.find("protected") != std::string::npos);
  CHECK(value(db,
              "select count(*) from information_schema.columns where table_schema = 'public' and column_name = "
              "'description'") == "0");
}

TEST_CASE("G2.14 generate names a folder, its SQL is there to be read, migrate applies it") {
  const project made{schema_text("guide_2.hpp")};
  made.must({"generate", "--name", "create_the_shop"});
  const auto folder = made.migration("create_the_shop");
  const auto up = read_file(folder / "up.sql");
  CHECK(up.find("CREATE TABLE public.products (\n") != std::string::npos);
  CHECK(up.find("price       numeric(10,2) NOT NULL") != std::string::npos);
  CHECK(std::filesystem::exists(folder / "down.sql"));
  CHECK(std::filesystem::exists(folder / "migration.json"));
  made.must({"migrate"});
  connection db{made.url()};
  CHECK(value(db, "select id from squall.migrations") == folder.filename().string());
}

}  // namespace
}  // namespace guides
