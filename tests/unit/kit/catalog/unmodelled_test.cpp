#include <algorithm>
#include <utility>

#include "unit/kit/catalog/fixture.hpp"

using namespace squall;
using namespace squall::kit;
using test::read_after;

TEST_CASE("triggers of constraints that somebody disabled are named") {
  const auto read = read_after(
      "create table t (id int primary key, p int references t); alter table t disable trigger all; create table u ()");
  CHECK(read.not_modelled ==
        std::vector<std::string>{"table t: having triggers of constraints disabled is not modelled and is left alone"});
}

TEST_CASE("what was granted on an object of PostgreSQL's or an extension's is read, and nothing else of it") {
  test::database_of made{"create extension hstore; create table t (id int); grant select on t to public"};
  const auto is_of_system = [](const auto& entry) { return entry.first.kind == object_kind::system_object; };
  const auto before = read_catalog(made.session).model.objects;
  CHECK(std::none_of(before.begin(), before.end(), is_of_system));
  made.session.run(
      "revoke execute on function akeys(hstore) from public; revoke select on pg_catalog.pg_am from public;"
      "revoke usage on language sql from public; comment on language plpgsql is 'ours'");
  const auto read = read_catalog(made.session);
  CHECK(read.not_modelled.empty());
  CHECK(std::count_if(read.model.objects.begin(), read.model.objects.end(), is_of_system) == 4);
  const auto of = [&](const char* words, const char* name) {
    const auto* found = read.model.find<system_object>({object_kind::system_object, {}, {}, words, name});
    REQUIRE(found != nullptr);
    return *found;
  };
  CHECK(of("FUNCTION", "public.akeys(public.hstore)").access.revoked == privilege_list{{"", "EXECUTE", false}});
  CHECK(of("FUNCTION", "public.akeys(public.hstore)").references.ids ==
        std::vector<object_id>{{object_kind::extension, {}, {}, "hstore"}});
  CHECK(of("TABLE", "pg_catalog.pg_am").access.revoked == privilege_list{{"", "SELECT", false}});
  CHECK(of("LANGUAGE", "plpgsql").comment == "ours");
}
