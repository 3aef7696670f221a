// Child tables (INHERITS): which parents they have, and what of theirs is their own.
#include <doctest/doctest.h>

#include "kit/base/error.hpp"
#include "kit/diff/diff.hpp"
#include "round_trip.hpp"
#include "support/test_server.hpp"

using namespace squall;
using squall::test::round_trip_case;

namespace {

const std::string two = "create table p (id int, a int); create table q (a int, b text);";
const std::string both = two + "create table c (n int) inherits (p, q);";
const std::string family = both + "create table g () inherits (c);";
const std::string keeper =
    "do $$ begin if not exists (select from pg_roles where rolname = 'squall_keeper') then create role squall_keeper; "
    "end if; end $$;"
    "create table kept (); alter table kept owner to squall_keeper;";
const std::string rows = "insert into c (id, a, b, n) values (1, 7, 'x', 2)";
const std::string of_both = rows + "; insert into g (id, a, b, n) values (3, 8, 'y', 4)";

// clang-format off
const std::vector<round_trip_case> cases{
    {"a column of two parents gets another type",
     family, "create table p (id int, a bigint); create table q (a bigint, b text); create table c (n int) inherits (p, q); create table g () inherits (c)",
     {}, of_both, "select string_agg(a::text, ',' order by a) from c", "7,8"},
    {"a column of two parents gets another type, and is the child's own",
     two + "create table c (a int, n int) inherits (p, q)",
     "create table p (id int, a bigint); create table q (a bigint, b text); create table c (a bigint, n int) inherits (p, q)",
     {}, rows, "select a::text || b from c", "7x"},
    {"a column of a parent gets another type, and the child gives it up as its own",
     "create table p (id int, a int); create table c (a int default 5 not null, n int) inherits (p)",
     "create table p (id int, a bigint); create table c (n int) inherits (p)",
     {}, "insert into c values (1, 7, 2)", "select a::text from only c", "7"},
    {"a child's own column becomes the parent's with another type",
     "create table p (id int); create table c (a text default '1') inherits (p)",
     "create table p (id int, a int not null); create table c () inherits (p)",
     {}, "insert into c values (1, '7')", "select a::text from only c", "8",
     {.renamed_from = {}, .using_expressions = {{squall::test::part_of(kit::object_kind::column, "c", "a"), "a::int + 1"}}, .backfills = {}}, {}, true},
    {"an inherited column becomes the child's own as well",
     family, two + "create table c (n int, a int) inherits (p, q); create table g (b text) inherits (c)",
     {}, of_both, "select string_agg(a || b, ',' order by a) from c", "7x,8y"},
    {"a column is not the child's own any more, which has children",
     "create table p (id int); create table c (id int not null, n int) inherits (p); create table g (z int) inherits (c);"
     "alter table g alter id set default 9; comment on column g.id is 'g'; create index on g (id); create index on c (id, n)",
     "create table p (id int); create table c (n int) inherits (p); create table g (z int) inherits (c);"
     "alter table g alter id set default 9; alter table g alter id set not null; comment on column g.id is 'g'; create index on g (id); create index on c (id, n)",
     {}, "insert into c values (1, 2); insert into g values (3, 4, 5)", "select string_agg(id || ':' || n, ',' order by id) from c", "1:2,3:4"},
    {"the order of the parents is another one",
     both, two + "create table c (n int) inherits (q, p)", {}, rows, "select id || b || a || n from c", "1x72"},
    {"a column of one parent comes from another one",
     "create table p (id int, a int not null); create table q (b text); create table c () inherits (p, q)",
     "create table p (id int); create table q (b text, a int); create table c () inherits (p, q)",
     {}, "insert into c values (1, 2, 'x')", "select a::text from only c", "2", {}, {}, true},
    {"a table goes to another parent, whose columns and checks are others",
     "create table p (id int not null, a int default 4, constraint k check (a > 0)); create table q (id int, a bigint, constraint k check (a > 0), constraint l check (id > 0));"
     "create table c () inherits (p); create table g () inherits (c)",
     "create table p (id int not null, a int default 4, constraint k check (a > 0)); create table q (id int, a bigint, constraint k check (a > 0), constraint l check (id > 0));"
     "create table c () inherits (q); create table g () inherits (c)",
     {}, "insert into c values (1, 7); insert into g values (2, 8)", "select sum(a)::text from q", "15"},
    {"NOT NULL that both parents gave stays when one of them gives it up",
     "create table p (a int not null); create table q (a int not null); create table c () inherits (p, q)",
     "create table p (a int not null); create table q (a int); create table c () inherits (p, q)"},
    {"a default, NOT NULL and a statistics target stay the child's when the parent gets others",
     "create table p (a int default 1, b int); create table c () inherits (p); alter table c alter a set default 2; alter table c alter b set not null; create table g () inherits (c); alter table g alter b drop not null",
     "create table p (a int default 3, b int not null); create table c () inherits (p); alter table c alter a set default 2; create table g () inherits (c); alter table p alter b set statistics 50; alter table only c alter b set statistics 60; alter table only g alter b set statistics -1"},
    {"a check stops being the child's own",
     "create table p (a int, constraint k check (a > 0)); create table c (constraint k check (a > 0)) inherits (p)",
     "create table p (a int, constraint k check (a > 0)); create table c () inherits (p)"},
    {"a new child has a column of its own that its parent loses",
     "create table p (id int, a int not null)", "create table p (id int); create table c (a int) inherits (p)"},
    {"one child keeps as its own what the parent drops, another one loses it",
     "create table p (id int, a int); create table c () inherits (p); create table d () inherits (p)",
     "create table p (id int); create table c (a int) inherits (p); create table d () inherits (p)"},
    {"a child goes whose parents' column gets another type",
     family, "create table p (id int, a bigint); create table q (a bigint, b text)", {}, of_both},
    {"a child goes that has a column from a parent that goes and one that gives it another type",
     both, "create table q (a bigint, b text)"},
    {"a child of a table with a check that is NOT VALID goes, and so does one of its own",
     "create table p (id int); create table c () inherits (p); create table g (n int) inherits (c);"
     "alter table p add constraint k check (id > 0) not valid; comment on constraint k on p is 'k'; alter table g add constraint k check (id > 0) not valid",
     "create table p (id int); alter table p add constraint k check (id > 0) not valid; comment on constraint k on p is 'k'"},
    {"a child and a NOT VALID check of its parent go",
     "create table p (id int, a int); create table c () inherits (p); alter table p add constraint k check (id > 0) not valid; alter table p add constraint l check (a > 0) not valid",
     "create table p (id int, a bigint); alter table p add constraint l check (a > 0) not valid"},
    {"a column that a child has from one parent comes to another one, NOT NULL and with a default",
     "create table p (id int); create table q (a int, b int not null); create table c () inherits (p, q); create table g () inherits (c)",
     "create table p (id int, a int not null default 4, b int default 5); create table q (a int, b int not null); create table c () inherits (p, q); create table g () inherits (c)"},
    {"a child leaves one of two parents of a column that is NOT NULL there",
     "create table p (a int not null default 4); create table q (a int); create table c () inherits (p, q)",
     "create table p (a int not null default 4); create table q (a int); create table c () inherits (q)"},
    {"a child leaves all parents, one of which goes, and its own child keeps a column",
     "create table p (id int, b int not null); create table q (id int); create table c () inherits (q, p); create table g () inherits (c)",
     "create table q (id int); create table c (id int); create table g (b int not null) inherits (c)"},
    {"a child goes whose parent gets a column that the child has with another type",
     "create table p (id int); create table c (b text) inherits (p)", "create table p (id int, b int not null)"},
    {"a child leaves all parents, one of which goes, its own child keeps a column, and all are somebody else's",
     keeper + "create table p (id int, b int not null); create table q (id int); create table c () inherits (q, p); create table g () inherits (c)",
     keeper + "create table q (id int); create table c (id int); create table g (b int not null) inherits (c);"
     "alter table c owner to squall_keeper; alter table g owner to squall_keeper; alter table q owner to squall_keeper"},
};
// clang-format on

}  // namespace

TEST_CASE("child tables keep their rows, and have from their parents what they shall have") {
  for (const auto& c : cases) {
    SUBCASE(c.name.c_str()) { check_round_trip(c); }
  }
}

TEST_CASE("a column that a child has from two parents cannot be renamed, and the plan says so") {
  const test::fresh_database first;
  const test::fresh_database second;
  connection{first.url()}.run(family);
  connection{second.url()}.run(
      "create table p (id int, z int); create table q (a int, b text);"
      "create table c (n int) inherits (p, q); create table g () inherits (c)");
  const auto before = test::read_model(first.url());
  const auto after = test::read_model(second.url());
  const auto changes = kit::diff(before, after,
                                 {.renames = {{kit::column_id(kit::table_id("public", "p"), "a"),
                                               kit::column_id(kit::table_id("public", "p"), "z")}}})
                           .changes;
  CHECK_THROWS_WITH_AS(kit::make_plan(before, changes), doctest::Contains("has it from"), kit::error);
}
