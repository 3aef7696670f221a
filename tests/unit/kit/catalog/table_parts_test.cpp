// Triggers, rules, policies and extended statistics.
#include "unit/kit/catalog/fixture.hpp"

using namespace squall;
using namespace squall::kit;
using test::get;
using test::on_table;
using test::public_column;
using test::public_table;
using test::read_after;

TEST_CASE("a trigger is read with its timing, events, columns, condition, arguments and state") {
  const auto read = read_after(
      "create table t (a int, b text); create function tf() returns trigger language plpgsql as 'begin return new; "
      "end';"
      " create trigger \"x WHEN (y)\" before insert or update of b, a on t for each row"
      " when ((new.a > 0 or new.b = 'WHEN (''') and new.a < 9) execute function tf('one', 'b\\c', '', 'ü''');"
      " comment on trigger \"x WHEN (y)\" on t is 'c'; alter table t enable always trigger \"x WHEN (y)\"");
  const auto& x = get<trigger>(read, on_table(object_kind::trigger, "t", "x WHEN (y)"));
  CHECK(x.timing == trigger_timing::before);
  CHECK(x.events == std::vector<std::string>{"INSERT", "UPDATE"});
  CHECK(x.update_columns == std::vector<std::string>{"b", "a"});
  CHECK(x.for_each_row);
  CHECK(x.when == "((new.a > 0) OR (new.b = 'WHEN ('''::text)) AND (new.a < 9)");
  CHECK(x.function == "public.tf");
  CHECK(x.arguments == std::vector<std::string>{"one", "b\\c", "", "ü'"});
  CHECK(x.enabled == firing::always);
  CHECK(x.comment == "c");
  CHECK_FALSE(x.constraint);
  CHECK(std::count(x.references.ids.begin(), x.references.ids.end(), public_column("t", "a")) == 1);
  CHECK(read.model.contains(public_table("t")));
}

TEST_CASE("constraint triggers and transition tables are read") {
  const auto read = read_after(
      "create table t (a int); create table u (a int); create view v as select a from t;"
      " create function tf() returns trigger language plpgsql as 'begin return null; end';"
      " create constraint trigger c after delete on t from u deferrable initially deferred for each row execute "
      "function "
      "tf();"
      " create trigger s after update on t referencing old table as o new table as \"N\" execute function tf();"
      " create trigger r before truncate on t execute function tf(); alter table t disable trigger r;"
      " create trigger i instead of insert on v for each row execute function tf()");
  const auto& c = get<trigger>(read, on_table(object_kind::trigger, "t", "c"));
  CHECK(c.constraint);
  CHECK(c.deferral == constraint_timing::initially_deferred);
  CHECK(c.referenced_table == public_table("u"));
  CHECK(c.timing == trigger_timing::after);
  const auto& s = get<trigger>(read, on_table(object_kind::trigger, "t", "s"));
  CHECK(s.old_table == "o");
  CHECK(s.new_table == "N");
  CHECK_FALSE(s.for_each_row);
  CHECK(s.when.empty());
  const auto& r = get<trigger>(read, on_table(object_kind::trigger, "t", "r"));
  CHECK(r.events == std::vector<std::string>{"TRUNCATE"});
  CHECK(r.enabled == firing::disabled);
  CHECK(get<trigger>(read, on_table(object_kind::trigger, "v", "i")).timing == trigger_timing::instead_of);
}

TEST_CASE("a trigger of a partitioned table is no trigger of its partitions") {
  const auto read = read_after(
      "create table e (k int) partition by list (k); create table e1 partition of e for values in (1);"
      " create function tf() returns trigger language plpgsql as 'begin return null; end';"
      " create trigger g after insert on e for each row execute function tf();"
      " create trigger own after insert on e1 for each row execute function tf()");
  CHECK(read.model.contains(on_table(object_kind::trigger, "e", "g")));
  CHECK_FALSE(read.model.contains(on_table(object_kind::trigger, "e1", "g")));
  CHECK(read.model.contains(on_table(object_kind::trigger, "e1", "own")));
}

TEST_CASE("a rule is read as what follows its name, with what it stands on") {
  const auto read = read_after(
      "create table t (a int); create table u (b int); create rule \"r \"\"AS \" as on delete to t where old.a > 3"
      " do also update u set b = b + 1; alter table t disable rule \"r \"\"AS \"; comment on rule \"r \"\"AS \" on t "
      "is 'c'");
  const auto& r = get<rule>(read, on_table(object_kind::rule, "t", "r \"AS "));
  CHECK(r.definition == "ON DELETE TO public.t\n   WHERE (old.a > 3) DO  UPDATE public.u SET b = (u.b + 1)");
  CHECK(r.enabled == firing::disabled);
  CHECK(r.comment == "c");
  CHECK(std::count(r.references.ids.begin(), r.references.ids.end(), public_table("u")) == 1);
}

TEST_CASE("a policy is read with its command, roles and conditions") {
  test::database_of made{
      "create table t (a int); create table u (b int); create role catalog_r1; create role \"catalog R2\";"
      " create policy p on t as restrictive for update to catalog_r1, \"catalog R2\""
      " using (exists (select from u where u.b = t.a)) with check (a > 0); create policy q on t for insert with check "
      "(true); comment on policy q on t is 'c'; create policy everything on t using (true)"};
  const auto read = read_catalog(made.session);
  made.session.run("drop policy p on t; drop role catalog_r1, \"catalog R2\"");
  const auto& p = get<policy>(read, on_table(object_kind::policy, "t", "p"));
  CHECK_FALSE(p.permissive);
  CHECK(p.command == "UPDATE");
  CHECK(p.roles == std::vector<std::string>{"catalog R2", "catalog_r1"});
  CHECK(p.using_expression->sql == "EXISTS ( SELECT\n   FROM public.u\n  WHERE (u.b = t.a))");
  CHECK(std::count(p.references.ids.begin(), p.references.ids.end(), public_table("u")) == 1);
  CHECK(p.with_check->sql == "a > 0");
  const auto& q = get<policy>(read, on_table(object_kind::policy, "t", "q"));
  CHECK(q.permissive);
  CHECK(q.command == "INSERT");
  CHECK(q.roles.empty());
  CHECK_FALSE(q.using_expression);
  CHECK(q.comment == "c");
  CHECK(get<policy>(read, on_table(object_kind::policy, "t", "everything")).command.empty());
}

TEST_CASE("extended statistics are read with their kinds, columns, expressions and target") {
  const auto read = read_after(
      "create schema s; create table t (a int, b text, c int); create statistics s.st (ndistinct, mcv) on a, c, (a + "
      "c),"
      " lower(b) from t; alter statistics s.st set statistics 55; comment on statistics s.st is 'c';"
      " create statistics every on a, c from t; create statistics one on (a || b) from t");
  const auto& st = get<statistics>(read, {object_kind::statistics, "s", {}, "st"});
  CHECK(st.table == public_table("t"));
  CHECK(st.kinds == std::vector<std::string>{"ndistinct", "mcv"});
  CHECK(st.columns == std::vector<std::string>{"a", "c"});
  CHECK(st.expressions == std::vector<std::string>{"(a + c)", "(lower(b))"});
  CHECK(st.target == 55);
  CHECK(st.comment == "c");
  CHECK(std::count(st.references.ids.begin(), st.references.ids.end(), public_column("t", "b")) == 1);
  const auto& every = get<statistics>(read, {object_kind::statistics, "public", {}, "every"});
  CHECK(every.kinds.empty());
  CHECK_FALSE(every.target);
  CHECK(get<statistics>(read, {object_kind::statistics, "public", {}, "one"}).kinds.empty());
}
