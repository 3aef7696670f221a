// Every call in every state: what it throws, and what state the connection is in afterwards. The table of
// docs/client.md.
#include <doctest/doctest.h>

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "squall/copy.hpp"
#include "squall/locks.hpp"
#include "squall/notifications.hpp"
#include "squall/pipeline.hpp"
#include "squall/query.hpp"
#include "squall/stream.hpp"
#include "unit/query/shop_database.hpp"

namespace {

using namespace shop;

const auto failing = select(sql<std::int32_t>("1 / 0"));
const auto all_categories = select().from(categories);

/// A connection, and what holds it in its state.
struct environment {
  squall::database& db;
  std::unique_ptr<database_transaction> tx;
  std::optional<decltype(db.stream(all_categories))> stream;
  std::optional<decltype(db.copy_out(categories))> copy_out;
  std::optional<decltype(db.copy_in(categories))> copy_in;
  std::optional<squall::pipeline> pipeline;

  void begin() { tx = std::make_unique<database_transaction>(db.connection()); }
  void fail() { CHECK_THROWS_AS(db.connection().run("select 1/0"), database_error); }
  void cancel() {
    db.connection().run("set statement_timeout to 1");
    CHECK_THROWS_AS(db.connection().run("select pg_sleep(30)"), query_canceled);
    if (db.connection().status() == transaction_status::idle)
      db.connection().run("set statement_timeout to 0");
  }
  void start_stream() { (void)stream.emplace(db.stream(all_categories)).begin(); }
  void start_copy_in() { copy_in.emplace(db.copy_in(categories)).write({.id = 1'000'000, .name = "half"}); }
};

/// Which column of the table a state belongs to.
enum class column : std::size_t { idle, in_transaction, failed, busy, lost };
struct state {
  const char* name;
  column is;
  std::function<void(environment&)> enter;
};
const std::vector<state> states{
    {"idle", column::idle, [](environment&) {}},
    {"statements in a pipeline that has not run", column::idle,
     [](environment& e) { (void)e.pipeline.emplace(squall::session(e.db)).all(all_categories); }},
    {"a statement was cancelled", column::idle, [](environment& e) { e.cancel(); }},
    {"in a transaction", column::in_transaction, [](environment& e) { e.begin(); }},
    {"in a savepoint that was rolled back", column::in_transaction,
     [](environment& e) {
       e.begin();
       CHECK_THROWS_AS(e.tx->transaction([&](auto&) { e.db.connection().run("select 1/0"); }), database_error);
     }},
    {"a statement of the transaction failed", column::failed,
     [](environment& e) {
       e.begin();
       e.fail();
     }},
    {"a statement of the transaction was cancelled", column::failed,
     [](environment& e) {
       e.begin();
       e.cancel();
     }},
    {"streaming", column::busy, [](environment& e) { e.start_stream(); }},
    {"streaming in a transaction", column::busy,
     [](environment& e) {
       e.begin();
       e.start_stream();
     }},
    {"copying in", column::busy, [](environment& e) { e.start_copy_in(); }},
    {"copying in, in a transaction", column::busy,
     [](environment& e) {
       e.begin();
       e.start_copy_in();
     }},
    {"copying out", column::busy, [](environment& e) { (void)e.copy_out.emplace(e.db.copy_out(categories)).begin(); }},
    {"the server ended the session", column::lost,
     [](environment& e) {
       CHECK_THROWS_AS(e.db.connection().run("select pg_terminate_backend(pg_backend_pid())"), connection_error);
     }},
};

/// What happens, a column a cell: o(k), d(atabase_error), u(sage_error), c(onnection_error); then the state afterwards:
/// i(dle), t (in a transaction), f(ailed), a(ctive), l(ost).
struct call {
  const char* name;
  const char* expected[5];
  std::function<void(squall::database&)> make;
};
const std::vector<call> calls{
    {"run", {"oi", "ot", "df", "ua", "cl"}, [](auto& db) { db.connection().run("select 1; select 2"); }},
    {"run, failing", {"di", "df", "df", "ua", "cl"}, [](auto& db) { db.connection().run("select 1; select 1/0"); }},
    {"query", {"oi", "ot", "df", "ua", "cl"}, [](auto& db) { db.connection().query("select $1::int", {{"1"}}); }},
    {"query, failing", {"di", "df", "df", "ua", "cl"}, [](auto& db) { db.connection().query("selec"); }},
    {"COPY as text",
     {"ui", "uf", "df", "ua", "cl"},
     [](auto& db) { db.connection().run("copy categories from stdin"); }},
    {"all", {"oi", "ot", "df", "ua", "cl"}, [](auto& db) { (void)db.all(all_categories); }},
    {"all, failing", {"di", "df", "df", "ua", "cl"}, [](auto& db) { (void)db.all(failing); }},
    {"one of many", {"ui", "ut", "df", "ua", "cl"}, [](auto& db) { (void)db.one(all_categories); }},
    {"execute",
     {"oi", "ot", "df", "ua", "cl"},
     [](auto& db) { db.execute(update(categories).set(categories.name = categories.name).all_rows()); }},
    {"execute, failing",
     {"di", "df", "df", "ua", "cl"},
     [](auto& db) { db.execute(update(categories).set(categories.name = "same").all_rows()); }},
    {"text pipeline",
     {"oi", "ot", "df", "ua", "cl"},
     [](auto& db) { db.connection().pipeline(std::vector<std::string>{"select 1", "select 2"}); }},
    {"text pipeline, failing",
     {"di", "df", "df", "ua", "cl"},
     [](auto& db) { db.connection().pipeline(std::vector<std::string>{"select 1", "select 1/0", "select 2"}); }},
    {"pipeline", {"oi", "ot", "df", "ua", "cl"}, [](auto& db) { (void)db.pipeline(all_categories, all_categories); }},
    {"pipeline, failing",
     {"di", "df", "df", "ua", "cl"},
     [](auto& db) { (void)db.pipeline(all_categories, failing, all_categories); }},
    {"batch",
     {"oi", "ot", "df", "ua", "cl"},
     [](auto& db) { (void)db.batch(all_categories.where(categories.id == param<0>), std::vector{1, 2}); }},
    {"stream",
     {"oi", "ot", "df", "ua", "cl"},
     [](auto& db) {
       for (const auto& c : db.stream(all_categories)) (void)c;
     }},
    {"stream, left early",
     {"oi", "ot", "df", "ua", "cl"},
     [](auto& db) {
       for (const auto& c : db.stream(all_categories))
         if (c.id > 0)
           break;
     }},
    {"stream, failing",
     {"di", "df", "df", "ua", "cl"},
     [](auto& db) {
       for (const auto& c : db.stream(select(sql<std::int32_t>("1 / (id - 50)")).from(categories))) (void)c;
     }},
    {"cursor",
     {"ui", "ot", "df", "ua", "cl"},
     [](auto& db) {
       for (const auto& c : db.cursor(all_categories))
         if (c.id > 3)
           break;
     }},
    {"cursor, failing",
     {"ui", "df", "df", "ua", "cl"},
     [](auto& db) {
       for (const auto& c : db.cursor(failing)) (void)c;
     }},
    {"copy_in",
     {"oi", "ot", "df", "ua", "cl"},
     [](auto& db) {
       auto copy = db.copy_in(notes, notes.id);
       copy.write({.id = 1});
       copy.finish();
     }},
    {"copy_in, not finished",
     {"oi", "of", "df", "ua", "cl"},
     [](auto& db) { db.copy_in(categories).write({.id = -1, .name = "never"}); }},
    {"copy_in, a row of other columns",
     {"ui", "uf", "df", "ua", "cl"},
     [](auto& db) {
       auto copy = db.copy_in(notes, notes.id);
       copy.write({.id = 1});
       copy.write({.id = 2, .words = "x"});
     }},
    {"copy_in, failing",
     {"di", "df", "df", "ua", "cl"},
     [](auto& db) { db.copy_in(categories, std::vector<insert_t<Categories>>{{.id = 1, .name = "twice"}}); }},
    {"copy_out",
     {"oi", "ot", "df", "ua", "cl"},
     [](auto& db) {
       for (const auto& c : db.copy_out(categories)) (void)c;
     }},
    {"copy_out, left early",
     {"oi", "ot", "df", "ua", "cl"},
     [](auto& db) {
       for (const auto& c : db.copy_out(categories))
         if (c.id > 0)
           break;
     }},
    {"transaction",
     {"oi", "ot", "df", "ua", "cl"},
     [](auto& db) { db.transaction([](auto& tx) { (void)tx.all(all_categories); }); }},
    {"transaction, failing",
     {"di", "dt", "df", "ua", "cl"},
     [](auto& db) { db.transaction([](auto& tx) { (void)tx.all(failing); }); }},
    {"transaction, failing after its error was caught",
     {"ui", "ut", "df", "ua", "cl"},
     [](auto& db) {
       db.transaction([](auto& tx) { CHECK_THROWS_AS(static_cast<void>(tx.all(failing)), database_error); });
     }},
    {"transaction, a stream in it left open",
     {"ui", "ut", "df", "ua", "cl"},
     [](auto& db) {
       std::optional<decltype(db.stream(all_categories))> outliving;
       db.transaction([&](auto& tx) { (void)outliving.emplace(tx.stream(all_categories)).begin(); });
     }},
    {"begin, dropped", {"oi", "ot", "df", "ua", "cl"}, [](auto& db) { (void)db.begin(); }},
    {"notify", {"oi", "ot", "df", "ua", "cl"}, [](auto& db) { notify(db, "c"); }},
    {"wait", {"oi", "ut", "uf", "ua", "cl"}, [](auto& db) { (void)listener(db).wait(std::chrono::milliseconds(0)); }},
    {"session lock", {"oi", "ot", "df", "ua", "cl"}, [](auto& db) { const advisory_lock lock(db, 1); }},
    {"lock until commit", {"ui", "ot", "df", "ua", "cl"}, [](auto& db) { lock_until_commit(db, 1); }},
    {"statement timeout",
     {"oi", "ot", "df", "ua", "cl"},
     [](auto& db) { db.connection().statement_timeout(std::chrono::milliseconds(0)); }},
    {"status", {"oi", "ot", "of", "oa", "ol"}, [](auto& db) { (void)db.connection().status(); }},
    {"cancel token", {"oi", "ot", "of", "oa", "ol"}, [](auto& db) { (void)db.connection().canceller(); }},
};

char letter_of(transaction_status status) {
  switch (status) {
    case transaction_status::idle:
      return 'i';
    case transaction_status::in_transaction:
      return 't';
    case transaction_status::failed:
      return 'f';
    case transaction_status::active:
      return 'a';
    case transaction_status::unknown:
      break;
  }
  return 'l';
}

char outcome_of(const call& c, squall::database& db) {
  try {
    c.make(db);
    return 'o';
  } catch (const connection_error&) {
    return 'c';
  } catch (const database_error&) {
    return 'd';
  } catch (const usage_error&) {
    return 'u';
  }
}

TEST_CASE("after each call in each state the connection is in the state that the page says, and usable") {
  squall::test::fresh_database fresh;
  {
    squall::database setup(fresh.url());
    setup.connection().run(create_tables);
    setup.connection().run(
        "insert into categories select i, 'name ' || i from generate_series(1, 2000) i;"
        "create table notes (id int, words text default 'hi')");
  }
  for (const bool named : {true, false}) {
    std::unique_ptr<squall::database> db;
    for (const state& s : states)
      for (const call& c : calls) {
        CAPTURE(s.name);
        CAPTURE(c.name);
        if (db == nullptr || db->connection().status() != transaction_status::idle)
          db = std::make_unique<squall::database>(fresh.url(), connection_options{.prepared_statements = named});
        {
          environment e{*db, {}, {}, {}, {}, {}};
          s.enter(e);
          const transaction_status before = db->connection().status();
          const std::string happened{outcome_of(c, *db), letter_of(db->connection().status())};
          CHECK(happened == c.expected[static_cast<std::size_t>(s.is)]);
          if (s.is == column::busy)
            CHECK(before == transaction_status::active);
          e.pipeline.reset();
          e.stream.reset();
          e.copy_out.reset();
          e.copy_in.reset();
          e.tx.reset();
        }
        if (s.is != column::lost) {
          CHECK(db->connection().status() == transaction_status::idle);
          CHECK(db->connection().transaction_depth() == 0);
          db->connection().run("set statement_timeout to 0");
          CHECK(db->one(select(count()).from(categories)) == 2000);
        }
      }
  }
}

}  // namespace
