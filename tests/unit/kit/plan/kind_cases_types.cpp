#include "kind_cases.hpp"

namespace squall::test {
namespace {

kit::routine internal_function(const std::string& arguments, const std::string& returns, const std::string& symbol) {
  kit::routine out;
  out.arguments = arguments;
  out.returns = returns;
  out.language = "internal";
  out.body = symbol;
  out.strict = true;
  out.volatility = kit::volatility_class::immutable;
  return out;
}

kit::object_id in_odd(kit::object_kind kind, std::string name, std::string signature = {}) {
  return {kind, odd_schema, {}, std::move(name), std::move(signature)};
}

}  // namespace

std::vector<kind_case> type_cases() {
  using kind = kit::object_kind;
  std::vector<kind_case> out;

  out.push_back({in_odd(kind::routine, "num_in", "cstring"),
                 internal_function("cstring", odd + "num", "int4in"),
                 {},
                 {},
                 true,
                 true});
  out.push_back({in_odd(kind::routine, "num_out", odd + "num"),
                 internal_function(odd + "num", "cstring", "int4out"),
                 {},
                 {},
                 true,
                 true});
  out.push_back({in_odd(kind::routine, "num_send", odd + "num"),
                 internal_function(odd + "num", "bytea", "int4send"),
                 {},
                 {},
                 true,
                 true});
  kit::base_type number;
  number.options = {{"INPUT", odd + "num_in"}, {"OUTPUT", odd + "num_out"}, {"INTERNALLENGTH", "4"},
                    {"PASSEDBYVALUE", "true"}, {"ALIGNMENT", "int4"},       {"STORAGE", "plain"}};
  auto sent = number;
  sent.options["SEND"] = odd + "num_send";
  sent.comment = "a 'number'";
  out.push_back({in_odd(kind::base_type, "num"), number, sent, "PASSEDBYVALUE"});

  kit::domain text_domain;
  text_domain.base = {"character varying(20)", {}};
  text_domain.collation = "pg_catalog.\"C\"";
  text_domain.default_value = {"'x'::character varying", {}};
  text_domain.not_null = true;
  text_domain.checks = {{"Long \"one", "(length((VALUE)::text) > 1)", false, "it's long"},
                        {"gone", "((VALUE)::text <> ''::text)", false, ""},
                        {"later", "((VALUE)::text <> 'q'::text)", true, ""}};
  text_domain.access = owned_by_a({{odd_role, "USAGE", true}}, {{"", "USAGE", false}});
  auto other = text_domain;
  other.default_value.reset();
  other.not_null = false;
  other.checks = {{"Long \"one", "(length((VALUE)::text) > 2)", false, "it's longer"},
                  {"later", "((VALUE)::text <> 'q'::text)", false, "checked"},
                  {"new", "((VALUE)::text <> 'n'::text)", true, ""}};
  other.access.granted = {{odd_role, "USAGE", false}};
  other.access.revoked = {};
  out.push_back({in_odd(kind::domain, "Do\"main"), text_domain, other, "CONSTRAINT \"Long \"\"one\" CHECK"});
  kit::domain plain;
  plain.base = {"integer", {}};
  auto required = plain;
  required.not_null = true;
  required.default_value = {"1", {}};
  out.push_back({in_odd(kind::domain, "plain"), plain, required});
  auto wide = plain;
  wide.base.sql = "bigint";
  out.push_back({in_odd(kind::domain, "widened"), plain, wide, "AS integer", false});

  kit::composite_type pair;
  pair.attributes = {{"Le\"ft", {"integer", {}}, "", "left"},
                     {"gone", {"integer", {}}, "", ""},
                     {"right", {"text", {}}, "pg_catalog.\"C\"", ""}};
  pair.comment = "two";
  auto three = pair;
  three.attributes = {{"Le\"ft", {"bigint", {}}, "", ""},
                      {"right", {"text", {}}, "pg_catalog.\"C\"", "right"},
                      {"third", {"numeric(4,2)", {}}, "", "new"}};
  three.access = owned_by_a();
  three.comment.clear();
  out.push_back({in_odd(kind::composite_type, "pair"), pair, three, "\"Le\"\"ft\" integer"});
  auto moved = pair;
  std::swap(moved.attributes[0], moved.attributes[2]);
  out.push_back({in_odd(kind::composite_type, "moved"), pair, moved, {}, false});
  out.push_back({in_odd(kind::composite_type, "nothing"), kit::composite_type{}});

  kit::range_type range;
  range.options = {{"SUBTYPE", "double precision"}, {"SUBTYPE_DIFF", "pg_catalog.float8mi"}};
  auto undiffed = range;
  undiffed.options.erase("SUBTYPE_DIFF");
  out.push_back({in_odd(kind::range_type, "floats"), range, undiffed, "subtype_diff = float8mi", false});
  out.push_back({in_odd(kind::routine, "canon", odd + "ints"),
                 internal_function(odd + "ints", odd + "ints", "int4range_canonical"),
                 {},
                 {},
                 true,
                 true});
  kit::range_type ints;
  ints.options = {{"SUBTYPE", "integer"}, {"CANONICAL", odd + "canon"}};
  out.push_back({in_odd(kind::range_type, "ints"), ints, {}, "canonical = "});

  kit::collation german;
  german.options = {{"PROVIDER", "icu"}, {"LOCALE", "'de-u-co-phonebk'"}, {"DETERMINISTIC", "false"}};
  auto french = german;
  french.options["LOCALE"] = "'fr'";
  french.access = owned_by_a();
  out.push_back({in_odd(kind::collation, "Ger\"man"), german, french, "deterministic = false", false});
  kit::conversion latin;
  latin.definition = "DEFAULT FOR 'LATIN1' TO 'UTF8' FROM pg_catalog.iso8859_1_to_utf8";
  auto usual = latin;
  usual.definition = latin.definition.substr(8);
  usual.comment = "no default";
  out.push_back({in_odd(kind::conversion, "latin"), latin, usual, "CREATE DEFAULT CONVERSION", false});
  return out;
}

std::vector<kind_case> routine_cases() {
  using kind = kit::object_kind;
  std::vector<kind_case> out;

  kit::routine f;
  f.arguments = "a integer, \"B, c\" text DEFAULT 'x, y'::text";
  f.returns = "SETOF integer";
  f.language = "plpgsql";

  f.body = "begin return query select 1; -- $$ $body$ $\nend";
  f.settings = {{"search_path", "'public', 'pg_temp'"}, {"app.tenant", "'o''k'"}};
  f.cost = "5";
  f.rows = "7";
  f.access = owned_by_a({{odd_role, "EXECUTE", true}}, {{"", "EXECUTE", false}});
  auto g = f;
  g.body = "begin return query select 2; end";
  g.settings.erase("app.tenant");
  g.security_definer = true;
  g.strict = true;
  g.volatility = kit::volatility_class::stable;
  g.parallel = kit::parallel_safety::safe;
  g.comment = "does";
  g.access.granted = {};
  out.push_back({in_odd(kind::routine, "F\"n", "integer, text"), f, g, "COST 5 ROWS 7"});
  auto renamed = f;
  renamed.arguments = "b integer, \"B, c\" text DEFAULT 'x, y'::text";
  out.push_back({in_odd(kind::routine, "renamed", "integer, text"), f, renamed, {}, false});
  auto bare = f;
  bare.arguments = "a integer, \"B, c\" text";
  out.push_back({in_odd(kind::routine, "bare", "integer, text"), f, bare, {}, false});
  kit::routine p;
  p.kind = kit::routine_kind::procedure;
  p.arguments = "IN a integer";
  p.language = "sql";
  p.body = "select 1 -- $";
  auto q = p;
  q.body = "select 2";
  q.access = owned_by_a({{odd_role, "EXECUTE", false}});
  out.push_back({in_odd(kind::routine, "proc", "integer"), p, q, "CREATE PROCEDURE"});
  kit::routine standard;
  standard.arguments = "a integer";
  standard.returns = "integer";
  standard.language = "sql";
  standard.sql_body = "RETURN (a + 1)";
  standard.volatility = kit::volatility_class::immutable;
  auto atomic = standard;
  atomic.sql_body = "BEGIN ATOMIC\n SELECT (a + 2);\nEND";
  out.push_back({in_odd(kind::routine, "std", "integer"), standard, atomic, "RETURN (a + 1)"});
  kit::routine window;
  window.kind = kit::routine_kind::window;
  window.returns = "bigint";
  window.language = "internal";
  window.body = "window_row_number";
  out.push_back({in_odd(kind::routine, "win"), window, {}, "WINDOW"});

  kit::aggregate sum;
  sum.options = {{"SFUNC", "pg_catalog.int4pl"}, {"STYPE", "integer"}, {"INITCOND", "'0'"}, {"ARGUMENTS", "integer"}};
  auto sum2 = sum;
  sum2.options["INITCOND"] = "'1'";
  sum2.options["PARALLEL"] = "safe";
  sum2.access = owned_by_a({}, {{"", "EXECUTE", false}});
  sum2.comment = "sum";
  out.push_back({in_odd(kind::aggregate, "Su\"m", "integer"), sum, sum2, "INITCOND = '0'"});
  kit::aggregate all;
  all.options = {{"SFUNC", "pg_catalog.int8inc"}, {"STYPE", "bigint"}, {"INITCOND", "'0'"}, {"ARGUMENTS", "*"}};
  auto all2 = all;
  all2.comment = "all";
  all2.access = owned_by_a({{odd_role, "EXECUTE", false}});
  out.push_back({in_odd(kind::aggregate, "everything"), all, all2});
  kit::aggregate ordered;
  ordered.options = {{"SFUNC", "pg_catalog.ordered_set_transition"},
                     {"STYPE", "internal"},
                     {"FINALFUNC", "pg_catalog.percentile_disc_final"},
                     {"FINALFUNC_EXTRA", "true"},
                     {"ARGUMENTS", "double precision ORDER BY anyelement"}};
  auto ordered2 = ordered;
  ordered2.comment = "ordered";
  ordered2.access = owned_by_a();
  out.push_back({in_odd(kind::aggregate, "ord", "double precision, anyelement"), ordered, ordered2, "FINALFUNC_EXTRA"});

  kit::sql_operator same;
  same.options = {{"FUNCTION", "pg_catalog.int4eq"},
                  {"LEFTARG", "integer"},
                  {"RIGHTARG", "integer"},
                  {"HASHES", "true"},
                  {"MERGES", "true"},
                  {"RESTRICT", "pg_catalog.eqsel"}};
  same.options["COMMUTATOR"] = "OPERATOR(" + odd + "===)";
  auto same2 = same;
  same2.options.erase("RESTRICT");
  same2.options["JOIN"] = "pg_catalog.eqjoinsel";
  same2.access = owned_by_a();
  same2.comment = "same";
  out.push_back({in_odd(kind::operator_, "===", "integer, integer"), same, same2, "RESTRICT = eqsel"});
  kit::sql_operator prefix;
  prefix.options = {{"FUNCTION", "pg_catalog.int4um"}, {"RIGHTARG", "integer"}};
  out.push_back({in_odd(kind::operator_, "~~~", "NONE, integer"), prefix});

  kit::operator_family family;
  family.members = {"FUNCTION 1 (integer, bigint) pg_catalog.btint48cmp(integer, bigint)",
                    "OPERATOR 1 pg_catalog.<(integer, bigint)"};
  auto family2 = family;
  family2.members = {"OPERATOR 1 pg_catalog.<(integer, bigint)", "OPERATOR 2 pg_catalog.<=(integer, bigint)"};
  family2.access = owned_by_a();
  out.push_back({in_odd(kind::operator_family, "Fa\"m", "btree"), family, family2, "OPERATOR 1 <(integer,bigint)"});
  kit::operator_class own;
  own.input_type = "integer";
  own.members = {"OPERATOR 1 pg_catalog.=(integer, integer)",
                 "FUNCTION 1 (integer, integer) pg_catalog.hashint4(integer)"};
  auto own2 = own;
  own2.comment = "hashed";
  own2.access = owned_by_a();
  out.push_back({in_odd(kind::operator_class, "own", "hash"), own, own2, "OPERATOR 1 =(integer,integer)"});
  auto in_family = own;
  in_family.members = {"OPERATOR 1 pg_catalog.<(integer, integer)", "OPERATOR 3 pg_catalog.=(integer, integer)",
                       "FUNCTION 1 (integer, integer) pg_catalog.btint4cmp(integer, integer)"};
  in_family.family = odd + "\"Fa\"\"m\"";
  auto shorter = in_family;
  shorter.members.erase(shorter.members.begin());
  out.push_back({in_odd(kind::operator_class, "Cl\"s", "btree"), in_family, shorter, {}, false});

  kit::cast c;
  c.definition = "WITH INOUT AS ASSIGNMENT";
  auto c2 = c;
  c2.definition = "WITH INOUT";
  c2.comment = "cast";
  out.push_back({{kind::cast, {}, {}, odd + "point2", "integer"}, c, c2, "WITH INOUT AS ASSIGNMENT", false});
  kit::routine handler;
  handler.returns = "language_handler";
  handler.language = "c";
  handler.library = "$libdir/plpgsql";
  handler.body = "plpgsql_call_handler";
  out.push_back({in_odd(kind::routine, "handler"), handler, {}, "AS '$libdir/plpgsql', 'plpgsql_call_handler'"});
  auto validator = handler;
  validator.arguments = "oid";
  validator.returns = "void";
  validator.body = "plpgsql_validator";
  out.push_back({in_odd(kind::routine, "validator", "oid"), validator});
  kit::language l;
  l.definition = "TRUSTED HANDLER " + odd + "handler";
  auto l2 = l;
  l2.definition = l.definition + " VALIDATOR " + odd + "validator";
  l2.access = owned_by_a({{odd_role, "USAGE", false}}, {{"", "USAGE", false}});
  out.push_back({{kind::language, {}, {}, "La\"ng"}, l, l2, "CREATE TRUSTED PROCEDURAL LANGUAGE \"La\"\"ng\" HANDLER"});
  kit::transform t;
  t.definition = "(FROM SQL WITH FUNCTION pg_catalog.prsd_lextype(internal))";
  auto t2 = t;
  t2.comment = "transform";
  out.push_back({{kind::transform, {}, {}, "integer", "La\"ng"}, t, t2, "CREATE TRANSFORM FOR integer"});
  kit::access_method am;
  am.definition = "TYPE INDEX HANDLER pg_catalog.bthandler";
  auto am2 = am;
  am2.comment = "method";
  out.push_back({{kind::access_method, {}, {}, "A\"m"}, am, am2, "TYPE INDEX HANDLER bthandler"});
  return out;
}

}  // namespace squall::test
