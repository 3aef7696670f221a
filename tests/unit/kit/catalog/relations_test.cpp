// Tables of every sort, what they have from each other, and views.
#include "unit/kit/catalog/fixture.hpp"

using namespace squall;
using namespace squall::kit;
using test::get;
using test::on_table;
using test::public_column;
using test::public_table;
using test::read_after;

namespace {

object_id in_public(object_kind kind, std::string name) { return {kind, "public", {}, std::move(name)}; }

}  // namespace

TEST_CASE("what is said of a table as a whole is read") {
  const auto read = read_after(
      "create unlogged table t (a int not null, b text) with (fillfactor = 70, toast.autovacuum_enabled = off);"
      " create unique index i on t (a); alter table t replica identity using index i; alter table t cluster on i;"
      " alter table t enable row level security; alter table t force row level security;"
      " create table full_one (a int); alter table full_one replica identity full");
  const auto& t = get<table>(read, public_table("t"));
  CHECK(t.unlogged);
  CHECK(t.storage_parameters == option_map{{"fillfactor", "70"}, {"toast.autovacuum_enabled", "off"}});
  CHECK(t.replica_identity == replica_identity_kind::index);
  CHECK(t.replica_identity_index == "i");
  CHECK(t.clustered_on == "i");
  CHECK(t.row_level_security);
  CHECK(t.force_row_level_security);
  CHECK(get<table>(read, public_table("full_one")) == table{.replica_identity = replica_identity_kind::full});
  CHECK(read.not_modelled.empty());
}

TEST_CASE("what is said of a column beside its type is read") {
  const auto read = read_after(
      "create table t (a text, b text); alter table t alter a set storage external, alter a set statistics 77,"
      " alter a set (n_distinct = 5), alter a set compression pglz");
  const auto& a = get<column>(read, public_column("t", "a"));
  CHECK(a.storage == "external");
  CHECK(a.statistics_target == 77);
  CHECK(a.options == option_map{{"n_distinct", "5"}});
  CHECK(a.compression == "pglz");
  column plain;
  plain.type.sql = "text";
  CHECK(get<column>(read, public_column("t", "b")) == plain);
}

TEST_CASE("a partitioned table is read with its partitions, which hold nothing that is their table's alone") {
  const auto read = read_after(
      "create table e (at date, n int default 1, v text, primary key (at, n), check (n <> 3)) partition by range (at);"
      " create index on e (v); create table e20 partition of e for values from ('2020-01-01') to ('2021-01-01');"
      " create table rest (v text, n int not null, at date not null, check (n <> 3));"
      " alter table rest rename constraint rest_n_check to e_n_check; alter table e attach partition rest default");
  CHECK(get<table>(read, public_table("e")).partition_by == "RANGE (at)");
  table e20;
  e20.partition_of = public_table("e");
  e20.partition_bound = "FOR VALUES FROM ('2020-01-01') TO ('2021-01-01')";
  CHECK(get<table>(read, public_table("e20")) == e20);
  CHECK(get<table>(read, public_table("rest")).partition_bound == "DEFAULT");
  for (const auto& [id, value] : read.model.objects) {
    CAPTURE(describe(id));
    CHECK(id.table != "e20");
    CHECK((id.table != "rest" || id == public_column("rest", "n")));
  }
  const auto& n = get<column>(read, public_column("rest", "n"));
  CHECK(n.inherited);
  CHECK_FALSE(n.default_value);
  CHECK(read.not_modelled.empty());
}

TEST_CASE("what a partition has of its own, or otherwise than its table, is read") {
  const auto read = read_after(
      "create table e (k int, v text) partition by list (k); create index e_v on e (v);"
      " create table e1 (k int, v text); create index mine on e1 (v); create index other on e1 (k);"
      " alter table e attach partition e1 for values in (1);"
      " create table e2 partition of e for values in (2, 3) partition by hash (v);"
      " create table e21 partition of e2 for values with (modulus 2, remainder 0);"
      " alter table e21 alter v set not null; comment on column e2.v is 'of e2'; comment on index e21_v_idx is 'i'");
  CHECK(get<index>(read, on_table(object_kind::index, "e1", "mine")).attached_to == "e_v");
  CHECK(get<index>(read, on_table(object_kind::index, "e1", "other")).attached_to.empty());
  CHECK_FALSE(read.model.contains(on_table(object_kind::index, "e2", "e2_v_idx")));
  CHECK(get<index>(read, on_table(object_kind::index, "e21", "e21_v_idx")).attached_to == "e2_v_idx");
  CHECK(get<table>(read, public_table("e2")).partition_by == "HASH (v)");
  CHECK(get<table>(read, public_table("e21")).partition_of == public_table("e2"));
  CHECK(get<column>(read, public_column("e21", "v")).not_null);
  CHECK(get<column>(read, public_column("e21", "v")).inherited);
  CHECK_FALSE(read.model.contains(public_column("e21", "k")));
  CHECK(get<column>(read, public_column("e2", "v")).comment == "of e2");
}

TEST_CASE("the index of a partitioned table that some partition lacks is part of the model") {
  const auto read = read_after(
      "create table e (k int) partition by list (k); create table e1 partition of e for values in (1);"
      " create index lacking on only e (k)");
  CHECK(read.model.contains(on_table(object_kind::index, "e", "lacking")));
  CHECK(read.not_modelled.empty());
}

TEST_CASE("a foreign key to and from partitioned tables is one constraint") {
  const auto read = read_after(
      "create table p (id int primary key) partition by range (id); create table p1 partition of p for values from (1) "
      "to (9); create table t (p int constraint fk references p) partition by list (p);"
      " create table t1 partition of t for values in (1)");
  std::size_t count = 0;
  for (const auto& [id, value] : read.model.objects) {
    count += id.kind == object_kind::foreign_key ? 1 : 0;
  }
  CHECK(count == 1);
  CHECK(read.model.contains(on_table(object_kind::foreign_key, "t", "fk")));
}

TEST_CASE("a child table names its parents, and of their columns only those that differ") {
  const auto read = read_after(
      "create table a (x int not null, y text default 'y'); create table b (z int);"
      " create table c (own int) inherits (a, b); alter table c alter y set default 'other';"
      " create table d (x int not null) inherits (a)");
  CHECK(get<table>(read, public_table("c")).inherits == std::vector<object_id>{public_table("a"), public_table("b")});
  CHECK_FALSE(read.model.contains(public_column("c", "x")));
  CHECK_FALSE(read.model.contains(public_column("c", "z")));
  CHECK_FALSE(get<column>(read, public_column("c", "own")).inherited);
  const auto& y = get<column>(read, public_column("c", "y"));
  CHECK(y.inherited);
  CHECK(y.default_value->sql == "'other'::text");
  CHECK_FALSE(get<column>(read, public_column("d", "x")).inherited);
  CHECK_FALSE(read.model.contains(public_column("d", "y")));
}

TEST_CASE("a typed table has columns only where more is said than the type says") {
  const auto read = read_after(
      "create type pair as (q int, w text collate \"C\"); create table t of pair (q with options not null default 4)");
  const auto& q = get<column>(read, public_column("t", "q"));
  CHECK(q.inherited);
  CHECK(q.not_null);
  CHECK(q.default_value->sql == "4");
  CHECK_FALSE(read.model.contains(public_column("t", "w")));
}

TEST_CASE("a foreign table is a table with a server and options, whatever stands in them") {
  const auto read = read_after(
      "create foreign data wrapper w; create server \"my srv\" foreign data wrapper w;"
      " create foreign table f (a int options (x 'a=,\"\\b'), b text) server \"my srv\" options (o 'v''1', \"O 2\" "
      "'')");
  const auto& f = get<table>(read, public_table("f"));
  CHECK(f.foreign_server == "my srv");
  CHECK(f.foreign_options == option_map{{"o", "v'1"}, {"O 2", ""}});
  CHECK(f.replica_identity == replica_identity_kind::default_);
  CHECK(get<column>(read, public_column("f", "a")).foreign_options == option_map{{"x", "a=,\"\\b"}});
}

TEST_CASE("a view is read with its query, options, columns and what it stands on") {
  const auto read = read_after(
      "create table t (a int, b text); create view v (x, \"Y y\") with (security_barrier) as select a, b from t"
      " where a > 1 with local check option; alter view v alter x set default 7; comment on column v.\"Y y\" is 'c';"
      " comment on view v is 'the view'; create view w as select x from v");
  const auto& v = get<view>(read, in_public(object_kind::view, "v"));
  CHECK(v.query == "SELECT t.a AS x,\n    t.b AS \"Y y\"\n   FROM public.t\n  WHERE (t.a > 1)");
  CHECK(v.options == option_map{{"security_barrier", "true"}, {"check_option", "local"}});
  REQUIRE(v.columns.size() == 2);
  CHECK(v.columns.at("x").default_value == "7");
  CHECK(v.columns.at("Y y").comment == "c");
  REQUIRE(v.outputs.list.size() == 2);
  CHECK(v.outputs.list[1].name == "Y y");
  CHECK(v.outputs.list[1].type == "text");
  CHECK(v.comment == "the view");
  CHECK(v.references.ids ==
        std::vector<object_id>{public_table("t"), public_column("t", "a"), public_column("t", "b")});
  CHECK(get<view>(read, in_public(object_kind::view, "w")).references.ids ==
        std::vector<object_id>{in_public(object_kind::view, "v")});
}

TEST_CASE("a view that groups by a primary key stands on the key") {
  const auto read =
      read_after("create table t (a int primary key, b text); create view v as select a, b from t group by a");
  const auto& ids = get<view>(read, in_public(object_kind::view, "v")).references.ids;
  CHECK(std::count(ids.begin(), ids.end(), on_table(object_kind::primary_key, "t", "t_pkey")) == 1);
}

TEST_CASE("a materialized view is read with its indexes, storage and whether it is populated") {
  const auto read = read_after(
      "create materialized view m with (fillfactor = 60) as select 1 as a, 'x'::text as b with no data;"
      " create unique index i on m (a); alter materialized view m cluster on i;"
      " alter materialized view m alter b set statistics 9, alter b set storage external;"
      " comment on materialized view m is 'c'; create materialized view full_one as select 1 as a");
  const auto& m = get<materialized_view>(read, in_public(object_kind::materialized_view, "m"));
  CHECK(m.query == "SELECT 1 AS a,\n    'x'::text AS b");
  CHECK_FALSE(m.populated);
  CHECK(m.storage_parameters == option_map{{"fillfactor", "60"}});
  CHECK(m.clustered_on == "i");
  CHECK(m.columns.size() == 1);
  CHECK(m.columns.at("b").statistics_target == 9);
  CHECK(m.columns.at("b").storage == "external");
  CHECK(m.comment == "c");
  CHECK(get<index>(read, on_table(object_kind::index, "m", "i")).unique);
  CHECK(get<materialized_view>(read, in_public(object_kind::materialized_view, "full_one")).populated);
}

TEST_CASE("an identity column names its sequence when the name is not the usual one") {
  const auto read = read_after(
      "create table t (a int generated always as identity (sequence name odd), b int generated always as identity);"
      " create unlogged sequence u");
  CHECK(get<column>(read, public_column("t", "a")).identity->sequence_name == "odd");
  CHECK(get<column>(read, public_column("t", "b")).identity->sequence_name.empty());
  CHECK(get<sequence>(read, sequence_id("public", "u")).unlogged);
}
