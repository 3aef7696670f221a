-- As many columns as a table can have.
create schema twd;
do $$
begin
  execute 'create table twd.wide (' || (select string_agg(format('%I int', 'column ' || n), ', ') from generate_series(1, 1600) n) || ')';
end $$;
create unique index wide_many on twd.wide ("column 1", "column 2", "column 3", "column 4", "column 5", "column 6", "column 7", "column 8", "column 9", "column 10",
  "column 11", "column 12", "column 13", "column 14", "column 15", "column 16", "column 17", "column 18", "column 19", "column 20", "column 21", "column 22", "column 23",
  "column 24", "column 25", "column 26", "column 27", "column 28", "column 29", "column 30", "column 31", "column 1600");
create view twd.v as select "column 1", "column 1600" from twd.wide;
comment on column twd.wide."column 1600" is 'the last';
