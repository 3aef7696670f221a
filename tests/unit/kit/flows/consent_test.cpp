#include "kit/flows/consent.hpp"

#include <doctest/doctest.h>

#include "unit/kit/flows/models.hpp"

using namespace squall::kit;
using namespace squall::kit::test;

namespace {

const object_id users = table_id("public", "users");
const object_id name = column_id(users, "name");

std::vector<hazard> loss_of(const object_id& id) {
  return {{hazard_kind::breaks_clients, id, "programs that read it fail"},
          {hazard_kind::data_loss, id, "its values go"}};
}

consent_options allow(std::vector<std::string> names) { return {std::move(names), {}}; }

}  // namespace

TEST_CASE("a loss without consent is an error that names the flag") {
  const database before = users_with("name");
  try {
    require_consent(loss_of(name), before, empty_database(), {});
    FAIL("no error");
  } catch (const consent_needed& e) {
    CHECK(e.code() == exit_code::decision_needed);
    REQUIRE(e.losses().size() == 1);
    CHECK(e.losses()[0].object == name);
    CHECK(e.hint().find("--allow 'users.name'") != std::string::npos);
  }
}

TEST_CASE("an allowed object is enough, and so is its table") {
  const database before = users_with("name");
  CHECK_NOTHROW(require_consent(loss_of(name), before, before, allow({"users.name"})));
  CHECK_NOTHROW(require_consent(loss_of(name), before, before, allow({"users"})));
  CHECK_THROWS_AS(require_consent(loss_of(name), before, before, allow({"users.id"})), consent_needed);
  CHECK_THROWS_AS(require_consent(loss_of(users), before, before, allow({"users.name"})), consent_needed);
}

TEST_CASE("there is no name for everything") {
  const database before = users_with("name");
  CHECK_THROWS_AS(require_consent(loss_of(name), before, before, allow({"all"})), error);
  CHECK_THROWS_AS(require_consent(loss_of(name), before, before, allow({"*"})), error);
}

TEST_CASE("hazards that lose nothing need no consent") {
  const database before = users_with("name");
  CHECK_NOTHROW(require_consent({{hazard_kind::table_rewrite, users, "rewritten"}}, before, before, {}));
  CHECK_NOTHROW(require_consent({}, before, before, allow({"users"})));
}

TEST_CASE("an allowed name that is no object is a usage error") {
  const database before = users_with("name");
  try {
    require_consent({}, before, before, allow({"users.nmae"}));
    FAIL("no error");
  } catch (const error& e) {
    CHECK(e.code() == exit_code::usage);
  }
}

TEST_CASE("somebody who is asked is asked only about what is not allowed") {
  const database before = users_with("name");
  std::vector<hazard> hazards = loss_of(name);
  hazards.push_back({hazard_kind::data_loss, column_id(users, "id"), "its values go"});
  std::vector<hazard> shown;
  const auto answer = [&](bool yes) {
    return consent_options{{"users.name"}, [&shown, yes](const std::vector<hazard>& losses) {
                             shown = losses;
                             return yes;
                           }};
  };
  CHECK_NOTHROW(require_consent(hazards, before, before, answer(true)));
  REQUIRE(shown.size() == 1);
  CHECK(shown[0].object == column_id(users, "id"));
  CHECK_THROWS_AS(require_consent(hazards, before, before, answer(false)), consent_needed);
}
