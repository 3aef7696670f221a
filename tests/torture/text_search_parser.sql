-- CREATE TEXT SEARCH PARSER, ALTER TEXT SEARCH PARSER.
create schema ttp;
create schema "ttp Other";
create text search parser ttp.plain (start = prsd_start, gettoken = prsd_nexttoken, end = prsd_end, lextypes = prsd_lextype);
create text search parser ttp."Full ""One""" (start = prsd_start, gettoken = prsd_nexttoken, end = prsd_end, lextypes = prsd_lextype, headline = prsd_headline);
create function ttp.start(internal, int) returns internal language internal strict as 'prsd_start';
create text search parser ttp.moved (start = ttp.start, gettoken = prsd_nexttoken, end = prsd_end, lextypes = prsd_lextype);
alter text search parser ttp.moved rename to "naïve";
alter text search parser ttp."naïve" set schema "ttp Other";
comment on text search parser ttp.plain is 'a ''parser''';
