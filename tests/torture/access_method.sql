-- CREATE ACCESS METHOD, with handlers that the server has.
create schema tam;
create access method tam_btree type index handler bthandler;
create access method "Tam ""Heap""" type table handler heap_tableam_handler;
create function tam.handler(internal) returns index_am_handler language internal as 'hashhandler';
create access method tam_hash type index handler tam.handler;
comment on access method tam_btree is 'a ''B-tree''';
create operator class tam.hash_ops default for type int using tam_hash as operator 1 =, function 1 hashint4(int);
create table tam.t (a int, b text) using "Tam ""Heap""";
create table tam.plain (a int) using heap;
create index t_hash on tam.t using tam_hash (a);
create materialized view tam.m using "Tam ""Heap""" as select a from tam.t;
