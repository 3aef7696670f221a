-- Collations of ICU, with rules.
create schema tcl16;
create collation tcl16.icu (provider = icu, locale = 'de-u-co-phonebk');
create collation tcl16.insensitive (provider = icu, locale = 'und-u-ks-level2', deterministic = false);
create collation tcl16.rules (provider = icu, locale = 'und', rules = '&a < g');
create table tcl16.t (a text collate tcl16.insensitive primary key, b text collate tcl16.icu);
