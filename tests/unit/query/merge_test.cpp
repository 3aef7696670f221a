// MERGE: a branch for each kind of row.
#include "squall/query/merge.hpp"

#include <doctest/doctest.h>

#include "squall/query/subquery.hpp"
#include "unit/query/blog_schema.hpp"

namespace {

using namespace blog;

TEST_CASE_FIXTURE(blog_database, "merge updates, deletes, inserts, and leaves rows alone") {
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

}  // namespace
