#include "kit/migrations/certificate_json.hpp"

#include <array>
#include <nlohmann/json.hpp>
#include <utility>

#include "kit/migrations/json_words.hpp"

namespace squall::kit {

std::string_view to_string(proof_stage stage) {
  static constexpr std::array<std::string_view, 8> names{"origin", "up",   "target", "rows",
                                                         "down",   "back", "names",  "locks"};
  return names.at(static_cast<std::size_t>(stage));
}

namespace {

using detail::parse_word;
using nlohmann::ordered_json;

ordered_json to_json(const observation& o) {
  ordered_json value{{"statement", o.statement + 1}, {"lock", to_string(o.lock)}};
  if (o.rewrites) {
    value["rewrites"] = true;
  }
  if (o.scans) {
    value["scans"] = true;
  }
  value["tables"] = o.tables;
  return value;
}

observation observation_from_json(const ordered_json& value) {
  observation o;
  o.statement = value.at("statement").get<std::size_t>() - 1;
  o.lock = parse_word(value.at("lock").get<std::string>(), lock_mode::access_exclusive, "lock");
  o.rewrites = value.value("rewrites", false);
  o.scans = value.value("scans", false);
  o.tables = value.at("tables").get<std::vector<std::string>>();
  return o;
}

std::vector<proof_finding> findings_from_json(const ordered_json& list) {
  std::vector<proof_finding> out;
  for (const ordered_json& value : list) {
    out.push_back({parse_word(value.at("stage").get<std::string>(), proof_stage::locks, "stage of a proof"),
                   value.at("message").get<std::string>()});
  }
  return out;
}

}  // namespace

ordered_json to_json(const std::vector<proof_finding>& findings) {
  ordered_json list = ordered_json::array();
  for (const proof_finding& f : findings) {
    list.push_back({{"stage", to_string(f.stage)}, {"message", f.message}});
  }
  return list;
}

ordered_json to_json(const certificate& c) {
  ordered_json value{{"result", c.proven() ? "proven" : "unproven"},
                     {"server", c.server_version},
                     {"witnesses", c.witnesses},
                     {"origin", c.origin},
                     {"target", c.target},
                     {"up", c.up},
                     {"down", c.down}};
  if (c.part) {
    value["part"] = {{"tables", c.part->tables}, {"of", c.part->all_tables}};
  }
  value["statements"] = c.statements;
  value["tables_with_rows"] = c.tables_with_rows;
  value["rows"] = c.rows;
  value["without_rows"] = c.without_rows;
  value["observed"] = ordered_json::array();
  for (const observation& o : c.observed) {
    value["observed"].push_back(to_json(o));
  }
  value["findings"] = to_json(c.findings);
  value["notes"] = to_json(c.notes);
  return value;
}

certificate certificate_from_json(const ordered_json& value) {
  certificate c;
  c.server_version = value.at("server").get<std::string>();
  c.witnesses = value.at("witnesses").get<std::vector<std::string>>();
  c.origin = value.at("origin").get<std::string>();
  c.target = value.at("target").get<std::string>();
  c.up = value.at("up").get<std::string>();
  c.down = value.at("down").get<std::string>();
  if (const auto part = value.find("part"); part != value.end()) {
    c.part = {part->at("tables").get<std::size_t>(), part->at("of").get<std::size_t>()};
  }
  c.statements = value.at("statements").get<std::size_t>();
  c.tables_with_rows = value.at("tables_with_rows").get<std::size_t>();
  c.rows = value.at("rows").get<std::size_t>();
  c.without_rows = value.at("without_rows").get<std::vector<std::string>>();
  for (const ordered_json& o : value.at("observed")) {
    c.observed.push_back(observation_from_json(o));
  }
  c.findings = findings_from_json(value.at("findings"));
  c.notes = findings_from_json(value.at("notes"));
  return c;
}

}  // namespace squall::kit
