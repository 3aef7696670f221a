#include <utility>

#include "unit/kit/catalog/fixture.hpp"

using namespace squall;
using namespace squall::kit;
using test::mentions;
using test::read_after;

TEST_CASE("triggers of constraints that somebody disabled are named") {
  const auto read = read_after(
      "create table t (id int primary key, p int references t); alter table t disable trigger all; create table u ()");
  CHECK(read.not_modelled ==
        std::vector<std::string>{"table t: having triggers of constraints disabled is not modelled and is left alone"});
}

TEST_CASE("privileges on what is PostgreSQL's or an extension's are reported by name") {
  test::database_of made{"create extension hstore; create table t (id int); grant select on t to public"};
  CHECK(read_catalog(made.session).not_modelled.empty());
  made.session.run(
      "revoke execute on function akeys(hstore) from public; revoke select on pg_catalog.pg_am from public");
  const auto read = read_catalog(made.session);
  CHECK(read.not_modelled.size() == 2);
  CHECK(mentions(read, "public.akeys(public.hstore)"));
  CHECK(mentions(read, "left alone: pg_am"));
}
