#include "kind_cases.hpp"

namespace squall::test {

std::string setup_of_kinds() {
  return R"(
    do $$ begin
      if not exists (select from pg_roles where rolname = 'owner_a') then
        create role owner_a superuser; create role "Role ""b";
      end if;
    end $$;
    create schema "We ""ird";
    create table "We ""ird".t (id integer primary key, "Na""me" text, n integer, kept integer);
    create table "We ""ird".other (id integer primary key);
    create type "We ""ird".point2 as (x integer, y integer);
    create function "We ""ird".fire() returns trigger language plpgsql as 'begin return null; end';
    create function "We ""ird".event() returns event_trigger language plpgsql as 'begin end';
  )";
}

std::vector<kind_case> relation_cases() {
  using kind = kit::object_kind;
  const auto in_odd = [](kind k, std::string name) { return kit::object_id{k, odd_schema, {}, std::move(name)}; };
  const auto on_t = [](kind k, std::string name) { return kit::object_id{k, odd_schema, "t", std::move(name)}; };
  const auto t = kit::table_id(odd_schema, "t");
  std::vector<kind_case> out;

  kit::view v;
  v.query = " SELECT t.id,\n    t.n\n   FROM " + odd + "t";
  v.outputs.list = {{"id", "integer"}, {"n", "integer"}};
  v.options = {{"check_option", "local"}, {"security_barrier", "true"}};
  v.columns["n"].default_value = "5";
  v.columns["id"].comment = "the 'id'";
  v.access = owned_by_a({{odd_role, "SELECT", false}});
  auto wider = v;
  wider.query = " SELECT t.id,\n    t.n,\n    t.\"Na\"\"me\"\n   FROM " + odd + "t";
  wider.outputs.list.push_back({"Na\"me", "text"});
  wider.options = {{"security_barrier", "false"}};
  wider.columns.erase("n");
  wider.columns["Na\"me"].access.granted = {{odd_role, "SELECT", false}, {odd_role, "UPDATE", true}};
  wider.access.granted = {{odd_role, "SELECT", true}, {"", "INSERT", false}};
  wider.comment = "wide";
  out.push_back({in_odd(kind::view, "Vi\"ew"), v, wider, "security_barrier='true'"});
  auto narrow = v;
  narrow.query = " SELECT t.n\n   FROM " + odd + "t";
  narrow.outputs.list = {{"n", "integer"}};
  narrow.columns.erase("id");
  out.push_back({in_odd(kind::view, "narrow"), v, narrow, {}, false});
  auto unknown = wider;
  unknown.outputs.list.clear();
  out.push_back({in_odd(kind::view, "unknown"), v, unknown, {}, false});
  auto optioned = v;
  optioned.options = {{"check_option", "cascaded"}};
  optioned.columns["n"].default_value = "6";
  out.push_back({in_odd(kind::view, "optioned"), v, optioned});

  kit::materialized_view m;
  m.query = v.query;
  m.outputs = v.outputs;
  m.populated = false;
  m.storage_parameters = {{"fillfactor", "70"}};
  auto m2 = m;
  m2.storage_parameters = {{"autovacuum_enabled", "false"}};
  m2.columns["n"].statistics_target = 50;
  m2.columns["n"].comment = "n";
  m2.access = owned_by_a({{odd_role, "SELECT", false}}, {{std::string(kit::owner_grantee), "DELETE", false}});
  out.push_back({in_odd(kind::materialized_view, "Ma\"t"), m, m2, "fillfactor='70'"});
  auto m3 = m;
  m3.query = narrow.query;
  m3.outputs = narrow.outputs;
  out.push_back({in_odd(kind::materialized_view, "mat"), m, m3, {}, false});

  kit::statistics s;
  s.table = t;
  s.kinds = {"ndistinct", "mcv"};
  s.columns = {"id", "n"};
  s.target = 100;
  auto s2 = s;
  s2.target.reset();
  s2.comment = "s";
  s2.access = owned_by_a();
  out.push_back({in_odd(kind::statistics, "St\"at"), s, s2, "SET STATISTICS 100"});
  kit::statistics expression;
  expression.table = t;
  expression.columns = {"Na\"me"};
  expression.expressions = {"(n + 1)"};
  auto other = expression;
  other.columns = {"kept"};
  out.push_back({in_odd(kind::statistics, "expr"), expression, other, "(n + 1)", false});

  kit::trigger row;
  row.timing = kit::trigger_timing::before;
  row.events = {"INSERT", "UPDATE"};
  row.update_columns = {"Na\"me"};
  row.for_each_row = true;
  row.when = "(new.n > 1)";
  row.function = odd + "fire";
  row.arguments = {"it's", "back\\slash"};
  row.enabled = kit::firing::disabled;
  auto always = row;
  always.enabled = kit::firing::always;
  always.comment = "fires";
  out.push_back({on_t(kind::trigger, "Tr\"g"), row, always, "UPDATE OF \"Na\"\"me\""});
  kit::trigger statement;
  statement.timing = kit::trigger_timing::after;
  statement.events = {"UPDATE"};
  statement.old_table = "Old \"rows";
  statement.new_table = "new_rows";
  statement.function = odd + "fire";
  auto deleting = statement;
  deleting.events = {"DELETE"};
  deleting.new_table.clear();
  out.push_back({on_t(kind::trigger, "stmt"), statement, deleting, "REFERENCING OLD TABLE AS", false});
  kit::trigger constraint = row;
  constraint.constraint = true;
  constraint.timing = kit::trigger_timing::after;
  constraint.deferral = kit::constraint_timing::initially_deferred;
  constraint.referenced_table = kit::table_id(odd_schema, "other");
  constraint.enabled = kit::firing::origin;
  auto replica = constraint;
  replica.enabled = kit::firing::replica;
  out.push_back({on_t(kind::trigger, "cons"), constraint, replica, "DEFERRABLE INITIALLY DEFERRED"});

  kit::rule rule;
  rule.definition = "ON INSERT TO " + odd + "other DO INSTEAD NOTHING;";
  auto also = rule;
  also.definition = "ON INSERT TO " + odd + "other DO  NOTIFY x";
  also.enabled = kit::firing::disabled;
  also.comment = "rules";
  out.push_back({{kind::rule, odd_schema, "other", "Ru\"le"}, rule, also, "DO INSTEAD NOTHING"});

  kit::policy policy;
  policy.permissive = false;
  policy.command = "UPDATE";
  policy.roles = {odd_role};
  policy.using_expression = {"(n > 1)", {}};
  auto checked = policy;
  checked.roles = {};
  checked.using_expression = {"(n > 2)", {}};
  checked.with_check = {"(n > 3)", {}};
  checked.comment = "policy";
  out.push_back({on_t(kind::policy, "Po\"l"), policy, checked, "AS RESTRICTIVE FOR UPDATE"});
  auto unchecked = checked;
  unchecked.with_check.reset();
  out.push_back({on_t(kind::policy, "less"), checked, unchecked, {}, false});
  return out;
}

std::vector<kind_case> database_cases() {
  using kind = kit::object_kind;
  const auto named = [](kind k, std::string name, std::string signature = {}) {
    return kit::object_id{k, {}, {}, std::move(name), std::move(signature)};
  };
  const auto in_odd = [](kind k, std::string name) { return kit::object_id{k, odd_schema, {}, std::move(name)}; };
  std::vector<kind_case> out;

  kit::role role;
  role.login = true;
  role.inherit = false;
  role.connection_limit = 3;
  role.valid_until = "2030-01-01 00:00:00+00";
  role.member_of = {{odd_role, true, {}, {}}};
  role.settings = {{"search_path", "'a b', public"}};
  auto changed = role;
  changed.login = false;
  changed.inherit = true;
  changed.create_db = true;
  changed.valid_until = "2031-01-01 00:00:00+00";
  changed.member_of = {{odd_role, false, {}, {}}, {"owner_a", true, {}, {}}};
  changed.settings = {{"work_mem", "'64MB'"}, {"app.x", "'1'"}};
  changed.comment = "a role";
  out.push_back({named(kind::role, "New \"role"), role, changed, "VALID UNTIL '2030-01-01"});

  kit::schema schema;
  schema.comment = "of others";
  auto given = schema;
  given.access = owned_by_a({{odd_role, "CREATE", true}, {odd_role, "USAGE", false}});
  out.push_back({named(kind::schema, "Sch\"ema"), schema, given, "of others"});
  kit::extension extension;
  auto commented = extension;
  commented.comment = "needed";
  out.push_back({named(kind::extension, "plpgsql"), extension, commented});

  kit::text_search_parser parser;
  parser.options = {{"START", "pg_catalog.prsd_start"},
                    {"GETTOKEN", "pg_catalog.prsd_nexttoken"},
                    {"END", "pg_catalog.prsd_end"},
                    {"LEXTYPES", "pg_catalog.prsd_lextype"}};
  auto headlines = parser;
  headlines.options["HEADLINE"] = "pg_catalog.prsd_headline";
  out.push_back({in_odd(kind::text_search_parser, "Pa\"r"), parser, headlines, "START = prsd_start", false});
  kit::text_search_template plate;
  plate.options = {{"INIT", "pg_catalog.dsimple_init"}, {"LEXIZE", "pg_catalog.dsimple_lexize"}};
  auto said = plate;
  said.comment = "template";
  out.push_back({in_odd(kind::text_search_template, "Te\"m"), plate, said, "INIT = dsimple_init"});
  kit::text_search_dictionary dictionary;
  dictionary.options = {{"TEMPLATE", "pg_catalog.simple"}, {"stopwords", "'english'"}};
  auto accepting = dictionary;
  accepting.options = {{"TEMPLATE", "pg_catalog.simple"}, {"accept", "'false'"}};
  accepting.access = owned_by_a();
  out.push_back({in_odd(kind::text_search_dictionary, "Di\"c"), dictionary, accepting, "stopwords = 'english'"});
  kit::text_search_configuration configuration;
  configuration.options = {{"PARSER", "pg_catalog.\"default\""},
                           {"MAPPING FOR asciiword", odd + "\"Di\"\"c\", pg_catalog.simple"},
                           {"MAPPING FOR word", "pg_catalog.simple"}};
  auto remapped = configuration;
  remapped.options.erase("MAPPING FOR word");
  remapped.options["MAPPING FOR asciiword"] = "pg_catalog.english_stem";
  remapped.options["MAPPING FOR email"] = "pg_catalog.simple";
  remapped.comment = "conf";
  out.push_back({in_odd(kind::text_search_configuration, "Co\"n"), configuration, remapped, "FOR asciiword WITH"});

  kit::foreign_data_wrapper wrapper;
  wrapper.validator = "pg_catalog.postgresql_fdw_validator";
  wrapper.options = {};
  auto free = wrapper;
  free.validator.clear();
  free.options = {{"Opt \"x", "it's"}};
  free.access = owned_by_a({{odd_role, "USAGE", true}});
  out.push_back({named(kind::foreign_data_wrapper, "Fd\"w"), wrapper, free, "VALIDATOR postgresql_fdw_validator"});
  kit::foreign_server server;
  server.wrapper = "Fd\"w";
  server.type = "ty'pe";
  server.version = "1";
  server.options = {{"host", "a"}, {"port", "1"}};
  auto moved = server;
  moved.version.clear();
  moved.options = {{"host", "b"}, {"dbname", "x"}};
  moved.access = owned_by_a({{odd_role, "USAGE", false}});
  moved.comment = "server";
  out.push_back({named(kind::foreign_server, "Se\"r"), server, moved, "TYPE 'ty''pe' VERSION '1'"});
  kit::user_mapping mapping;
  mapping.options = {{"user", "x"}};
  auto mapped = mapping;
  mapped.options = {{"user", "y"}, {"password", ""}};
  out.push_back({named(kind::user_mapping, "Se\"r", odd_role), mapping, mapped, "USER MAPPING FOR \"Role"});
  out.push_back({named(kind::user_mapping, "Se\"r"), mapping, mapped});

  kit::event_trigger event;
  event.event = "ddl_command_start";
  event.tags = {"CREATE TYPE", "DROP TYPE"};
  event.function = odd + "event";
  event.enabled = kit::firing::disabled;
  auto replica = event;
  replica.enabled = kit::firing::replica;
  replica.access = owned_by_a();
  out.push_back({named(kind::event_trigger, "Ev\"t"), event, replica, "WHEN TAG IN ('CREATE TYPE', 'DROP TYPE')"});

  kit::publication publication;
  publication.tables = {{kit::table_id(odd_schema, "other"), {}, {}},
                        {kit::table_id(odd_schema, "t"), {"id", "Na\"me"}, "(id > 1)"}};
  publication.options = {{"publish", "insert"}, {"publish_via_partition_root", "true"}};
  auto lesser = publication;
  lesser.tables = {{kit::table_id(odd_schema, "t"), {}, "(id > 2)"}};
  lesser.schemas = {"public"};
  lesser.options = {};
  lesser.access = owned_by_a();
  lesser.comment = "pub";
  out.push_back({named(kind::publication, "Pu\"b"), publication, lesser, "publish = 'insert'"});
  kit::publication all;
  all.all_tables = true;
  out.push_back({named(kind::publication, "whole"), all, kit::publication{}, "FOR ALL TABLES", false});
  kit::subscription subscription;
  subscription.connection = "dbname='nowhere' host=/nowhere";
  subscription.publications = {"p", "Q\"q"};
  subscription.options = {{"slot_name", "NONE"}, {"binary", "true"}};
  auto elsewhere = subscription;
  elsewhere.connection = "dbname=elsewhere";
  elsewhere.publications = {"p"};
  elsewhere.options = {{"slot_name", "NONE"}, {"synchronous_commit", "on"}};
  elsewhere.access = owned_by_a();
  out.push_back({named(kind::subscription, "Su\"b"), subscription, elsewhere, "slot_name = NONE"});

  kit::default_privileges tables;
  tables.granted = {{odd_role, "SELECT", false}, {odd_role, "UPDATE", true}};
  auto fewer = tables;
  fewer.granted = {{odd_role, "UPDATE", false}, {"", "INSERT", false}};
  out.push_back({{kind::default_privileges, odd_schema, {}, "tables", "owner_a"}, tables, fewer, "WITH GRANT OPTION"});
  kit::default_privileges functions;
  functions.revoked = {{"", "EXECUTE", false}};
  out.push_back({{kind::default_privileges, {}, {}, "functions", ""},
                 functions,
                 kit::default_privileges{{}, {}},
                 "REVOKE ALL ON FUNCTIONS"});
  kit::system_object listing;
  listing.access.granted = {{odd_role, "EXECUTE", false}};
  auto passed_on = listing;
  passed_on.access.granted = {{odd_role, "EXECUTE", true}};
  out.push_back({{kind::system_object, {}, {}, "FUNCTION", "pg_catalog.pg_ls_dir(text)"},
                 listing,
                 passed_on,
                 "GRANT ALL ON FUNCTION pg_catalog.pg_ls_dir(text) TO"});
  return out;
}

}  // namespace squall::test
