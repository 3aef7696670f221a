// Names of columns and labels of enumerations, as the compiler printed them.
#include <doctest/doctest.h>

#include <string>
#include <string_view>
#include <vector>

#include "squall/schema.hpp"

namespace names_test {
enum class Simple { first, second_, third_one };
enum class Gaps { a = 3, b = 7, c = 120 };
enum class Given { user, super_admin };
}  // namespace names_test

namespace {

using namespace squall;
using namespace names_test;

template <class M>
struct Anonymous {
  col<M, integer().primary_key()> id;
  col<M, pg::text()> class_;
  col<M, pg::text().named("select \"x\"")> renamed;
  col<M, pg::text()> camelCase;
};
inline constexpr auto anonymous = table<Anonymous, "anonymous">();

}  // namespace

template <>
struct squall::enum_traits<names_test::Given> {
  static constexpr std::string_view name = "odd \"name\"";
  static constexpr std::string_view schema = "auth";
  static constexpr std::array<std::pair<names_test::Given, std::string_view>, 2> labels{
      {{names_test::Given::user, "user"}, {names_test::Given::super_admin, "super-admin"}}};
};

namespace outer::inner {
using namespace squall;
template <class M>
struct Nested {
  col<M, integer().primary_key()> first_column;
  col<M, integer()> second_column;
};
inline constexpr auto nested = table<Nested, "nested", "deep">();
}  // namespace outer::inner

namespace {

enum class Unnamed { first, second_, third };
static_assert(enum_label_count<Unnamed> == 3);
static_assert(enum_label(Unnamed::second_) == "second");
static_assert(enum_value<Unnamed>("third") == Unnamed::third);

static_assert(anonymous.id.name() == "id");
static_assert(anonymous.class_.name() == "class");
static_assert(anonymous.renamed.name() == "select \"x\"");
static_assert(anonymous.camelCase.name() == "camelCase");
static_assert(outer::inner::nested.first_column.name() == "first_column");
static_assert(outer::inner::nested.second_column.index() == 1);

TEST_CASE("columns know their names in anonymous and nested namespaces, without a trailing underscore, and as given") {
  std::vector<std::string_view> names;
  using tag = detail::tag_of<decltype(anonymous)>;
  for (std::size_t i = 0; i < tag::size(); ++i) names.push_back(detail::column_name<tag>(i));
  CHECK(names == std::vector<std::string_view>{"id", "class", "select \"x\"", "camelCase"});
}

TEST_CASE("an alias has its table's names, and a reference of its own") {
  constexpr auto other = alias<"other">(outer::inner::nested);
  using tag = detail::tag_of<decltype(other)>;
  static_assert(!std::is_same_v<decltype(other.first_column), decltype(outer::inner::nested.first_column)>);
  CHECK(other.second_column.name() == "second_column");
  CHECK(tag::reference() == "other");
  CHECK(tag::name() == "nested");
  CHECK(tag::schema() == "deep");
}

TEST_CASE("labels are the enumerators in order of value, or what enum_traits says") {
  static_assert(enum_label_count<Simple> == 3);
  CHECK(enum_label(Simple::second_) == "second");
  CHECK(enum_label(Simple::third_one) == "third_one");
  CHECK(enum_value<Simple>("second") == Simple::second_);
  CHECK(!enum_value<Simple>("second_"));
  CHECK(enum_label_count<Gaps> == 3);
  CHECK(enum_label(Gaps::c) == "c");
  CHECK(enum_label_at<Gaps>(1) == "b");
  CHECK(enum_label(static_cast<Gaps>(4)).empty());
  CHECK(enum_label(Given::super_admin) == "super-admin");
  CHECK(enum_value<Given>("super-admin") == Given::super_admin);
}

TEST_CASE("an enumeration's name becomes snake_case") {
  const auto snake = [](std::string_view name) {
    std::string text;
    detail::snake_case(name, [&](char c) { text += c; });
    return text;
  };
  CHECK(snake("UserStatus") == "user_status");
  CHECK(snake("HTTPStatus") == "http_status");
  CHECK(snake("role") == "role");
  CHECK(snake("Ends_With_A") == "ends_with_a");
}

}  // namespace
