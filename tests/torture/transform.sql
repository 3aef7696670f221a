-- CREATE TRANSFORM. The functions' signatures are all that the server looks at; none of these is ever called.
create schema ttf;
create function ttf.from_sql(internal) returns internal language internal immutable strict as 'pg_node_tree_send';
create function ttf.int_to_sql(internal) returns int language internal immutable strict as 'int4recv';
create type ttf."Pair c" as (a int, b int);
create function ttf.pair_to_sql(internal) returns ttf."Pair c" language internal immutable strict as 'record_recv';
create transform for int language sql (from sql with function ttf.from_sql(internal), to sql with function ttf.int_to_sql(internal));
create transform for ttf."Pair c" language plpgsql (to sql with function ttf.pair_to_sql(internal));
create transform for text language sql (from sql with function ttf.from_sql(internal));
create function ttf.call_handler() returns language_handler language c as '$libdir/plpgsql', 'plpgsql_call_handler';
create trusted language "ttf Lang" handler ttf.call_handler;
create transform for ttf."Pair c" language "ttf Lang" (from sql with function ttf.from_sql(internal), to sql with function ttf.pair_to_sql(internal));
comment on transform for int language sql is 'it ''transforms''';
set check_function_bodies = off;
create transform for int language "ttf Lang" (to sql with function ttf.int_to_sql(internal));
create function ttf.uses(a int, b ttf."Pair c") returns int transform for type int, for type ttf."Pair c" language "ttf Lang" as 'nothing';
