#include <string>
#include <string_view>

#include "facet_writer.hpp"

namespace squall::test {
void write_types(facet_writer& w) {
  if (w.has("odd schema")) {
    w.say("create schema " + quoted(w.called("odd schema")));
    w.note("odd schema", kit::schema_id(w.called("odd schema")));
    w.own("odd schema", "schema " + quoted(w.called("odd schema")));
    w.grant("odd schema", "schema " + quoted(w.called("odd schema")), {"usage", "create", "all"});
  }
  if (const auto* f = w.find("mood")) {
    static const texts labels{"'sad', 'ok', 'happy'", "'sad', 'ok'", "'ok', 'sad', 'happy'",
                              "'sad', 'so''so', 'ok', 'happy'"};
    w.say("create type " + w.mood() + " as enum (" + choose(labels, f->look, 1) + ")");
    w.note("mood", kit::enum_id("public", w.called("mood")));
    w.own("mood", "type " + w.mood());
    w.grant("mood", "type " + w.mood(), {"usage"});
  }
  if (const auto* f = w.find("level")) {
    static const texts forms{"integer check (value > 0)", "integer", "bigint default 7 check (value > 0)",
                             "integer not null check (value < 100)"};
    w.say("create domain public.level as " + choose(forms, f->look, 1));
    w.own("level", "domain public.level");
    w.grant("level", "domain public.level", {"usage"});
    if (const auto* on = w.has("types") ? w.find("levels") : nullptr) {
      static const texts above{"public.level", "public.level check (value <> 13)", "public.level not null default 9"};
      w.say("create domain public.\"level of levels\" as " + choose(above, on->look, 1));
    }
  }
  if (const auto* f = w.find("email_text")) {
    static const texts forms{"varchar(80) check (value ~ '@')", "text check (value ~ '@')", "varchar(80)"};
    w.say("create domain public.email_text as " + choose(forms, f->look, 1));
  }
  if (const auto* f = w.find("pair")) {
    static const texts forms{"(a integer, b text)", "(a integer, b text, c date)", "(a integer)",
                             "(b text, a integer)"};
    const std::string& form = choose(forms, f->look, 1);
    const bool feels = w.has("mood") && pick(f->look, 2, 2) == 0;
    w.say("create type public.pair as " +
          (feels ? form.substr(0, form.size() - 1) + ", m " + w.mood() + (w.has("types") ? "[])" : ")") : form));
  }
  if (const auto* f = w.find("span")) {
    static const texts forms{"(subtype = float8)", "(subtype = float8, subtype_diff = float8mi)"};
    w.say("create type public.span as range " + choose(forms, f->look, 1));
  }
  if (const auto* f = w.find("counter")) {
    static const texts forms{"", " increment 5", " minvalue 10 start 20 cache 3", " as integer cycle"};
    const std::string name = "public." + quoted(w.called("counter"));
    w.say("create sequence " + name + choose(forms, f->look, 1));
    w.note("counter", kit::sequence_id("public", w.called("counter")));
    w.own("counter", "sequence " + name);
    w.grant("counter", "sequence " + name, {"usage", "select, update", "all"});
  }
}

void write_functions(facet_writer& w) {
  if (const auto* f = w.find("shout")) {
    static const texts bodies{"upper($1)", "upper($1) || '!'"};
    static const texts options{"immutable", "immutable strict parallel safe", "immutable cost 10"};
    w.say("create function public.shout(t text) returns text language sql " + choose(options, f->look, 1) +
          " as $$ select " + choose(bodies, f->look, 2) + " $$");
    w.own("shout", "function public.shout(text)");
    w.grant("shout", "function public.shout(text)", {"execute"});
  }
  if (const auto* f = w.find("touch")) {
    static const texts bodies{"return new;", "raise notice 'touched'; return new;"};
    w.say("create function public.touch() returns trigger language plpgsql as $$ begin " + choose(bodies, f->look, 1) +
          " end $$");
  }
  if (const auto* f = w.find("total")) {
    static const texts forms{"(sfunc = int4pl, stype = integer, initcond = '0')", "(sfunc = int4pl, stype = integer)"};
    w.say("create aggregate public.total(integer) " + choose(forms, f->look, 1));
    w.own("total", "aggregate public.total(integer)");
    w.grant("total", "function public.total(integer)", {"execute"});
  }
  if (const auto* f = w.find("plus")) {
    static const texts forms{"function = int4pl", "function = int4pl, commutator = OPERATOR(public.|+|)"};
    w.say("create operator public.|+| (leftarg = integer, rightarg = integer, " + choose(forms, f->look, 1) + ")");
    w.own("plus", "operator public.|+| (integer, integer)");
  }
  if (const auto* f = w.find("settle")) {
    static const texts bodies{"select 1", "select 2"};
    w.say("create procedure public.settle(n integer) language sql as $$ " + choose(bodies, f->look, 1) + " $$");
    static const texts words{"'it''s'", "'ü'"};
    w.say("comment on procedure public.settle(integer) is " + choose(words, f->look, 2));
  }
  if (const auto* f = w.find("odd order")) {
    static const texts forms{"(locale = 'C')", "(provider = libc, locale = 'POSIX')"};
    w.say("create collation public.\"odd order\" " + choose(forms, f->look, 1));
  }
  if (const auto* f = w.find("elsewhere")) {
    static const texts options{"", " options (host 'a''b')"};
    w.say("create foreign data wrapper elsewhere");
    w.say("create server \"the server\" foreign data wrapper elsewhere" + choose(options, f->look, 1));
    w.say("create foreign table public.far (id integer" + std::string(pick(f->look, 2, 2) == 0 ? ", t text" : "") +
          ") server \"the server\"" + choose(options, f->look, 3));
  }
  if (const auto* f = w.find("words")) {
    static const texts types{"asciiword", "asciiword, word"};
    w.say("create text search configuration public.words (parser = default)");
    w.say("alter text search configuration public.words add mapping for " + choose(types, f->look, 1) + " with simple");
  }
  if (const auto* f = w.find("in_english")) {
    static const texts forms{"(template = snowball, language = english)", "(template = simple)"};
    w.say("create text search dictionary public.in_english " + choose(forms, f->look, 1));
  }
}

namespace {

/// Views and functions that stand on tables, types and each other.
void write_routines(facet_writer& w) {
  const std::string users = w.name_of("users");
  if (const auto* f = w.find("found"); f != nullptr && w.has("users")) {
    static const texts options{"stable", "volatile rows 7",
                               "stable security definer set search_path = public, pg_temp"};
    w.say("create function public.found(\"least\" integer default 3) returns setof " + users + " language sql " +
          choose(options, f->look, 1) + " as $$ select * from " + users + " where id > $1 $$");
    if (const auto* on = w.find("found ids")) {
      static const texts forms{"select id from public.found(2)", "select id, id * 2 as twice from public.found()"};
      w.say("create view public.\"found ids\" as " + choose(forms, on->look, 1));
    }
  }
  if (const auto* f = w.find("row text"); f != nullptr && w.has("users")) {
    static const texts bodies{"select ($1).id::text", "select '#' || ($1).id"};
    w.say("create function public.\"row text\"(u " + users + ") returns text language sql stable as $$ " +
          choose(bodies, f->look, 1) + " $$");
  }
  if (const auto* f = w.find("felt"); f != nullptr && w.has("mood")) {
    static const texts results{"text", "varchar"};
    w.say("create function public.felt(m " + w.mood() + " default 'ok') returns " + choose(results, f->look, 1) +
          " language plpgsql as $$ begin return m::text; end $$");
  }
  if (const auto* f = w.find("checked"); f != nullptr && w.has("users")) {
    static const texts forms{"", " with (check_option = cascaded)",
                             " with (check_option = local, security_invoker = true)"};
    const texts columns = w.columns_of("users");
    w.say("create view public.checked" + choose(forms, f->look, 1) + " as select id, " + choose(columns, f->look, 2) +
          " as \"the other\" from " + users + " where id > 1");
    if (const auto* on = w.find("kept")) {
      static const texts data{"", " with no data"};
      w.say("create materialized view public.kept as select id, \"the other\" from public.checked" +
            choose(data, on->look, 1));
      w.say("create unique index kept_id on public.kept (id)");
      w.own("kept", "materialized view public.kept");
    }
  }
}

}  // namespace

void write_views(facet_writer& w) {
  if (w.has("routines")) {
    write_routines(w);
  }
  const bool users = w.has("users");
  const auto from_users = [&](const std::string& columns) { return columns + " from " + w.name_of("users"); };
  if (const auto* f = w.find("user_names"); f != nullptr && users) {
    const texts queries{from_users("select id"), from_users("select id, id + 1 as next"),
                        from_users("select id, count(*) over () as n") + " where id > 1"};
    static const texts options{"", " with (security_barrier = true)"};
    w.say("create view public.user_names" + choose(options, f->look, 2) + " as " + choose(queries, f->look, 1));
    w.own("user_names", "view public.user_names");
    w.grant("user_names", "public.user_names", {"select", "select (id)", "insert, update"});
    if (const auto* on = w.find("user_list")) {
      static const texts above{"select id from public.user_names", "select max(id) as last from public.user_names"};
      w.say("create view public.user_list as " + choose(above, on->look, 1));
    }
  }
  if (const auto* f = w.find("state_counts"); f != nullptr && users) {
    const texts queries{from_users("select id % 2 as part, count(*) as n") + " group by 1",
                        from_users("select id as part, 1 as n")};
    w.say("create materialized view public.state_counts as " + choose(queries, f->look, 1));
    w.say("create index state_counts_part on public.state_counts (part)");
  }
}

void write_rest(facet_writer& w) {
  if (const auto* f = w.find("news"); f != nullptr && w.has("users")) {
    const std::string users = "for table " + w.name_of("users");
    const texts forms{users, "for all tables", users + " with (publish = 'insert')"};
    w.say("create publication news " + choose(forms, f->look, 1));
  }
  if (const auto* f = w.find("reads")) {
    static const texts forms{"grant select on tables to public", "grant execute on functions to public"};
    w.say("alter default privileges in schema public " + choose(forms, f->look, 1));
  }
  if (const auto* f = w.find("role reads"); f != nullptr && !w.role(f->look, 1).empty()) {
    const std::string who = w.role(f->look, 1);
    const texts forms{"in schema public grant select, insert on tables to " + who,
                      "for role " + who + " grant usage on types to " + w.role(f->look, 2),
                      "revoke execute on functions from public", "grant usage on sequences to " + who,
                      "for role " + who + " in schema public grant all on tables to public"};
    w.say("alter default privileges " + choose(forms, f->look, 3));
  }
}

}  // namespace squall::test
