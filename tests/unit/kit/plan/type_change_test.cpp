// What the planner says of a change of type, beside what the server makes of many values.
#include <doctest/doctest.h>

#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "kit/plan/type_change.hpp"
#include "squall/errors.hpp"
#include "unit/kit/catalog/fixture.hpp"

using namespace squall;
using namespace squall::test;

namespace {

struct sample {
  std::string type;  ///< as format_type() spells it
  std::vector<const char*> values;
};

// Values at the ends of their types, and such as another type cannot hold. Of texts one spelling of each value: 007
// and 7 are the same integer.
const std::vector<sample>& samples() {
  static const std::vector<const char*> texts{"a",          "a  ",
                                              "b",          "12",
                                              "12.5",       "true",
                                              "null",       "{}",
                                              "2020-01-01", "2020-01-01 10:00:00.1234567",
                                              "101",        "1010",
                                              "0.1",        "0.12345678901234567890"};
  static const std::vector<const char*> instants{"2020-01-01 10:00:00.123456", "2020-01-01 10:00:00.123",
                                                 "2020-01-01 00:00:00", "2020-01-02 10:00:00.123", "infinity"};
  static const std::vector<sample> all{
      {"smallint", {"0", "1", "-1", "2", "32767", "-32768"}},
      {"integer", {"0", "1", "2", "255", "16777217", "16777216", "2147483647", "-2147483648"}},
      {"bigint",
       {"0", "1", "2", "9007199254740993", "9007199254740992", "9223372036854775807", "-9223372036854775808"}},
      {"numeric", {"0", "1", "0.1", "0.10000000000000000001", "1e400", "NaN", "1.5", "99.99"}},
      {"numeric(5,2)", {"0", "1.01", "1.02", "999.99", "-999.99", "1.5"}},
      {"numeric(5,0)", {"0", "1", "99999"}},
      {"numeric(3,0)", {"0", "1", "999"}},
      {"numeric(10,2)", {"0", "1.01", "1.02", "99999999.99"}},
      {"real", {"0", "1", "1.5", "1.17549435e-38", "3.4028235e+38", "16777216", "16777215", "0.1", "NaN", "infinity"}},
      {"double precision", {"0", "1", "0.1", "0.10000000000000002", "1.7976931348623157e+308", "1e-300", "NaN"}},
      {"money", {"0", "1.01", "92233720368547758.07"}},
      {"boolean", {"true", "false"}},
      {"text", texts},
      {"character varying(20)", {"a", "12", "12.50", "12345678901234567890", "true"}},
      {"character varying(5)", {"a", "12", "12.50", "2", "true"}},
      {"character(5)", {"a", "12", "12.50", "2", "true"}},
      {"name", {"a", "12", "true", "123456789012345678901234567890123456789012345678901234567890123"}},
      {"date", {"2020-01-01", "infinity", "5874897-12-31", "4713-01-01 BC"}},
      {"time without time zone", {"10:00", "10:00:00.123456", "24:00"}},
      {"time(0) without time zone", {"10:00", "24:00"}},
      {"time with time zone", {"10:00+01", "09:00+00", "10:00:00.5-12"}},
      {"timestamp without time zone", instants},
      {"timestamp(3) without time zone", {"2020-01-01 10:00:00.123", "2020-01-01 00:00:00", "infinity"}},
      {"timestamp with time zone", instants},
      {"timestamp(0) with time zone", {"2020-01-01 10:00:00", "2020-01-01 00:00:00"}},
      {"interval", {"1 day", "24:00:00", "1 mon 2 days 03:04:05.123456", "1 year"}},
      {"interval(0)", {"1 day", "1 year 03:04:05"}},
      {"interval year to month", {"1 mon", "1 year"}},
      {"interval day to second", {"1 day", "1 day 03:04:05.123456"}},
      {"json", {"{\"a\":1,\"a\":2}", "{\"a\":2}", "1", "1.5", "true", "[]", "\"a\""}},
      {"jsonb", {"{\"a\": 2}", "1", "1.5", "1.49", "true", "[]", "\"a\""}},
      {"bytea", {"\\x00", "\\x3132", "\\x"}},
      {"uuid", {"00000000-0000-0000-0000-000000000000", "ffffffff-ffff-ffff-ffff-ffffffffffff"}},
      {"bit(4)", {"0001", "1010"}},
      {"bit(32)", {"00000000000000000000000000000001", "10000000000000000000000000000001"}},
      {"bit(64)", {"0000000000000000000000000000000000000000000000000000000000000001"}},
      {"bit varying", {"", "1", "01", "1010"}},
      {"bit varying(2)", {"", "1", "01"}},
      {"inet", {"10.0.0.1/8", "10.0.0.0/8", "10.0.0.1", "::1"}},
      {"cidr", {"10.0.0.0/8", "::1/128"}},
      {"macaddr", {"08:00:2b:01:02:03"}},
      {"macaddr8", {"08:00:2b:ff:fe:01:02:03", "08:00:2b:01:02:03:04:05"}},
      {"oid", {"0", "1", "4294967295"}},
      {"\"char\"", {"a", "1"}},
      {"point", {"(1,2)", "(0,0)"}},
      {"box", {"(1,2),(0,0)", "(2,1),(-1,1)", "(1,1),(0,1)"}},
      {"circle", {"<(0,0),1>", "<(0,0),2>"}},
      {"polygon", {"((0,0),(1,1),(1,0))", "((0,0),(1,1),(1,0),(0,0))"}},
      {"path", {"((0,0),(1,1),(1,0))", "((0,0),(1,1))"}},
      {"lseg", {"[(0,0),(2,2)]", "[(1,1),(1,1)]", "[(-1,-1),(3,3)]"}},
      {"xml", {"<a/>", "<a></a>"}},
      {"tsvector", {"'a' 'b'", "'a':1"}},
      {"tsquery", {"'a' & 'b'"}},
      {"int4range", {"[1,3)", "empty", "(,)"}},
      {"int4multirange", {"{[1,3)}", "{[1,2),[5,6)}"}},
      {"numrange", {"[1,3)", "[1,3]"}},
      {"daterange", {"[2020-01-01,2020-01-02)"}},
  };
  return all;
}

/// A table of the values, which is given another type again and again.
class table_of {
 public:
  table_of(connection& db, const sample& from) : db_(db) {
    std::string rows;
    for (const char* value : from.values) {
      rows += (rows.empty() ? "" : ", ") + ("(" + std::to_string(count_++) + ", $q$" + value + "$q$)");
    }
    db_.run("begin; create temporary table t (place integer, v " + from.type +
            "); insert into t select place, v::text::" + from.type + " from (values " + rows + ") as t (place, v)");
  }
  ~table_of() { db_.run("rollback"); }
  table_of(const table_of&) = delete;
  table_of& operator=(const table_of&) = delete;

  /// The values after the change; those which the server takes one by one where it refuses some.
  std::pair<std::vector<std::string>, bool> changed_to(const std::string& to, const kit::type_change& said) {
    if (auto all = attempt(to, said, {})) {
      return {std::move(*all), true};
    }
    std::vector<std::string> taken;
    for (int i = 0; i < count_; ++i) {
      if (const auto one = attempt(to, said, "delete from t where place <> " + std::to_string(i) + "; ")) {
        taken.push_back(one->front());
      }
    }
    return {std::move(taken), false};
  }

 private:
  std::optional<std::vector<std::string>> attempt(const std::string& to, const kit::type_change& said,
                                                  const std::string& first) {
    const std::string cast = std::string(said.no_cast ? "::text" : "") + "::" + to;
    std::optional<std::vector<std::string>> out;
    db_.run("savepoint before");
    try {
      db_.run(first + "alter table t alter v type " + to + (said.needs_using ? " using v" + cast : std::string()));
      const auto rows = db_.query("select v::text from t order by place");
      out.emplace();
      for (int i = 0; i < rows.rows(); ++i) {
        out->emplace_back(rows.text(i, 0));
      }
    } catch (const database_error&) {  // may_fail, if that was said
    }
    db_.run("rollback to before");
    return out;
  }

  connection& db_;
  int count_ = 0;
};

bool all_different(const std::vector<std::string>& values) {
  return std::set<std::string>(values.begin(), values.end()).size() == values.size();
}

}  // namespace

TEST_CASE("what is said of a change of type holds for every value: where it may fail, and where values fall together") {
  database_of made;
  auto& db = made.session;
  db.run("set timezone = 'UTC'");
  for (const auto& from : samples()) {
    table_of values(db, from);
    for (const auto& to : samples()) {
      if (from.type == to.type) {
        continue;
      }
      INFO(from.type << " to " << to.type);
      const auto said = kit::classify_type_change(from.type, to.type);
      const auto [after, whole] = values.changed_to(to.type, said);
      CHECK_MESSAGE((whole || said.may_fail), "it failed, and nobody said so");
      CHECK_MESSAGE((all_different(after) || said.may_lose), "different values are the same, and nobody said so");
    }
  }
}
