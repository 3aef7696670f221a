-- Names that are hard on C++, on file systems and on shells: what is one identifier in C++ may be several in SQL.
create schema tnm;
create schema "tnm-1";
create schema "tnm 1";
create schema "TNM_1";
-- The same names in several schemas.
create table tnm.users (id int primary key);
create table "tnm-1".users (id int primary key references tnm.users);
create table "tnm 1".users (id int primary key references "tnm-1".users);
create table "TNM_1".users (id int primary key, "Id" int references "tnm 1".users, "ID" int, "i d" int, "i-d" int, "i_d" int);
-- One identifier each, once punctuation and case are gone.
create table tnm."Order Items" (a int);
create table tnm."Order-Items" (a int);
create table tnm.order_items (a int);
create table tnm."orderItems" (a int);
create table tnm."OrderItems" (a int);
create table tnm."order__items" (a int);
create table tnm."order_items_" (a int);
create table tnm."_items" (a int);
create table tnm."1order_items" (a int);
create type tnm."Order State" as enum ('in progress', 'in-progress', 'in_progress', 'In Progress', '1', '-1', '', '_', '__', 'class', 'class_', 'NULL', 'true', 'ENOENT');
create type tnm.order_state as enum ('a', 'A', 'ä', 'Ä');
create type tnm."orderState" as enum ('a');
create table tnm.states (a tnm."Order State" default 'in-progress', b tnm.order_state default 'ä', c tnm."orderState"[], d tnm.order_state check (d > 'A'));
-- Words of C++, of the C library and of the library's own vocabulary.
create table tnm.class (class int, "namespace" int, "template" int, "int" int, "char" "char", "delete" int, "this" int, "operator" int, "and" int, "NULL" int, "errno" int, "EOF" int, "M" int, "I" int, "INT_MAX" int, "assert" int, "unix" int, "linux" int);
create table tnm.col (col int, t int, list int, "table" int, "index" int, text text, varchar varchar(5), "integer" int, "timestamp" timestamp, pg int, squall int, std int, "text_" int, "enumeration" tnm.order_state, "serial" serial);
create table tnm.squall (id int primary key, db int, "sql" int, "references" int references tnm.squall, "check" int check ("check" > 0));
create table tnm.std (id int primary key, string text, vector int[], "optional" int not null default 1);
create table tnm.db (id int);
create table tnm."M" (id int);
create table tnm."select_t" (id int);
create table tnm."decltype" (id int, "auto" int generated always as identity, "nullptr" int);
create view tnm."table" as select 1 as "select", 2 as "from", 'x'::text as "using";
create type tnm."struct" as ("public" int, "private" text);
create domain tnm."union" as int check (value > 0);
-- All there is: 63 bytes, other scripts, every punctuation, control characters.
create table tnm."a_name_of_sixty_three_bytes_0123456789_0123456789_0123456789_ab" ("a_name_of_sixty_three_bytes_0123456789_0123456789_0123456789_ab" int primary key, "a_name_of_sixty_three_bytes_0123456789_0123456789_0123456789_ac" serial);
create table tnm."a_name_of_sixty_three_bytes_0123456789_0123456789_0123456789_ac" ("a_name_of_sixty_three_bytes_0123456789_0123456789_0123456789_ab" int references tnm."a_name_of_sixty_three_bytes_0123456789_0123456789_0123456789_ab" unique check ("a_name_of_sixty_three_bytes_0123456789_0123456789_0123456789_ab" > 0));
create table tnm."ユーザー" ("名前" text not null default '名無し', "メール" text unique, "😀" int);
create table tnm."Größe" ("Straße" text, "ÉCOLE" int, "naïve" int);
create table tnm."..\..//etc/passwd" ("../x" int);
create table tnm."/" (a int);
create table tnm.".." (a int);
create table tnm." " (" " int, "  " int);
create table tnm."a*b?c|d<e>f:g""h'i`j$k&l;m(n)o[p]{q}!r#s%t^u~v,w=x+y@z" ("*/" int, "/*" int, "//" int, "--" int, "\" int, "??/" int, "R""(" int, "%s" int, "${x}" int, "{table}" int);
create table tnm."a
b	c" ("a
b" int check ("a
b" > 0), "tab	here" int);
comment on table tnm."a
b	c" is E'two\nlines \\ and "*/" ??/ )sql"';
create function tnm."f()" () returns int language sql as 'select 1';
create function tnm."f()" (int) returns int language sql as 'select 1';
create view tnm."v""w" as select tnm."f()"() as "f()", tnm."f()"(1) as "f(1)";
create index "i dx" on tnm."Größe" ("Straße", lower("Straße"));
create role "tnm role ""x""";
grant select on tnm."ユーザー" to "tnm role ""x""";
create policy "p ""q""" on tnm."ユーザー" to "tnm role ""x""" using ("名前" <> 'it''s');
