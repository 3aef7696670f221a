-- CREATE TYPE AS RANGE. The multirange's name and its own functions are since14's.
create role tra_owner;
create role tra_user;
create schema tra;
create type tra.floatrange as range (subtype = double precision, subtype_diff = float8mi);
create type tra.plain as range (subtype = "char");
create type tra."Text Range" as range (subtype = text, collation = "C");
create type tra.opclass as range (subtype = text, subtype_opclass = text_pattern_ops, collation = "POSIX");
create type tra.mood as enum ('a', 'b', 'c');
create type tra.moods as range (subtype = tra.mood);
create function tra.diff(inet, inet) returns double precision immutable strict language sql as $$ select ($1 - $2)::double precision $$;
create type tra.nets as range (subtype = inet, subtype_diff = tra.diff);
-- A canonical function takes the range itself: the type is a shell first.
create type tra.whole;
create function tra.whole_canonical(tra.whole) returns tra.whole immutable strict language internal as 'int4range_canonical';
create type tra.whole as range (subtype = int, canonical = tra.whole_canonical, subtype_diff = int4range_subdiff);
create table tra.t (
  a tra.floatrange default '[0,1)', b tra."Text Range"[], c tra.moods, d tra.whole, exclude using gist (d with &&), check (not isempty(a))
);
create function tra.f(tra.nets) returns tra.opclass language sql as 'select null::tra.opclass';
alter type tra.floatrange owner to tra_owner;
revoke usage on type tra.floatrange from public;
grant usage on type tra.floatrange to tra_user with grant option;
comment on type tra.floatrange is 'a ''range'' of floats';
