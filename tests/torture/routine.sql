-- CREATE FUNCTION, CREATE PROCEDURE, ALTER ROUTINE, GRANT ON FUNCTION/PROCEDURE. SQL-standard bodies are since14's.
create role tro_owner;
create role tro_user;
create schema tro;
create type tro.kind as enum ('a', 'b');
create domain tro.positive as int check (value > 0);
create type tro.pair as (a int, b text);
create table tro.t (id int primary key, k tro.kind, "a""b" text);

-- Arguments: modes, names, defaults, variadic, types of all kinds, overloads.
create function tro.none() returns int language sql as 'select 1';
create function tro.none(int) returns int language sql as 'select 1';
create function tro.none(int, text) returns int language sql as 'select 1';
create function tro.none(text[]) returns int language sql as 'select 1';
create function tro.modes(in a int, out b int, inout c text, variadic d numeric[]) language sql as $$ select 1, 'x' $$;
create function tro.outs(out a int, out "b c" text) returns record language sql as $$ select 1, 'x' $$;
create function tro.defaults(a int default 1, b text default 'it''s', c tro.kind default 'a', d timestamptz default now(), e int[] default '{1,2}',
  f tro.pair default row(1, 'x'), g numeric(5, 2) default 1.50, h tro.positive default 3) returns void language sql as '';
create function tro.rows(a int) returns table (id int, "a""b" text, k tro.kind) language sql as 'select id, "a""b", k from tro.t';
create function tro.set_of(a int) returns setof tro.t language sql rows 7 as 'select * from tro.t';
create function tro.type_of(a tro.t, b tro.t[], c tro.positive) returns tro.pair[] language sql as 'select null::tro.pair[]';
create function tro.percent(a tro.t.k%type) returns tro.t."a""b"%type language sql as $$ select 'x'::text $$;
create function tro.any_element(anyelement, anyarray) returns anyelement language sql as 'select $1';
create function tro.any_compatible(anycompatible, anycompatiblearray) returns anycompatible language sql as 'select $1';
create function tro.any_range(anyrange) returns anyarray language sql as 'select null::int[]';
create function tro.variadic_any(variadic "any") returns int language internal as 'pg_num_nulls';
create function tro."Order"("from" int, "a""b" int, "select" int = 2) returns int language sql as 'select "from" + "a""b" + "select"';
create function tro."quo""te"() returns int language sql as 'select 1';
create function tro."naïve 名前 😀"("naïve" int) returns int language sql as 'select 1';
create function tro."select"() returns int language sql as 'select 1';
create function tro."63 bytes long, which is all that a name may have: 012345678901"() returns int language sql as 'select 1';

-- Attributes.
create function tro.immutable(int) returns int language sql immutable strict leakproof parallel safe cost 0.5 as 'select $1';
create function tro.stable(int) returns int language sql stable called on null input not leakproof parallel restricted cost 1000 as 'select $1';
create function tro.volatile(int) returns setof int language sql volatile parallel unsafe cost 100 rows 1000 as 'select $1';
create function tro.definer() returns int language sql security definer set search_path = pg_catalog, pg_temp as 'select 1';
create function tro.settings() returns int language plpgsql set work_mem = '8MB' set "DateStyle" = 'ISO, DMY' set search_path = "$user", "Odd ""Schema""", public
  set statement_timeout = 100 set enable_seqscan to off set tro.custom = 'it''s a "value"' as $$ begin return 1; end $$;
create function tro.from_current() returns int language sql set enable_hashjoin from current as 'select 1';
create function tro.empty_path() returns int language sql set search_path = '' as 'select 1';
create function tro.supported(int, int) returns setof int language internal immutable strict rows 5 support generate_series_int4_support as 'generate_series_int4';
create function tro.like_support(internal) returns internal language internal as 'textlike_support';
create function tro.like_it(text, text) returns boolean language internal immutable strict support tro.like_support as 'textlike';
create function tro.row_number() returns bigint language internal window immutable as 'window_row_number';
create function tro.c_function() returns trigger language c as '$libdir/plpgsql', 'plpgsql_call_handler';
create function tro.c_same_name(oid) returns void language c strict as '$libdir/plpgsql', 'plpgsql_validator';
create function tro.trigger_function() returns trigger language plpgsql as $body$
declare
  "x y" int := 1;
begin
  -- $$ dollars, 'quotes' and \backslashes
  execute $q$ select $$a$$ $q$;
  return new;
end
$body$;
create function tro.event_function() returns event_trigger language plpgsql as 'begin end';
create function tro.odd_text() returns text language sql as E'select ''\\n'' || ''naïve 名前 😀'' || E''\\t'' -- a comment\n\n';
create function tro.delimiters() returns text language sql as $_$ select '$function$ $$ $squall$'::text -- $_1$
$_$;
create function tro.ends_in_dollar() returns text language sql as 'select ''x'' as a$';

-- Bodies that nobody checked: of what is made later.
set check_function_bodies = off;
create function tro.uses_later() returns bigint language sql as 'select count(*) from tro.later';
create function tro.recursive(int) returns int language sql as 'select case when $1 < 1 then 0 else tro.recursive($1 - 1) end';
reset check_function_bodies;
create table tro.later (id bigint default tro.none(), c bigint check (tro.immutable(id::int) > 0));
create function tro.of_view_row() returns int language sql as 'select 1';
create view tro.v as select tro.of_view_row() as one, t.* from tro.t;
create function tro.on_view(tro.v) returns setof tro.v language sql as 'select * from tro.v';
create view tro.v_on_f as select * from tro.on_view(row(1, 2, 'a', 'x')::tro.v);
create function tro.calls_default(a int default tro.none()) returns int language sql as 'select a';

-- Procedures.
create procedure tro.nothing() language sql as '';
create procedure tro.work(a int, inout b text default 'x', variadic c int[] default '{}') language plpgsql security definer set work_mem = '4MB' as $$ begin commit; end $$;
create procedure tro."Order"("from" int) language sql as 'insert into tro.later values ("from")';
create procedure tro.nothing(int) language plpgsql as 'begin end';

alter function tro.none(int) rename to renamed;
alter function tro.none(int, text) owner to tro_owner;
alter function tro.none(text[]) immutable strict parallel safe cost 3;
alter function tro.set_of(int) rows 11;
alter procedure tro.work(int, text, int[]) set statement_timeout to 5;
alter procedure tro.nothing() owner to tro_owner;
revoke execute on function tro.definer() from public;
grant execute on function tro.definer() to tro_user with grant option;
revoke all on function tro.none(int, text) from public, tro_owner;
grant execute on procedure tro.work(int, text, int[]) to tro_user;
revoke execute on routine tro.nothing(int) from public;
comment on function tro.defaults(int, text, tro.kind, timestamptz, int[], tro.pair, numeric, tro.positive) is 'has ''defaults''';
comment on function tro.none() is 'none';
comment on procedure tro.work(int, text, int[]) is 'works';
comment on function tro."quo""te"() is 'a "quote"';
