// What a plan says of itself: order, transactions, locks, hazards. No server.
#include <doctest/doctest.h>

#include <algorithm>
#include <chrono>
#include <set>

#include "kit/base/error.hpp"
#include "kit/diff/diff.hpp"
#include "kit/plan/plan.hpp"
#include "support/model_builder.hpp"

using namespace squall::kit;
using squall::kit::testing::model_builder;

namespace {

plan planned(const database& before, const database& after, const plan_options& options = {},
             const std::vector<rename_answer>& renames = {}) {
  return make_plan(before, diff(before, after, {.renames = renames, .decide_create = true}).changes, options);
}

plan reversed(const database& before, const database& after, const plan_options& options = {},
              const std::vector<rename_answer>& renames = {}) {
  const auto changes = diff(before, after, {.renames = renames, .decide_create = true}).changes;
  return make_reverse_plan(after, changes, make_plan(before, changes, options), options);
}

bool has_hazard(const plan& p, hazard_kind kind, const std::string& name) {
  const auto hazards = hazards_of(p);
  return std::any_of(hazards.begin(), hazards.end(), [&](const hazard& h) {
    return h.kind == kind && display_name(h.object) == name && h.message.find(name) != std::string::npos;
  });
}

lock_mode strongest_lock(const plan& p) {
  auto out = lock_mode::none;
  for (const auto& s : p.steps) {
    out = std::max(out, s.lock);
  }
  return out;
}

model_builder users() {
  model_builder db;
  db.table("users").column("id", "uuid").primary_key().column("email", "text");
  return db;
}

}  // namespace

TEST_CASE("no changes are no steps") { CHECK(planned(users(), users()).steps.empty()); }

TEST_CASE("a plan that only makes new things is one transaction without locks or hazards") {
  const database after = users()
                             .table("posts")
                             .column("id", "uuid")
                             .primary_key()
                             .column("author", "uuid")
                             .references("users")
                             .index({"author"});
  const auto p = planned(empty_database(), after);
  CHECK(std::all_of(p.steps.begin(), p.steps.end(), [](const step& s) { return s.transactional && !s.commit_after; }));
  CHECK(strongest_lock(p) == lock_mode::none);
  CHECK(hazards_of(p).empty());
}

TEST_CASE("online, an index on a table with rows is built outside a transaction and blocks no writer") {
  const database after = users().index({"email"});
  const auto online = planned(users(), after);
  REQUIRE(online.steps.size() == 1);
  CHECK_FALSE(online.steps[0].transactional);
  CHECK(online.steps[0].lock == lock_mode::share_update_exclusive);
  const auto offline = planned(users(), after, {.online = false});
  REQUIRE(offline.steps.size() == 1);
  CHECK(offline.steps[0].transactional);
  CHECK(offline.steps[0].lock == lock_mode::share);
  CHECK(has_hazard(offline, hazard_kind::full_scan, "users"));
}

TEST_CASE("offline, everything is one transaction") {
  database before = users();
  database after =
      users().not_null().unique().check("c", "email <> ''").index({"email"}).table("other").column("x", "int");
  const auto p = planned(before, after, {.online = false});
  CHECK(std::all_of(p.steps.begin(), p.steps.end(), [](const step& s) { return s.transactional && !s.commit_after; }));
  CHECK(has_hazard(p, hazard_kind::may_fail, "users.email"));
}

TEST_CASE("a new column of a domain that takes no NULL may fail, unless the domain has a default") {
  const object_id inner{object_kind::domain, "public", {}, "positive"};
  const object_id outer{object_kind::domain, "public", {}, "small"};
  database before = users();
  before.objects.emplace(inner, domain{.base = {"integer", {}}, .not_null = true});
  before.objects.emplace(outer, domain{.base = {"public.positive", inner}});
  database after = before;
  after.objects.emplace(column_id(table_id("public", "users"), "n"),
                        column{.position = 3, .type = {"public.small", outer}});
  CHECK(has_hazard(planned(before, after), hazard_kind::may_fail, "users.n"));
  for (auto* db : {&before, &after}) {
    std::get<domain>(db->objects.at(outer)).default_value = sql_expression{.sql = "1"};
  }
  CHECK_FALSE(has_hazard(planned(before, after), hazard_kind::may_fail, "users.n"));
}

TEST_CASE("online, no step that scans holds a lock that blocks readers or writers") {
  const database after = users().not_null().unique().check("c", "email <> ''").references("users").index({"email"});
  const auto p = planned(users(), after);
  bool scanned = false;
  for (const auto& s : p.steps) {
    scanned = scanned || s.scans;
    CHECK_FALSE_MESSAGE((s.scans && s.lock > lock_mode::share_update_exclusive), s.sql);
  }
  CHECK(scanned);
}

TEST_CASE("online, what is validated was committed before") {
  const auto p = planned(users(), users().check("c", "email <> ''"));
  REQUIRE(p.steps.size() == 2);
  CHECK(p.steps[0].commit_after);
  CHECK(p.steps[0].lock == lock_mode::access_exclusive);
  CHECK(p.steps[1].lock == lock_mode::share_update_exclusive);
  CHECK(has_hazard(p, hazard_kind::not_transactional, "users.c") == false);
  CHECK(hazards_of(p).front().kind == hazard_kind::not_transactional);
}

TEST_CASE("several changes of one table's columns are one pass over it") {
  const auto make = [](const char* type, bool required) {
    model_builder db;
    db.table("t").column("a", type).column("b", type);
    return required ? db.not_null() : db;
  };
  const auto p = planned(make("integer", false), make("bigint", false));
  REQUIRE(p.steps.size() == 1);
  CHECK(p.steps[0].rewrites);
  CHECK(p.steps[0].objects.size() == 2);
  CHECK(has_hazard(p, hazard_kind::table_rewrite, "t"));
}

TEST_CASE("dropping says what is lost") {
  const database before = users().table("posts").column("id", "int");
  const database after = users();
  CHECK(has_hazard(planned(before, after), hazard_kind::data_loss, "posts"));
  database shorter = users();
  shorter.objects.erase(column_id(table_id("public", "users"), "email"));
  CHECK(has_hazard(planned(users(), shorter), hazard_kind::data_loss, "users.email"));
}

TEST_CASE("the way back says what does not come back") {
  const database before = users().table("posts").column("id", "int");
  const auto table = reversed(before, users());
  CHECK(has_hazard(table, hazard_kind::not_reversible, "posts"));
  CHECK(table.steps.front().comment.find("The rows of posts are gone") != std::string::npos);

  database shorter = users();
  shorter.objects.erase(column_id(table_id("public", "users"), "email"));
  const auto column = reversed(users(), shorter);
  CHECK(has_hazard(column, hazard_kind::not_reversible, "users.email"));
  CHECK(hazards_of(reversed(users(), before)).front().kind == hazard_kind::data_loss);
}

TEST_CASE("the way back of a drop under a renamed table says so under the old name") {
  model_builder after;
  after.table("people").column("id", "uuid").not_null().primary_key({"id"}, "users_pkey");
  const auto p = reversed(users(), after, {}, {{table_id("public", "users"), table_id("public", "people")}});
  CHECK(has_hazard(p, hazard_kind::not_reversible, "users.email"));
}

TEST_CASE("narrowing may fail, rounding loses, widening does neither") {
  const auto of = [](const char* type) {
    model_builder db;
    db.table("t").column("c", type);
    return db;
  };
  CHECK(has_hazard(planned(of("bigint"), of("integer")), hazard_kind::may_fail, "t.c"));
  CHECK(has_hazard(planned(of("numeric(10,4)"), of("numeric(10,2)")), hazard_kind::data_loss, "t.c"));
  CHECK(has_hazard(planned(of("timestamp without time zone"), of("date")), hazard_kind::data_loss, "t.c"));
  CHECK(has_hazard(planned(of("character varying(20)"), of("character varying(10)")), hazard_kind::may_fail, "t.c"));
  const auto castless = hazards_of(planned(of("bigint"), of("timestamp without time zone")));
  CHECK(std::any_of(castless.begin(), castless.end(),
                    [](const hazard& h) { return h.message.find("USING") != std::string::npos; }));
  CHECK(has_hazard(planned(of("integer"), of("boolean")), hazard_kind::data_loss, "t.c"));
  CHECK(has_hazard(planned(of("text"), of("integer")), hazard_kind::may_fail, "t.c"));
  CHECK_FALSE(has_hazard(planned(of("text"), of("integer")), hazard_kind::data_loss, "t.c"));
  for (const auto* wider : {"character varying(40)", "text", "character varying"}) {
    CHECK_MESSAGE(hazards_of(planned(of("character varying(20)"), of(wider))).empty(), wider);
  }
}

TEST_CASE("a NOT NULL column without default or backfill is a hazard, with one it is not") {
  const database before = users();
  const database after = users().column("slug", "text").not_null();
  CHECK(has_hazard(planned(before, after), hazard_kind::may_fail, "users.slug"));
  plan_options options;
  options.intended.backfills[column_id(table_id("public", "users"), "slug")] = "'x'";
  const auto p = planned(before, after, options);
  CHECK(std::any_of(p.steps.begin(), p.steps.end(), [](const step& s) { return s.sql.starts_with("UPDATE "); }));
}

TEST_CASE("a volatile default comes to the rows in batches, and offline with a rewrite") {
  const auto after = users().column("k", "uuid").default_value("gen_random_uuid()").not_null();
  const auto online = planned(users(), after);
  CHECK_FALSE(has_hazard(online, hazard_kind::table_rewrite, "users"));
  CHECK(std::none_of(online.steps.begin(), online.steps.end(), [](const step& s) { return s.rewrites; }));
  CHECK(std::count_if(online.steps.begin(), online.steps.end(), [](const step& s) { return s.in_batches; }) == 2);
  plan_options plain;
  plain.online = false;
  CHECK(has_hazard(planned(users(), after, plain), hazard_kind::table_rewrite, "users"));
  CHECK(hazards_of(planned(users(), users().column("k", "timestamp with time zone").default_value("now()"))).empty());
}

TEST_CASE("renaming a column breaks programs, and says so") {
  model_builder after;
  after.table("users").column("id", "uuid").primary_key().column("mail", "text");
  const auto table = table_id("public", "users");
  const auto p = planned(users(), after, {}, {{column_id(table, "email"), column_id(table, "mail")}});
  REQUIRE(p.steps.size() == 1);
  CHECK(p.steps[0].hazards.front().kind == hazard_kind::breaks_clients);
}

TEST_CASE("a label that is used in the same plan is committed first") {
  const auto of = [](std::vector<std::string> labels, const std::string& start) {
    model_builder db;
    db.enum_type("st", std::move(labels)).table("t").enum_column("s", enum_id("public", "st"));
    db.default_value(sql_literal(start));
    return db;
  };
  CHECK(planned(of({"a"}, "a"), of({"a", "b"}, "b"), {.online = false}).steps.front().commit_after);
  CHECK_FALSE(planned(of({"a"}, "a"), of({"a", "b"}, "a")).steps.front().commit_after);
}

TEST_CASE("the same changes give the same plan") {
  const database after = users().table("b").column("x", "int").table("a").column("y", "int").index({"y"});
  const auto first = planned(empty_database(), after);
  const auto second = planned(empty_database(), after);
  REQUIRE(first.steps.size() == second.steps.size());
  for (std::size_t i = 0; i < first.steps.size(); ++i) {
    CHECK(first.steps[i].sql == second.steps[i].sql);
  }
}

TEST_CASE("a schema of three thousand tables is planned in linear time") {
  const auto schema_of = [](int tables) {
    model_builder db;
    for (int t = 0; t < tables; ++t) {
      db.table("table_" + std::to_string(t)).column("id", "bigint").primary_key();
      for (int c = 0; c < 10; ++c) {
        db.column("column_" + std::to_string(c), "text");
      }
      db.column("next_id", "bigint").references("table_" + std::to_string((t + 1) % tables)).index({"next_id"});
    }
    return db.build();
  };
  const auto time_of = [&](int tables) {
    const auto changes = diff(empty_database(), schema_of(tables), {.decide_create = true}).changes;
    const auto start = std::chrono::steady_clock::now();
    const auto p = make_plan(empty_database(), changes);
    const auto took = std::chrono::steady_clock::now() - start;
    CHECK(p.steps.size() == static_cast<std::size_t>(tables) * 2 + 1);  // a table, its index, and one key of the ring
    return std::chrono::duration<double>(took).count();
  };
  const auto small = time_of(300);
  const auto large = time_of(3000);
  MESSAGE("3000 tables: " << large << " s");
  CHECK(large < 10 * small * 6 + 0.1);
}
