-- A trigger renamed in the parent is renamed in its partitions.
create schema ttr15;
create function ttr15.f() returns trigger language plpgsql as 'begin return new; end';
create table ttr15.parted (id int, a int) partition by list (id);
create table ttr15.part partition of ttr15.parted for values in (1);
create trigger old_name after insert on ttr15.parted for each row execute function ttr15.f();
alter trigger old_name on ttr15.parted rename to "new ""name""";
create table ttr15.merged (a int);
create function ttr15.merges() returns void language sql begin atomic merge into ttr15.merged m using (values (1)) s (a) on m.a = s.a when matched then delete when not matched then insert values (s.a); end;
