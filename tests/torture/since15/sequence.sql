-- UNLOGGED sequences.
create schema tsq15;
create unlogged sequence tsq15.s;
create unlogged sequence tsq15.owned;
create unlogged table tsq15.t (id serial, i int generated always as identity);
alter sequence tsq15.t_id_seq set logged;
create sequence tsq15.later;
alter sequence tsq15.later set unlogged;
create table tsq15.logged (id serial);
alter sequence tsq15.logged_id_seq set unlogged;
