-- CREATE TEXT SEARCH DICTIONARY, ALTER TEXT SEARCH DICTIONARY.
create role ttd_owner;
create schema ttd;
create text search dictionary ttd.plain (template = simple);
create text search dictionary ttd."Options ""x""" (template = pg_catalog.simple, stopwords = english, accept = false);
create text search dictionary ttd.stem (template = snowball, language = german, stopwords = german);
create text search dictionary ttd.syn (template = synonym, synonyms = synonym_sample, casesensitive = 1);
create text search template ttd.template (init = dsimple_init, lexize = dsimple_lexize);
create text search dictionary ttd.own (template = ttd.template, "stopwords" = 'english');
create text search dictionary ttd.altered (template = snowball, language = english, stopwords = english);
alter text search dictionary ttd.altered (stopwords = german);
alter text search dictionary ttd.altered (stopwords);
alter text search dictionary ttd.altered rename to "naïve";
alter text search dictionary ttd.plain owner to ttd_owner;
comment on text search dictionary ttd.plain is 'a ''dictionary''';
