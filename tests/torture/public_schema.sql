-- Schema public is there before anybody makes it, and can be changed like any other.
create role tpub_user;
revoke create on schema public from public;
grant create on schema public to tpub_user with grant option;
comment on schema public is 'ours';
create table public.tpub (a int);
create type public."Tpub Type" as enum ('x');
create function public.tpub_f("Tpub Type") returns text language sql as $$ select $1::text $$;
create table public.tpub_user (a public."Tpub Type" default 'x', b text generated always as ('b') stored);
