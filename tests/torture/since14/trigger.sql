-- Triggers of partitions, disabled one by one, and renamed in the parent.
create schema ttr14;
create function ttr14.f() returns trigger language plpgsql as 'begin return new; end';
create table ttr14.parted (id int, a int) partition by list (id);
create table ttr14.part partition of ttr14.parted for values in (1);
create trigger before_row before insert on ttr14.parted for each row execute function ttr14.f();
alter table ttr14.part enable always trigger before_row;
