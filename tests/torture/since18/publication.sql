-- publish_generated_columns; statistics and functions of 18.
create schema tpb18;
create table tpb18.t (id int primary key, a int generated always as (id + 1) stored);
create publication tpb18_stored for table tpb18.t with (publish_generated_columns = stored);
create publication tpb18_none for table tpb18.t with (publish_generated_columns = none);
create function tpb18.uuid() returns uuid return uuidv7();
create table tpb18.v7 (id uuid default uuidv7());
create rule old_new as on update to tpb18.t do also select 1;
create function tpb18.returns_old() returns int begin atomic update tpb18.t set id = 5 returning old.id; end;
