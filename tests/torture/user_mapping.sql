-- CREATE USER MAPPING, ALTER USER MAPPING. Options of a mapping may be secrets; these are none.
create role tum_user;
create role "tum Order ""x""";
create foreign data wrapper tum_wrapper;
create server tum_server foreign data wrapper tum_wrapper;
create server "tum Server ""2""" foreign data wrapper tum_wrapper;
create user mapping for public server tum_server options ("user" 'every''body', "Odd Key" 'x');
create user mapping for tum_user server tum_server;
create user mapping for "tum Order ""x""" server "tum Server ""2""" options (a '1', b '2');
alter user mapping for "tum Order ""x""" server "tum Server ""2""" options (set a '3', drop b, add c '');
