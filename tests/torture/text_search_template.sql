-- CREATE TEXT SEARCH TEMPLATE, ALTER TEXT SEARCH TEMPLATE.
create schema ttt;
create text search template ttt.simple (init = dsimple_init, lexize = dsimple_lexize);
create text search template ttt.no_init (lexize = dsimple_lexize);
create function ttt.init(internal) returns internal language internal strict as 'dsimple_init';
create text search template ttt."Order ""x""" (init = ttt.init, lexize = pg_catalog.dsimple_lexize);
alter text search template ttt.no_init rename to "naïve";
comment on text search template ttt.simple is 'a ''template''';
