// What the columns become in each mode: rows, inserts, updates.
#include <doctest/doctest.h>

#include <optional>
#include <string>
#include <type_traits>
#include <vector>

#include "squall/schema.hpp"
#include "unit/schema/shared_table.hpp"

namespace {

using namespace shared;

template <class T, class U>
inline constexpr bool same = std::is_same_v<T, U>;

static_assert(same<decltype(Row::id), uuid_t>);
static_assert(same<decltype(Row::name), std::string>);
static_assert(same<decltype(Row::bio), std::optional<std::string>>);
static_assert(same<decltype(Row::kind), Kind>);
static_assert(same<decltype(Row::number), std::int64_t>);
static_assert(same<decltype(Row::search), std::optional<std::string>>);
static_assert(same<decltype(Row::tags), std::vector<std::string>>);
static_assert(same<decltype(Row::maybes), std::optional<std::vector<std::optional<std::int32_t>>>>);
static_assert(same<decltype(Row::extra), std::optional<Extra>>);
static_assert(same<decltype(Row::counter), std::int32_t>);

static_assert(same<decltype(NewRow::id), std::optional<uuid_t>>);
static_assert(same<decltype(NewRow::name), required<std::string>>);
static_assert(same<decltype(NewRow::bio), std::optional<std::string>>);
static_assert(same<decltype(NewRow::kind), std::optional<Kind>>);
static_assert(same<decltype(NewRow::number), written_by_the_database>);
static_assert(same<decltype(NewRow::search), written_by_the_database>);
static_assert(same<decltype(NewRow::note), settable<std::string>>);
static_assert(same<decltype(NewRow::counter), std::optional<std::int32_t>>);

static_assert(same<decltype(RowUpdate::name), std::optional<std::string>>);
static_assert(same<decltype(RowUpdate::bio), settable<std::string>>);
static_assert(same<decltype(RowUpdate::number), written_by_the_database>);

static_assert(std::is_aggregate_v<Row> && std::is_aggregate_v<NewRow> && std::is_aggregate_v<RowUpdate>);
static_assert(std::is_nothrow_move_constructible_v<Row>);
static_assert(!std::is_default_constructible_v<NewRow>);
static_assert(std::is_default_constructible_v<RowUpdate>);
static_assert(std::is_empty_v<decltype(things.name)>);

TEST_CASE("a settable tells nothing, NULL and a value apart") {
  settable<std::string> nothing;
  settable<std::string> null = std::nullopt;
  settable<std::string> value = "x";
  settable<std::string> empty_optional = std::optional<std::string>();
  CHECK(!nothing.is_set());
  CHECK(null.is_set());
  CHECK(!null.value());
  CHECK(value.value() == "x");
  CHECK(empty_optional.is_set());
  CHECK(!empty_optional.value());
}

TEST_CASE("two translation units see the same types, names and identities") {
  const auto here = describe_here();
  const auto there = describe_there();
  CHECK(here == there);
  CHECK(here.names == std::vector<std::string>{"id", "name", "bio", "kind", "number", "search", "tags", "maybes",
                                               "extra", "note", "counter"});
}

}  // namespace

shared::description shared::describe_here() { return describe(things); }
