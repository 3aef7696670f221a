// Databases that are empty, that change while they are read, and that belong to somebody else.
#include <doctest/doctest.h>

#include <atomic>
#include <string>
#include <thread>

#include "kit/base/error.hpp"
#include "kit/model/model.hpp"
#include "roundtrip/support/round_trip.hpp"
#include "squall/client/connection.hpp"
#include "squall/errors.hpp"

using namespace squall::test;
namespace kit = squall::kit;

namespace {

/// Makes, changes and drops objects of many kinds, each round in several transactions, until told to stop.
void keep_changing(const std::string& url, std::atomic<bool>& stop) {
  squall::connection db(url);
  db.run("set client_min_messages = warning");
  for (int n = 0; !stop; ++n) {
    const auto t = "t" + std::to_string(n % 7);
    for (const std::string& sql :
         {"create type kind_" + t + " as enum ('a', 'b')",
          "create table " + t + " (id serial primary key, k kind_" + t + " default 'a' check (k <> 'b'), v text)",
          "create index on " + t + " (lower(v))",
          "create function f_" + t + "() returns setof " + t + " language sql as 'select * from " + t + "'",
          "create view v_" + t + " as select id, k from f_" + t + "() where k = 'a'",
          "create policy p on " + t + " using (k = 'a')", "comment on table " + t + " is 'x'",
          "alter table " + t + " rename column v to w", "alter table " + t + " add column u int default 1 + 1",
          "alter table " + t + " alter column w type varchar(10)",
          "alter table " + t + " add constraint c check (u > 0) not valid", "drop view v_" + t,
          "drop table " + t + " cascade", "drop type kind_" + t}) {
      if (stop) {
        return;
      }
      db.run(sql);
    }
  }
}

/// Whether what belongs to a table has it, and columns and constraints name what there is.
std::string inconsistency(const kit::database& model) {
  for (const auto& [id, value] : model.objects) {
    if (id.belongs_to_table() && !model.contains(id.owner_table()) &&
        !model.contains({kit::object_kind::view, id.schema, {}, id.table}) &&
        !model.contains({kit::object_kind::materialized_view, id.schema, {}, id.table})) {
      return kit::describe(id) + " belongs to nothing";
    }
    if (!id.schema.empty() && !model.contains(kit::schema_id(id.schema))) {
      return kit::describe(id) + " is in no schema";
    }
  }
  return {};
}

}  // namespace

TEST_CASE("an empty database comes through") {
  auto& between = sides();
  between.reset();
  CHECK(read(between.original).model == kit::empty_database());
  for (const auto& complaint : round_trip(between)) {
    FAIL_CHECK(complaint);
  }
}

TEST_CASE("a database that changes while it is read gives a consistent model or says what happened") {
  auto& between = sides();
  between.reset();
  {
    squall::connection db(between.original.url());
    db.run(
        "create table stays (id int primary key, a text default 'x' check (a <> 'y')); create view stays_too as select "
        "id from stays");
  }
  const auto still = read(between.original).model;
  std::atomic<bool> stop{false};
  std::string trouble;
  std::thread changes([&] {
    try {
      keep_changing(between.original.url(), stop);
    } catch (const std::exception& e) {
      trouble = e.what();
    }
  });
  int told = 0;
  int consistent = 0;
  for (int n = 0; n < 50; ++n) {
    try {
      const auto model = read(between.original).model;
      CHECK(inconsistency(model) == "");
      for (const auto& [id, value] : still.objects) {
        INFO(kit::describe(id));
        CHECK(model.contains(id));
      }
      ++consistent;
    } catch (const kit::error& e) {
      CHECK(std::string(e.what()).find("chang") != std::string::npos);
      ++told;
    }
  }
  stop = true;
  changes.join();
  CHECK(trouble == "");
  CHECK(told + consistent == 50);
  CHECK(consistent > 0);
}

TEST_CASE("who is no superuser reads the same model, and is told what he may not read") {
  auto& between = sides();
  between.reset();
  for (const char* file :
       {"table", "routine", "policy", "view", "default_privileges", "user_mapping", "subscription"}) {
    between.original.load(std::string(SQUALL_TEST_SOURCE) + "/tests/torture/" + file + ".sql");
  }
  const auto all = read(between.original);
  squall::connection db(between.original.url());
  db.run("create role nobody_in_particular; set role nobody_in_particular");
  const auto some = kit::read_catalog(db);
  db.run("reset role; drop role nobody_in_particular");
  for (const auto& [id, value] : all.model.objects) {
    if (id.kind == kit::object_kind::subscription || id.kind == kit::object_kind::user_mapping ||
        id == kit::object_id{kit::object_kind::role, {}, {}, "tsb_owner"}) {  // who owns a subscription is not read
      continue;
    }
    INFO(kit::describe(id));
    const auto found = some.model.objects.find(id);
    REQUIRE(found != some.model.objects.end());
    CHECK(found->second == value);
  }
  const auto mentioned = [&](const std::string& word) {
    for (const auto& sentence : some.not_modelled) {
      if (sentence.find(word) != std::string::npos) {
        return true;
      }
    }
    return false;
  };
  CHECK(mentioned("subscription"));
}
