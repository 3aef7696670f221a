#include <fstream>

#include "kit/base/atomic_file.hpp"
#include "migration_fixture.hpp"

using namespace squall::kit;
using test::temporary_folder;
namespace fs = std::filesystem;

namespace {

migration sample(std::string id, std::vector<std::string> parents, const std::string& table_name) {
  migration m;
  m.id = std::move(id);
  m.parents = std::move(parents);
  const object_id id_of_table = table_id("public", table_name);
  m.changes = {{change_verb::create, id_of_table, {}, {}, object{table{"a \"comment\" with ü and ' in it"}}}};
  m.hazards = {{hazard_kind::data_loss, id_of_table, "rows go"}};
  m.up_sql = "create table public." + table_name + " ();\n";
  m.down_sql = "drop table public." + table_name + ";\n";
  return m;
}

std::vector<std::string> ids_of(const std::vector<migration>& migrations) {
  std::vector<std::string> ids;
  for (const migration& m : migrations) {
    ids.push_back(m.id);
  }
  return ids;
}

using names = std::vector<std::string>;

}  // namespace

TEST_CASE("a migration that is written is read back the same") {
  const temporary_folder out;
  const migration m = sample("20260101000000_a", {}, "t");
  write_migration(out.path() / "new/migrations", m);
  const auto read = read_migrations(out.path() / "new/migrations");
  REQUIRE(read.size() == 1);
  CHECK(read[0].id == m.id);
  CHECK(read[0].parents == m.parents);
  CHECK(read[0].changes == m.changes);
  CHECK(read[0].hazards == m.hazards);
  CHECK(read[0].up_sql == m.up_sql);
  CHECK(read[0].down_sql == m.down_sql);
  CHECK(read[0].checksum() == m.checksum());
  CHECK(read[0].folder == out.path() / "new/migrations" / m.id);
  CHECK_THROWS_AS(write_migration(out.path() / "new/migrations", m), error);
}

TEST_CASE("migrations come parents first, then by id; leaves are nobody's parents") {
  const temporary_folder out;
  write_migration(out.path(), sample("20260103000000_c", {}, "c"));
  write_migration(out.path(), sample("20260101000000_a", {"20260103000000_c"}, "a"));
  write_migration(out.path(), sample("20260102000000_b", {"20260103000000_c"}, "b"));
  const auto read = read_migrations(out.path());
  CHECK(ids_of(read) == names{"20260103000000_c", "20260101000000_a", "20260102000000_b"});
  CHECK(leaves(read) == names{"20260101000000_a", "20260102000000_b"});
  const database model = fold(read);
  CHECK(model.contains(table_id("public", "b")));
  CHECK(model.objects.size() == empty_database().objects.size() + 3);
}

TEST_CASE("a fold that does not fit names the migration") {
  const std::vector<migration> twice{sample("1_a", {}, "t"), sample("2_b", {"1_a"}, "t")};
  CHECK_THROWS_WITH_AS(fold(twice), doctest::Contains("2_b"), error);
}

TEST_CASE("a missing folder holds no migrations; files and hidden entries are passed over") {
  const temporary_folder out;
  CHECK(read_migrations(out.path() / "none").empty());
  std::ofstream{out.path() / "README.md"} << "x";
  fs::create_directory(out.path() / ".tmp-half");
  CHECK(read_migrations(out.path()).empty());
}

TEST_CASE("what is wrong with the folder is said with the file's name") {
  const temporary_folder out;
  write_migration(out.path(), sample("20260101000000_a", {}, "a"));
  const fs::path json = out.path() / "20260101000000_a/migration.json";
  const std::string good = read_file(json);
  const auto refused = [&](const std::string& content, const char* part) {
    write_file_atomically(json, content);
    CAPTURE(content);
    CHECK_THROWS_WITH_AS(read_migrations(out.path()), doctest::Contains(json.c_str()), error);
    CHECK_THROWS_WITH_AS(read_migrations(out.path()), doctest::Contains(part), error);
  };
  const auto with = [&](const std::string& what, const std::string& instead) {
    std::string text = good;
    return text.replace(text.find(what), what.size(), instead);
  };
  refused("{\n  nonsense", "line 2");
  refused("", "line 1");
  refused("[]", "format");
  refused(with("\"format\": 1", "\"format\": 2"), "format is 2");
  refused(with("\"id\": \"20260101000000_a\"", "\"id\": \"other\""), "other");
  refused(with("\"parents\": []", "\"parents\": [\"gone\"]"), "gone");
  refused(with("\"parents\": []", "\"parents\": 1"), "wrong type");
  refused(with("\"hazards\"", "\"extra\": 1, \"hazards\""), "extra");
  refused(with("data_loss", "data_gain"), "data_gain");
  refused(with("\"create\"", "\"make\""), "make");
  write_file_atomically(json, good);
  CHECK_NOTHROW(read_migrations(out.path()));
  fs::remove(json);
  CHECK_THROWS_WITH_AS(read_migrations(out.path()), doctest::Contains("migration.json"), error);
  CHECK(read_migrations(out.path(), {.allow_unrecorded = true}).size() == 1);
  fs::remove(out.path() / "20260101000000_a/up.sql");
  CHECK_THROWS_WITH_AS(read_migrations(out.path()), doctest::Contains("up.sql"), error);
}

TEST_CASE("migrations that are each other's parents are refused") {
  const temporary_folder out;
  write_migration(out.path(), sample("1_a", {"2_b"}, "a"));
  write_migration(out.path(), sample("2_b", {"1_a"}, "b"));
  CHECK_THROWS_WITH_AS(read_migrations(out.path()), doctest::Contains("1_a, 2_b"), error);
}

TEST_CASE("a new id is later than all there are, and has the name as a slug") {
  migration late;
  late.id = "29991231235959_future";
  const std::string id = make_migration_id("Add Slug-to  \"Prodücts\"!", {late});
  CHECK(id == "30000101000000_add_slug_to_prod_cts");
  migration old;
  old.id = "0000_drizzle";
  CHECK(make_migration_id("", {old}).ends_with("_migration"));
  CHECK(make_migration_id("x", {old}) > old.id);
  CHECK(make_migration_id(std::string(300, 'a'), {}).size() < 120);
}

TEST_CASE("a checksum does not change with the line ends of a checkout, but with every other byte") {
  migration a;
  a.up_sql = "select 1;\nselect 2;\n";
  migration b = a;
  b.up_sql = "select 1;\r\nselect 2;\r\n";
  CHECK(a.checksum() == b.checksum());
  b.up_sql = "select 1;\nselect 2; \n";
  CHECK(a.checksum() != b.checksum());
}

TEST_CASE("a migration is found by id, prefix or name, and never guessed") {
  const names ids{"20260101000000_init", "20260102000000_add_slug", "20260103000000_add_slug2"};
  CHECK(resolve_migration("20260102000000_add_slug", ids) == ids[1]);
  CHECK(resolve_migration("add_slug", ids) == ids[1]);
  CHECK(resolve_migration("20260103", ids) == ids[2]);
  CHECK_THROWS_WITH_AS(resolve_migration("2026", ids), doctest::Contains(ids[0].c_str()), error);
  CHECK_THROWS_AS(resolve_migration("", ids), error);
  try {
    resolve_migration("add_slig", ids);
    FAIL("found");
  } catch (const error& e) {
    CHECK(e.hint().find("add_slug") != std::string::npos);
    CHECK(e.code() == exit_code::usage);
  }
}
