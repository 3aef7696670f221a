// Network addresses, bit strings, and PostgreSQL's own numbers.
#include "type_check.hpp"

namespace {

using namespace squall;
using namespace squall::test;

TEST_CASE("network addresses survive the way to the server and back") {
  // The cast to text shows the prefix always, unlike the output of the type.
  check_type<inet_t>({.type = "inet", .print = [](const inet_t& value) {
                        return to_string(cidr_t{value.family, value.prefix, value.address});
                      }});
  CHECK(to_string(inet_t::v4({192, 168, 0, 1})) == "192.168.0.1");
  CHECK(to_string(inet_t::v4({192, 168, 0, 1}, 24)) == "192.168.0.1/24");
  check_type<cidr_t>({"cidr"});
  check_type<macaddr_t>({"macaddr"});
  check_type<macaddr8_t>({"macaddr8"});
}

TEST_CASE("bit strings survive the way to the server and back") {
  check_type<bit_string_t>({"varbit"});
  check_type<bit_string_t>({"bit(13)", [](value_source& random) { return any_bits(random, 13); }});
}

TEST_CASE("numbers of the server's own survive the way to the server and back") {
  check_type<oid_t>({"oid"});
  check_type<pg_lsn_t>({"pg_lsn"});
  connection& db = shared_connection();
  db.run("set lc_monetary to 'C'");
  check_type<money_t>({.type = "money",
                       // In the C locale: -$1,234.56
                       .print =
                           [](const money_t& value) {
                             std::string text = to_string(value);
                             const std::size_t first = text.front() == '-' ? 1 : 0;
                             for (std::size_t at = text.size() - 3; at > first + 3; at -= 3)
                               text.insert(at - 3, 1, ',');
                             return text.insert(first, 1, '$');
                           },
                       .parses = false});
  check_type<char>({.type = "\"char\"", .print = [](const char& value) { return std::string(1, value); }});
}

TEST_CASE("names and citext are texts") {
  connection& db = shared_connection();
  CHECK(through_cast<std::string>(db, "name", "squall") == "squall");
  if (has_extension(db, "citext")) {
    one_column_table<std::string> table(db, "citext");
    CHECK(table.store_and_read("Hello") == "Hello");
    static_parameters<1> p;
    codec<std::string>::encode(p, "HELLO");
    CHECK(db.execute_prepared(nullptr, "select 'hello'::citext = $1", p).text(0, 0) == std::string_view("\1", 1));
  }
}

TEST_CASE("addresses and bit strings order as the server orders them") {
  connection& db = shared_connection();
  value_source random;
  for (int i = 0; i < 500; ++i) {
    const auto a = any_value<inet_t>(random);
    auto b = any_value<inet_t>(random);
    if (random.one_in(2)) {
      b = a;
      b.prefix = static_cast<std::uint8_t>(random.below(33));
    }
    const result r = db.query("select $1::inet < $2::inet, $1::inet = $2::inet", {{to_string(a)}, {to_string(b)}});
    CHECK((a < b) == (r.text(0, 0) == "t"));
    CHECK((a == b) == (r.text(0, 1) == "t"));
    const bit_string_t c = any_bits(random, random.below(20));
    const bit_string_t d =
        random.one_in(3) ? bit_string_t(c.size() + random.below(3)) : any_bits(random, random.below(20));
    const result s = db.query("select $1::varbit < $2::varbit", {{to_string(c)}, {to_string(d)}});
    CHECK((c < d) == (s.text(0, 0) == "t"));
  }
}

TEST_CASE("texts that are no addresses, bits or amounts are refused") {
  for (const char* text : {"", "1.2.3", "1.2.3.4/33", "1.2.3.4/", "::1/129", "1.2.3.4/-1", "1.2.3.256", ":::", "a"})
    CHECK_THROWS_AS(inet_t::parse(text), decode_error);
  CHECK_THROWS_AS(cidr_t::parse("10.0.0.1/8"), decode_error);
  CHECK(cidr_t::parse("10.0.0.0/8").prefix == 8);
  CHECK(macaddr_t::parse("08-00-2B-01-02-03") == macaddr_t::parse("08002b010203"));
  for (const char* text : {"", "08:00:2b:01:02", "08:00:2b:01:02:03:04", "08:00-2b:01:02:03", "0g:00:2b:01:02:03"})
    CHECK_THROWS_AS(macaddr_t::parse(text), decode_error);
  CHECK_THROWS_AS(bit_string_t("012"), decode_error);
  CHECK(bit_string_t::from_bytes({0xff, 0xff}, 3) == bit_string_t("111"));
  for (const char* text : {"", "/", "1/", "/1", "1/123456789", "g/0", "1/2/3", "-1/0"})
    CHECK_THROWS_AS(pg_lsn_t::parse(text), decode_error);
  CHECK(money_t::parse("12.5").minor_units == 1250);
  CHECK(money_t::parse("-92233720368547758.08").minor_units == INT64_MIN);
  CHECK(money_t::parse("7", 0).minor_units == 7);
  for (const char* text : {"", "-", ".", "1.234", "92233720368547758.08", "1,000", "$1", "1.2.3"})
    CHECK_THROWS_AS(money_t::parse(text), decode_error);
}

}  // namespace
