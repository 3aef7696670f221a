// Statements of one row are found by the columns that it gives: the text is made once.
#include <doctest/doctest.h>

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "squall/pipeline.hpp"
#include "squall/query/explain.hpp"
#include "squall/tracing.hpp"
#include "support/wide_schema.hpp"
#include "unit/query/shop_database.hpp"

namespace {

using squall::insert_t;
using squall::integer;
using squall::test::fresh_database;

template <class M>
struct Things {
  squall::col<M, integer().primary_key()> id;
  squall::col<M, integer().not_null().default_(1)> a;
  squall::col<M, integer().not_null().default_(2)> b;
  squall::col<M, integer().not_null().default_(3)> c;
  squall::col<M, integer().default_(4)> d;
  squall::col<M, squall::text()> note;
};
inline constexpr auto things = squall::table<Things, "things">();
using NewThing = insert_t<Things>;
using Thing = squall::select_t<Things>;

/// The same columns in another table.
template <class M>
struct Others {
  squall::col<M, integer().primary_key()> id;
  squall::col<M, integer().not_null().default_(1)> a;
  squall::col<M, integer().not_null().default_(2)> b;
  squall::col<M, integer().not_null().default_(3)> c;
  squall::col<M, integer().default_(4)> d;
  squall::col<M, squall::text()> note;
};
inline constexpr auto others = squall::table<Others, "others">();

struct things_database {
  fresh_database fresh;
  squall::database db{fresh.url()};

  things_database() { create(db, "things"), create(db, "others"); }
  static void create(squall::database& db, const std::string& name) {
    db.connection().run("create table " + name +
                        " (id integer primary key, a integer not null default 1, b integer not null default 2, "
                        "c integer not null default 3, d integer default 4, note text)");
  }
  int prepared() {
    return std::stoi(std::string(db.connection().query("select count(*) from pg_prepared_statements").text(0, 0)));
  }
  std::string row(const std::string& table, int id) {
    return std::string(
        db.connection().query("select t::text from " + table + " t where id = $1", {{std::to_string(id)}}).text(0, 0));
  }
  void fill_cache() {
    for (int i = 0; i < 300; ++i)
      db.connection().execute_prepared(nullptr, "select " + std::to_string(i), squall::wire_parameters{});
  }
};

/// Each way to give a, b and c or not, and d, NULL for d, or nothing.
template <class New>
std::vector<New> every_combination(int first_id) {
  std::vector<New> rows;
  for (int bits = 0; bits < 24; ++bits) {
    New row{.id = first_id + bits};
    if ((bits & 1) != 0)
      row.a = 100 + bits;
    if ((bits & 2) != 0)
      row.b = 200 + bits;
    if ((bits & 4) != 0)
      row.c = 300 + bits;
    if (bits / 8 == 1)
      row.d = 400 + bits;
    if (bits / 8 == 2)
      row.d = std::nullopt;
    if (bits % 3 == 0)
      row.note = "n" + std::to_string(bits);
    rows.push_back(row);
  }
  return rows;
}

template <class New>
std::string expected(const New& row, int id, int bits) {
  const auto number = [](const std::optional<int>& given, int otherwise) {
    return std::to_string(given.value_or(otherwise));
  };
  const std::string d = bits / 8 == 0 ? "4" : bits / 8 == 1 ? std::to_string(400 + bits) : "";
  return "(" + std::to_string(id) + "," + number(row.a, 1) + "," + number(row.b, 2) + "," + number(row.c, 3) + "," + d +
         "," + row.note.value_or("") + ")";
}

TEST_CASE_FIXTURE(things_database,
                  "whatever columns a row gives arrive, the first time and later, in each of two tables") {
  for (int round = 0; round < 3; ++round) {
    const int first = round * 100;
    const auto rows = every_combination<NewThing>(first);
    const auto more = every_combination<insert_t<Others>>(first);
    for (int bits = 0; bits < 24; ++bits) {
      const auto i = static_cast<std::size_t>(bits);
      CHECK(db.insert(things).values(rows[i]).execute() == 1);
      CHECK(db.insert(others).values(std::cref(more[i])).execute() == 1);
      CHECK(row("things", first + bits) == expected(rows[i], first + bits, bits));
      CHECK(row("others", first + bits) == expected(more[i], first + bits, bits));
    }
  }
  // NULL is as good as a value: 16 sets of columns in two tables.
  CHECK(prepared() == 32);
}

TEST_CASE_FIXTURE(things_database, "a row and a reference to one are one statement on the server") {
  const NewThing here{.id = 1, .a = 5};
  db.insert(things).values(here).execute();
  CHECK(prepared() == 1);
  const NewThing there{.id = 2, .a = 6};
  for (int i = 0; i < 2; ++i) db.insert(things).values(std::cref(there)).on_conflict().do_nothing().execute();
  CHECK(prepared() == 2);
  const NewThing third{.id = 3, .a = 7};
  db.insert(things).values(std::cref(third)).execute();
  CHECK(prepared() == 2);
  CHECK(row("things", 3) == "(3,7,2,3,4,)");
}

TEST_CASE_FIXTURE(things_database, "what stands behind the row is not mixed up") {
  for (int i = 0; i < 3; ++i) {
    const NewThing row{.id = 1, .a = 10 + i};
    CHECK(db.insert(things).values(row).on_conflict().do_nothing().execute() == (i == 0 ? 1 : 0));
    CHECK(db.insert(things).values(row).on_conflict(things.id).do_update(things.b = 50 + i).returning(things.b).one() ==
          50 + i);
    CHECK(db.insert(things).values(row).on_conflict(things.id).do_update(things.c = excluded(things.a)).execute() == 1);
    CHECK(db.insert(things)
              .values(row)
              .on_conflict(things.id)
              .do_update(things.c = excluded(things.a))
              .returning(things.id, things.c)
              .all()
              .size() == 1);
    CHECK_THROWS_AS(db.insert(things).values(row).execute(), squall::unique_violation);
  }
  CHECK(row("things", 1) == "(1,10,52,12,4,)");
}

TEST_CASE_FIXTURE(things_database, "an error names the text, also when that was not made") {
  const NewThing row{.id = 1, .b = 5};
  const auto insert = db.insert(things).values(row);
  insert.execute();
  for (int i = 0; i < 2; ++i) try {
      insert.execute();
      FAIL("no error");
    } catch (const squall::unique_violation& e) {
      CHECK(e.statement() == insert.sql());
    }
}

TEST_CASE_FIXTURE(things_database, "statements that made room for others are prepared again") {
  int id = 0;
  for (int i = 0; i < 3; ++i) {
    const auto rows = every_combination<NewThing>(id += 100);
    for (const NewThing& row : rows) CHECK(db.insert(things).values(row).execute() == 1);
    CHECK(row("things", id + 9) == expected(rows[9], id + 9, 9));
    fill_cache();
    CHECK(prepared() <= 256 + 17);
  }
}

TEST_CASE_FIXTURE(things_database, "statements that the server lost are prepared again") {
  int id = 0;
  const auto insert = [&] { return db.insert(things).values({.id = ++id, .c = id}).execute(); };
  CHECK(insert() == 1);
  db.connection().run("deallocate all");
  CHECK(insert() == 1);
  db.connection().run("discard all");
  CHECK(insert() == 1);
  db.connection().run("do $$ begin execute 'deallocate all'; end $$");
  CHECK(insert() == 1);
  CHECK(insert() == 1);
  {
    auto tx = db.begin();
    db.connection().run("do $$ begin execute 'deallocate all'; end $$");
    CHECK_THROWS_AS(insert(), squall::database_error);
    tx.rollback();
  }
  CHECK(insert() == 1);
  CHECK(row("things", id) == "(" + std::to_string(id) + ",1,2," + std::to_string(id) + ",4,)");
}

TEST_CASE_FIXTURE(things_database, "a row's statement is prepared again when a column gets another type") {
  int id = 0;
  const auto insert = [&] { return db.insert(things).values({.id = ++id, .note = "{}"}).execute(); };
  CHECK(insert() == 1);
  db.connection().run("alter table things alter note type json using note::json");
  CHECK(insert() == 1);
  db.connection().run("alter table things alter note type text");
  CHECK(insert() == 1);
}

struct texts final : squall::statement_observer {
  std::vector<std::string> seen;
  void ended(const squall::statement_span& span) override {
    seen.push_back((span.name.empty() ? "" : "prepared: ") + std::string(span.statement));
  }
};

TEST_CASE_FIXTURE(things_database, "an observer is told the text of a row's statement") {
  db.insert(things).values({.id = 1}).execute();
  const auto observer = std::make_shared<texts>();
  db.connection().observe(observer);
  const auto insert = db.insert(things).values({.id = 2});
  insert.execute();
  CHECK_THROWS_AS(insert.execute(), squall::unique_violation);
  db.connection().observe(nullptr);
  CHECK(observer->seen == std::vector<std::string>{"prepared: " + insert.sql(), insert.sql()});
  CHECK(prepared() == 1);
}

TEST_CASE_FIXTURE(things_database, "a session that names no statements, and one behind another, insert the same rows") {
  squall::database unnamed{fresh.url(), {.prepared_statements = false}};
  const auto rows = every_combination<NewThing>(0);
  for (const NewThing& row : rows) {
    CHECK(unnamed.insert(things).values(row).execute() == 1);
    squall::database again{fresh.url()};
    CHECK_THROWS_AS(again.insert(things).values(row).execute(), squall::unique_violation);
  }
  for (int bits = 0; bits < 24; ++bits)
    CHECK(row("things", bits) == expected(rows[static_cast<std::size_t>(bits)], bits, bits));
  CHECK(prepared() == 0);
}

TEST_CASE_FIXTURE(things_database, "a pipeline and EXPLAIN take the text of a row that is known without") {
  const NewThing row{.id = 1, .a = 3};
  db.insert(things).values(row).execute();
  db.erase(things).all_rows().execute();
  CHECK(db.insert(things).values(row).explain(db).starts_with("Insert on things"));
  const insert_t<Others> other{.id = 2, .a = 4};
  db.pipeline(squall::insert(things).values(row), squall::insert(others).values(other));
  CHECK(this->row("things", 1) == "(1,3,2,3,4,)");
  CHECK(this->row("others", 2) == "(2,4,2,3,4,)");
}

TEST_CASE_FIXTURE(things_database, "changes to a row are told apart by the columns they give") {
  db.insert(things).values({.id = 1}).execute();
  db.insert(things).values({.id = 2}).execute();
  for (int i = 0; i < 3; ++i) {
    CHECK(db.update(things).set({.a = 10 + i}).where(things.id == 1).execute() == 1);
    CHECK(db.update(things).set({.b = 20 + i}).where(things.id == 1).execute() == 1);
    CHECK(db.update(things).set({.b = 30 + i, .d = std::nullopt}).where(things.id == 2).execute() == 1);
    CHECK(db.update(things).set({.c = 40 + i}).all_rows().execute() == 2);
    CHECK_THROWS_AS(db.update(things).set({}).where(things.id == 1).execute(), squall::usage_error);
  }
  CHECK(row("things", 1) == "(1,12,22,42,4,)");
  CHECK(row("things", 2) == "(2,1,32,42,,)");
}

TEST_CASE_FIXTURE(things_database, "a condition that is known at run time is not taken for another one") {
  db.insert(things).values({.id = 1}).execute();
  db.insert(things).values({.id = 2}).execute();
  for (int i = 0; i < 2; ++i)
    for (const bool one : {true, false, true}) {
      const auto changed = db.update(things).set({.a = i}).where(things.b == 2).where_if(one, things.id == 1).execute();
      CHECK(changed == (one ? 1 : 2));
    }
}

TEST_CASE_FIXTURE(things_database, "a row of more columns than a number counts goes by its text") {
  std::string columns;
  for (int i = 0; i < 65; ++i) columns += (i == 0 ? "c" : ", c") + std::to_string(i) + " integer";
  db.connection().run("create table wide_65 (" + columns + ")");
  insert_t<wide::Wide65> row{};
  for (int i = 0; i < 2; ++i) {
    row.c64 = i;
    CHECK(db.insert(wide::wide_65).values(std::cref(row)).execute() == 1);
  }
  CHECK(db.connection().query("select sum(c64) from wide_65").text(0, 0) == "1");
}

}  // namespace
