-- EXCLUDE in its variants.
create schema tec;
create schema "tec Ext";
create extension if not exists btree_gist;
create operator tec.=== (function = int4eq, leftarg = int, rightarg = int, commutator = operator(tec.===));
create operator class tec.equal for type int using btree as operator 1 <, operator 2 <=, operator 3 tec.===, operator 4 >=, operator 5 >, function 1 btint4cmp(int, int);
create table tec.t (
  room int, during tsrange, c circle, name text, a int, "Order" int4range,
  exclude using gist (during with &&),
  constraint "It's ""exclusive""" exclude using gist (room with =, during with &&) where (room > 0 and name <> 'it''s'),
  exclude using gist (c with &&) with (fillfactor = 70, buffering = off),
  exclude using btree (a with =) include (name, room),
  exclude using hash (name with =),
  constraint expression exclude using gist ((int4range(room, room + 1)) with &&, (lower(name)) with =) deferrable,
  constraint deferred exclude using gist (during with &&) deferrable initially deferred,
  constraint ordered exclude using btree (name collate "C" text_pattern_ops desc nulls last with =, a asc nulls first with =),
  constraint own_operator exclude using btree (a tec.equal with operator(tec.===)),
  constraint spgist exclude using spgist ("Order" with -|-)
);
comment on constraint "It's ""exclusive""" on tec.t is 'one at a ''time''';
comment on index tec."It's ""exclusive""" is 'its index';
