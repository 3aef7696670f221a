-- CREATE FOREIGN TABLE, ALTER FOREIGN TABLE.
create role tft_owner;
create role tft_user;
create schema tft;
create foreign data wrapper tft_wrapper;
create server tft_server foreign data wrapper tft_wrapper;
create server "tft Server ""2""" foreign data wrapper tft_wrapper;
create foreign table tft.plain (a int, b text) server tft_server;
create foreign table tft."Order ""x""" (
  "Id" int options ("Col Name" 'it''s', b '2') not null default 5, a varchar(10) options (c '') collate "C", b int check (b > 0), g int generated always as (1 + 1) stored, constraint "both" check (a <> '' and b < 10) no inherit
) server "tft Server ""2""" options (table_name 'T ''x''', "Odd Key" '1');
create foreign table tft.altered (a int options (x '1', y '2'), b int) server tft_server options (k 'v', l 'w');
alter foreign table tft.altered options (set k 'v2', drop l, add m 'n');
alter foreign table tft.altered alter a options (set x '3', drop y, add z ''), alter b set statistics 10, alter b set not null, add column c text;
alter foreign table tft.altered add constraint later check (a > 0) not valid;
create table tft.parent (a int, b text);
create foreign table tft.child (c int) inherits (tft.parent) server tft_server;
create table tft.parted (a int, b text) partition by list (a);
create foreign table tft.part partition of tft.parted for values in (1) server tft_server options (t 'part');
create table tft.local_part partition of tft.parted for values in (2);
create function tft.f() returns trigger language plpgsql as 'begin return new; end';
create trigger on_foreign before insert on tft.plain for each row execute function tft.f();
create view tft.v as select a, b from tft.plain;
alter foreign table tft.plain alter column b set storage external, alter column a set (n_distinct = 5);
grant usage on foreign server tft_server to tft_owner;
alter foreign table tft.plain owner to tft_owner;
grant select, insert on tft.plain to tft_user;
grant update (a) on tft.plain to tft_user with grant option;
comment on foreign table tft.plain is 'a ''foreign'' table';
comment on column tft.plain.a is 'of a foreign table';
create foreign table tft.empty () server tft_server;
