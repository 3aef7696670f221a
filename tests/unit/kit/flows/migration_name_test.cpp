#include "kit/flows/migration_name.hpp"

#include <doctest/doctest.h>

using namespace squall::kit;

namespace {
const object_id users = table_id("public", "users");
change made(change_verb verb, object_id id) { return {verb, std::move(id), {}, {}, {}}; }
}  // namespace

TEST_CASE("a migration that nobody named is named after its weightiest change") {
  const auto slug = made(change_verb::create, column_id(users, "slug"));
  const auto key = made(change_verb::create, {object_kind::unique, "public", "users", "users_slug_key"});
  CHECK(suggest_migration_name({key, slug}, true) == "init");
  CHECK(suggest_migration_name({key, slug}, false) == "add_slug_to_users");
  CHECK(suggest_migration_name({made(change_verb::drop, column_id(users, "a")), slug}, false) ==
        "drop_a_of_users_and_more");
  CHECK(suggest_migration_name({slug, made(change_verb::create, users)}, false) == "create_users");
  auto rename = made(change_verb::rename, users);
  rename.renamed_to = table_id("public", "people");
  CHECK(suggest_migration_name({rename}, false) == "rename_users_to_people");
}
