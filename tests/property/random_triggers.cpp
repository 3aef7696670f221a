// Exclusion constraints, triggers of all forms and event triggers.
#include <string>

#include "facet_writer.hpp"

namespace squall::test {
namespace {

void set_firing(facet_writer& w, const std::string& table, const std::string& trigger, const facet& f) {
  static const texts states{"", "", "", "disable", "enable replica", "enable always"};
  if (const auto& state = choose(states, f.look, 11); !state.empty()) {
    w.say("alter table " + table + " " + state + " trigger " + trigger);
  }
  if (pick(f.look, 12, 4) == 0) {
    w.say("comment on trigger " + trigger + " on " + table + " is 'it''s'");
  }
}

}  // namespace

void write_bookings(facet_writer& w) {
  const auto* table = w.has("exclusions") ? w.find("bookings") : nullptr;
  if (table == nullptr) {
    return;
  }
  const bool gist = w.has("btree_gist");
  if (gist) {
    w.say("create extension btree_gist schema public");
  }
  const auto* column = w.find("bookings.during");
  static const texts types{"int4range", "tstzrange", "int8range", "numrange"};
  static const texts rooms{"integer", "bigint", "text"};
  const std::string type = column == nullptr ? types.front() : choose(types, column->look, 1);
  w.say("create table public.bookings (id integer, room " + choose(rooms, table->look, 1) + ", during " + type + ")");
  for (const char* part : {"x1", "x2"}) {
    const auto* f = w.find(std::string("bookings.") + part);
    if (f == nullptr) {
      continue;
    }
    static const texts names{"no two", "no \"two\"", "keine zwei ü"};
    static const texts keys{"during with &&", "during with &&, (int4range(id, id + 1)) with &&", "during with -|-"};
    static const texts ends{"", " where (id > 10)", " deferrable", " deferrable initially deferred"};
    w.say("alter table public.bookings add constraint " + quoted(choose(names, f->look, 1) + part) +
          " exclude using gist (" + (gist && pick(f->look, 2, 2) == 0 ? "room with =, " : "") +
          choose(keys, f->look, 3) + ")" + choose(ends, f->look, 4));
    if (pick(f->look, 5, 3) == 0) {
      w.say("comment on constraint " + quoted(choose(names, f->look, 1) + part) + " on public.bookings is 'x'");
    }
  }
}

void write_triggers(facet_writer& w) {
  if (!w.has("triggers") || !w.has("touch")) {
    return;
  }
  for (const std::string table : {"users", "posts"}) {
    for (const char* part : {"t1", "t2"}) {
      const auto* f = w.find(table + "." + part);
      if (f == nullptr || !w.has(table)) {
        continue;
      }
      const std::string on = w.name_of(table);
      const texts columns = w.columns_of(table);
      const std::string trigger = quoted("the " + std::string(part));
      const texts forms{
          "constraint trigger $ after insert or update on " + on + " deferrable initially deferred for each row",
          "constraint trigger $ after delete on " + on + " deferrable for each row when (old.id > 3)",
          "trigger $ before update of " + choose(columns, f->look, 2) + " on " + on + " for each row",
          "trigger $ after update of id" + (columns.back() == "id" ? "" : ", " + columns.back()) + " or insert on " +
              on + " for each statement",
          "trigger $ after update on " + on + " referencing old table as \"alt ü\" new table as neu for each statement",
          "trigger $ after truncate on " + on + " for each statement",
          "trigger $ before update on " + on + " for each row when (old." + columns.back() +
              "::text is distinct from new." + columns.back() + "::text)"};
      std::string form = choose(forms, f->look, 1);
      w.say("create " + form.replace(form.find('$'), 1, trigger) + " execute function public.touch(" +
            (pick(f->look, 3, 3) == 0 ? "'it''s', '2'" : "") + ")");
      set_firing(w, on, trigger, *f);
    }
  }
  if (const auto* f = w.find("view trigger"); f != nullptr && w.has("user_names") && w.has("users")) {
    static const texts events{"insert", "insert or update", "delete"};
    w.say("create trigger \"in its place\" instead of " + choose(events, f->look, 1) +
          " on public.user_names for each row execute function public.touch()");
  }
}

void write_event_triggers(facet_writer& w) {
  const auto* f = w.has("events") ? w.find("on ddl") : nullptr;
  if (f == nullptr) {
    return;
  }
  static const texts bodies{"null;", "perform 1;"};
  w.say("create function public.\"on ddl\"() returns event_trigger language plpgsql as $$ begin " +
        choose(bodies, f->look, 1) + " end $$");
  for (const std::string name : {"e1", "e \"2\""}) {
    const auto* e = w.find("event." + name);
    if (e == nullptr) {
      continue;
    }
    static const texts events{"ddl_command_start", "ddl_command_end", "sql_drop", "table_rewrite",
                              "ddl_command_end when tag in ('CREATE TABLE', 'ALTER TABLE')"};
    w.say("create event trigger " + quoted(name) + " on " + choose(events, e->look, 1) +
          " execute function public.\"on ddl\"()");
    static const texts states{"", "", "disable", "enable always"};
    if (const auto& state = choose(states, e->look, 2); !state.empty()) {
      w.say("alter event trigger " + quoted(name) + " " + state);
    }
    if (pick(e->look, 3, 3) == 0) {
      w.say("comment on event trigger " + quoted(name) + " is 'it''s'");
    }
  }
}

}  // namespace squall::test
