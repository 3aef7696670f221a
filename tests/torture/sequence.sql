-- CREATE SEQUENCE, ALTER SEQUENCE, GRANT ON SEQUENCE, serial types.
create role tsq_owner;
create role tsq_user;
create schema tsq;
create sequence tsq.plain;
create sequence if not exists tsq.plain;
create sequence tsq.small as smallint;
create sequence tsq.int as integer increment by 5 minvalue 10 maxvalue 1000 start with 20 cache 30 cycle;
create sequence tsq.down increment -1;
create sequence tsq.down_int as int increment by -10 maxvalue 100 minvalue -100 start 50 no cycle;
create sequence tsq.down_small as smallint increment by -1 no minvalue no maxvalue;
create sequence tsq.whole minvalue -9223372036854775808 maxvalue 9223372036854775807 start 0;
create sequence tsq."Order ""x""" start 7;
create sequence tsq."naïve 63 bytes long, which is all that a name may have: 0123456";
create sequence tsq.altered;
alter sequence tsq.altered as integer increment 3 minvalue -5 maxvalue 500 start 4 restart cache 2 cycle;
alter sequence tsq.altered owned by none;
create table tsq.t (
  id bigserial, b smallserial primary key, c serial4 not null, "a""b" serial, d int default nextval('tsq.plain'), e bigint default nextval('tsq."Order ""x"""'::text)
);
create sequence tsq.owned owned by tsq.t.d;
create sequence tsq.owned_too owned by tsq.t.d;
create sequence tsq.moved;
alter sequence tsq.t_c_seq rename to renamed_seq;
alter sequence tsq.t_id_seq increment 2 start 100;
alter sequence tsq."t_a""b_seq" owned by none;
create table tsq."Order" ("Id" serial primary key);
-- A serial whose sequence's name was taken.
create table tsq.taken_id_seq (a int);
create table tsq.taken (id serial);
-- A column that is not serial any more, but still owns its sequence.
create table tsq.was_serial (id serial);
alter table tsq.was_serial alter column id drop default, alter column id drop not null;
-- setval is data, and not the schema's.
select setval('tsq.plain', 50);
select nextval('tsq.int');
alter sequence tsq.plain owner to tsq_owner;
grant usage, select on sequence tsq.plain to tsq_user;
grant update on sequence tsq.plain to tsq_user with grant option;
grant usage on sequence tsq.t_id_seq to public;
revoke all on sequence tsq.plain from tsq_owner;
comment on sequence tsq.plain is 'a ''sequence''';
comment on sequence tsq.t_id_seq is 'of a column';
