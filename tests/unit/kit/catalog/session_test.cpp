#include <future>
#include <thread>

#include "squall/errors.hpp"
#include "unit/kit/catalog/fixture.hpp"

using namespace squall;
using namespace squall::kit;
using test::database_of;
using test::get;
using test::public_column;
using test::public_table;

namespace {

std::string setting(connection& db, const std::string& name) {
  return std::string{db.query("select current_setting('" + name + "')").text(0, 0)};
}

}  // namespace

TEST_CASE("the session's own settings change nothing in what is read, and are back afterwards") {
  const std::string sql =
      "create schema app; create type app.mood as enum ('a');"
      " create table t (id serial, m app.mood default 'a', d date default '2020-02-01', i interval default '1 day 2 "
      "hours',"
      " z timestamptz default '2020-02-01 12:00+00', f float8 default 0.1, b bytea default '\\xff')";
  database_of plain{sql};
  database_of odd{sql};
  odd.session.run(
      "set search_path = app, public; set quote_all_identifiers = on; set DateStyle = 'SQL, DMY'; set IntervalStyle = "
      "iso_8601;"
      " set TimeZone = 'Asia/Tokyo'; set extra_float_digits = -10; set bytea_output = escape");
  const auto expected = read_catalog(plain.session);
  const auto read = read_catalog(odd.session);
  CHECK(read.model == expected.model);
  CHECK(get<column>(read, public_column("t", "m")).type.sql == "app.mood");
  CHECK(odd.session.status() == transaction_status::idle);
  CHECK(setting(odd.session, "search_path") == "app, public");
  CHECK(setting(odd.session, "DateStyle") == "SQL, DMY");
}

TEST_CASE("inside the caller's transaction his uncommitted work is read and his transaction goes on") {
  database_of made;
  made.session.run("begin");
  made.session.run("create table t (a int)");
  CHECK(read_catalog(made.session).model.contains(public_table("t")));
  CHECK(made.session.status() == transaction_status::in_transaction);
  CHECK(setting(made.session, "search_path") != "");
  made.session.run("rollback");
  CHECK_FALSE(read_catalog(made.session).model.contains(public_table("t")));
}

TEST_CASE("a failure is told as the server said it and leaves the session where it was") {
  database_of made{"create table t (a int)"};
  connection other{made.url()};
  other.run("begin");
  other.run("lock table pg_catalog.pg_publication in access exclusive mode");
  made.session.run("set lock_timeout = '20ms'");
  CHECK_THROWS_AS(read_catalog(made.session), lock_not_available);
  CHECK(made.session.status() == transaction_status::idle);
  made.session.run("begin");
  CHECK_THROWS_AS(read_catalog(made.session), lock_not_available);
  CHECK(made.session.status() == transaction_status::in_transaction);
  made.session.run("commit");
  other.run("rollback");
  CHECK(read_catalog(made.session).model.contains(public_table("t")));
}

TEST_CASE("a role without any privilege reads the same model") {
  database_of made{
      "create schema s; create table s.t (id bigserial primary key, a int generated always as identity, e text check "
      "(e <> ''),"
      " u uuid default gen_random_uuid()); create index on s.t (lower(e)) where id > 5; revoke all on s.t from public"};
  const auto expected = read_catalog(made.session);
  made.session.run("create role nobody_in_particular");
  made.session.run("set role nobody_in_particular");
  const auto read = read_catalog(made.session);
  made.session.run("reset role; drop role nobody_in_particular");
  CHECK(read.model == expected.model);
  CHECK(read.not_modelled == expected.not_modelled);
}

TEST_CASE("temporary tables and Squall's bookkeeping are not read") {
  database_of made{
      "create schema squall; create table squall.migrations (id text); create temporary table pg_class (oid int);"
      " create table real ()"};
  const auto read = read_catalog(made.session);
  CHECK(read.model.objects.size() == 2);
  CHECK(read.model.contains(public_table("real")));
  CHECK(read.not_modelled.empty());
}

TEST_CASE("schemas are excluded by name, whatever the name") {
  const auto read = test::read_after("create schema \"it's\"; create table \"it's\".t (); create schema kept",
                                     {.exclude_schemas = {"it's", "not there"}});
  CHECK(read.model.contains(schema_id("kept")));
  CHECK_FALSE(read.model.contains(schema_id("it's")));
  CHECK_FALSE(read.model.contains(table_id("it's", "t")));
}

TEST_CASE("only the schemas that are asked for are read") {
  const auto read = test::read_after("create schema \"it's\"; create table \"it's\".t (); create schema other",
                                     {.include_schemas = {"it's"}});
  CHECK(read.model.contains(table_id("it's", "t")));
  CHECK_FALSE(read.model.contains(schema_id("other")));
  CHECK_FALSE(read.model.contains(schema_id("public")));
}

TEST_CASE("only the tables and views that match a pattern are read, with what belongs to them") {
  const auto read = test::read_after(
      "create schema s; create table s.orders (id serial primary key); create table s.users (id serial primary key);"
      " create table logs (a int); create view log_view as select 1 as one; create index on logs (a)",
      {.tables = {"s.ord*", "log?"}});
  CHECK(read.model.contains(table_id("s", "orders")));
  CHECK(read.model.contains(sequence_id("s", "orders_id_seq")));
  CHECK(read.model.contains(public_table("logs")));
  CHECK(read.model.contains(test::on_table(object_kind::index, "logs", "logs_a_idx")));
  CHECK_FALSE(read.model.contains(table_id("s", "users")));
  CHECK_FALSE(read.model.contains(column_id(table_id("s", "users"), "id")));
  CHECK_FALSE(read.model.contains(sequence_id("s", "users_id_seq")));
  CHECK_FALSE(read.model.contains({object_kind::view, "public", {}, "log_view"}));
}

TEST_CASE("a schema that is changed while it is read is read again: the result is the database after the change") {
  database_of made{"create table t (a int); create table dropped (a int)"};
  CHECK(read_catalog(made.session).not_modelled.empty());
  connection other{made.url()};
  connection watcher{made.url()};
  for (const char* ddl : {"alter table t add b int", "alter table t alter a set default 4", "drop table dropped"}) {
    CAPTURE(ddl);
    other.run("begin");
    other.run("lock table pg_catalog.pg_statistic_ext in access exclusive mode");
    auto reading = std::async(std::launch::async, [&] { return read_catalog(made.session); });
    // The reader has its snapshot, and stands before the lock.
    const std::string waiting =
        "select 1 from pg_locks where relation = 'pg_catalog.pg_statistic_ext'::regclass and not granted";
    while (watcher.query(waiting).rows() == 0) {
      std::this_thread::sleep_for(std::chrono::milliseconds(5));
    }
    other.run(ddl);
    other.run("commit");
    const auto read = reading.get();
    CHECK(read.not_modelled.empty());
    CHECK(read.model == read_catalog(made.session).model);
  }
  CHECK(read_catalog(made.session).not_modelled.empty());
}

namespace {

std::string prepared_statements(connection& db) {
  return std::string{db.query("select count(*) from pg_catalog.pg_prepared_statements").text(0, 0)};
}

}  // namespace

TEST_CASE("a session that is asked again prepares each query once and tells what is there now") {
  database_of made{"create table t (a int)"};
  prepared_queries again;
  CHECK(read_catalog(made.session, {}, &again).model == read_catalog(made.session).model);
  const std::string prepared = prepared_statements(made.session);
  CHECK(prepared != "0");

  made.session.run("create schema s; create table s.u (b int default 1 + 1); drop table t");
  const auto read = read_catalog(made.session, {}, &again);
  CHECK(read.model == read_catalog(made.session).model);
  CHECK_FALSE(read.model.contains(public_table("t")));
  CHECK(prepared_statements(made.session) == prepared);
}

TEST_CASE("queries that could not be prepared are prepared the next time") {
  database_of made;
  prepared_queries again;
  const std::vector<std::string> statements{"select 1", "select a from t", "select 3"};
  CHECK_THROWS_AS(again.pipeline(made.session, statements), database_error);
  made.session.run("create table t (a int); insert into t values (2)");
  for (int round = 0; round < 2; ++round) {
    const auto answers = again.pipeline(made.session, statements);
    REQUIRE(answers.size() == 3);
    CHECK(answers[0].text(0, 0) == "1");
    CHECK(answers[1].text(0, 0) == "2");
    CHECK(answers[2].text(0, 0) == "3");
  }
}
