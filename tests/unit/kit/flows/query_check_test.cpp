// check --queries, on the statements of this very program.
#include "kit/flows/query_check.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <string>
#include <string_view>

#include "kit/base/error.hpp"
#include "squall/query/functions.hpp"
#include "squall/squall.hpp"
#include "support/test_server.hpp"

namespace {

using namespace squall;

enum class Colour { red, green };

template <class M>
struct Cars {
  col<M, integer().primary_key()> id;
  col<M, varchar(40).not_null()> plate;
  col<M, enumeration<Colour>().not_null()> colour;
  col<M, bigint().not_null()> mileage;
  col<M, text().array()> extras;
};
inline constexpr auto cars = table<Cars, "checked_cars">();

/// What a program would do; called by no test. The compiler keeps the statements, as they may be.
[[maybe_unused, gnu::used]] void program(database& db) {
  (void)db.select().from(cars).where(cars.id == 1).first();
  (void)db.select(cars.plate, count()).from(cars).where(cars.plate == "x").group_by(cars.plate).all();
  db.insert(cars).values(cars.id = 1, cars.plate = "p", cars.colour = Colour::red, cars.mileage = 1).execute();
  (void)db.update(cars).set(cars.mileage = cars.mileage + 1).where(cars.id == param<0>).returning().all(7);
  (void)db.select(cars.id).from(cars).order_by(cars.id).limit(3).all();
}

std::vector<kit::program_statement> own_statements() {
  auto all = kit::statements_in("/proc/self/exe");
  std::erase_if(all, [](const auto& s) { return s.sql.find("checked_cars") == std::string::npos; });
  return all;
}

const kit::query_finding* find(const std::vector<kit::query_finding>& all, kit::query_problem kind,
                               std::string_view part) {
  const auto at = std::find_if(all.begin(), all.end(), [&](const kit::query_finding& f) {
    return f.kind == kind && f.message.find(part) != std::string::npos;
  });
  return at == all.end() ? nullptr : &*at;
}

constexpr const char* as_declared =
    "create type colour as enum ('red', 'green'); create table checked_cars (id integer primary key, plate varchar(40) "
    "not "
    "null, colour colour not null, mileage bigint not null, extras text[])";

TEST_CASE("the statements of a program are in its file, with the types that it reads") {
  const auto all = own_statements();
  REQUIRE(all.size() == 5);
  const auto listed = std::find_if(all.begin(), all.end(), [](const auto& s) {
    return s.sql.starts_with("select \"checked_cars\".\"plate\", count");
  });
  REQUIRE(listed != all.end());
  CHECK(listed->parameters == std::vector<std::uint32_t>{0});  // a text: the server infers what it is compared with
  CHECK(listed->types == std::vector<std::uint32_t>{25, 20});
  const auto insert = std::find_if(all.begin(), all.end(), [](const auto& s) { return s.sql.starts_with("insert"); });
  REQUIRE(insert != all.end());
  CHECK(insert->types.empty());
  CHECK(insert->parameters == std::vector<std::uint32_t>{23, 0, 0, 20});
  CHECK_THROWS_AS((void)kit::statements_in("/nowhere/at/all"), kit::error);
  CHECK(kit::statements_in("/etc/hostname").empty());
}

TEST_CASE("a database as the program was compiled for has nothing to report") {
  const squall::test::fresh_database fresh;
  connection db(fresh.url());
  db.run(as_declared);
  const auto findings = kit::check_statements(db, own_statements(), 1);
  CHECK(findings.empty());
  CHECK(db.query("select count(*) from checked_cars").text(0, 0) == "0");
}

TEST_CASE("what is not there, types that differ, and conditions without an index are reported") {
  const squall::test::fresh_database fresh;
  connection db(fresh.url());
  {
    const auto findings = kit::check_statements(db, own_statements(), 1);
    REQUIRE(findings.size() == 5);
    CHECK(find(findings, kit::query_problem::refused, "relation \"checked_cars\" does not exist") != nullptr);
  }
  db.run(as_declared);
  db.run("alter table checked_cars alter mileage type integer, drop column extras");
  {
    const auto findings = kit::check_statements(db, own_statements(), 1);
    CHECK(find(findings, kit::query_problem::refused, "extras") != nullptr);
    CHECK(find(findings, kit::query_problem::type_differs, "mileage") == nullptr);  // refused before that
  }
  db.run(
      "alter table checked_cars add extras integer[]; insert into checked_cars select i, 'p' || i, 'red', i from "
      "generate_series(1, 500) i; analyze checked_cars");
  {
    const auto findings = kit::check_statements(db, own_statements(), 500);
    const auto* differs =
        find(findings, kit::query_problem::type_differs, "\"mileage\") is integer, and the program reads bigint");
    REQUIRE(differs != nullptr);
    CHECK(find(findings, kit::query_problem::type_differs, "\"extras\") is integer[], and the program reads text[]") !=
          nullptr);
    const auto* scan = find(findings, kit::query_problem::scans_table, "checked_cars, which has 500 rows");
    REQUIRE(scan != nullptr);
    CHECK(scan->sql.find("group by") != std::string::npos);
    CHECK(find(kit::check_statements(db, own_statements(), 501), kit::query_problem::scans_table, "") == nullptr);
  }
  db.run("create index on checked_cars (plate)");
  CHECK(find(kit::check_statements(db, own_statements(), 1), kit::query_problem::scans_table, "") == nullptr);
}

TEST_CASE("statements are prepared with the types that the program sends") {
  const squall::test::fresh_database fresh;
  connection db(fresh.url());
  db.run(as_declared);
  db.run("alter table checked_cars alter id type uuid using gen_random_uuid()");
  const auto findings = kit::check_statements(db, own_statements(), 1);
  CHECK(find(findings, kit::query_problem::refused, "operator does not exist: uuid = integer") != nullptr);
  CHECK(find(findings, kit::query_problem::refused,
             "column \"id\" is of type uuid but expression is of type integer") != nullptr);
}

}  // namespace
