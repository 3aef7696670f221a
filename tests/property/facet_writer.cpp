#include "facet_writer.hpp"

#include <algorithm>
#include <set>
#include <utility>

namespace squall::test {
namespace {

/// A name in place of the usual one. The last is that of the next thing of its group.
std::string another_name(const std::string& usual, std::size_t form) {
  switch (form) {
    case 0:
      return usual + " \"neu\"";
    case 1:
      return "Ü'" + usual;
    default:
      return usual + "_" + std::string(62 - usual.size(), 'x');  // 63 bytes
  }
}

}  // namespace

std::size_t pick(std::uint32_t look, std::uint32_t question, std::size_t end) {
  std::uint32_t x = look * 2654435761U + question * 40503U + 12345U;
  x ^= x >> 16U;
  x *= 0x45d9f3bU;
  x ^= x >> 13U;
  return x % end;
}

std::string quoted(std::string_view name) {
  std::string out = "\"";
  for (const char c : name) {
    out += c == '"' ? std::string(2, '"') : std::string(1, c);
  }
  return out + "\"";
}

facet_writer::facet_writer(const schema_facets& schema) : schema_(schema) {
  std::vector<std::pair<std::string, std::string>> relations;
  for (const auto table : usual_tables) {
    relations.emplace_back(table, table);
    std::vector<std::pair<std::string, std::string>> columns;
    for (const auto slot : column_slots) {
      columns.emplace_back(std::string(table) + "." + std::string(slot), slot);
    }
    name_group(columns);
  }
  name_group(relations);
  name_group({{"odd schema", "odd schema"}});
  name_group({{"mood", "mood"}});
  name_group({{"counter", "counter"}});
  name_group({{"heirs.a", "a"}, {"heirs.b", "b"}});
}

void facet_writer::name_group(const std::vector<std::pair<std::string, std::string>>& slots) {
  std::set<std::string> taken;
  std::vector<std::size_t> wanting;  // the next one's name
  for (std::size_t i = 0; i < slots.size(); ++i) {
    const auto& [slot, usual] = slots[i];
    const auto* f = has("renames") ? find("name." + slot) : nullptr;
    const std::size_t form = f == nullptr ? 4 : pick(f->look, 1, 4);
    if (form == 3 && i + 1 < slots.size()) {
      wanting.push_back(i);
      continue;
    }
    names_[slot] = form < 3 ? another_name(usual, form) : usual;
    taken.insert(names_[slot]);
  }
  for (const std::size_t i : wanting) {
    const auto& next = slots[i + 1].second;
    names_[slots[i].first] = taken.insert(next).second ? next : another_name(slots[i].second, 0);
  }
}

const facet* facet_writer::find(const std::string& name) const {
  const auto it = schema_.find(name);
  return it == schema_.end() || !it->second.present ? nullptr : &it->second;
}

std::string facet_writer::called(const std::string& slot) const { return names_.at(slot); }

std::string facet_writer::schema_of(std::string_view table) const {
  return table == "logs" && has("odd schema") ? called("odd schema") : "public";
}

std::string facet_writer::name_of(std::string_view table) const {
  return quoted(schema_of(table)) + "." + quoted(called(std::string(table)));
}

kit::object_id facet_writer::id_of(std::string_view table) const {
  return kit::table_id(schema_of(table), called(std::string(table)));
}

texts facet_writer::columns_of(std::string_view table) const {
  texts out{"id"};
  for (const auto slot : column_slots) {
    const std::string name = std::string(table) + "." + std::string(slot);
    if (has(name)) {
      out.push_back(quoted(called(name)));
    }
  }
  return out;
}

std::string facet_writer::role(std::uint32_t look, std::uint32_t question) const {
  texts there;
  for (const auto name : role_names) {
    if (has("roles") && has("role." + std::string(name))) {
      there.push_back(quoted(name));
    }
  }
  return there.empty() ? "" : choose(there, look, question);
}

void facet_writer::own(const std::string& slot, const std::string& what) {
  if (const auto* f = find("owner." + slot); f != nullptr && !role(f->look, 1).empty()) {
    say("alter " + what + " owner to " + role(f->look, 1));
  }
}

void facet_writer::grant(const std::string& slot, const std::string& what, const texts& privileges) {
  const auto* f = find("granted." + slot);
  if (f == nullptr || role(f->look, 1).empty()) {
    return;
  }
  say("grant " + choose(privileges, f->look, 2) + " on " + what + " to " + role(f->look, 1) +
      (pick(f->look, 3, 3) == 0 ? " with grant option" : ""));
  if (pick(f->look, 4, 3) == 0) {
    say("revoke " + privileges.front() + " on " + what + " from " + role(f->look, 5) + " cascade");
  }
  if (pick(f->look, 6, 4) == 0) {
    say("grant " + choose(privileges, f->look, 7) + " on " + what + " to " + role(f->look, 8));
  }
}

}  // namespace squall::test
