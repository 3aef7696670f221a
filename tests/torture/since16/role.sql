-- GRANT role WITH ADMIN, INHERIT, SET.
create role tr16_group;
create role tr16_other;
create role tr16_inherit inherit;
create role tr16_noinherit noinherit;
create role tr16_member;
grant tr16_group to tr16_inherit with inherit false;
grant tr16_group to tr16_noinherit with inherit true;
grant tr16_group to tr16_member with admin true, inherit true, set false;
grant tr16_other to tr16_member with set false;
grant tr16_other to tr16_inherit with admin option;
create schema tr16;
create table tr16.a (a int);
alter table tr16.a owner to tr16_inherit;
create table tr16.b (a int);
alter table tr16.b owner to tr16_noinherit;
create table tr16.c (a int);
grant select on tr16.c to tr16_member;
