-- SQL-standard function bodies, multiranges as arguments, procedures with OUT arguments.
create schema tro14;
create table tro14.t (id int primary key, "a""b" text);
create function tro14.returns(a int) returns int return a + 1;
create function tro14.atomic(a int, b text default 'it''s') returns text language sql begin atomic
  insert into tro14.t values (a, b);
  update tro14.t set "a""b" = b where id = a returning "a""b";
  select 'x' || b;
end;
create function tro14.empty_atomic() returns void language sql begin atomic end;
create procedure tro14.atomic_procedure(a int) language sql begin atomic insert into tro14.t values (a); delete from tro14.t where id < a; end;
create procedure tro14.outs(a int, out b int, inout c text, out d text) language plpgsql as $$ begin b := 1; end $$;
create function tro14.multi(int4multirange, anymultirange) returns anymultirange language sql as 'select $2';
create function tro14.set_of() returns setof tro14.t begin atomic select * from tro14.t; end;
create view tro14.on_set as select * from tro14.set_of();
create function tro14.on_view() returns bigint return (select count(*) from tro14.on_set);
create table tro14.checked (a int default tro14.returns(1), check (tro14.returns(a) > 0));
create table tro14.counted (c bigint default tro14.on_view());
create function tro14.window_in_body() returns int immutable parallel safe cost 7 return (select 1 where exists (with x as (select 2) select from x));
