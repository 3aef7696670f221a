-- TABLESPACE clauses. The tablespaces themselves belong to the cluster.
set allow_in_place_tablespaces = on;
create tablespace "tts Space ""x""" location '';
create schema tts;
create table tts.t (a int primary key using index tablespace "tts Space ""x""", b text unique, c int) tablespace "tts Space ""x""";
create index in_space on tts.t (b) tablespace "tts Space ""x""";
create index in_default on tts.t (c);
create materialized view tts.m tablespace "tts Space ""x""" as select 1 as a;
create table tts.parted (a int) partition by list (a) tablespace "tts Space ""x""";
create table tts.part partition of tts.parted for values in (1);
create table tts.part_default partition of tts.parted for values in (2) tablespace pg_default;
create table tts.excluded (r int4range, exclude using gist (r with &&) using index tablespace "tts Space ""x""");
