// Rows one by one.
#include "squall/stream.hpp"

#include <doctest/doctest.h>

#include <chrono>
#include <fstream>
#include <ranges>
#include <string>
#include <vector>

#include "squall/query.hpp"
#include "unit/query/shop_database.hpp"

namespace {

using namespace shop;

// AddressSanitizer keeps what is freed for a while, to find who uses it still.
#if defined(__SANITIZE_ADDRESS__)
constexpr bool keeps_freed_memory = true;
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
constexpr bool keeps_freed_memory = true;
#else
constexpr bool keeps_freed_memory = false;
#endif
#else
constexpr bool keeps_freed_memory = false;
#endif

struct many_categories : shop_database {
  static constexpr int rows = 20'000;
  many_categories() {
    db.connection().run("insert into categories select i, 'name ' || i from generate_series(1, 20000) i");
  }
};

TEST_CASE_FIXTURE(many_categories, "a stream gives every row in order, as an input range") {
  int expected = 0;
  for (const auto& [id, name] :
       db.stream(select(categories.id, categories.name).from(categories).order_by(categories.id))) {
    ++expected;
    if (id != expected || name != "name " + std::to_string(expected))
      FAIL("row " << expected);
  }
  CHECK(expected == rows);
  CHECK(db.connection().status() == transaction_status::idle);

  auto stream = db.stream(select().from(categories).where(categories.id <= param<0>).order_by(categories.id), 3);
  static_assert(std::ranges::input_range<decltype(stream)>);
  std::vector<std::string> names;
  for (auto& c : stream) names.push_back(std::move(c.name));
  CHECK(names == std::vector<std::string>{"name 1", "name 2", "name 3"});
  for (const auto& c : db.stream(select().from(categories).where(categories.id < 0))) FAIL(c.id);
  CHECK(db.connection().status() == transaction_status::idle);
  int odd = 0;
  for (const std::int32_t id : db.stream(select(categories.id).from(categories).limit(10)) |
                                   std::views::filter([](std::int32_t i) { return i % 2 == 1; }))
    odd += id % 2;
  CHECK(odd == 5);
}

TEST_CASE_FIXTURE(many_categories, "a stream may be left early, and the connection goes on") {
  int seen = 0;
  for (const auto& c : db.stream(select().from(categories)))
    if (c.id > 0 && ++seen == 5)
      break;
  CHECK(db.connection().status() == transaction_status::idle);
  CHECK(db.select(count()).from(categories).one() == rows);

  // Outside of a transaction the server is told to stop: this would go on for an hour.
  const auto start = std::chrono::steady_clock::now();
  {
    auto endless = db.stream(select(sql<std::int64_t>("generate_series(1, 4000000000)")));
    CHECK(*endless.begin() == 1);
  }
  CHECK(std::chrono::steady_clock::now() - start < std::chrono::seconds(20));
  CHECK(db.connection().status() == transaction_status::idle);

  db.transaction([&](auto& tx) {
    tx.insert(categories).values({.id = 0, .name = "zero"}).execute();
    for (const auto& c : tx.stream(select().from(categories)))
      if (c.id > 3)
        break;
    CHECK(db.connection().status() == transaction_status::in_transaction);
  });
  CHECK(db.select(count()).from(categories).one() == rows + 1);
}

TEST_CASE_FIXTURE(many_categories, "an exception from the loop ends the stream") {
  CHECK_THROWS_AS(
      [&] {
        for (const auto& c : db.stream(select().from(categories)))
          if (c.id > 0)
            throw std::runtime_error("no");
      }(),
      std::runtime_error);
  CHECK(db.connection().status() == transaction_status::idle);
}

TEST_CASE_FIXTURE(many_categories, "while a stream is open nothing else runs on its connection") {
  auto stream = db.stream(select().from(categories));
  auto it = stream.begin();
  CHECK(db.connection().status() == transaction_status::active);
  CHECK_THROWS_AS(static_cast<void>(db.select().from(users).all()), usage_error);
  CHECK_THROWS_AS(db.connection().run("select 1"), usage_error);
  CHECK_THROWS_AS(db.connection().query("select 1"), usage_error);
  CHECK_THROWS_AS(db.connection().pipeline(std::vector<std::string>{"select 1"}), usage_error);
  CHECK_THROWS_AS(static_cast<void>(db.stream(select().from(users))), usage_error);
  CHECK_THROWS_AS(static_cast<void>(db.begin()), usage_error);
  int n = 0;
  for (; it != stream.end(); ++it) ++n;
  CHECK(n == rows);
  CHECK(db.select(count()).from(categories).one() == rows);
}

TEST_CASE_FIXTURE(many_categories,
                  "errors of a stream: before its first row, in the middle, and values that do not fit") {
  CHECK_THROWS_AS(static_cast<void>(db.stream(select(sql<std::int32_t>("1 / 0")))), database_error);
  CHECK(db.connection().status() == transaction_status::idle);
  int seen = 0;
  try {
    for (const std::int32_t n : db.stream(select(sql<std::int32_t>("10 / (id - 500)")).from(categories)))
      seen += n >= -10 ? 1 : 0;
    FAIL("ran");
  } catch (const database_error& e) {
    CHECK(e.sqlstate() == "22012");
  }
  CHECK(seen == 499);
  CHECK(db.connection().status() == transaction_status::idle);
  db.connection().run(
      "alter table categories alter name drop not null; update categories set name = null where id = 7");
  CHECK_THROWS_AS(
      [&] {
        for (const auto& c : db.stream(select().from(categories).order_by(categories.id))) CHECK(c.id < 7);
      }(),
      decode_error);
  CHECK(db.connection().status() == transaction_status::idle);
  CHECK(db.select(count()).from(categories).one() == rows);
}

TEST_CASE_FIXTURE(many_categories, "a stream that outlives its transaction says so") {
  auto tx = std::make_unique<database_transaction>(db.connection());
  auto stream = tx->stream(select().from(categories));
  auto it = stream.begin();
  CHECK_THROWS_AS(tx->commit(), usage_error);
  tx.reset();
  CHECK(db.connection().status() == transaction_status::idle);
  CHECK_THROWS_AS(++it, usage_error);
}

TEST_CASE_FIXTURE(many_categories, "a stream prepares again what the server has outgrown") {
  const auto q = select().from(categories).limit(1);
  for (const auto& c : db.stream(q)) CHECK(c.id == 1);
  db.connection().run("alter table categories alter name type varchar(200)");
  for (const auto& c : db.stream(q)) CHECK(c.id == 1);
}

TEST_CASE_FIXTURE(many_categories, "a cursor reads in a transaction in which other statements run") {
  db.transaction([&](auto& tx) {
    int n = 0;
    for (const auto& c :
         tx.cursor(select().from(categories).where(categories.id <= param<0>).order_by(categories.id), 1200)) {
      CHECK(c.id == ++n);
      if (n % 100 == 0)
        tx.update(categories).set(categories.parent_id = 1).where(categories.id == c.id).execute();
    }
    CHECK(n == 1200);
    for (const auto& c : tx.cursor(select().from(categories))) {
      CHECK(c.id > 0);
      break;
    }
    CHECK(tx.connection().query("select count(*) from pg_cursors where name <> ''").text(0, 0) == "0");
    CHECK_THROWS_AS(tx.transaction([&](auto& inner) {
      auto outliving = inner.cursor(select().from(categories));
      (void)outliving.begin();
      throw std::runtime_error("rolled back");
    }),
                    std::runtime_error);
    CHECK(db.connection().status() == transaction_status::in_transaction);
  });
  CHECK(db.select(count()).from(categories).where(categories.parent_id == 1).one() == 12);
  CHECK_THROWS_AS(static_cast<void>(db.cursor(select().from(categories))), usage_error);
}

TEST_CASE_FIXTURE(many_categories, "a stream needs no more memory for more rows") {
  const auto resident = [] {
    std::ifstream statm("/proc/self/statm");
    long total = 0;
    long pages = 0;
    statm >> total >> pages;
    return pages * 4096;
  };
  const auto read = [&](std::int32_t some) {
    std::int64_t bytes = 0;
    for (const std::string& text :
         db.stream(select(sql<std::string>("repeat('x', 1000)")).from(categories).limit(some)))
      bytes += static_cast<std::int64_t>(text.size());
    return bytes;
  };
  CHECK(read(1000) == 1'000'000);
  const long before = resident();
  CHECK(read(20'000) == 20'000'000);
  if (!keeps_freed_memory) {
    CHECK(resident() - before < 4'000'000);
  }
}

}  // namespace
