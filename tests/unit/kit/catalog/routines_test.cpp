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
object_id alone(object_kind kind, std::string name, std::string signature = {}) {
  return {kind, {}, {}, std::move(name), std::move(signature)};
}

bool stands_on(const reference_list& references, const object_id& id) {
  return std::find(references.ids.begin(), references.ids.end(), id) != references.ids.end();
}

}  // namespace

TEST_CASE("a function is read with everything that CREATE FUNCTION takes") {
  const auto read = read_after(
      "create type mood as enum ('x');"
      " create function \"F x\"(\"A\" int, b mood[] default '{}', variadic c text[] default array['q']) returns setof "
      "int"
      "  language plpgsql stable strict leakproof security definer parallel restricted cost 7 rows 5"
      "  set search_path = public, \"My Schema\" set work_mem = '1MB' as $f$begin return; end$f$;"
      " create function plain() returns int language sql return 1;"
      " create procedure p(inout x int) language sql begin atomic select x; end; comment on function plain() is 'one'");
  const auto& value = get<routine>(read, in_public(object_kind::routine, "F x", "integer, public.mood[], text[]"));
  CHECK(value.arguments ==
        "\"A\" integer, b public.mood[] DEFAULT '{}'::public.mood[], VARIADIC c text[] DEFAULT ARRAY['q'::text]");
  CHECK(value.returns == "SETOF integer");
  CHECK(value.language == "plpgsql");
  CHECK(value.body == "begin return; end");
  CHECK(value.volatility == volatility_class::stable);
  CHECK(value.parallel == parallel_safety::restricted);
  CHECK(value.strict);
  CHECK(value.leakproof);
  CHECK(value.security_definer);
  CHECK(value.cost == "7");
  CHECK(value.rows == "5");
  CHECK(value.settings == option_map{{"search_path", "'public', 'My Schema'"}, {"work_mem", "'1MB'"}});
  CHECK(stands_on(value.references, enum_id("public", "mood")));
  const auto& plain = get<routine>(read, in_public(object_kind::routine, "plain"));
  CHECK(plain.sql_body == "RETURN 1");
  CHECK(plain.body.empty());
  CHECK(plain.cost.empty());
  CHECK(plain.comment == "one");
  const auto& procedure = get<routine>(read, in_public(object_kind::routine, "p", "integer"));
  CHECK(procedure.kind == routine_kind::procedure);
  CHECK(procedure.returns.empty());
  CHECK(procedure.sql_body.find("BEGIN ATOMIC") == 0);
}

TEST_CASE("aggregates are read as options, ordered-set ones with ORDER BY in their arguments") {
  const auto read = read_after(
      "create aggregate \"Sum\"(int) (sfunc = int4pl, stype = int, initcond = '0', parallel = safe, sortop = <);"
      " create aggregate \"count it\"(*) (sfunc = int8inc, stype = bigint, initcond = '0');"
      " create aggregate pct(float8 order by anyelement) (sfunc = ordered_set_transition, stype = internal,"
      "  finalfunc = percentile_disc_final, finalfunc_extra)");
  CHECK(get<aggregate>(read, in_public(object_kind::aggregate, "Sum", "integer")).options ==
        option_map{{"ARGUMENTS", "integer"},
                   {"SFUNC", "pg_catalog.int4pl"},
                   {"STYPE", "integer"},
                   {"INITCOND", "'0'"},
                   {"SORTOP", "OPERATOR(pg_catalog.<)"},
                   {"PARALLEL", "SAFE"}});
  CHECK(get<aggregate>(read, in_public(object_kind::aggregate, "count it")).options.at("ARGUMENTS") == "*");
  const auto& ordered = get<aggregate>(read, in_public(object_kind::aggregate, "pct", "double precision, anyelement"));
  CHECK(ordered.options.at("ARGUMENTS") == "double precision ORDER BY anyelement");
  CHECK(ordered.options.at("FINALFUNC_EXTRA") == "true");
  CHECK_FALSE(ordered.options.contains("FINALFUNC_MODIFY"));
}

TEST_CASE("operators, families, classes and their members are read") {
  const auto read = read_after(
      "create function eq(int, text) returns boolean immutable language sql as 'select true';"
      " create operator === (leftarg = int, rightarg = text, function = eq, restrict = eqsel, hashes);"
      " create operator !!! (rightarg = int, function = abs);"
      " create operator class own for type int using btree as operator 1 <, operator 2 <=, operator 3 =, operator 4 >=,"
      "  operator 5 >, function 1 btint4cmp(int, int);"
      " create operator family \"a family\" using hash;"
      " create operator class \"a class\" for type int8 using hash family \"a family\" as operator 1 =,"
      "  function 1 hashint8(int8);"
      " alter operator family \"a family\" using hash add operator 1 = (int2, int4)");
  const auto& equal = get<sql_operator>(read, in_public(object_kind::operator_, "===", "integer, text"));
  CHECK(equal.options == option_map{{"FUNCTION", "public.eq"},
                                    {"LEFTARG", "integer"},
                                    {"RIGHTARG", "text"},
                                    {"RESTRICT", "pg_catalog.eqsel"},
                                    {"HASHES", "true"}});
  CHECK(stands_on(equal.references, in_public(object_kind::routine, "eq", "integer, text")));
  CHECK(read.model.contains(in_public(object_kind::operator_, "!!!", "NONE, integer")));
  const auto& own = get<operator_class>(read, in_public(object_kind::operator_class, "own", "btree"));
  CHECK(own.family.empty());
  CHECK(own.members.size() == 6);
  CHECK(own.members.front() == "OPERATOR 1 pg_catalog.<(integer, integer)");
  CHECK(own.members.back() == "FUNCTION 1 (integer, integer) pg_catalog.btint4cmp(integer, integer)");
  CHECK_FALSE(read.model.contains(in_public(object_kind::operator_family, "own", "btree")));
  CHECK(get<operator_family>(read, in_public(object_kind::operator_family, "a family", "hash")).members ==
        std::vector<std::string>{"OPERATOR 1 pg_catalog.=(smallint, integer)"});
  CHECK(get<operator_class>(read, in_public(object_kind::operator_class, "a class", "hash")).family ==
        "public.\"a family\"");
}

TEST_CASE("casts, languages and access methods are read") {
  const auto read = read_after(
      "create type c as (x int); create function c2t(c) returns text language sql as 'select ''''';"
      " create cast (c as text) with function c2t(c) as assignment; create cast (text as c) with inout;"
      " create trusted language \"my lang\" handler plpgsql_call_handler inline plpgsql_inline_handler validator "
      "plpgsql_validator; create access method heap2 type table handler heap_tableam_handler");
  const auto& with = get<kit::cast>(read, alone(object_kind::cast, "public.c", "text"));
  CHECK(with.definition == "WITH FUNCTION public.c2t(public.c) AS ASSIGNMENT");
  CHECK(stands_on(with.references, in_public(object_kind::routine, "c2t", "public.c")));
  CHECK(get<kit::cast>(read, alone(object_kind::cast, "text", "public.c")).definition == "WITH INOUT");
  CHECK(get<language>(read, alone(object_kind::language, "my lang")).definition ==
        "TRUSTED HANDLER pg_catalog.plpgsql_call_handler INLINE pg_catalog.plpgsql_inline_handler VALIDATOR "
        "pg_catalog.plpgsql_validator");
  CHECK(get<access_method>(read, alone(object_kind::access_method, "heap2")).definition ==
        "TYPE TABLE HANDLER pg_catalog.heap_tableam_handler");
}

TEST_CASE("text search objects are read, a dictionary's options as they stand") {
  const auto read = read_after(
      "create text search parser prs (start = prsd_start, gettoken = prsd_nexttoken, end = prsd_end, lextypes = "
      "prsd_lextype); create text search template tpl (lexize = dsimple_lexize, init = dsimple_init);"
      " create text search dictionary \"my dict\" (template = simple, stopwords = english, accept = false);"
      " create text search configuration conf (parser = prs);"
      " alter text search configuration conf add mapping for asciiword, word with \"my dict\", simple");
  CHECK(get<text_search_parser>(read, in_public(object_kind::text_search_parser, "prs")).options.size() == 4);
  CHECK(get<text_search_template>(read, in_public(object_kind::text_search_template, "tpl")).options ==
        option_map{{"INIT", "pg_catalog.dsimple_init"}, {"LEXIZE", "pg_catalog.dsimple_lexize"}});
  CHECK(get<text_search_dictionary>(read, in_public(object_kind::text_search_dictionary, "my dict")).options ==
        option_map{{"TEMPLATE", "pg_catalog.simple"}, {"stopwords", "'english'"}, {"accept", "'false'"}});
  CHECK(get<text_search_configuration>(read, in_public(object_kind::text_search_configuration, "conf")).options ==
        option_map{{"PARSER", "public.prs"},
                   {"MAPPING FOR asciiword", "public.\"my dict\", pg_catalog.simple"},
                   {"MAPPING FOR word", "public.\"my dict\", pg_catalog.simple"}});
}
