-- Multirange types: named by the author, used as columns, arrays and arguments.
create role tra14_user;
create schema tra14;
create type tra14.named as range (subtype = double precision, multirange_type_name = tra14."Many ""x""");
create type tra14.usual as range (subtype = int);
create type tra14.plain as range (subtype = text, collation = "C", multirange_type_name = tra14.multirange_of_plain);
create type tra14.other_schema as range (subtype = int, multirange_type_name = tra14.in_schema);
create table tra14.t (a tra14."Many ""x""" default '{[0,1)}', b tra14.usual_multirange, c tra14.usual_multirange[], d tra14.multirange_of_plain, e int4multirange default '{[1,2)}', f datemultirange, g nummultirange[]);
create function tra14.f(tra14.in_schema) returns tra14."Many ""x""" language sql as 'select null::tra14."Many ""x"""';
revoke usage on type tra14.usual from public;
grant usage on type tra14.usual to tra14_user;
comment on type tra14.usual is 'a range';
