-- CREATE LANGUAGE, ALTER LANGUAGE, GRANT ON LANGUAGE, COMMENT ON LANGUAGE. Handlers are those of PL/pgSQL, which is there.
create role tla_owner;
create role tla_user;
create schema tla;
create function tla.call_handler() returns language_handler language c as '$libdir/plpgsql', 'plpgsql_call_handler';
create function tla.inline_handler(internal) returns void strict language c as '$libdir/plpgsql', 'plpgsql_inline_handler';
create function tla."Validator"(oid) returns void strict language c as '$libdir/plpgsql', 'plpgsql_validator';
create language tla_untrusted handler tla.call_handler;
create trusted language tla_trusted handler tla.call_handler inline tla.inline_handler validator tla."Validator";
create trusted procedural language "tla Weird ""Name""" handler tla.call_handler validator tla."Validator";
create language tla_mixed handler tla.call_handler inline tla.inline_handler;
alter language tla_trusted owner to tla_owner;
alter language tla_mixed rename to tla_renamed;
revoke usage on language tla_trusted from public;
grant usage on language tla_trusted to tla_user with grant option;
comment on language tla_trusted is 'PL/pgSQL''s twin';
comment on language plpgsql is 'the usual one';
create function tla.f(a int) returns int language tla_trusted as $$ begin return a + 1; end $$;
create function tla.g() returns int language "tla Weird ""Name""" as $$ begin return 1; end $$;
