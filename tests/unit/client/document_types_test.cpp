// xml, jsonpath and text search.
#include "type_check.hpp"

namespace {

using namespace squall;
using namespace squall::test;

// A search as the server prints it: parentheses where its rules need them, and nowhere else.
std::string any_search(value_source& random, int depth) {
  const auto word = [&random] {
    std::string text = "'w";
    for (const char c : random.text(3)) text += c == '\'' || c == '\\' ? std::string(2, c) : std::string(1, c);
    return text + random.pick<const char*>({"'", "'", "':*", "':A", "':BD", "':*AC"});
  };
  if (depth == 0 || random.one_in(3))
    return word();
  const auto inner = [&] { return "(" + any_search(random, depth - 1) + ")"; };
  switch (random.below(4)) {
    case 0:
      return "!" + inner();
    case 1:
      return inner() + " & " + inner();
    case 2:
      return inner() + " | " + inner();
    default:
      return inner() + (random.one_in(2) ? " <-> " : " <7> ") + inner();
  }
}

TEST_CASE("xml and jsonpath survive the way to the server and back") {
  check_type<xml_t>({"xml"});
  check_type<jsonpath_t>({"jsonpath"});
}

TEST_CASE("tsvectors survive the way to the server and back") {
  check_type<tsvector_t>({"tsvector"});
  tsvector_t value{{{"b", {{2, 'C'}, {1, 'D'}, {2, 'A'}}}, {"a", {}}, {"b", {{7, 'D'}}}}};
  value.normalize();
  CHECK(to_string(value) == "'a' 'b':1,2A,7");
  for (const char* text : {"'a", "a:", "a:0", "a:16384", "a:1,", "a:x", "''", "a:1E", "'a'b"})
    CHECK_THROWS_AS(tsvector_t::parse(text), decode_error);
}

TEST_CASE("a tsquery is printed as the server prints it") {
  connection& db = shared_connection();
  value_source random;
  one_column_table<std::vector<std::optional<tsquery_t>>> arrays(db, "tsquery[]");
  for (int i = 0; i < 1000; ++i) {
    const tsquery_t written{any_search(random, 4)};
    const std::string printed(db.query("select $1::tsquery", {{written.text}}).text(0, 0));
    const auto back = through_cast<tsquery_t>(db, "tsquery", written);
    REQUIRE(back.text == printed);
    REQUIRE(through_cast<tsquery_t>(db, "tsquery", back) == back);
    if (i % 50 == 0)
      CHECK(arrays.store_and_read({written, std::nullopt}) ==
            std::vector<std::optional<tsquery_t>>{back, std::nullopt});
  }
  CHECK(through_cast<tsquery_t>(db, "tsquery", tsquery_t{}).text.empty());
}

TEST_CASE("a malformed tsquery is an error, however deep it is") {
  value_source random;
  using namespace std::string_literals;
  check_malformed<tsquery_t>("\0\0\0\3\2\2\1\0\0a\0\1\0\0b\0"s, random);
  std::string deep = "\x00\x10\x00\x00"s;
  for (int i = 0; i < 0x100000; ++i) deep += "\2\1"s;
  CHECK_THROWS_AS(codec<tsquery_t>::decode(deep.data(), static_cast<int>(deep.size())), decode_error);
}

}  // namespace
