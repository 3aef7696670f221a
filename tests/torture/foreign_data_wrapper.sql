-- CREATE FOREIGN DATA WRAPPER, ALTER FOREIGN DATA WRAPPER, GRANT ON FOREIGN DATA WRAPPER.
create role tfw_owner superuser;
create role tfw_user;
create schema tfw;
create foreign data wrapper tfw_none;
create foreign data wrapper "tfw Order ""x""" no handler no validator options ("a b" 'it''s', debug 'true', empty '', "Upper" '"quoted" \ back');
create foreign data wrapper tfw_validated validator postgresql_fdw_validator;
create extension if not exists postgres_fdw;
create foreign data wrapper tfw_handled handler postgres_fdw_handler validator postgres_fdw_validator;
alter foreign data wrapper tfw_none options (add a '1', add b '2');
alter foreign data wrapper tfw_none options (set a '3', drop b);
alter foreign data wrapper tfw_none owner to tfw_owner;
alter foreign data wrapper tfw_validated rename to "tfw naïve";
grant usage on foreign data wrapper tfw_none to tfw_user with grant option;
grant usage on foreign data wrapper postgres_fdw to tfw_user;
comment on foreign data wrapper tfw_none is 'wraps ''nothing''';
