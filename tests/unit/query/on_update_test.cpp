// Columns that an update sets by itself.
#include <doctest/doctest.h>

#include <string>

#include "squall/query/merge.hpp"
#include "squall/squall.hpp"
#include "support/test_server.hpp"

namespace {

using namespace squall;

template <class M>
struct Pages {
  col<M, integer().primary_key()> id;
  col<M, text().not_null().unique()> title;
  col<M, timestamptz().not_null().default_now().on_update_now()> updated_at;
  col<M, date().on_update_now().named("seen \"on\"")> seen_on;
};
inline constexpr auto pages = table<Pages, "pages">();

struct two_pages {
  squall::test::fresh_database fresh;
  database db{fresh.url()};
  static constexpr auto old = "2001-02-03 04:05:06+00";

  two_pages() {
    db.connection().run(
        "create table pages (id integer primary key, title text not null unique, "
        "updated_at timestamptz not null default now(), \"seen \"\"on\"\"\" date)");
    reset();
  }
  void reset() {
    db.connection().run(
        "delete from pages; insert into pages values (1, 'one', '2001-02-03 04:05:06+00', null), "
        "(2, 'two', '2001-02-03 04:05:06+00', null)");
  }
  /// Which of the two columns of a page were touched.
  std::string touched(int id) {
    const auto page = db.select().from(pages).where(pages.id == id).one();
    return std::string(page.updated_at != timestamptz_t::parse(old) ? "u" : "-") + (page.seen_on ? "s" : "-");
  }
};

TEST_CASE_FIXTURE(two_pages, "an update sets what it does not name to now(), as changes and as assignments") {
  CHECK(db.update(pages).set({.title = "uno"}).where(pages.id == 1).execute() == 1);
  CHECK(touched(1) == "us");
  CHECK(touched(2) == "--");
  reset();
  CHECK(db.update(pages).set(pages.title = "uno").where(pages.id == 1).execute() == 1);
  CHECK(touched(1) == "us");
  const auto now_here = db.select(now()).one();
  CHECK(db.select(pages.updated_at).from(pages).where(pages.id == 1).one() <= now_here);
}

TEST_CASE_FIXTURE(two_pages, "what an update names is what it says, also NULL") {
  const timestamptz_t then = timestamptz_t::parse("2010-01-01 00:00:00+00");
  CHECK(db.update(pages).set({.updated_at = then, .seen_on = std::nullopt}).where(pages.id == 1).execute() == 1);
  CHECK(db.select(pages.updated_at).from(pages).where(pages.id == 1).one() == then);
  CHECK(touched(1) == "u-");
  CHECK(db.update(pages).set(pages.updated_at = then, pages.seen_on = nullptr).where(pages.id == 2).execute() == 1);
  CHECK(db.select(pages.updated_at).from(pages).where(pages.id == 2).one() == then);
  CHECK(touched(2) == "u-");
  CHECK_THROWS_AS((void)db.update(pages).set({}).where(pages.id == 1).execute(), usage_error);
}

TEST_CASE_FIXTURE(two_pages, "on conflict … do update and merge are updates, an insert is none") {
  db.insert(pages).values({.id = 3, .title = "three"}).execute();
  CHECK(touched(3) == "u-");  // its default
  db.insert(pages)
      .values({.id = 9, .title = "one"})
      .on_conflict(pages.title)
      .do_update(pages.title = excluded(pages.title))
      .execute();
  CHECK(touched(1) == "us");
  if (db.connection().server_version() < 150000)
    return;  // there is no MERGE
  constexpr auto other = alias<"other">(pages);
  db.merge(pages)
      .using_(other, other.id == pages.id && pages.id == 2)
      .when_matched()
      .update(pages.title = "due")
      .execute();
  CHECK(touched(2) == "us");
}

}  // namespace
