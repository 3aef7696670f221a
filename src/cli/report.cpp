#include "report.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "kit/base/text.hpp"
#include "kit/model/json.hpp"

namespace squall::cli {
namespace {

struct mark {
  std::string_view text;
  style how;
};

mark mark_of(kit::change_verb verb) {
  switch (verb) {
    case kit::change_verb::create:
      return {"+", style::added};
    case kit::change_verb::drop:
      return {"-", style::removed};
    case kit::change_verb::alter:
      return {"~", style::changed};
    case kit::change_verb::rename:
      break;
  }
  return {">", style::changed};
}

std::string_view name_of(kit::change_verb verb) {
  switch (verb) {
    case kit::change_verb::create:
      return "create";
    case kit::change_verb::drop:
      return "drop";
    case kit::change_verb::alter:
      return "alter";
    case kit::change_verb::rename:
      break;
  }
  return "rename";
}

/// What comes or goes with a table, by kind.
using part_counts = std::map<kit::object_kind, std::size_t>;

/// "11 columns, 1 primary key, 3 indexes"
std::string in_words(const part_counts& parts) {
  std::string words;
  for (const auto& [kind, count] : parts) {
    std::string noun(kit::to_string(kind));
    std::replace(noun.begin(), noun.end(), '_', ' ');
    if (count != 1) {
      noun += kind == kit::object_kind::index ? "es" : "s";
    }
    words += fmt::format("{}{} {}", words.empty() ? "" : ", ", count, noun);
  }
  return words;
}

/// Tables that come or go whole, with what comes or goes in them.
std::map<kit::object_id, part_counts> whole_tables(const std::vector<kit::change>& changes) {
  std::map<kit::object_id, part_counts> tables;
  const auto whole = [](const kit::change& c) {
    return c.verb == kit::change_verb::create || c.verb == kit::change_verb::drop;
  };
  for (const kit::change& c : changes) {
    if (whole(c) && c.id.kind == kit::object_kind::table) {
      tables[c.id];
    }
  }
  for (const kit::change& c : changes) {
    if (const auto table = tables.find(c.id.owner_table());
        whole(c) && c.id.belongs_to_table() && table != tables.end()) {
      ++table->second[c.id.kind];
    }
  }
  return tables;
}

}  // namespace

void show_changes(const terminal& out, const std::vector<kit::change>& changes) {
  const auto tables = whole_tables(changes);
  for (const kit::change& c : changes) {
    if (c.id.belongs_to_table() && tables.contains(c.id.owner_table())) {
      continue;
    }
    const mark m = mark_of(c.verb);
    std::string line = fmt::format("  {} {}", m.text, printable(kit::describe(c)));
    if (const auto table = tables.find(c.id); table != tables.end() && !table->second.empty()) {
      line += fmt::format(" ({})", in_words(table->second));
    }
    out.print(out.paint(m.how, line));
  }
}

void show_hazards(const terminal& out, const std::vector<kit::hazard>& hazards) {
  for (const kit::hazard& h : hazards) {
    const style how = h.kind == kit::hazard_kind::data_loss ? style::error : style::warning;
    out.print(
        fmt::format("  {} {}", out.paint(how, fmt::format("! {}:", kit::to_string(h.kind))), printable(h.message)));
  }
}

void show_not_modelled(const context& ctx, const std::vector<std::string>& sentences) {
  for (const std::string& sentence : sentences) {
    ctx.progress("note: " + sentence);
  }
}

void show_findings(const terminal& out, const kit::certificate& proof) {
  const auto show = [&](style how, std::string_view mark, const std::string& message) {
    std::string_view rest = message;
    for (bool first = true; !rest.empty(); first = false) {
      const std::size_t end = std::min(rest.find('\n'), rest.size());
      out.print(fmt::format("  {} {}", out.paint(how, first ? mark : " "), printable(rest.substr(0, end))));
      rest.remove_prefix(std::min(end + 1, rest.size()));
    }
  };
  for (const kit::proof_finding& f : proof.findings) {
    show(style::error, "x", f.message);
  }
  for (const kit::proof_finding& f : proof.notes) {
    show(style::warning, "!", f.message);
  }
  for (const std::string& sentence : proof.without_rows) {
    show(style::dim, "-", sentence);
  }
}

void show_proof(const terminal& out, const kit::certificate& proof, std::string_view of) {
  const std::string what = of.empty() ? std::string() : fmt::format(" {}", of);
  if (proof.proven()) {
    const std::string part = proof.part ? fmt::format(" (those of {} that it can reach)", proof.part->all_tables) : "";
    out.print(fmt::format("{}{}: up and down on PostgreSQL {}, {} in {}{}, seen by {}",
                          out.paint(style::added, "proven"), what, proof.server_version,
                          kit::count_of(proof.rows, "row"), kit::count_of(proof.tables_with_rows, "table"), part,
                          fmt::join(proof.witnesses, ", ")));
  } else {
    out.print(fmt::format("{}{}", out.paint(style::error, "not proven"), what));
  }
  show_findings(out, proof);
}

json json_of(const kit::object_id& id) {
  json document = kit::to_json(id);
  document["display"] = kit::display_name(id);
  return document;
}

json json_of(const std::vector<kit::change>& changes) {
  json list = json::array();
  for (const kit::change& c : changes) {
    json one{{"verb", name_of(c.verb)}, {"object", json_of(c.id)}};
    if (c.renamed_to) {
      one["renamed_to"] = json_of(*c.renamed_to);
    }
    one["description"] = kit::describe(c);
    list.push_back(std::move(one));
  }
  return list;
}

json json_of(const std::vector<kit::hazard>& hazards) {
  json list = json::array();
  for (const kit::hazard& h : hazards) {
    list.push_back({{"kind", kit::to_string(h.kind)}, {"object", json_of(h.object)}, {"message", h.message}});
  }
  return list;
}

json json_of(const std::vector<kit::decision>& decisions) {
  json list = json::array();
  for (const kit::decision& d : decisions) {
    json candidates = json::array();
    for (const kit::rename_candidate& candidate : d.candidates) {
      candidates.push_back({{"object", json_of(candidate.dropped)},
                            {"score", candidate.score},
                            {"flag", "--rename " + kit::rename_flag(d, candidate)}});
    }
    list.push_back({{"created", json_of(d.created)}, {"candidates", std::move(candidates)}});
  }
  return list;
}

json json_of(const kit::plan& p) {
  json list = json::array();
  for (const kit::step& s : p.steps) {
    list.push_back({{"sql", s.sql},
                    {"transactional", s.transactional},
                    {"lock", kit::to_string(s.lock)},
                    {"rewrites", s.rewrites},
                    {"scans", s.scans}});
  }
  return list;
}

}  // namespace squall::cli
