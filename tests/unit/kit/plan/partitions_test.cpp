// Partitions and child tables: their indexes and keys, coming and going, foreign keys across them.
#include <doctest/doctest.h>

#include "round_trip.hpp"
#include "support/test_server.hpp"

using namespace squall;
using squall::kit::object_kind;
using squall::test::in_public;
using squall::test::part_of;
using squall::test::round_trip_case;

namespace {

// clang-format off
const std::vector<round_trip_case> cases{
    {"a column and a partition are renamed, and the parts of indexes and keys with them",
     R"(create table t (id int, qty int, constraint k unique (id, qty)) partition by range (id);
       create table t1 partition of t for values from (0) to (9) partition by range (qty);
       create table t11 partition of t1 default; create table t2 partition of t default;
       create index i on t (qty desc, id); create index own on t1 (qty))",
     R"(create table t (id int, "a n" int, constraint k unique (id, "a n")) partition by range (id);
       create table first partition of t for values from (0) to (9) partition by range ("a n");
       create table t11 partition of first default; create table t2 partition of t default;
       create index i on t ("a n" desc, id); create index own on first ("a n"))",
     {{part_of(object_kind::column, "t", "qty"), part_of(object_kind::column, "t", "a n")},
      {in_public(object_kind::table, "t1"), in_public(object_kind::table, "first")}}},
    {"an index and a foreign key of a partitioned table are renamed, with parts that have names of their own",
     R"(create table f (id int primary key); create table t (id int, n int) partition by range (id);
       create table t1 partition of t for values from (0) to (9) partition by range (id); create table t11 partition of t1 default;
       create table t2 partition of t default; create index i on t (id desc, id) with (fillfactor = 70); create index own on t2 (n);
       create index j on t (n); alter table t add constraint k foreign key (id) references f; alter table t add constraint l foreign key (n) references f;
       alter table t2 rename constraint k to mine; comment on constraint l on t2 is 'l')",
     R"(create table f (id int primary key); create table t (id int, n int) partition by range (id);
       create table t1 partition of t for values from (0) to (9) partition by range (id); create table t11 partition of t1 default;
       create table t2 partition of t default; create index i2 on t (id desc, id) with (fillfactor = 70); create index own on t2 (n);
       create index j2 on t (n); alter table t add constraint k2 foreign key (id) references f; alter table t add constraint l2 foreign key (n) references f;
       alter table t2 rename constraint k2 to mine; comment on constraint l2 on t1 is 'l')"},
    {"a partition comes to a table with indexes that differ in their order alone, and one of them comes, too",
     R"(create table t (id int, n int) partition by range (id); create table t1 partition of t for values from (0) to (9);
       create index b on t (n desc); create index c on t (n) with (fillfactor = 70))",
     R"(create table t (id int, n int) partition by range (id); create table t1 partition of t for values from (0) to (9);
       create table t2 partition of t default; create index a on t (n desc nulls last); create index b on t (n desc); create index c on t (n) with (fillfactor = 70);
       comment on index t2_n_idx1 is 'b')"},
    {"indexes of a partitioned table that differ in their order alone become others",
     R"(create table t (id int, n int, k int) partition by range (id); create table t1 partition of t for values from (0) to (9);
       create index b on t (n desc); create index c on t (n) with (fillfactor = 70); create index d on t (n nulls first))",
     R"(create table t (id int, n int, k int) partition by range (id); create table t1 partition of t for values from (0) to (9);
       create index b on t (k desc); create index c on t (k) with (fillfactor = 70); create index d on t (n nulls first))"},
    {"the column of a partition key is renamed, and the rows stay",
     R"(create table t (id int, "a day" date, n int) partition by range ("a day", (n + 1));
       create table t1 partition of t for values from ('2026-01-01', 0) to ('2027-01-01', 0) partition by list ((n % 2));
       create table t11 partition of t1 default; create table t2 partition of t default partition by hash (n, "a day");
       create table t21 partition of t2 for values with (modulus 1, remainder 0))",
     R"(create table t (id int, d date, "order" int) partition by range (d, ("order" + 1));
       create table t1 partition of t for values from ('2026-01-01', 0) to ('2027-01-01', 0) partition by list (("order" % 2));
       create table t11 partition of t1 default; create table t2 partition of t default partition by hash ("order", d);
       create table t21 partition of t2 for values with (modulus 1, remainder 0))",
     {{part_of(object_kind::column, "t", "a day"), part_of(object_kind::column, "t", "d")},
      {part_of(object_kind::column, "t", "n"), part_of(object_kind::column, "t", "order")}},
     "insert into t values (1, '2026-05-05', 7), (2, '2020-01-01', 8)", "select sum(id)::text || sum(\"order\") from t", "315"},
    {"a partition's and a child's own say of a column goes along with its new name",
     R"(create table t (id int, qty int) partition by range (id); create table t1 partition of t default;
       alter table t1 alter qty set default 5; alter table t1 add check (qty > 0); create index on t1 ((qty + 1)) where qty > 1;
       create table p (a int); create table c (a int not null default 3, b int, constraint k check (a < b)) inherits (p);
       create table cc (a int) inherits (c); comment on column cc.a is 'it'; create view v as select a from c where a > 1)",
     R"(create table t (id int, n int) partition by range (id); create table t1 partition of t default;
       alter table t1 alter n set default 5; alter table t1 add check (n > 0); create index on t1 ((n + 1)) where n > 1;
       create table p (x int); create table c (x int not null default 3, b int, constraint k check (x < b)) inherits (p);
       create table cc (x int) inherits (c); comment on column cc.x is 'it'; create view v as select x as a from c where x > 1)",
     {{part_of(object_kind::column, "t", "qty"), part_of(object_kind::column, "t", "n")},
      {part_of(object_kind::column, "p", "a"), part_of(object_kind::column, "p", "x")},
      {part_of(object_kind::column, "c", "a"), part_of(object_kind::column, "c", "x")}},
     "insert into t values (1, 2); insert into c values (1, 2)", "select (select n from t1)::text || (select x from p)", "21"},
    {"a column of a partitioned table is renamed, whose index goes, and a part that has its own name stays",
     R"(create table t (id int, qty int) partition by range (id); create table t1 partition of t default;
       create index i on t (qty, id); create index j on only t (qty); create index mine on t1 (qty);
       alter index j attach partition mine)",
     R"(create table t (id int, n int) partition by range (id); create table t1 partition of t default;
       create index j on only t (n); create index mine on t1 (n); alter index j attach partition mine)",
     {{part_of(object_kind::column, "t", "qty"), part_of(object_kind::column, "t", "n")}}},
    {"an index, a unique index and a primary key of a partitioned table come",
     R"(create table t (id int not null, region text not null, n int) partition by list (region);
        create table t_a partition of t for values in ('a'); create table t_b partition of t for values in ('b') partition by range (id);
        create table t_b1 partition of t_b for values from (0) to (10))",
     R"(create table t (id int not null, region text not null, n int) partition by list (region);
        create table t_a partition of t for values in ('a'); create table t_b partition of t for values in ('b') partition by range (id);
        create table t_b1 partition of t_b for values from (0) to (10);
        create index t_n on t (n, lower(region)) where n > 0; create unique index t_u on t (region, id) include (n);
        alter table t add primary key (region, id); alter table t add constraint "t q" unique (region, n, id) deferrable;
        comment on index t_n is 'all of it')"},
    {"an index of a partitioned table changes its columns",
     R"(create table t (id int not null, region text not null, n int) partition by list (region);
        create table t_a partition of t for values in ('a'); create index t_n on t (n); create index mine on t_a (region))",
     R"(create table t (id int not null, region text not null, n int) partition by list (region);
        create table t_a partition of t for values in ('a'); create index t_n on t (n, id); create index mine on t_a (region))"},
    {"an index of a partition makes way for one of the whole table, which gives its part the same name",
     R"(create table t (id int, region text) partition by list (region); create table t_a partition of t for values in ('a');
        create index t_a_region_id_idx on t_a (region, id))",
     R"(create table t (id int, region text) partition by list (region); create table t_a partition of t for values in ('a');
        create index whole on t (region, id))"},
    {"an index made ON ONLY the table gets its parts one by one",
     R"(create table t (id int, region text) partition by list (region); create table t_a partition of t for values in ('a');
        create table t_b partition of t for values in ('b'); create index whole on only t (id); create index "part A" on t_a (id))",
     R"(create table t (id int, region text) partition by list (region); create table t_a partition of t for values in ('a');
        create table t_b partition of t for values in ('b'); create index whole on only t (id); create index "part A" on t_a (id);
        alter index whole attach partition "part A")"},
    {"what was ON ONLY becomes whole",
     R"(create table t (id int, region text) partition by list (region); create table t_a partition of t for values in ('a');
        create index whole on only t (id); alter table only t add constraint u unique (region, id))",
     R"(create table t (id int, region text) partition by list (region); create table t_a partition of t for values in ('a');
        create index whole on t (id); alter table t add constraint u unique (region, id))"},
    {"the primary key of a partition is attached to a unique index of the table",
     R"(create table t (id int not null, region text not null) partition by list (region);
        create table t_a partition of t for values in ('a'); create unique index u on t (region, id))",
     R"(create table t (id int not null, region text not null) partition by list (region);
        create table t_a partition of t for values in ('a'); alter table t_a add primary key (region, id); create unique index u on t (region, id))"},
    {"partitions that are referenced come and go",
     R"(create table t (id int, region text, primary key (region, id)) partition by list (region);
        create table f (id int, region text, primary key (region, id), foreign key (region, id) references t) partition by list (region);
        alter table t add constraint t_f foreign key (region, id) references f)",
     R"(create table t (id int, region text, primary key (region, id)) partition by list (region);
        create table t_a partition of t for values in ('a');
        create table f (id int, region text, primary key (region, id), foreign key (region, id) references t) partition by list (region);
        create table f_a partition of f for values in ('a'); alter table t add constraint t_f foreign key (region, id) references f;
        alter table f_a add constraint local_f foreign key (region, id) references t_a (region, id);
        alter table t_a add constraint local_t foreign key (region, id) references f_a (region, id))"},
    {"partitioned tables that reference each other go with their partitions",
     R"(create table t (id int, region text, primary key (region, id)) partition by list (region); create table t_a partition of t for values in ('a');
        create table f (id int, region text, primary key (region, id)) partition by list (region); create table f_a partition of f for values in ('a');
        alter table f add foreign key (region, id) references t; alter table t add foreign key (region, id) references f)",
     ""},
    {"the column of indexes gets another type, and the partition calls its parts otherwise than usual",
     R"(create table t (id int, n int) partition by range (id); create table t1 partition of t for values from (0) to (10);
        create index mine on t1 (n); create index a on t (n); create index b on t (n); comment on index b is 'b'; alter table t1 add constraint own unique (id, n); alter table t add constraint k unique (id, n))",
     R"(create table t (id int, n bigint) partition by range (id); create table t1 partition of t for values from (0) to (10);
        create index mine on t1 (n); create index a on t (n); create index b on t (n); comment on index b is 'b'; alter table t1 add constraint own unique (id, n); alter table t add constraint k unique (id, n))"},
    {"indexes of a partitioned table are stored otherwise",
     R"(create table t (id int, n int) partition by range (id); create table t1 partition of t for values from (0) to (10);
        create index a on t (n); alter table t add constraint k unique (id, n))",
     R"(create table t (id int, n int) partition by range (id); create table t1 partition of t for values from (0) to (10);
        create index a on t (n) with (fillfactor = 70); alter table t add constraint k unique (id, n) with (fillfactor = 60))"},
    {"a partition gets another bound, and its table a primary key",
     R"(create table t (id int, n int) partition by range (id); create table t1 partition of t for values from (0) to (10); create table t2 partition of t default)",
     R"(create table t (id int primary key, n int) partition by range (id); create table t1 partition of t for values from (0) to (20))"},
    {"partitions get other bounds, and their table other columns, checks and indexes",
     R"(create table t (id int, n int, k int, check (n > 0)) partition by range (id); create table t1 partition of t for values from (0) to (10);
        create table t2 partition of t for values from (10) to (20); create index i on t (n); create index i2 on t (n, id); create index i3 on t (k))",
     R"(create table t (id int primary key, n bigint default 4, z int) partition by range (id); create table t1 partition of t for values from (0) to (15);
        create table t2 partition of t for values from (15) to (20); create table t3 partition of t default;
        create index i on t (n); create index i2 on t (n, id) where z > 0; create index i3 on t (z))"},
    {"a partition of a table that is referenced gets another bound",
     R"(create table t (id int primary key) partition by range (id); create table t1 partition of t for values from (0) to (10); create table f (t int references t))",
     R"(create table t (id int primary key) partition by range (id); create table t1 partition of t for values from (0) to (20); create table f (t int references t))",
     {}, "insert into t values (1); insert into f values (1)", "select t from f", "1"},
    {"a partition with triggers that fire otherwise gets another bound",
     R"(create function f() returns trigger language plpgsql as $$ begin return new; end $$; create table t (id int) partition by range (id); create table t1 partition of t for values from (0) to (10);
        create trigger g before insert on t for each row execute function f(); alter table t1 disable trigger g)",
     R"(create function f() returns trigger language plpgsql as $$ begin return new; end $$; create table t (id int) partition by range (id); create table t1 partition of t for values from (0) to (20);
        create trigger g before insert on t for each row execute function f(); alter table t1 disable trigger g)"},
    {"a partition comes to a table with a check that is not valid",
     R"(create table t (id int, n int) partition by range (id); create table t1 partition of t for values from (0) to (10); alter table t add constraint k check (n > 0) not valid)",
     R"(create table t (id int, n int) partition by range (id); create table t1 partition of t for values from (0) to (10); create table t2 partition of t default; alter table t add constraint k check (n > 0) not valid)"},
    {"a partition goes over to another table while columns of both change",
     R"(create table t (id int primary key, n int, s int) partition by range (id); create table t1 partition of t for values from (0) to (10);
        create table u (id int primary key, n int, s int, q int) partition by range (id); create index ti on t (s); create index ui on u (s))",
     R"(create table t (id int primary key, n bigint, z int) partition by range (id); create table u (id int primary key, n bigint, z int) partition by range (id);
        create table t1 partition of u for values from (0) to (20); create index ti on t (z); create index ui on u (z))"},
    {"a partition makes room for another",
     "create table t (id int) partition by range (id); create table old_one partition of t for values from (0) to (10)",
     "create table t (id int) partition by range (id); create table another partition of t for values from (5) to (20)",
     {}, "insert into t values (1)", "select count(*) from t", "0", {}, {}, true},
    {"a partitioned table goes to another schema, where its partition is another",
     "create table t (id int) partition by range (id); create table t1 partition of t for values from (0) to (10)",
     "create schema s; create table s.t (id int) partition by range (id); create table s.t1 partition of s.t for values from (5) to (10)",
     {{kit::table_id("public", "t"), kit::table_id("s", "t")}}, "insert into t values (1)", "select count(*) from s.t", "0", {}, {}, true},
    {"a table becomes a partition, with what that takes",
     R"(create table t (id int, region text not null, extra int default 1, check (id > 0)) partition by list (region);
        create index t_id on t (id); create unique index t_u on t (region, id); create table t_a (id int, region text))",
     R"(create table t (id int, region text not null, extra int default 1, check (id > 0)) partition by list (region);
        create index t_id on t (id); create unique index t_u on t (region, id); create table t_a partition of t for values in ('a'))",
     {}, "insert into t_a values (1, 'a')", "select id from t", "1", {}, {}, true},
    {"a partition becomes a table and keeps only what it shall have",
     R"(create table other (id int primary key);
        create table t (id int references other, region text not null, n int default 1, check (n > 0)) partition by list (region);
        create index t_id on t (id); alter table t add unique (region, id);
        create table t_a partition of t for values in ('a'); create table t_b partition of t for values in ('b'))",
     R"(create table other (id int primary key);
        create table t (id int references other, region text not null, n int default 1, check (n > 0)) partition by list (region);
        create index t_id on t (id); alter table t add unique (region, id);
        create table t_a (id int, region text not null, n int default 1); create table t_b partition of t for values in ('b', 'c'))"},
    {"a serial column of a table whose partitioning changes",
     "create table t (id serial, region text)",
     "create table t (id serial, region text) partition by list (region); create table t_a partition of t for values in ('a')"},
    {"a sequence that a column of somebody else's table owns",
     R"(do $$ begin if not exists (select from pg_roles where rolname = 'squall_keeper') then create role squall_keeper; end if; end $$;
        create table kept (); alter table kept owner to squall_keeper)",
     R"(do $$ begin if not exists (select from pg_roles where rolname = 'squall_keeper') then create role squall_keeper; end if; end $$;
        create table kept (); alter table kept owner to squall_keeper; create table t (id serial, n int); alter table t owner to squall_keeper)"},
    {"a table with columns of its own becomes a child, which has them from its parent",
     "create table p (a int, b text default 'x' not null); create table c (a int, z int); create index c_a on c (a)",
     "create table p (a int, b text default 'x' not null); create table c (z int) inherits (p); create index c_a on c (a)",
     {}, "insert into c values (7, 8)", "select a || b || z from c", "7x8"},
    {"a child table leaves its parent and takes nothing along",
     "create table p (a int); create table c (b int) inherits (p)",
     "create table p (a int); create table c (b int)"},
};
// clang-format on

}  // namespace

TEST_CASE("partitions and child tables survive the way up and back") {
  for (const auto& c : cases) {
    SUBCASE(c.name.c_str()) { test::check_round_trip(c); }
  }
}

TEST_CASE("an index of a partitioned table in use is built partition by partition, concurrently") {
  const test::fresh_database database;
  connection db{database.url()};
  db.run(R"(create table t (id int, region text) partition by list (region);
            create table t_a partition of t for values in ('a'); create table t_b partition of t for values in ('b'))");
  const auto before = test::read_model(database.url());
  db.run("create index whole on t (id)");
  const auto after = test::read_model(database.url());
  const auto p = kit::make_plan(before, kit::diff(before, after).changes, {});
  REQUIRE(p.steps.size() == 5);
  CHECK(p.steps[0].sql == "CREATE INDEX whole ON ONLY public.t (id)");
  CHECK(p.steps[1].sql == "CREATE INDEX CONCURRENTLY t_a_id_idx ON public.t_a (id)");
  CHECK_FALSE(p.steps[1].transactional);
  CHECK(p.steps[2].sql == "CREATE INDEX CONCURRENTLY t_b_id_idx ON public.t_b (id)");
  CHECK(p.steps[3].sql == "ALTER INDEX public.whole ATTACH PARTITION public.t_a_id_idx");
  CHECK(p.steps[4].sql == "ALTER INDEX public.whole ATTACH PARTITION public.t_b_id_idx");
}
