-- CREATE AGGREGATE in all its kinds, ALTER AGGREGATE, COMMENT ON AGGREGATE.
create role tag_owner;
create role tag_user;
create schema tag;
create aggregate tag.total(int) (sfunc = int4pl, stype = int, initcond = '0');
create aggregate tag.counts(*) (sfunc = int8inc, stype = bigint, initcond = '0');
create function tag.step(int, a int, "b c" text) returns int language sql immutable as 'select coalesce($1, 0) + a';
create function tag.step_many(text, variadic text[]) returns text language sql immutable as $$ select coalesce($1, '') || array_to_string($2, ',') $$;
create aggregate tag.named(a int, "b c" text) (sfunc = tag.step, stype = int);
create aggregate tag.many(variadic list text[]) (sfunc = tag.step_many, stype = text, initcond = 'it''s "{}"');
create function tag.joined(text, text, text) returns text language sql immutable as $$ select coalesce($1, '') || $2 || $3 $$;
create aggregate tag."Order ""by"""(text, text) (sfunc = tag.joined, stype = text);

-- Final functions, space, parallel, sort operator.
create aggregate tag.full(double precision) (
  sfunc = float8_accum, stype = double precision[], sspace = 64, finalfunc = float8_avg, finalfunc_modify = read_only,
  combinefunc = float8_combine, initcond = '{0,0,0}', parallel = safe
);
create aggregate tag.modify(double precision) (
  sfunc = float8_accum, stype = double precision[], finalfunc = float8_avg, finalfunc_modify = shareable, initcond = '{0,0,0}', parallel = restricted
);
create aggregate tag.modify_write(double precision) (
  sfunc = float8_accum, stype = double precision[], finalfunc = float8_avg, finalfunc_modify = read_write, initcond = '{0,0,0}'
);
create aggregate tag.biggest(int) (sfunc = int4larger, stype = int, sortop = >);
create aggregate tag.smallest(text) (sfunc = text_smaller, stype = text, sortop = operator(pg_catalog.<));
create aggregate tag.serial(numeric) (
  sfunc = numeric_avg_accum, stype = internal, sspace = 128, finalfunc = numeric_avg, combinefunc = numeric_avg_combine,
  serialfunc = numeric_avg_serialize, deserialfunc = numeric_avg_deserialize, parallel = safe
);
-- Moving-aggregate mode.
create aggregate tag.moving(int) (
  sfunc = int4pl, stype = int, initcond = '0', msfunc = int4pl, minvfunc = int4mi, mstype = int, minitcond = '0'
);
create function tag.final_extra(int, int) returns text language sql immutable as 'select $1::text';
create aggregate tag.moving_full(int) (
  sfunc = int4pl, stype = int, finalfunc = tag.final_extra, finalfunc_extra, initcond = '0',
  msfunc = int4pl, minvfunc = int4mi, mstype = int, msspace = 16, mfinalfunc = tag.final_extra, mfinalfunc_extra,
  mfinalfunc_modify = read_write, minitcond = '5'
);
-- Ordered-set and hypothetical-set.
create aggregate tag.percentile(double precision order by anyelement) (
  sfunc = ordered_set_transition, stype = internal, finalfunc = percentile_disc_final, finalfunc_extra, finalfunc_modify = read_write
);
create aggregate tag.my_mode(order by anyelement) (
  sfunc = ordered_set_transition, stype = internal, finalfunc = mode_final, finalfunc_extra, finalfunc_modify = read_write
);
create aggregate tag.my_rank(variadic "any" order by variadic "any") (
  sfunc = ordered_set_transition_multi, stype = internal, finalfunc = rank_final, finalfunc_extra, hypothetical
);
create type tag.state as (a int, b int);
create function tag.to_state(tag.state, int) returns tag.state language sql immutable as 'select row(1, 2)::tag.state';
create aggregate tag.of_state(int) (sfunc = tag.to_state, stype = tag.state, initcond = '(1,2)');
create view tag.v as
  select tag.total(g) as t, tag.counts(*) as c, tag.percentile(0.5) within group (order by g) as p, tag.my_rank(1) within group (order by g) as r,
    tag.moving(g) filter (where g > 1) as m, tag."Order ""by"""('a', 'b') as o
  from generate_series(1, 3) g;
alter aggregate tag.total(int) owner to tag_owner;
alter aggregate tag.counts(*) rename to "count all";
revoke execute on function tag.named(int, text) from public;
grant execute on function tag.named(int, text) to tag_user with grant option;
comment on aggregate tag.total(int) is 'a ''total''';
comment on aggregate tag."count all"(*) is 'star';
comment on aggregate tag.percentile(double precision order by anyelement) is 'ordered';
comment on aggregate tag.my_rank(variadic "any" order by variadic "any") is 'hypothetical';
