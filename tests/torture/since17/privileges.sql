-- MAINTAIN.
create role tpr17_user;
create schema tpr17;
create table tpr17.t (a int);
create materialized view tpr17.m as select 1 as a;
grant maintain on tpr17.t to tpr17_user;
grant maintain on tpr17.m to tpr17_user with grant option;
alter default privileges in schema tpr17 grant maintain on tables to tpr17_user;
create table tpr17.after (a int);
