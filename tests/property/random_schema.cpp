#include "random_schema.hpp"

#include <algorithm>
#include <array>
#include <set>
#include <string_view>
#include <utility>
#include <vector>

namespace squall::test {
namespace {

using texts = std::vector<std::string>;

constexpr std::array<std::string_view, 4> tables{"users", "posts", "order \"x\"", "logs"};
constexpr std::array<std::string_view, 6> column_slots{"email", "qty", "Größe", "state", "seen at", "data"};
const texts table_parts{"pk",      "u1",         "u2",       "k1",        "k2",     "f1",      "f2",
                        "i1",      "i2",         "i3",       "trigger",   "policy", "comment", "grant",
                        "options", "statistics", "identity", "generated", "rule"};
const texts standalone{"mood",    "level",      "email_text",   "pair",       "counter", "shout",
                       "touch",   "user_names", "state_counts", "user_list",  "total",   "odd schema",
                       "readers", "reads",      "plus",         "in_english", "span",    "news",
                       "settle",  "odd order",  "elsewhere",    "words"};

/// A number between 0 and `end` that a look decides, another one for each question.
std::size_t pick(std::uint32_t look, std::uint32_t question, std::size_t end) {
  std::uint32_t x = look * 2654435761U + question * 40503U + 12345U;
  x ^= x >> 16U;
  x *= 0x45d9f3bU;
  x ^= x >> 13U;
  return x % end;
}
template <class List>
const auto& choose(const List& list, std::uint32_t look, std::uint32_t question) {
  return list[pick(look, question, list.size())];
}

std::string quoted(std::string_view name) {
  std::string out = "\"";
  for (const char c : name) {
    out += c == '"' ? std::string(2, '"') : std::string(1, c);
  }
  return out + "\"";
}

struct typed {
  std::string type;
  std::string value;  ///< a constant of the type, for defaults
};

class writer {
 public:
  explicit writer(const schema_facets& schema) : schema_(schema) {}

  std::string sql() {
    write_types();
    write_functions();
    for (const auto table : tables) {
      write_table(table);
    }
    for (const auto table : tables) {
      write_parts(table);
    }
    write_views();
    write_rest();
    return out_;
  }

 private:
  [[nodiscard]] const facet* find(const std::string& name) const {
    const auto it = schema_.find(name);
    return it == schema_.end() || !it->second.present ? nullptr : &it->second;
  }
  [[nodiscard]] bool has(const std::string& name) const { return find(name) != nullptr; }
  void say(const std::string& statement) { out_ += statement + ";\n"; }

  [[nodiscard]] std::string space(std::string_view table) const {
    return table == "logs" && has("odd schema") ? "\"odd schema\"." : "public.";
  }
  [[nodiscard]] std::string name_of(std::string_view table) const { return space(table) + quoted(table); }

  void write_types() {
    if (has("odd schema")) {
      say("create schema \"odd schema\"");
    }
    if (const auto* f = find("mood")) {
      static const texts labels{"'sad', 'ok', 'happy'", "'sad', 'ok'", "'ok', 'sad', 'happy'",
                                "'sad', 'so''so', 'ok', 'happy'"};
      say("create type public.mood as enum (" + choose(labels, f->look, 1) + ")");
    }
    if (const auto* f = find("level")) {
      static const texts forms{"integer check (value > 0)", "integer", "bigint default 7 check (value > 0)",
                               "integer not null check (value < 100)"};
      say("create domain public.level as " + choose(forms, f->look, 1));
    }
    if (const auto* f = find("email_text")) {
      static const texts forms{"varchar(80) check (value ~ '@')", "text check (value ~ '@')", "varchar(80)"};
      say("create domain public.email_text as " + choose(forms, f->look, 1));
    }
    if (const auto* f = find("pair")) {
      static const texts forms{"(a integer, b text)", "(a integer, b text, c date)", "(a integer)",
                               "(b text, a integer)"};
      const std::string& form = choose(forms, f->look, 1);
      const bool feels = has("mood") && pick(f->look, 2, 2) == 0;
      say("create type public.pair as " + (feels ? form.substr(0, form.size() - 1) + ", m public.mood)" : form));
    }
    if (const auto* f = find("span")) {
      static const texts forms{"(subtype = float8)", "(subtype = float8, subtype_diff = float8mi)"};
      say("create type public.span as range " + choose(forms, f->look, 1));
    }
    if (const auto* f = find("counter")) {
      static const texts forms{"", " increment 5", " minvalue 10 start 20 cache 3", " as integer cycle"};
      say("create sequence public.counter" + choose(forms, f->look, 1));
    }
  }

  void write_functions() {
    if (const auto* f = find("shout")) {
      static const texts bodies{"upper($1)", "upper($1) || '!'"};
      static const texts options{"immutable", "immutable strict parallel safe", "immutable cost 10"};
      say("create function public.shout(t text) returns text language sql " + choose(options, f->look, 1) +
          " as $$ select " + choose(bodies, f->look, 2) + " $$");
    }
    if (const auto* f = find("touch")) {
      static const texts bodies{"return new;", "raise notice 'touched'; return new;"};
      say("create function public.touch() returns trigger language plpgsql as $$ begin " + choose(bodies, f->look, 1) +
          " end $$");
    }
    if (const auto* f = find("total")) {
      static const texts forms{"(sfunc = int4pl, stype = integer, initcond = '0')",
                               "(sfunc = int4pl, stype = integer)"};
      say("create aggregate public.total(integer) " + choose(forms, f->look, 1));
    }
    if (const auto* f = find("plus")) {
      static const texts forms{"function = int4pl", "function = int4pl, commutator = OPERATOR(public.|+|)"};
      say("create operator public.|+| (leftarg = integer, rightarg = integer, " + choose(forms, f->look, 1) + ")");
    }
    if (const auto* f = find("settle")) {
      static const texts bodies{"select 1", "select 2"};
      say("create procedure public.settle(n integer) language sql as $$ " + choose(bodies, f->look, 1) + " $$");
      static const texts words{"'it''s'", "'ü'"};
      say("comment on procedure public.settle(integer) is " + choose(words, f->look, 2));
    }
    if (const auto* f = find("odd order")) {
      static const texts forms{"(locale = 'C')", "(provider = libc, locale = 'POSIX')"};
      say("create collation public.\"odd order\" " + choose(forms, f->look, 1));
    }
    if (const auto* f = find("elsewhere")) {
      static const texts options{"", " options (host 'a''b')"};
      say("create foreign data wrapper elsewhere");
      say("create server \"the server\" foreign data wrapper elsewhere" + choose(options, f->look, 1));
      say("create foreign table public.far (id integer" + std::string(pick(f->look, 2, 2) == 0 ? ", t text" : "") +
          ") server \"the server\"" + choose(options, f->look, 3));
    }
    if (const auto* f = find("words")) {
      static const texts types{"asciiword", "asciiword, word"};
      say("create text search configuration public.words (parser = default)");
      say("alter text search configuration public.words add mapping for " + choose(types, f->look, 1) + " with simple");
    }
    if (const auto* f = find("in_english")) {
      static const texts forms{"(template = snowball, language = english)", "(template = simple)"};
      say("create text search dictionary public.in_english " + choose(forms, f->look, 1));
    }
  }

  [[nodiscard]] typed type_of(const facet& f) const {
    std::vector<typed> all{{"integer", "1"},          {"bigint", "2"},
                           {"text", "'a'"},           {"character varying(40)", "'b'"},
                           {"numeric(12,2)", "1.5"},  {"boolean", "true"},
                           {"date", "'2024-02-29'"},  {"timestamp with time zone", "now()"},
                           {"jsonb", "'{}'"},         {"uuid", "gen_random_uuid()"},
                           {"text[]", "'{}'"},        {"int4range", "'[1,5)'"},
                           {"double precision", "0"}, {"smallint", "3"}};
    if (has("mood")) {
      all.push_back({"public.mood", "'ok'"});
      all.push_back({"public.mood[]", "'{ok}'"});
    }
    if (has("pair")) {
      all.push_back({"public.pair", "null"});
    }
    if (has("level")) {
      all.push_back({"public.level", "5"});
    }
    if (has("email_text")) {
      all.push_back({"public.email_text", "'a@b'"});
    }
    return all[pick(f.look, 1, all.size())];
  }

  void write_table(std::string_view table) {
    const std::string prefix = std::string(table) + ".";
    if (!has(std::string(table))) {
      return;
    }
    const auto& look = find(std::string(table))->look;
    std::string body;
    if (const auto* f = find(prefix + "identity")) {
      static const texts forms{"bigint generated always as identity", "bigint generated by default as identity",
                               "integer generated always as identity (start 100)", "bigserial"};
      body = "id " + choose(forms, f->look, 1) + (choose(forms, f->look, 1) == "bigserial" ? "" : " not null");
    } else {
      body = "id bigint not null";
    }
    for (const auto slot : column_slots) {
      const auto* f = find(prefix + std::string(slot));
      if (f == nullptr) {
        continue;
      }
      const typed t = type_of(*f);
      body += ",\n  " + quoted(slot) + " " + t.type;
      body += pick(f->look, 2, 3) == 0 ? " not null" : "";
      body += pick(f->look, 3, 3) == 0 ? " default " + t.value : "";
      body += t.type == "text" && pick(f->look, 4, 4) == 0 ? " collate \"C\"" : "";
    }
    if (const auto* f = find(prefix + "generated")) {
      static const texts forms{"(id + 1)", "(id * 2)"};
      body += ",\n  twice bigint generated always as " + choose(forms, f->look, 1) + " stored";
    }
    const bool partitioned = table == "logs" && has("partitions");
    const bool references = has(prefix + "f1") || has(prefix + "f2") || table == "users";
    static const texts kinds{"create table ", "create unlogged table "};
    say((partitioned ? kinds[0] : kinds[!references && pick(look, 1, 4) == 0 ? 1 : 0]) + name_of(table) + " (\n  " +
        body + ")" + (partitioned ? " partition by range (id)" : ""));
    if (partitioned) {
      say("create table " + space(table) + "logs_1 partition of " + name_of(table) +
          " for values from (minvalue) to (" + (pick(look, 2, 2) == 0 ? "1000" : "5000") + ")");
      if (pick(look, 3, 3) != 0) {
        say("create table " + space(table) + "logs_rest partition of " + name_of(table) + " default");
      }
    }
  }

  /// Columns of the table that are there, `id` first.
  [[nodiscard]] texts columns_of(std::string_view table) const {
    texts out{"id"};
    for (const auto slot : column_slots) {
      if (has(std::string(table) + "." + std::string(slot))) {
        out.emplace_back(quoted(slot));
      }
    }
    return out;
  }

  void write_parts(std::string_view table) {
    if (!has(std::string(table))) {
      return;
    }
    const std::string prefix = std::string(table) + ".";
    const std::string name = name_of(table);
    const std::string alter = "alter table " + name + " ";
    const texts columns = columns_of(table);
    const bool partitioned = table == "logs" && has("partitions");
    const auto* pk = find(prefix + "pk");
    const bool reachable = pk != nullptr || table == "users";  // "users" always has a key, for references
    if (reachable) {
      say(alter + "add constraint " + quoted(std::string(table) + "_pkey") + " primary key (id)");
    }
    for (const char* part : {"u1", "u2"}) {
      if (const auto* f = find(prefix + part); f != nullptr && !partitioned) {
        static const texts forms{"", " deferrable", " nulls not distinct"};
        const std::string& form = choose(forms, f->look, 2);
        const std::string& column = choose(columns, f->look, 1);
        say(alter + "add constraint " + quoted(std::string(table) + part) + " unique" + (form == forms[2] ? form : "") +
            " (" + column + (column != "id" && pick(f->look, 3, 2) == 0 ? ", id" : "") + ")" +
            (form == forms[1] ? form : ""));
      }
    }
    for (const char* part : {"k1", "k2"}) {
      if (const auto* f = find(prefix + part)) {
        static const texts forms{" is not null or id > 0", "::text <> 'never'"};
        say(alter + "add constraint " + quoted(std::string(table) + part) + " check (" + choose(columns, f->look, 1) +
            choose(forms, f->look, 2) + ")" + (pick(f->look, 3, 5) == 0 ? " not valid" : ""));
      }
    }
    for (const char* part : {"f1", "f2"}) {
      if (const auto* f = find(prefix + part); f != nullptr && has("users") && table != "users") {
        static const texts actions{"", " on delete cascade", " on update cascade on delete restrict",
                                   " deferrable initially deferred"};
        say(alter + "add column " + part + "_id bigint");
        say(alter + "add constraint " + quoted(std::string(table) + part) + " foreign key (" + part +
            "_id) references " + name_of("users") + choose(actions, f->look, 1));
      }
    }
    for (const char* part : {"i1", "i2", "i3"}) {
      if (const auto* f = find(prefix + part)) {
        write_index(std::string(table) + part, name, *f, columns);
      }
    }
    write_table_extras(prefix, name, columns, partitioned);
  }

  void write_index(const std::string& index, const std::string& table, const facet& f, const texts& columns) {
    static const texts ends{"", " desc nulls last", ""};
    static const texts wheres{"", "", " where id > 10", " with (fillfactor = 70)"};
    const std::string& column = choose(columns, f.look, 1);
    const bool expression = pick(f.look, 4, 4) == 0;
    say("create index " + quoted(index) + " on " + table + " (" +
        (expression ? "((id % 10))" : column + choose(ends, f.look, 2)) + (pick(f.look, 5, 3) == 0 ? ", id" : "") +
        ")" + choose(wheres, f.look, 3));
    if (pick(f.look, 6, 4) == 0) {
      say("comment on index " + table.substr(0, table.find('.') + 1) + quoted(index) + " is 'for it''s speed'");
    }
  }

  void write_table_extras(const std::string& prefix, const std::string& name, const texts& columns, bool partitioned) {
    if (const auto* f = find(prefix + "trigger"); f != nullptr && has("touch")) {
      static const texts times{"before insert", "before update", "after insert or update"};
      say("create trigger \"touch it\" " + choose(times, f->look, 1) + " on " + name + " for each row" +
          (pick(f->look, 2, 3) == 0 ? " when (new.id > 5)" : "") + " execute function public.touch()");
    }
    if (const auto* f = find(prefix + "policy")) {
      static const texts forms{"using (id > 0)", "for select using (true)", "for insert with check (id < 100)",
                               "as restrictive for all using (id <> 3)"};
      say("alter table " + name + " enable row level security");
      say("create policy only_some on " + name + " " + choose(forms, f->look, 1));
    }
    if (const auto* f = find(prefix + "comment")) {
      static const texts words{"'it''s'", "E'two\\nlines'", "'ü'"};
      say("comment on table " + name + " is " + choose(words, f->look, 1));
      say("comment on column " + name + "." + choose(columns, f->look, 2) + " is " + choose(words, f->look, 3));
    }
    if (const auto* f = find(prefix + "grant")) {
      static const texts privileges{"select", "select, insert", "update (id)", "all"};
      say("grant " + choose(privileges, f->look, 1) + " on " + name + " to public");
    }
    if (const auto* f = find(prefix + "options"); f != nullptr && !partitioned) {
      static const texts options{"fillfactor = 80", "autovacuum_enabled = false",
                                 "fillfactor = 60, toast_tuple_target = 4000"};
      say("alter table " + name + " set (" + choose(options, f->look, 1) + ")");
    }
    if (const auto* f = find(prefix + "statistics"); f != nullptr && columns.size() > 2) {
      static const texts kinds{"", " (ndistinct)", " (dependencies, mcv)"};
      say("create statistics public." + quoted(prefix + "stat") + choose(kinds, f->look, 1) + " on id, " + columns[1] +
          " from " + name);
    }
    if (const auto* f = find(prefix + "rule"); f != nullptr && !partitioned) {
      static const texts rules{"on delete to $ where old.id < 0 do instead nothing",
                               "on update to $ where old.id < 0 do also nothing"};
      std::string rule = choose(rules, f->look, 1);
      say("create rule \"no way\" as " + rule.replace(rule.find('$'), 1, name));
    }
  }

  void write_views() {
    const bool users = has("users");
    if (const auto* f = find("user_names"); f != nullptr && users) {
      static const texts queries{"select id from public.users", "select id, id + 1 as next from public.users",
                                 "select id, count(*) over () as n from public.users where id > 1"};
      static const texts options{"", " with (security_barrier = true)"};
      say("create view public.user_names" + choose(options, f->look, 2) + " as " + choose(queries, f->look, 1));
      if (const auto* on = find("user_list")) {
        static const texts above{"select id from public.user_names", "select max(id) as last from public.user_names"};
        say("create view public.user_list as " + choose(above, on->look, 1));
      }
    }
    if (const auto* f = find("state_counts"); f != nullptr && users) {
      static const texts queries{"select id % 2 as part, count(*) as n from public.users group by 1",
                                 "select id as part, 1 as n from public.users"};
      say("create materialized view public.state_counts as " + choose(queries, f->look, 1));
      say("create index state_counts_part on public.state_counts (part)");
    }
  }

  void write_rest() {
    if (const auto* f = find("news"); f != nullptr && has("users")) {
      static const texts forms{"for table public.users", "for all tables",
                               "for table public.users with (publish = 'insert')"};
      say("create publication news " + choose(forms, f->look, 1));
    }
    if (const auto* f = find("reads")) {
      static const texts forms{"grant select on tables to public", "grant execute on functions to public"};
      say("alter default privileges in schema public " + choose(forms, f->look, 1));
    }
  }

  const schema_facets& schema_;
  std::string out_;
};

std::vector<std::string> all_facets() {
  std::vector<std::string> names(standalone);
  for (const auto table : tables) {
    names.emplace_back(table);
    for (const auto slot : column_slots) {
      names.push_back(std::string(table) + "." + std::string(slot));
    }
    for (const auto& part : table_parts) {
      names.push_back(std::string(table) + "." + part);
    }
  }
  return names;
}

}  // namespace

schema_facets random_schema(std::mt19937& random) {
  schema_facets out;
  for (const auto& name : all_facets()) {
    out[name] = {random() % 100 < (name.find('.') == std::string::npos ? 65U : 40U),
                 static_cast<std::uint32_t>(random())};
  }
  return out;
}

schema_facets random_edit(schema_facets schema, std::mt19937& random) {
  const auto often = 2 + random() % 20;  // in a hundred: from a touch to another schema
  for (auto& [name, value] : schema) {
    if (random() % 100 >= often) {
      continue;
    }
    if (random() % 2 == 0) {
      value.present = !value.present;
    } else {
      value.look = static_cast<std::uint32_t>(random());
    }
  }
  return schema;
}

std::string schema_sql(const schema_facets& schema) { return writer(schema).sql(); }

}  // namespace squall::test
