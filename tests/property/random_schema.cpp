#include "random_schema.hpp"

#include <algorithm>
#include <utility>

#include "facet_writer.hpp"

namespace squall::test {
namespace {

const texts table_parts{"pk",       "u1",
                        "u2",       "k1",
                        "k2",       "f1",
                        "f2",       "i1",
                        "i2",       "i3",
                        "trigger",  "policy",
                        "comment",  "grant",
                        "options",  "statistics",
                        "identity", "generated",
                        "rule",     "replica",
                        "cluster",  "forced",
                        "note",     "t1",
                        "t2",       "column settings"};
const texts standalone{"mood",       "level",      "levels",     "email_text",   "pair",         "counter",
                       "shout",      "touch",      "user_names", "state_counts", "user_list",    "total",
                       "odd schema", "reads",      "plus",       "in_english",   "span",         "news",
                       "settle",     "odd order",  "elsewhere",  "words",        "found",        "found ids",
                       "row text",   "felt",       "checked",    "kept",         "view trigger", "on ddl",
                       "bookings",   "btree_gist", "role reads"};
/// With a dot: less often there.
const texts parts{"event.e1",        "event.e \"2\"", "bookings.during", "bookings.x1",  "bookings.x2",
                  "name.odd schema", "name.mood",     "name.counter",    "name.heirs.a", "name.heirs.b"};
const texts heirs{"heirs.base one", "heirs.base 'two'", "heirs.child", "heirs.grand child"};
const texts owned{"odd schema", "mood", "level", "counter", "shout", "total", "plus", "kept", "user_names", "heirs"};

std::vector<std::string> all_facets() {
  std::vector<std::string> names(standalone);
  names.insert(names.end(), parts.begin(), parts.end());
  const auto add_access = [&](const std::string& slot) {
    names.push_back("owner." + slot);
    names.push_back("granted." + slot);
  };
  for (const auto table : usual_tables) {
    const std::string name(table);
    names.push_back(name);
    names.push_back("name." + name);
    names.push_back("name." + name + ".parts");
    add_access(name);
    for (const auto slot : column_slots) {
      names.push_back(name + "." + std::string(slot));
      names.push_back("name." + name + "." + std::string(slot));
    }
    for (const auto& part : table_parts) {
      names.push_back(name + "." + part);
    }
  }
  for (const auto& slot : owned) {
    add_access(slot);
  }
  for (const auto name : role_names) {
    names.push_back("role." + std::string(name));
  }
  for (const auto& table : heirs) {
    names.push_back(table);
    for (const char* part : {"a", "b", "c", "check", "key", "index"}) {
      names.push_back(table + "." + part);
    }
  }
  for (const char* slot : {"heirs.a", "heirs.b", "heirs.c"}) {
    names.emplace_back(slot);
  }
  return names;
}

facet_writer written(const schema_facets& schema) {
  facet_writer w(schema);
  write_roles(w);
  write_types(w);
  write_functions(w);
  write_tables(w);
  write_table_parts(w);
  write_heirs(w);
  write_bookings(w);
  write_views(w);
  write_triggers(w);
  write_rest(w);
  write_event_triggers(w);
  return w;
}

}  // namespace

const std::vector<std::string>& facet_families() {
  static const texts families{"renames", "roles", "heirs",    "exclusions", "triggers",
                              "events",  "types", "routines", "settings",   "partitions"};
  return families;
}

schema_facets random_schema(std::mt19937& random) {
  schema_facets out;
  for (const auto& name : all_facets()) {
    const bool whole = name.find('.') == std::string::npos || name.starts_with("role.") ||
                       std::find(heirs.begin(), heirs.end(), name) != heirs.end();
    out[name] = {random() % 100 < (whole ? 65U : 40U), static_cast<std::uint32_t>(random())};
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

std::string schema_sql(const schema_facets& schema) { return written(schema).sql(); }

std::vector<kit::rename_answer> schema_renames(const schema_facets& before, const schema_facets& after) {
  const facet_writer was = written(before);
  const facet_writer is = written(after);
  std::vector<kit::rename_answer> out;
  if (!was.has("renames") || !is.has("renames")) {
    return out;
  }
  for (const auto& [slot, id] : is.made()) {
    if (const auto it = was.made().find(slot);
        it != was.made().end() && it->second != id && it->second.kind == id.kind) {
      out.push_back({it->second, id});
    }
  }
  return out;
}

}  // namespace squall::test
