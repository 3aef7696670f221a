// MERGE: a branch for each kind of row.
#include "squall/query/merge.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <string>
#include <vector>

#include "squall/query/subquery.hpp"
#include "unit/query/blog_schema.hpp"

namespace {

using namespace blog;

TEST_CASE_FIXTURE(blog_database, "merge updates, deletes, inserts, and leaves rows alone") {
  if (db.connection().server_version() < 150000)
    return;  // there is no MERGE
  db.insert(tags).values({.id = 9, .name = "zzz"}).execute();
  // Tags are merged into categories by number: 1 is changed, 4 has no tag, 9 is new, 2 and 3 are left alone.
  CHECK(db.merge(categories)
            .using_(tags, tags.id == categories.id)
            .when_matched(tags.name == std::string("a"))
            .update(categories.name = concat(tags.name, "!"))
            .when_matched()
            .do_nothing()
            .when_not_matched()
            .insert(categories.id = tags.id, categories.name = tags.name, categories.parent_id = 1)
            .execute() == 2);
  CHECK(joined(db.select(categories.name).from(categories).order_by(categories.id).all(),
               [](const std::string& s) { return s; }) == "a!,left,right,leaf,zzz");
  const auto leaves = subquery<"leaves">(select(categories.id).from(categories).where(categories.id > param<0>));
  CHECK(db.merge(categories)
            .using_(leaves, leaves["id"_c] == categories.id)
            .when_matched(categories.name != "leaf")
            .erase()
            .execute(3) == 1);
  CHECK(db.select(count()).from(categories).one() == 4);
}

TEST_CASE_FIXTURE(blog_database, "merge gives rows back, also of those that the source has not (PostgreSQL 17)") {
  const auto merge = db.merge(categories).using_(tags, tags.id == categories.id);
  const auto synced = merge.when_matched()
                          .update(categories.name = tags.name)
                          .when_not_matched()
                          .insert(categories.id = tags.id, categories.name = tags.name)
                          .when_not_matched_by_source(categories.id > 3)
                          .erase()
                          .returning(merge_action(), categories.id, tags.name);
  using row = std::remove_cvref_t<decltype(synced.all()[0])>;
  static_assert(std::is_same_v<std::remove_cvref_t<decltype(row{}.get<0>())>, std::string>);
  static_assert(std::is_same_v<std::remove_cvref_t<decltype(row{}.get<1>())>, std::int32_t>);
  static_assert(std::is_same_v<std::remove_cvref_t<decltype(row{}.get<2>())>, std::optional<std::string>>);
  const auto matched = merge.when_matched().do_nothing().returning(tags.name);
  static_assert(std::is_same_v<std::remove_cvref_t<decltype(matched.all()[0])>, std::string>);
  CHECK(synced.sql().find("when not matched by source and (\"categories\".\"id\" > $1) then delete returning "
                          "merge_action(), \"categories\".\"id\", \"tags\".\"name\"") != std::string_view::npos);
  if (db.connection().server_version() < 170000)
    return;
  db.insert(tags).values({.id = 9, .name = "zzz"}).execute();
  std::vector<std::string> each;
  for (const auto& [action, id, tag] : synced.all()) each.push_back(action + std::to_string(id) + tag.value_or("-"));
  std::sort(each.begin(), each.end());
  CHECK(joined(each, [](const std::string& s) { return s; }) == "DELETE4-,INSERT9zzz,UPDATE1a,UPDATE2b,UPDATE3c");
}

}  // namespace
