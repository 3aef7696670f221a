// No heap allocation per row beyond the values' own. (What libpq allocates is libpq's.)
#include <doctest/doctest.h>

#include <cstdlib>
#include <functional>
#include <new>
#include <string>
#include <vector>

#include "squall/copy.hpp"
#include "squall/pipeline.hpp"
#include "squall/query.hpp"
#include "squall/stream.hpp"
#include "unit/query/shop_database.hpp"

namespace {
thread_local std::size_t allocations = 0;
}

void* operator new(std::size_t size) {
  ++allocations;
  if (void* memory = std::malloc(size == 0 ? 1 : size))
    return memory;
  throw std::bad_alloc();
}
void operator delete(void* memory) noexcept { std::free(memory); }
void operator delete(void* memory, std::size_t) noexcept { std::free(memory); }

namespace {

using namespace shop;

template <class F>
std::size_t allocations_of(F f) {
  const std::size_t before = allocations;
  f();
  return allocations - before;
}

struct many_rows : shop_database {
  std::vector<insert_t<Categories>> rows(std::int32_t n) {
    std::vector<insert_t<Categories>> made;
    for (std::int32_t i = 0; i < n; ++i) made.push_back({.id = i, .name = "n" + std::to_string(i)});  // short texts
    return made;
  }
  many_rows() { db.copy_in(categories, rows(5000)); }
};

TEST_CASE_FIXTURE(many_rows, "reading rows allocates once for all of them, and once for each long text") {
  const auto some = select(categories.id, categories.parent_id, categories.name).from(categories).limit(param<0>);
  const auto read = [&](std::int64_t n) {
    return allocations_of([&] { CHECK(db.all(some, n).size() == static_cast<std::size_t>(n)); });
  };
  read(1);
  const std::size_t few = read(100);
  CHECK(read(5000) == few);
  const auto texts =
      select(sql<std::string>("repeat(name, 20)")).from(categories).where(categories.id > 9).limit(param<0>);
  const auto read_texts = [&](std::int64_t n) {
    return allocations_of([&] { CHECK(db.all(texts, n).size() == static_cast<std::size_t>(n)); });
  };
  read_texts(1);
  CHECK(read_texts(4000) - read_texts(1000) == 3000);
}

TEST_CASE_FIXTURE(many_rows, "streams and COPY allocate nothing for a row") {
  const auto some = select(categories.id, categories.name).from(categories).limit(param<0>);
  const auto stream = [&](std::int64_t n) {
    return allocations_of([&] {
      for (const auto& row : db.stream(some, n)) (void)row;
    });
  };
  stream(1);
  CHECK(stream(5000) == stream(100));

  const auto copy = [&](std::int32_t n) {
    const auto in = rows(n);
    db.erase(categories).all_rows().execute();
    return allocations_of([&] { CHECK(db.copy_in(categories, in) == n); });
  };
  copy(1);
  CHECK(copy(5000) < copy(100) + 20);  // the buffer grows

  db.copy_in(categories, std::vector<insert_t<Categories>>{});
  const auto copy_out = [&](std::int64_t n) {
    return allocations_of([&] {
      for (const auto& row : db.copy_out(select(categories.id, categories.name).from(categories).limit(n))) (void)row;
    });
  };
  db.erase(categories).all_rows().execute();
  db.copy_in(categories, rows(5000));
  copy_out(1);
  CHECK(copy_out(5000) < copy_out(100) + 100);  // once for what one read of the socket brought
}

TEST_CASE_FIXTURE(many_rows,
                  "an insert of a row that stays where it is allocates nothing, once its columns are known") {
  std::vector<insert_t<Categories>> some;
  for (std::int32_t id = 5001; id < 5004; ++id)
    some.push_back({.id = id, .name = "a name that is longer than a short string " + std::to_string(id)});
  some[2].parent_id = 1;  // not NULL, as in the others: the same statement
  const auto insert = [&](std::size_t i) { return db.insert(categories).values(std::cref(some[i])).execute(); };
  insert(0);
  std::int64_t inserted = 0;
  CHECK(allocations_of([&] { inserted = insert(1) + insert(2); }) == 0);
  CHECK(inserted == 2);
}

TEST_CASE_FIXTURE(many_rows, "a statement with fixed-width values allocates for its rows only") {
  const auto by_id = select(categories.parent_id).from(categories).where(categories.id == param<0>);
  (void)db.all(by_id, 5);
  (void)db.first(by_id, 5);
  CHECK(allocations_of([&] { (void)db.first(by_id, 5); }) <= 1);
  CHECK(allocations_of([&] { (void)db.all(by_id, 5); }) <= 1);
  std::vector<std::int32_t> ids(2000);
  for (std::size_t i = 0; i < ids.size(); ++i) ids[i] = static_cast<std::int32_t>(i);
  (void)db.batch_first(by_id, ids);
  CHECK(allocations_of([&] { CHECK(db.batch_first(by_id, ids).size() == ids.size()); }) < 200);  // vectors that grow
}

}  // namespace
