#include <doctest/doctest.h>
#include <rapidcheck.h>

#include <cstdint>
#include <random>
#include <string>
#include <vector>

#include "kit/diff/diff.hpp"
#include "support/random_model.hpp"

using namespace squall::kit;
using squall::kit::testing::random_model;

namespace {

void undo(database& model, const std::vector<change>& changes) {
  for (auto c = changes.rbegin(); c != changes.rend(); ++c) {
    apply(model, {inverse(*c)});
  }
}

/// Forward gives `after`, back gives `before`.
void check_both_ways(const database& before, const database& after, const std::vector<change>& changes) {
  database model = before;
  apply(model, changes);
  RC_ASSERT(model == after);
  undo(model, changes);
  RC_ASSERT(model == before);
}

/// A model with some of its objects renamed, and the renames as answers.
std::vector<rename_answer> rename_some(database& model, std::mt19937& random) {
  std::vector<rename_answer> renames;
  const database original = model;
  for (const auto& [id, value] : original.objects) {
    const bool renamable = id.kind != object_kind::sequence && id != schema_id("public");
    if (!renamable || random() % 4 != 0) {
      continue;
    }
    object_id from = id;
    for (const auto& done : renames) {
      if (done.from == id.owner_table() && id.belongs_to_table()) {
        from.schema = done.to.schema;
        from.table = done.to.name;
      } else if (done.from == schema_id(id.schema)) {
        from.schema = done.to.name;
      }
    }
    object_id to = from;
    to.name = std::vector<std::string>{"new ", "n\"", "order_", "x"}[random() % 4] + id.name;
    apply_rename(model, from, to);
    for (auto& done : renames) {  // what was answered before has its table or schema renamed under it
      if (to.kind == object_kind::schema && done.to.schema == from.name) {
        done.to.schema = to.name;
      }
    }
    renames.push_back({id, to});
  }
  return renames;
}

}  // namespace

TEST_CASE("the changes between any two models lead from one to the other and back") {
  CHECK(rc::check([](std::uint32_t seed) {
    const database before = random_model(seed).draw();
    const database after = random_model(seed + 1).draw();
    diff_options options;
    options.decide_create = true;
    const auto result = diff(before, after, options);
    RC_ASSERT(result.open.empty());
    check_both_ways(before, after, result.changes);
    RC_ASSERT(diff(before, after, options).changes == result.changes);
  }));
}

TEST_CASE("any model and itself differ in nothing") {
  CHECK(rc::check([](std::uint32_t seed) {
    const database model = random_model(seed).draw();
    const auto result = diff(model, model);
    RC_ASSERT(result.changes.empty());
    RC_ASSERT(result.open.empty());
  }));
}

TEST_CASE("a model and itself with objects renamed differ in renames alone, when they are answered") {
  CHECK(rc::check([](std::uint32_t seed) {
    const database before = random_model(seed).draw();
    database after = before;
    diff_options options;
    std::mt19937 random(seed);
    options.renames = rename_some(after, random);
    const auto result = diff(before, after, options);
    RC_ASSERT(result.open.empty());
    for (const auto& c : result.changes) {
      RC_ASSERT(c.verb == change_verb::rename);
    }
    check_both_ways(before, after, result.changes);
  }));
}

TEST_CASE("answers to whatever is asked lead to the end, and to the same model") {
  CHECK(rc::check([](std::uint32_t seed) {
    const database before = random_model(seed).draw();
    database after = random_model(seed + 1).draw();
    std::mt19937 random(seed);
    rename_some(after, random);
    diff_options options;
    for (std::size_t answered = 0; answered <= after.objects.size(); ++answered) {
      const auto result = diff(before, after, options);
      if (result.open.empty()) {
        return check_both_ways(before, after, result.changes);
      }
      const auto question = result.open.front();
      RC_ASSERT_FALSE(question.candidates.empty());
      if (random() % 3 == 0) {
        options.created.push_back(question.created);
      } else {
        options.renames.push_back(
            {question.candidates[random() % question.candidates.size()].dropped, question.created});
      }
    }
    RC_FAIL("the questions do not end");
  }));
}
