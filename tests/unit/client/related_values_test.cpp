// Values as columns of related rows come back as they went in, by every way that a nested read has; and by the typed
// INSERT and COPY that put them there.
#include <doctest/doctest.h>

#include <optional>
#include <string>
#include <vector>

#include "squall/copy.hpp"
#include "squall/relations.hpp"
#include "squall/schema/extension_columns.hpp"
#include "squall/schema/geometric_columns.hpp"
#include "squall/schema/range_columns.hpp"
#include "squall/schema/system_columns.hpp"
#include "squall/squall.hpp"
#include "type_check.hpp"

namespace related_values_test {

using namespace squall;
using namespace squall::test;

enum class mood { happy, so_so, sad_ };

template <class M>
struct Parents {
  col<M, pg::bigint().primary_key()> id;
};
inline constexpr auto parents = table<Parents, "parents">();

template <class M>
struct Core {
  col<M, pg::bigint().primary_key()> id;
  col<M, pg::bigint().references(parents.id)> parent_id;
  col<M, pg::boolean()> boolean_;
  col<M, pg::boolean().array_with_nulls()> boolean_array;
  col<M, pg::smallint()> smallint_;
  col<M, pg::smallint().array_with_nulls()> smallint_array;
  col<M, pg::integer()> integer_;
  col<M, pg::integer().array_with_nulls()> integer_array;
  col<M, pg::bigint()> bigint_;
  col<M, pg::bigint().array_with_nulls()> bigint_array;
  col<M, pg::real()> real_;
  col<M, pg::real().array_with_nulls()> real_array;
  col<M, pg::double_precision()> double_precision_;
  col<M, pg::double_precision().array_with_nulls()> double_precision_array;
  col<M, pg::numeric()> numeric_;
  col<M, pg::numeric().array_with_nulls()> numeric_array;
  col<M, pg::text()> text_;
  col<M, pg::text().array_with_nulls()> text_array;
  col<M, pg::varchar()> varchar_;
  col<M, pg::varchar().array_with_nulls()> varchar_array;
  col<M, pg::bytea()> bytea_;
  col<M, pg::bytea().array_with_nulls()> bytea_array;
  col<M, pg::uuid()> uuid_;
  col<M, pg::uuid().array_with_nulls()> uuid_array;
  col<M, pg::date()> date_;
  col<M, pg::date().array_with_nulls()> date_array;
  col<M, pg::time()> time_;
  col<M, pg::time().array_with_nulls()> time_array;
  col<M, pg::timetz()> timetz_;
  col<M, pg::timetz().array_with_nulls()> timetz_array;
  col<M, pg::timestamp()> timestamp_;
  col<M, pg::timestamp().array_with_nulls()> timestamp_array;
  col<M, pg::timestamptz()> timestamptz_;
  col<M, pg::timestamptz().array_with_nulls()> timestamptz_array;
  col<M, pg::interval()> interval_;
  col<M, pg::interval().array_with_nulls()> interval_array;
  col<M, pg::json()> json_;
  col<M, pg::json().array_with_nulls()> json_array;
  col<M, pg::jsonb()> jsonb_;
  col<M, pg::jsonb().array_with_nulls()> jsonb_array;
  col<M, pg::enumeration<mood>()> mood_;
  col<M, pg::enumeration<mood>().array_with_nulls()> mood_array;
};
inline constexpr auto core = table<Core, "core">();

template <class M>
struct Special {
  col<M, pg::bigint().primary_key()> id;
  col<M, pg::bigint().references(parents.id)> parent_id;
  col<M, pg::inet()> inet_;
  col<M, pg::inet().array_with_nulls()> inet_array;
  col<M, pg::cidr()> cidr_;
  col<M, pg::cidr().array_with_nulls()> cidr_array;
  col<M, pg::macaddr()> macaddr_;
  col<M, pg::macaddr().array_with_nulls()> macaddr_array;
  col<M, pg::macaddr8()> macaddr8_;
  col<M, pg::macaddr8().array_with_nulls()> macaddr8_array;
  col<M, pg::varbit()> varbit_;
  col<M, pg::varbit().array_with_nulls()> varbit_array;
  col<M, pg::money()> money_;
  col<M, pg::money().array_with_nulls()> money_array;
  col<M, pg::oid()> oid_;
  col<M, pg::oid().array_with_nulls()> oid_array;
  col<M, pg::pg_lsn()> pg_lsn_;
  col<M, pg::pg_lsn().array_with_nulls()> pg_lsn_array;
  col<M, pg::xml()> xml_;
  col<M, pg::xml().array_with_nulls()> xml_array;
  col<M, pg::jsonpath()> jsonpath_;
  col<M, pg::jsonpath().array_with_nulls()> jsonpath_array;
  col<M, pg::tsvector()> tsvector_;
  col<M, pg::tsvector().array_with_nulls()> tsvector_array;
  col<M, pg::point()> point_;
  col<M, pg::point().array_with_nulls()> point_array;
  col<M, pg::line()> line_;
  col<M, pg::line().array_with_nulls()> line_array;
  col<M, pg::lseg()> lseg_;
  col<M, pg::lseg().array_with_nulls()> lseg_array;
  col<M, pg::box()> box_;
  col<M, pg::box().array_with_nulls()> box_array;
  col<M, pg::path()> path_;
  col<M, pg::path().array_with_nulls()> path_array;
  col<M, pg::polygon()> polygon_;
  col<M, pg::polygon().array_with_nulls()> polygon_array;
  col<M, pg::circle()> circle_;
  col<M, pg::circle().array_with_nulls()> circle_array;
  col<M, pg::int4range()> int4range_;
  col<M, pg::int4range().array_with_nulls()> int4range_array;
  col<M, pg::int8range()> int8range_;
  col<M, pg::int8range().array_with_nulls()> int8range_array;
  col<M, pg::numrange()> numrange_;
  col<M, pg::numrange().array_with_nulls()> numrange_array;
  col<M, pg::tsrange()> tsrange_;
  col<M, pg::tsrange().array_with_nulls()> tsrange_array;
  col<M, pg::tstzrange()> tstzrange_;
  col<M, pg::tstzrange().array_with_nulls()> tstzrange_array;
  col<M, pg::daterange()> daterange_;
  col<M, pg::daterange().array_with_nulls()> daterange_array;
  col<M, pg::char1()> char1_;
  col<M, pg::char1().array_with_nulls()> char1_array;
};
inline constexpr auto special = table<Special, "special">();

template <class M>
struct More {
  col<M, pg::bigint().primary_key()> id;
  col<M, pg::bigint().references(parents.id)> parent_id;
  col<M, pg::int4multirange()> int4multirange_;
  col<M, pg::int4multirange().array_with_nulls()> int4multirange_array;
  col<M, pg::int8multirange()> int8multirange_;
  col<M, pg::int8multirange().array_with_nulls()> int8multirange_array;
  col<M, pg::nummultirange()> nummultirange_;
  col<M, pg::nummultirange().array_with_nulls()> nummultirange_array;
  col<M, pg::tsmultirange()> tsmultirange_;
  col<M, pg::tsmultirange().array_with_nulls()> tsmultirange_array;
  col<M, pg::tstzmultirange()> tstzmultirange_;
  col<M, pg::tstzmultirange().array_with_nulls()> tstzmultirange_array;
  col<M, pg::datemultirange()> datemultirange_;
  col<M, pg::datemultirange().array_with_nulls()> datemultirange_array;
  col<M, pg::tsquery()> tsquery_;
  col<M, pg::tsquery().array_with_nulls()> tsquery_array;
  col<M, pg::hstore()> hstore_;
  col<M, pg::hstore().array_with_nulls()> hstore_array;
  col<M, pg::ltree()> ltree_;
  col<M, pg::ltree().array_with_nulls()> ltree_array;
  col<M, pg::lquery()> lquery_;
  col<M, pg::lquery().array_with_nulls()> lquery_array;
  col<M, pg::citext()> citext_;
  col<M, pg::citext().array_with_nulls()> citext_array;
  col<M, pg::name()> name_;
  col<M, pg::bit(13)> bits;
  col<M, pg::character(3)> padded;
};
inline constexpr auto more = table<More, "more">();

template <class M>
struct ParentsRelations {
  rel<M, many(related_values_test::core, related_values_test::core.parent_id)> core;
  rel<M, many(related_values_test::special, related_values_test::special.parent_id)> special;
  rel<M, many(related_values_test::more, related_values_test::more.parent_id)> more;
};
inline constexpr auto parents_r = relations<ParentsRelations>(parents);

namespace {

constexpr std::int64_t children_a_parent = 20;
constexpr std::size_t rows_a_statement = 200;

template <class T>
struct any_element {
  static T from(value_source& random) { return any_value<T>(random); }
};
template <>
struct any_element<mood> {
  static mood from(value_source& random) { return random.pick({mood::happy, mood::so_so, mood::sad_}); }
};
template <class T>
struct any_element<std::vector<std::optional<T>>> {
  static std::vector<std::optional<T>> from(value_source& random) {
    std::vector<std::optional<T>> elements(random.below(6));
    for (auto& element : elements)
      if (!random.one_in(4))
        element = any_element<T>::from(random);
    return elements;
  }
};

void fill(const required<std::int64_t>&, value_source&) {}
template <class T>
void fill(std::optional<T>& member, value_source& random) {
  if (!random.one_in(20))
    member = any_element<T>::from(random);
}

/// Two values are the same when this is: NaN is NaN, 0.0 is not -0.0, and NULL is nothing else.
template <class T>
std::string witness(const T& value) {
  if constexpr (std::is_same_v<T, json_t>)
    return value.text;
  else
    return wire_bytes<T>(value);
}
std::string witness(const required<std::int64_t>& value) { return witness(*value); }
template <class T>
std::string witness(const std::vector<std::optional<T>>& value);
template <class T>
std::string witness(const std::optional<T>& value) {
  const std::string bytes = value ? witness(*value) : "";
  return (value ? std::to_string(bytes.size()) : "NULL") + ":" + bytes;
}
template <class T>
std::string witness(const std::vector<std::optional<T>>& value) {
  std::string all;
  for (const auto& element : value) all += witness(element);
  return all;
}

template <class Table, class Row, class F>
decltype(auto) visit(const Table&, Row& row, F f) {
  return squall::detail::members<squall::detail::tag_of<Table>::size()>::visit(row, f);
}
/// Of each member of a row.
template <class Table, class Row>
std::vector<std::string> witnesses(const Table& table, const Row& row) {
  return visit(table, row, [](const auto&... member) { return std::vector<std::string>{witness(member)...}; });
}

struct filled_database {
  fresh_database fresh;
  database db{fresh.url()};
  value_source random;

  /// Puts rows of random values into `table`, by INSERT and, where `copies`, by COPY in turn. Returns their witnesses.
  template <class NewRow, class Table, class Adjust>
  std::vector<std::vector<std::string>> fill_table(const Table& table, bool copies, Adjust adjust) {
    const auto count = static_cast<std::int64_t>(round_trip_values());
    db.connection().query("insert into parents select generate_series(0, $1::bigint)",
                          {{std::to_string(count / children_a_parent)}});
    std::vector<std::vector<std::string>> written;
    bool copy = false;
    for (std::int64_t id = 0; id < count;) {
      std::vector<NewRow> rows;
      for (; id < count && rows.size() < rows_a_statement; ++id) {
        NewRow row{.id = id};
        visit(table, row, [&](auto&... member) { (fill(member, random), ...); });
        row.parent_id = id / children_a_parent;
        adjust(row);
        written.push_back(witnesses(table, row));
        rows.push_back(std::move(row));
      }
      if (copy)
        CHECK(db.copy_in(table, rows) == static_cast<std::int64_t>(rows.size()));
      else
        CHECK(db.insert(table).values(rows).execute() == static_cast<std::int64_t>(rows.size()));
      copy = copies && !copy;
    }
    return written;
  }
};

/// `rows` in the order in which they were written.
template <class Table, class Rows>
void check_rows(const Table& table, const Rows& rows, const std::vector<std::vector<std::string>>& written,
                std::size_t& at) {
  for (const auto& row : rows) {
    REQUIRE(at < written.size());
    REQUIRE(witnesses(table, row) == written[at]);
    ++at;
  }
}
template <class Table, class Query, class Children>
void check_all_ways(database& db, const Table& table, const Query& nested, Children children,
                    const std::vector<std::vector<std::string>>& written) {
  const auto check = [&](const auto& parents_found) {
    std::size_t at = 0;
    for (const auto& parent : parents_found) check_rows(table, children(parent), written, at);
    CHECK(at == written.size());
  };
  check(nested.by_level().all());
  check(nested.one_statement().all());
  std::size_t at = 0;
  check_rows(table, db.select().from(table).order_by(table.id).all(), written, at);
  at = 0;
  for (const auto& row : db.copy_out(db.select().from(table).order_by(table.id)))
    REQUIRE(witnesses(table, row) == written.at(at++));
  CHECK(at == written.size());
}

const auto as_it_is = [](auto&) {};

TEST_CASE_FIXTURE(filled_database, "the common types survive as columns of related rows") {
  db.connection().run(
      "create type mood as enum ('happy', 'so_so', 'sad'); create table parents (id bigint primary key); create table "
      "core ("
      "id bigint primary key, parent_id bigint references parents, boolean boolean, boolean_array boolean[]"
      ", smallint smallint, smallint_array smallint[], integer integer, integer_array integer[]"
      ", bigint bigint, bigint_array bigint[], real real, real_array real[]"
      ", double_precision double precision, double_precision_array double precision[]"
      ", numeric numeric, numeric_array numeric[], text text, text_array text[]"
      ", varchar varchar, varchar_array varchar[], bytea bytea, bytea_array bytea[], uuid uuid, uuid_array uuid[]"
      ", date date, date_array date[], time time, time_array time[], timetz timetz, timetz_array timetz[]"
      ", timestamp timestamp, timestamp_array timestamp[]"
      ", timestamptz timestamptz, timestamptz_array timestamptz[], interval interval, interval_array interval[]"
      ", json json, json_array json[], jsonb jsonb, jsonb_array jsonb[], mood mood, mood_array mood[])");
  const auto written = fill_table<insert_t<Core>>(core, true, as_it_is);
  check_all_ways(
      db, core, db.query(parents).with(parents_r.core.order_by(core.id)).order_by(parents.id),
      [](const auto& parent) -> const auto& { return parent.core; }, written);
}

TEST_CASE_FIXTURE(filled_database, "the special types survive as columns of related rows") {
  db.connection().run(
      "create table parents (id bigint primary key); create table special ("
      "id bigint primary key, parent_id bigint references parents, inet inet, inet_array inet[]"
      ", cidr cidr, cidr_array cidr[], macaddr macaddr, macaddr_array macaddr[]"
      ", macaddr8 macaddr8, macaddr8_array macaddr8[], varbit varbit, varbit_array varbit[]"
      ", money money, money_array money[], oid oid, oid_array oid[], pg_lsn pg_lsn, pg_lsn_array pg_lsn[]"
      ", xml xml, xml_array xml[], jsonpath jsonpath, jsonpath_array jsonpath[]"
      ", tsvector tsvector, tsvector_array tsvector[], point point, point_array point[]"
      ", line line, line_array line[], lseg lseg, lseg_array lseg[], box box, box_array box[]"
      ", path path, path_array path[], polygon polygon, polygon_array polygon[]"
      ", circle circle, circle_array circle[], int4range int4range, int4range_array int4range[]"
      ", int8range int8range, int8range_array int8range[], numrange numrange, numrange_array numrange[]"
      ", tsrange tsrange, tsrange_array tsrange[], tstzrange tstzrange, tstzrange_array tstzrange[]"
      ", daterange daterange, daterange_array daterange[], char1 \"char\", char1_array \"char\"[])");
  const auto written = fill_table<insert_t<Special>>(special, true, as_it_is);
  check_all_ways(
      db, special, db.query(parents).with(parents_r.special.order_by(special.id)).order_by(parents.id),
      [](const auto& parent) -> const auto& { return parent.special; }, written);
}

TEST_CASE_FIXTURE(filled_database,
                  "multiranges, searches and the types of extensions survive as columns of related rows") {
  for (const char* const extension : {"hstore", "ltree", "citext"})
    if (!has_extension(db.connection(), extension))
      return;
  db.connection().run(
      "create table parents (id bigint primary key); create table more ("
      "id bigint primary key, parent_id bigint references parents"
      ", int4multirange int4multirange, int4multirange_array int4multirange[]"
      ", int8multirange int8multirange, int8multirange_array int8multirange[]"
      ", nummultirange nummultirange, nummultirange_array nummultirange[]"
      ", tsmultirange tsmultirange, tsmultirange_array tsmultirange[]"
      ", tstzmultirange tstzmultirange, tstzmultirange_array tstzmultirange[]"
      ", datemultirange datemultirange, datemultirange_array datemultirange[]"
      ", tsquery tsquery, tsquery_array tsquery[], hstore hstore, hstore_array hstore[]"
      ", ltree ltree, ltree_array ltree[], lquery lquery, lquery_array lquery[]"
      ", citext citext, citext_array citext[], name name, bits bit(13), padded char(3))");
  const auto written = fill_table<insert_t<More>>(more, false, [this](insert_t<More>& row) {
    row.name_ = random.text(8);
    row.bits = any_bits(random, 13);
    row.padded = random.pick<const char*>({"abc", "é  ", "   ", "'\" "});
  });
  check_all_ways(
      db, more, db.query(parents).with(parents_r.more.order_by(more.id)).order_by(parents.id),
      [](const auto& parent) -> const auto& { return parent.more; }, written);
}

}  // namespace
}  // namespace related_values_test
