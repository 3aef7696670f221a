-- SUBSCRIPT of a base type; operators and aggregates over 14's types.
create schema tbt14;
create type tbt14.box_list;
create function tbt14.list_in(cstring) returns tbt14.box_list strict immutable language internal as 'textin';
create function tbt14.list_out(tbt14.box_list) returns cstring strict immutable language internal as 'textout';
create function tbt14.list_subscript(internal) returns internal strict immutable language internal as 'jsonb_subscript_handler';
create type tbt14.box_list (input = tbt14.list_in, output = tbt14.list_out, subscript = tbt14.list_subscript, like = text);
alter type tbt14.box_list set (subscript = tbt14.list_subscript);
create aggregate tbt14.collect(anycompatible) (sfunc = array_append, stype = anycompatiblearray, initcond = '{}');
