-- CREATE EVENT TRIGGER, ALTER EVENT TRIGGER. None of them does anything, since all would fire here.
create role tev_owner superuser;
create schema tev;
create function tev.f() returns event_trigger language plpgsql as 'begin end';
create function tev."It's ""f"""() returns event_trigger language plpgsql as 'begin end';
create event trigger tev_end on ddl_command_end execute function tev.f();
create event trigger "tev It's ""an"" event" on ddl_command_start when tag in ('CREATE TABLE', 'ALTER TABLE', 'DROP FUNCTION') execute procedure tev."It's ""f"""();
create event trigger tev_drop on sql_drop when tag in ('DROP TABLE') execute function tev.f();
create event trigger tev_rewrite on table_rewrite execute function tev.f();
create event trigger tev_disabled on sql_drop execute function tev.f();
create event trigger tev_replica on sql_drop execute function tev.f();
create event trigger tev_always on sql_drop execute function tev.f();
alter event trigger tev_disabled disable;
alter event trigger tev_replica enable replica;
alter event trigger tev_always enable always;
alter event trigger tev_end owner to tev_owner;
alter event trigger tev_rewrite rename to "tev naïve";
comment on event trigger tev_end is 'an ''event''';
