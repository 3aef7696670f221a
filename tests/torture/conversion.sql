-- CREATE CONVERSION, ALTER CONVERSION.
create role tcv_owner;
create schema tcv;
create conversion tcv.latin1 for 'LATIN1' to 'UTF8' from pg_catalog.iso8859_1_to_utf8;
create default conversion tcv."Default ""One""" for 'UTF8' to 'LATIN1' from pg_catalog.utf8_to_iso8859_1;
create conversion tcv.renamed for 'LATIN2' to 'UTF8' from iso8859_to_utf8;
alter conversion tcv.renamed rename to "naïve";
alter conversion tcv.latin1 owner to tcv_owner;
comment on conversion tcv.latin1 is 'it''s Latin';
