#include "benchmarks/waiting/changes.hpp"

namespace squall::bench {
namespace {

const std::string body = "id bigint primary key, a text not null, n int not null default 0, m int";

std::string table(const std::string& columns) { return "create table t (" + columns + ");"; }

const std::string table_rows =
    "insert into t (id, a, n, m) select i, 'text ' || i, i % 1000, i from generate_series(1, {0}) i;";

const std::string parts =
    "create table t0 partition of t for values with (modulus 3, remainder 0);"
    "create table t1 partition of t for values with (modulus 3, remainder 1);"
    "create table t2 partition of t for values with (modulus 3, remainder 2);";

const std::string partitioned = "create table t (" + body + ") partition by hash (id);" + parts;

}  // namespace

std::vector<online_change> online_changes() {
  const std::string plain = table(body);
  const std::string other = "create table o (id int primary key);";
  return {
      {"ADD COLUMN with a constant default", plain, table_rows, table(body + ", added int not null default 7")},
      {"ADD COLUMN with a volatile default", plain, table_rows,
       table(body + ", added uuid not null default gen_random_uuid()")},
      {"ADD COLUMN NOT NULL with a backfill", plain, table_rows, table(body + ", added text not null"), "lower(a)"},
      {"SET NOT NULL", plain, table_rows,
       table("id bigint primary key, a text not null, n int not null default 0, m int not null")},
      {"DROP COLUMN", plain, table_rows, table("id bigint primary key, a text not null, n int not null default 0")},
      {"varchar(20) to varchar(40)",
       table("id bigint primary key, a varchar(20) not null, n int not null default 0, m int"), table_rows,
       table("id bigint primary key, a varchar(40) not null, n int not null default 0, m int")},
      {"CREATE INDEX", plain, table_rows, plain + "create index on t (lower(a));"},
      {"DROP INDEX", plain + "create index i on t (a);", table_rows, plain},
      {"UNIQUE", plain, table_rows, table(body + ", unique (m)")},
      {"PRIMARY KEY", table("id bigint not null unique, a text not null, n int not null default 0, m int not null"),
       table_rows, table("id bigint not null unique, a text not null, n int not null default 0, m int primary key")},
      {"FOREIGN KEY", plain + other, table_rows + "insert into o select generate_series(0, 999);",
       other + table(body + ", foreign key (n) references o")},
      {"CHECK", plain, table_rows, table(body + ", check (length(a) < 100)")},
      {"index of a partitioned table", partitioned, table_rows, partitioned + "create index on t (a);"},
      {"unique key of a partitioned table", partitioned, table_rows,
       "create table t (" + body + ", unique (id, m)) partition by hash (id);" + parts},
      {"int to bigint",
       plain,
       table_rows,
       table("id bigint primary key, a text not null, n bigint not null default 0, m int"),
       {},
       true},
      {"int to bigint, --expand-contract",
       plain,
       table_rows,
       table("id bigint primary key, a text not null, n bigint not null default 0, m int"),
       {},
       false,
       true},
      {"int key with a foreign key, --expand-contract",
       "create table t (id serial primary key, a text not null, n int not null default 0, m int);"
       "create table o (id int primary key, t_id int references t);",
       table_rows + "insert into o select i, i from generate_series(1, {0}) i;",
       "create table t (id bigserial primary key, a text not null, n int not null default 0, m int);"
       "create table o (id int primary key, t_id bigint references t);",
       {},
       false,
       true},
  };
}

}  // namespace squall::bench
