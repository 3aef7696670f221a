#include "kit/migrations/migration_json.hpp"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "kit/base/error.hpp"
#include "kit/diff/json.hpp"
#include "kit/migrations/certificate_json.hpp"
#include "kit/migrations/json_words.hpp"
#include "kit/model/json.hpp"

namespace squall::kit::detail {
namespace {

using nlohmann::ordered_json;
constexpr int format_version = 1;

ordered_json hazard_to_json(const hazard& h) {
  return {{"kind", to_string(h.kind)}, {"object", to_json(h.object)}, {"message", h.message}};
}

hazard hazard_from_json(const ordered_json& value, const std::string& path) {
  return {parse_word(value.at("kind").get<std::string>(), hazard_kind::not_reversible, "hazard of kind"),
          object_id_from_json(value.at("object"), path + "/object"), value.at("message").get<std::string>()};
}

/// Parsed with the place of a mistake as line and column.
ordered_json parse(const std::string& text) {
  try {
    return ordered_json::parse(text);
  } catch (const ordered_json::parse_error& failure) {
    const std::size_t at = std::min(failure.byte > 0 ? failure.byte - 1 : 0, text.size());
    const auto line = 1 + std::count(text.begin(), text.begin() + static_cast<std::ptrdiff_t>(at), '\n');
    const auto line_start = text.rfind('\n', at == 0 ? 0 : at - 1);
    const std::size_t column = at - (line_start == std::string::npos || at == 0 ? 0 : line_start + 1) + 1;
    throw error("this is no JSON, from line " + std::to_string(line) + ", column " + std::to_string(column) + " on");
  }
}

void check_header(const ordered_json& document) {
  if (!document.is_object() || !document.contains("format") || !document["format"].is_number_integer()) {
    throw error("this is no migration.json: it has no number \"format\"");
  }
  if (document["format"] != format_version) {
    throw error("its format is " + document["format"].dump() + ", and this squall reads format " +
                    std::to_string(format_version),
                "use the version of squall that wrote it, or a newer one");
  }
  for (const auto& [key, value] : document.items()) {
    if (key != "format" && key != "id" && key != "parents" && key != "changes" && key != "hazards" && key != "proof") {
      throw error("unknown field \"" + key + "\"", "delete it, or use a newer squall");
    }
  }
}

migration read_document(const std::string& text) {
  const ordered_json document = parse(text);
  check_header(document);
  migration m;
  m.id = document.at("id").get<std::string>();
  m.parents = document.at("parents").get<std::vector<std::string>>();
  std::size_t i = 0;
  for (const ordered_json& value : document.at("changes")) {
    m.changes.push_back(change_from_json(value, "/changes/" + std::to_string(i++)));
  }
  i = 0;
  for (const ordered_json& value : document.value("hazards", ordered_json::array())) {
    m.hazards.push_back(hazard_from_json(value, "/hazards/" + std::to_string(i++)));
  }
  if (document.contains("proof")) {
    m.proof = certificate_from_json(document.at("proof"));
  }
  return m;
}

}  // namespace

std::string migration_json_text(const migration& m) {
  ordered_json document{{"format", format_version}, {"id", m.id}, {"parents", m.parents}};
  document["changes"] = ordered_json::array();
  for (const change& c : m.changes) {
    document["changes"].push_back(to_json(c));
  }
  document["hazards"] = ordered_json::array();
  for (const hazard& h : m.hazards) {
    document["hazards"].push_back(hazard_to_json(h));
  }
  if (m.proof) {
    document["proof"] = kit::to_json(*m.proof);
  }
  try {
    return document.dump(2) + "\n";
  } catch (const ordered_json::type_error&) {
    throw error("migration " + m.id + " holds a name or text that is no valid UTF-8");
  }
}

migration parse_migration_json(const std::string& text, const std::filesystem::path& file) {
  try {
    return read_document(text);
  } catch (const error& failure) {
    throw error(file.string() + ": " + failure.what(),
                failure.hint().empty() ? "mend the file, or take it from version control" : failure.hint());
  } catch (const ordered_json::exception& failure) {
    throw error(file.string() + ": a field is missing or has the wrong type: " + failure.what(),
                "mend the file, or take it from version control");
  }
}

}  // namespace squall::kit::detail
