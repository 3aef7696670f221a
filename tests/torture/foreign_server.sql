-- CREATE SERVER, ALTER SERVER, GRANT ON FOREIGN SERVER.
create role tfs_owner;
create role tfs_user;
create schema tfs;
create foreign data wrapper tfs_wrapper;
create foreign data wrapper "tfs Wrapper ""2""";
create server tfs_plain foreign data wrapper tfs_wrapper;
create server "tfs Order ""x""" type 'kind ''a''' version '1.0 ''b''' foreign data wrapper "tfs Wrapper ""2""" options (host 'local''host', "Port Nr" '5432', empty '');
create server tfs_typed type 'oracle' foreign data wrapper tfs_wrapper;
create server tfs_versioned version '12' foreign data wrapper tfs_wrapper options (a 'b');
alter server tfs_versioned version '13' options (set a 'c', add d 'e');
alter server tfs_typed rename to "tfs naïve";
grant usage on foreign data wrapper tfs_wrapper to tfs_owner;
alter server tfs_plain owner to tfs_owner;
grant usage on foreign server tfs_versioned to tfs_user with grant option;
revoke all on foreign server tfs_plain from tfs_owner;
comment on server tfs_plain is 'a ''server''';
create extension if not exists postgres_fdw;
create server tfs_postgres foreign data wrapper postgres_fdw options (host 'localhost', dbname 'nowhere', port '1');
