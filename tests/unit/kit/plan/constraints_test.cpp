// Constraints and indexes of tables that exist.
#include <doctest/doctest.h>

#include "round_trip.hpp"

using namespace squall;
using squall::kit::object_kind;
using squall::test::part_of;
using squall::test::round_trip_case;

namespace {

// clang-format off
const std::vector<round_trip_case> cases{
    {"every kind of constraint is added to a table with rows",
     "create table p (id int primary key); create table t (id int, e text, n int, p_id int)",
     R"(create table p (id int primary key);
        create table t (id int primary key, e text constraint eu unique, n int constraint pos check (n > 0) no inherit,
          p_id int constraint fk references p on delete set null on update cascade deferrable initially deferred);
        comment on constraint fk on t is 'f'; comment on constraint eu on t is 'u')",
     {}, "insert into p values (1); insert into t values (1, 'x', 5, 1)", "select count(*) from t", "1"},
    {"deferrable, including and null-treating keys",
     "create table t (a int not null, b int, c int)",
     R"(create table t (a int not null, b int, c int, constraint k primary key (a) include (c) deferrable,
          constraint u unique nulls not distinct (b, c) include (a), constraint v unique (c) deferrable initially deferred))"},
    {"keys with storage parameters of their own come to a table with rows, and change",
     "create table t (a int not null, b int not null, c int, unique (a) with (fillfactor = 60))",
     "create table t (a int not null, b int not null, c int, unique (a, c) with (fillfactor = 70), primary key (b) with (fillfactor = 80))"},
    {"keys change under foreign keys that stand on them",
     "create table p (a int, b int, constraint k primary key (a), constraint u unique (b)); create table c (x int references p (a), y int constraint y_fk references p (b))",
     "create table p (a int, b int, constraint k primary key (a) include (b), constraint u unique (b) include (a)); create table c (x int references p (a), y int constraint y_fk references p (b))",
     {}, "insert into p values (1, 2); insert into c values (1, 2)", "select count(*) from c", "1"},
    {"the primary key moves to another column",
     "create table t (a int primary key, b int not null)",
     "create table t (a int not null, b int primary key)"},
    {"a unique constraint gives way to a primary key under foreign keys",
     "create table p (id int constraint u unique); create table c (x int references p (id)); create table d (x int references p (id))",
     "create table p (id int primary key); create table c (x int references p (id)); create table e (x int references p (id))",
     {}, "insert into p values (1); insert into c values (1)", "select count(*) from c", "1"},
    {"checks and foreign keys change",
     "create table p (id int primary key); create table t (n int constraint ck check (n > 0), p_id int constraint fk references p)",
     "create table p (id int primary key); create table t (n int constraint ck check (n > 1 and n < 9), p_id int constraint fk references p on delete cascade)"},
    {"a foreign key becomes deferrable in place",
     "create table p (id int primary key); create table t (a int constraint a references p, b int constraint b references p deferrable initially deferred)",
     "create table p (id int primary key); create table t (a int constraint a references p deferrable initially deferred, b int constraint b references p)"},
    {"foreign keys over several columns",
     "create table p (a int, b int, primary key (a, b)); create table t (x int, y int)",
     "create table p (a int, b int, primary key (a, b)); create table t (x int, y int, constraint fk foreign key (x, y) references p (a, b) match full on delete set null)"},
    {"ON DELETE SET NULL of some columns",
     "create table p (a int, b int, primary key (a, b)); create table t (x int, y int)",
     "create table p (a int, b int, primary key (a, b)); create table t (x int, y int, constraint fk foreign key (x, y) references p on delete set null (y))"},
    {"indexes of every sort are created and dropped",
     "create table t (id int, a text, b jsonb, c int, d timestamptz)",
     R"(create table t (id int, a text, b jsonb, c int, d timestamptz);
        create index i1 on t (a desc nulls last, c nulls first); create unique index i2 on t (lower(a)) where c > 5;
        create index i3 on t using gin (b jsonb_path_ops); create index i4 on t (a collate "C" text_pattern_ops) include (c);
        create index i5 on t using hash (c); create unique index i6 on t (c) nulls not distinct with (fillfactor = 70);
        create index i7 on t using brin (d) with (autosummarize = on, pages_per_range = 32);
        create index i8 on t ((c + 1), (coalesce(a, 'x'))); comment on index i1 is 'x')",
     {}, "insert into t values (1, 'A', '{}', 9, now())", "select count(*) from t", "1"},
    {"definitions of indexes change",
     "create table t (a int, b int); create index i on t (a); create index j on t (a) with (fillfactor = 50); create unique index k on t (b)",
     "create table t (a int, b int); create index i on t (a, b); create index j on t (a) with (fillfactor = 60); create unique index k on t (b) where a > 0",
     {}, "insert into t values (1, 1), (2, 2)", "select count(*) from t", "2"},
    {"an index loses a column that is dropped",
     "create table t (a int, b int); create index i on t (a, b)",
     "create table t (a int); create index i on t (a)"},
    {"a unique column is added to a table with rows",
     "create table t (id int primary key)",
     "create table t (id int primary key, slug text unique, meta jsonb)",
     {}, "insert into t values (1), (2)", "select count(*) from t", "2"},
    {"a unique constraint becomes a unique index of the same name",
     "create table t (a int constraint u unique)", "create table t (a int); create unique index u on t (a)"},
    {"a check mentions a column that is added, and one goes with a column that is dropped",
     "create table t (a int, b int constraint ck check (b > 0))",
     "create table t (a int, c int, constraint ck2 check (a < c))"},
    {"two exclusion constraints that say the same come with their table", "",
     "create table t (during int4range, constraint a exclude using gist (during with &&));"
     "alter table t add constraint \"b \"\"x\" exclude using gist (during with &&)"},
    {"an old table references a new one and the other way round",
     "create table t (id int primary key)",
     "create table t (id int primary key, n_id int); create table n (id int primary key, t_id int references t); alter table t add constraint t_n foreign key (n_id) references n"},
};
// clang-format on

}  // namespace

TEST_CASE("constraints and indexes survive the way up and back") {
  for (const auto& c : cases) {
    SUBCASE(c.name.c_str()) { test::check_round_trip(c); }
  }
}
