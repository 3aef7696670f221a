#include <algorithm>

#include "unit/kit/catalog/fixture.hpp"

using namespace squall;
using namespace squall::kit;
using test::get;
using test::read_after;

namespace {

object_id in_public(object_kind kind, std::string name, std::string signature = {}) {
  return {kind, "public", {}, std::move(name), std::move(signature)};
}

bool stands_on(const reference_list& references, const object_id& id) {
  return std::find(references.ids.begin(), references.ids.end(), id) != references.ids.end();
}

}  // namespace

TEST_CASE("a domain is read with base type, default, collation, checks and what they stand on") {
  const auto read = read_after(
      "create function ok(text) returns boolean immutable language sql as 'select true';"
      " create domain \"Post Code\" as varchar(9) collate \"C\" default 'x' not null"
      "  constraint \"is it\" check (ok(value) and length(value) > 3) check (value <> '');"
      " alter domain \"Post Code\" add constraint later check (value <> 'y') not valid;"
      " comment on constraint \"is it\" on domain \"Post Code\" is 'long'; comment on domain \"Post Code\" is 'd';"
      " create domain second as \"Post Code\"[]");
  const auto& value = get<domain>(read, in_public(object_kind::domain, "Post Code"));
  CHECK(value.base.sql == "character varying(9)");
  CHECK(value.not_null);
  REQUIRE(value.default_value);
  CHECK(value.default_value->sql == "'x'::character varying");
  CHECK(value.collation == "pg_catalog.\"C\"");
  REQUIRE(value.checks.size() == 3);
  CHECK(value.checks[0].name == "Post Code_check");
  CHECK(value.checks[1].condition == "public.ok((VALUE)::text) AND (length((VALUE)::text) > 3)");
  CHECK(value.checks[1].comment == "long");
  CHECK_FALSE(value.checks[1].not_valid);
  CHECK(value.checks[2].not_valid);
  CHECK(value.comment == "d");
  CHECK(stands_on(value.references, in_public(object_kind::routine, "ok", "text")));
  CHECK(get<domain>(read, in_public(object_kind::domain, "second")).base.user_type ==
        in_public(object_kind::domain, "Post Code"));
  CHECK(read.not_modelled.empty());
}

TEST_CASE("a composite type is read with its attributes; the row types of tables are no types of their own") {
  const auto read = read_after(
      "create type empty as (); create type \"C\" as (\"a b\" text collate \"C\", e empty[], n numeric(5,2));"
      " alter type \"C\" drop attribute e; comment on column \"C\".n is 'nn'; create table t (c \"C\")");
  const auto& value = get<composite_type>(read, in_public(object_kind::composite_type, "C"));
  REQUIRE(value.attributes.size() == 2);
  CHECK(value.attributes[0].name == "a b");
  CHECK(value.attributes[0].collation == "pg_catalog.\"C\"");
  CHECK(value.attributes[1].type.sql == "numeric(5,2)");
  CHECK(value.attributes[1].comment == "nn");
  CHECK(get<composite_type>(read, in_public(object_kind::composite_type, "empty")).attributes.empty());
  CHECK_FALSE(read.model.contains(in_public(object_kind::composite_type, "t")));
  CHECK(get<column>(read, test::public_column("t", "c")).type.user_type == in_public(object_kind::composite_type, "C"));
}

TEST_CASE("a range type is read without what has its default, and without what comes along with it") {
  const auto read = read_after(
      "create type \"my range\" as range (subtype = text, collation = \"C\", multirange_type_name = \"Many\");"
      " create type floats as range (subtype = float8, subtype_diff = float8mi); create table t (r floats, m "
      "\"Many\")");
  const auto& odd = get<range_type>(read, in_public(object_kind::range_type, "my range"));
  CHECK(odd.options == option_map{{"SUBTYPE", "text"},
                                  {"COLLATION", "pg_catalog.\"C\""},
                                  {"MULTIRANGE_TYPE_NAME", "public.\"Many\""}});
  const auto& plain = get<range_type>(read, in_public(object_kind::range_type, "floats"));
  CHECK(plain.options == option_map{{"SUBTYPE", "double precision"}, {"SUBTYPE_DIFF", "pg_catalog.float8mi"}});
  CHECK(get<column>(read, test::public_column("t", "m")).type.user_type ==
        in_public(object_kind::range_type, "my range"));
  CHECK(read.model.objects.size() == 6);
}

TEST_CASE("base types and shells are read with their functions") {
  const auto read = read_after(
      "create type shell; create type t2; create function t2in(cstring) returns t2 immutable strict language internal "
      "as "
      "'int4in'; create function t2out(t2) returns cstring immutable strict language internal as 'int4out';"
      " create type t2 (input = t2in, output = t2out, internallength = 4, passedbyvalue, alignment = int4, category = "
      "'N', preferred, default = 'it''s', delimiter = ';')");
  CHECK(get<base_type>(read, in_public(object_kind::base_type, "shell")).options.empty());
  const auto& value = get<base_type>(read, in_public(object_kind::base_type, "t2"));
  CHECK(value.options == option_map{{"INPUT", "public.t2in"},
                                    {"OUTPUT", "public.t2out"},
                                    {"INTERNALLENGTH", "4"},
                                    {"PASSEDBYVALUE", "true"},
                                    {"CATEGORY", "'N'"},
                                    {"PREFERRED", "true"},
                                    {"DEFAULT", "'it''s'"},
                                    {"DELIMITER", "';'"}});
  CHECK(stands_on(value.references, in_public(object_kind::routine, "t2in", "cstring")));
}

TEST_CASE("collations and conversions are read") {
  const auto read = read_after(
      "create collation \"my C\" (locale = 'C'); create collation mixed (lc_collate = 'C', lc_ctype = 'POSIX');"
      " create default conversion \"to u\" for 'LATIN1' to 'UTF8' from iso8859_1_to_utf8");
  CHECK(get<collation>(read, in_public(object_kind::collation, "my C")).options == option_map{{"LOCALE", "'C'"}});
  CHECK(get<collation>(read, in_public(object_kind::collation, "mixed")).options ==
        option_map{{"LC_COLLATE", "'C'"}, {"LC_CTYPE", "'POSIX'"}});
  CHECK(get<conversion>(read, in_public(object_kind::conversion, "to u")).definition ==
        "DEFAULT FOR 'LATIN1' TO 'UTF8' FROM pg_catalog.iso8859_1_to_utf8");
}
