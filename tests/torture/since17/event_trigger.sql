-- ON LOGIN; disabled, since it would fire at every connection.
create schema tev17;
create function tev17.f() returns event_trigger language plpgsql as 'begin end';
create event trigger tev17_login on login execute function tev17.f();
alter event trigger tev17_login disable;
