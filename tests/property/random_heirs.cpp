// Tables that inherit, from one parent or two, with columns of their own and of their parents.
#include <array>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "facet_writer.hpp"

namespace squall::test {
namespace {

constexpr std::array<const char*, 2> roots{"base one", "base 'two'"};
constexpr std::array<const char*, 3> slots{"a", "b", "c"};

std::string name_of(const std::string& table) { return "public." + quoted(table); }

std::string column_name(const facet_writer& w, const std::string& slot) {
  return slot == "c" ? slot : w.called("heirs." + slot);
}

/// The columns that a table declares itself: not those that it has from its parents. A column has one type and default
/// in the whole family, else it could not be merged; NOT NULL is each table's own.
std::string columns_of(facet_writer& w, const std::string& table, bool with_id,
                       const std::set<std::string>& from_parents) {
  std::string out = with_id ? "id integer" : "";
  for (const std::string slot : slots) {
    const auto* f = w.find("heirs." + table + "." + slot);
    if (f == nullptr || from_parents.contains(slot)) {
      continue;
    }
    static const std::vector<typed> types{
        {"integer", "1"}, {"bigint", "2"}, {"text", "'a'"}, {"numeric(12,2)", "1.5"}, {"character varying(40)", "'b'"}};
    const auto* of_all = w.find("heirs." + slot);
    const typed& t = of_all == nullptr ? types.front() : choose(types, of_all->look, 1);
    const std::string name = column_name(w, slot);
    w.note("heirs." + table + "." + slot, kit::column_id(kit::table_id("public", table), name));
    out += (out.empty() ? "" : ", ") + quoted(name) + " " + t.type;
    out += pick(f->look, 1, 4) == 0 ? " not null" : "";
    out += of_all != nullptr && pick(of_all->look, 2, 2) == 0 ? " default " + t.value : "";
  }
  return out;
}

void write_parts(facet_writer& w, const std::string& table) {
  const std::string prefix = "heirs." + table + ".";
  const std::string alter = "alter table " + name_of(table) + " add constraint ";
  if (const auto* f = w.find(prefix + "check")) {
    static const texts forms{"(id > 0)", "(id > 0) no inherit", "(id <> 5) not valid", "(id is not null or id < 7)"};
    w.say(alter + quoted(table + " check") + " check " + choose(forms, f->look, 1));
  }
  if (w.has(prefix + "key")) {
    w.say(alter + quoted(table + " key") + " unique (id)");
  }
  if (w.has(prefix + "index")) {
    w.say("create index " + quoted(table + " index") + " on " + name_of(table) + " ((id + 1))");
  }
  w.own("heirs", "table " + name_of(table));
}

}  // namespace

void write_heirs(facet_writer& w) {
  if (!w.has("heirs")) {
    return;
  }
  std::map<std::string, std::set<std::string>> slots_of;  // of the tables that are there, with their parents'
  const auto make = [&](const std::string& table, const texts& parents) {
    auto& all = slots_of[table];
    std::string names;
    for (const auto& parent : parents) {
      all.insert(slots_of.at(parent).begin(), slots_of.at(parent).end());
      names += (names.empty() ? "" : ", ") + name_of(parent);
    }
    w.say("create table " + name_of(table) + " (" + columns_of(w, table, parents.empty(), all) + ")" +
          (names.empty() ? "" : " inherits (" + names + ")"));
    for (const std::string slot : slots) {
      if (w.has("heirs." + table + "." + slot)) {
        all.insert(slot);
      }
    }
    write_parts(w, table);
  };
  std::vector<texts> choices{{}};
  for (const std::string root : roots) {
    if (w.has("heirs." + root)) {
      make(root, {});
      choices.push_back({root});
    }
  }
  if (choices.size() == 3) {
    choices.push_back({roots[0], roots[1]});
    choices.push_back({roots[1], roots[0]});
  }
  for (const std::string child : {"child", "grand child"}) {
    if (const auto* f = w.find("heirs." + child)) {
      make(child, choose(choices, f->look, 1));
      choices.push_back({child});
    }
  }
}

}  // namespace squall::test
