#include <algorithm>

#include "unit/kit/catalog/fixture.hpp"

using namespace squall;
using namespace squall::kit;
using test::get;
using test::mentions;
using test::read_after;

namespace {

object_id in_public(object_kind kind, std::string name, std::string signature = {}) {
  return {kind, "public", {}, std::move(name), std::move(signature)};
}
object_id alone(object_kind kind, std::string name, std::string signature = {}) {
  return {kind, {}, {}, std::move(name), std::move(signature)};
}

/// Roles of the cluster, gone with the test.
class cluster_roles {
 public:
  cluster_roles(connection& session, std::vector<std::string> names) : session_(session), names_(std::move(names)) {
    for (const auto& name : names_) {
      session_.run("create role " + name);
    }
  }
  ~cluster_roles() {
    for (const auto& name : names_) {
      session_.run("drop owned by " + name + " cascade");
    }
    for (const auto& name : names_) {
      session_.run("drop role " + name);
    }
  }
  cluster_roles(const cluster_roles&) = delete;
  cluster_roles& operator=(const cluster_roles&) = delete;

 private:
  connection& session_;
  std::vector<std::string> names_;
};

}  // namespace

TEST_CASE("owners and what differs from the default privileges are read for every kind that has them") {
  test::database_of made;
  const cluster_roles roles{made.session, {"\"A b\"", "reader"}};
  made.session.run(
      "create table t (id int, c text); alter table t owner to \"A b\"; grant select on t to reader with grant option;"
      " revoke delete on t from \"A b\"; grant update (c) on t to public;"
      " create function f() returns int language sql as 'select 1'; revoke execute on function f() from public;"
      " create type e as enum ('x'); grant usage on type e to reader; create schema s authorization reader;"
      " create table plain (id int); grant all on plain to current_user; create sequence q; grant usage on sequence q "
      "to "
      "reader");
  const auto read = read_catalog(made.session);
  const auto& access = get<table>(read, test::public_table("t")).access;
  CHECK(access.owner == "A b");
  CHECK(access.granted == privilege_list{{"reader", "SELECT", true}});
  CHECK(access.revoked == privilege_list{{"@owner", "DELETE"}});
  CHECK(get<column>(read, test::public_column("t", "c")).access.granted == privilege_list{{"", "UPDATE"}});
  CHECK(get<routine>(read, in_public(object_kind::routine, "f")).access.revoked == privilege_list{{"", "EXECUTE"}});
  CHECK(get<enum_type>(read, enum_id("public", "e")).access.granted == privilege_list{{"reader", "USAGE"}});
  CHECK(get<sequence>(read, sequence_id("public", "q")).access.granted == privilege_list{{"reader", "USAGE"}});
  CHECK(get<schema>(read, schema_id("s")).access.owner == "reader");
  CHECK(get<table>(read, test::public_table("plain")).access == access_control{});
  CHECK(get<schema>(read, schema_id("public")).access == access_control{});
}

TEST_CASE("the roles that the database names are read, with what they are members of, and no others") {
  test::database_of made;
  const cluster_roles roles{made.session, {"named", "\"the group\"", "bystander"}};
  made.session.run(
      "alter role named login noinherit createdb connection limit 3 valid until '2040-01-01 00:00+00';"
      " alter role named set search_path = a, \"B c\"; alter role named set work_mem = '2MB'; alter role named "
      "password "
      "'s3cret'; comment on role named is 'it''s'; grant \"the group\" to named with admin option;"
      " grant pg_read_all_data to named; create table t (); grant select on t to named");
  const auto read = read_catalog(made.session);
  const auto& value = get<role>(read, alone(object_kind::role, "named"));
  CHECK(value.login);
  CHECK_FALSE(value.inherit);
  CHECK(value.create_db);
  CHECK(value.connection_limit == 3);
  CHECK(value.valid_until == "2040-01-01 00:00:00+00");
  CHECK(value.settings == option_map{{"search_path", "'a', 'B c'"}, {"work_mem", "'2MB'"}});
  CHECK(value.comment == "it's");
  REQUIRE(value.member_of.size() == 2);
  CHECK(value.member_of[0].role == "pg_read_all_data");
  CHECK(value.member_of[1].role == "the group");
  CHECK(value.member_of[1].admin);
  CHECK(read.model.contains(alone(object_kind::role, "the group")));
  const auto count = std::count_if(read.model.objects.begin(), read.model.objects.end(),
                                   [](const auto& entry) { return entry.first.kind == object_kind::role; });
  CHECK(count == 2);
}

TEST_CASE("default privileges are read by role, schema and class of objects") {
  test::database_of made;
  const cluster_roles roles{made.session, {"\"A b\"", "reader"}};
  made.session.run(
      "alter default privileges revoke execute on functions from public; alter default privileges for role \"A b\" in "
      "schema public grant select on tables to reader with grant option");
  const auto read = read_catalog(made.session);
  CHECK(get<default_privileges>(read, alone(object_kind::default_privileges, "functions")).revoked ==
        privilege_list{{"", "EXECUTE"}});
  CHECK(get<default_privileges>(read, in_public(object_kind::default_privileges, "tables", "A b")).granted ==
        privilege_list{{"reader", "SELECT", true}});
}

TEST_CASE("extensions are read, their members are not, and who uses a member stands on the extension") {
  const auto read = read_after(
      "create schema x; create extension hstore schema x; create extension citext; comment on extension citext is "
      "'mine';"
      " create table t (h x.hstore[])");
  const auto& hstore = get<extension>(read, alone(object_kind::extension, "hstore"));
  CHECK(hstore.schema == "x");
  CHECK(hstore.comment.empty());
  CHECK_FALSE(hstore.version.empty());
  CHECK(get<extension>(read, alone(object_kind::extension, "citext")).comment == "mine");
  CHECK(get<column>(read, test::public_column("t", "h")).type.user_type == alone(object_kind::extension, "hstore"));
  CHECK(read.model.objects.size() == 6);
  CHECK(read.not_modelled.empty());
  const auto plain = read_after("comment on extension plpgsql is 'ours'");
  CHECK(get<extension>(plain, alone(object_kind::extension, "plpgsql")).comment == "ours");
}

TEST_CASE("privileges on columns of PostgreSQL's own tables are reported, those that initdb gave are not") {
  test::database_of made;
  const cluster_roles roles{made.session, {"reader"}};
  CHECK(read_catalog(made.session).not_modelled.empty());
  made.session.run("grant select (rolname), update (rolsuper) on pg_authid to reader");
  const auto read = read_catalog(made.session);
  REQUIRE(read.not_modelled.size() == 1);
  CHECK(read.not_modelled[0].find("columns of pg_catalog.pg_authid") != std::string::npos);
}

TEST_CASE("foreign-data wrappers, servers and user mappings are read, secrets are not") {
  const auto read = read_after(
      "create foreign data wrapper \"my w\" options (\"a b\" 'x=y'); create extension postgres_fdw;"
      " create server \"S\" type 't' version 'v' foreign data wrapper \"my w\" options (host 'it''s, \"here\"');"
      " create user mapping for public server \"S\" options (\"user\" 'u', password 's3cret')");
  CHECK(get<foreign_data_wrapper>(read, alone(object_kind::foreign_data_wrapper, "my w")).options ==
        option_map{{"a b", "x=y"}});
  const auto& server = get<foreign_server>(read, alone(object_kind::foreign_server, "S"));
  CHECK(server.wrapper == "my w");
  CHECK(server.type == "t");
  CHECK(server.version == "v");
  CHECK(server.options == option_map{{"host", "it's, \"here\""}});
  CHECK(get<user_mapping>(read, alone(object_kind::user_mapping, "S")).options ==
        option_map{{"password", ""}, {"user", "u"}});
  CHECK(mentions(read, "its password is a secret"));
  CHECK_FALSE(read.model.contains(alone(object_kind::foreign_data_wrapper, "postgres_fdw")));
}

TEST_CASE("event triggers, publications and subscriptions are read") {
  const auto read = read_after(
      "create function et() returns event_trigger language plpgsql as 'begin end'; create event trigger \"On it\" on "
      "ddl_command_end when tag in ('CREATE TABLE', 'DROP TABLE') execute function et(); alter event trigger \"On it\" "
      "enable always; create schema s; create table t (id int primary key, \"B b\" text);"
      " create publication \"P p\" for table t (id, \"B b\") where (id > 5) with (publish = 'insert');"
      " create publication every for all tables with (publish_via_partition_root);"
      " create subscription sub connection 'host=nowhere password=s3cret dbname=d' publication a, \"B\" with (connect "
      "= "
      "false, slot_name = none, binary)");
  const auto& event = get<event_trigger>(read, alone(object_kind::event_trigger, "On it"));
  CHECK(event.event == "ddl_command_end");
  CHECK(event.tags == std::vector<std::string>{"CREATE TABLE", "DROP TABLE"});
  CHECK(event.function == "public.et");
  CHECK(event.enabled == firing::always);
  CHECK(event.references.ids == std::vector<object_id>{in_public(object_kind::routine, "et")});
  const auto& some = get<publication>(read, alone(object_kind::publication, "P p"));
  REQUIRE(some.tables.size() == 1);
  CHECK(some.tables[0].table == test::public_table("t"));
  CHECK(some.tables[0].columns == std::vector<std::string>{"id", "B b"});
  CHECK(some.tables[0].where == "id > 5");
  CHECK(some.options == option_map{{"publish", "insert"}});
  const auto& every = get<publication>(read, alone(object_kind::publication, "every"));
  CHECK(every.all_tables);
  CHECK(every.options == option_map{{"publish_via_partition_root", "true"}});
  const auto& sub = get<subscription>(read, alone(object_kind::subscription, "sub"));
  CHECK(sub.connection == "dbname='d' host='nowhere'");
  CHECK(sub.publications == std::vector<std::string>{"a", "B"});
  CHECK(sub.options == option_map{{"binary", "true"}, {"slot_name", "NONE"}});
  CHECK(mentions(read, "the password of its connection is a secret"));
}
