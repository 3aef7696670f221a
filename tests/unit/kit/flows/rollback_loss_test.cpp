#include "kit/flows/rollback_loss.hpp"

#include <doctest/doctest.h>

#include "kit/diff/diff.hpp"
#include "unit/kit/flows/models.hpp"

using namespace squall::kit;
using namespace squall::kit::test;

namespace {

migration from_to(const std::string& id, const database& before, const database& after) {
  migration m;
  m.id = id;
  diff_options how;
  how.decide_create = true;
  m.changes = diff(before, after, how).changes;
  return m;
}

}  // namespace

TEST_CASE("taking back a created table or column loses its data, taking back a comment does not") {
  const database with_users = users_with("name");
  database commented = with_users;
  std::get<table>(commented.objects.at(table_id("public", "users"))).comment = "people";
  const std::vector<migration> history{from_to("1_users", empty_database(), with_users),
                                       from_to("2_comment", with_users, commented)};
  CHECK(losses_of_rollback(history, {"2_comment"}).none());
  const rollback_losses losses = losses_of_rollback(history, {"1_users", "2_comment"});
  REQUIRE_FALSE(losses.hazards.empty());
  CHECK(losses.hazards[0].object.owner_table() == table_id("public", "users"));
  CHECK(losses.unknown.empty());
}

TEST_CASE("of a way back written by hand nothing is known, unless it does nothing") {
  migration by_hand;
  by_hand.id = "1_hand";
  by_hand.down_sql = "-- nothing\n";
  CHECK(losses_of_rollback({by_hand}, {"1_hand"}).none());
  by_hand.down_sql = "delete from users;\n";
  CHECK(losses_of_rollback({by_hand}, {"1_hand"}).unknown == std::vector<std::string>{"1_hand"});
  CHECK(losses_of_rollback({by_hand}, {}).none());
}
