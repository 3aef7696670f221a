-- Public is owned by pg_database_owner; it may be given away. Settings of a role that only 15 has.
create role tr15;
create role tr15_owner;
create schema tr15;
create table tr15.t (a int);
alter table tr15.t owner to tr15;
grant pg_read_all_data, pg_monitor to tr15;
grant pg_checkpoint to tr15 with admin option;
alter schema public owner to tr15_owner;
grant tr15_owner to tr15;
