-- NOT NULL of a domain is a constraint and has a name.
create schema tdo17;
create domain tdo17.named as int constraint "It's ""there""" not null;
create domain tdo17.usual as int not null;
create domain tdo17.later as int;
alter domain tdo17.later add constraint added not null;
