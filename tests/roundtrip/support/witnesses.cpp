#include "roundtrip/support/witnesses.hpp"

#include <algorithm>
#include <fstream>
#include <iterator>
#include <map>
#include <nlohmann/json.hpp>
#include <sstream>
#include <stdexcept>
#include <string_view>

#include "kit/base/process.hpp"
#include "kit/base/text.hpp"
#include "squall/client/connection.hpp"

namespace squall::test {
namespace {

bool begins_with_any(std::string_view text, std::initializer_list<std::string_view> beginnings) {
  return std::any_of(beginnings.begin(), beginnings.end(), [&](auto b) { return text.starts_with(b); });
}

std::vector<std::string> lines_of(const std::string& text) {
  std::vector<std::string> out;
  std::istringstream in(text);
  for (std::string line; std::getline(in, line);) {
    out.push_back(line);
  }
  return out;
}

std::string joined(const std::vector<std::string>& lines) {
  std::string out;
  for (const auto& line : lines) {
    out += (out.empty() ? "" : "\n") + line;
  }
  return out;
}

/// Lists of storage parameters in order of their names: where one stands says nothing.
std::string with_sorted_options(const std::string& text) {
  static constexpr std::string_view before = "WITH (";
  std::string out;
  std::size_t at = 0;
  for (auto found = text.find(before); found != std::string::npos; found = text.find(before, at)) {
    const auto first = found + before.size();
    out += text.substr(at, first - at);
    std::vector<std::string> options(1);
    bool quoted = false;
    int depth = 0;
    for (at = first; at < text.size() && (quoted || depth > 0 || text[at] != ')'); ++at) {
      quoted = quoted != (text[at] == '\'');
      depth += quoted ? 0 : (text[at] == '(' ? 1 : text[at] == ')' ? -1 : 0);
      if (!quoted && depth == 0 && text[at] == ',') {
        options.emplace_back();
      } else if (text[at] != ' ' || !options.back().empty()) {
        options.back() += text[at];
      }
    }
    std::sort(options.begin(), options.end());
    for (std::size_t i = 0; i < options.size(); ++i) {
      out += (i == 0 ? "" : ", ") + options[i];
    }
  }
  return out + text.substr(at);
}

/// `block` is one statement, or the GRANTs of one object.
std::string normal_form(std::vector<std::string> lines) {
  // Who granted a privilege is not modelled.
  std::erase_if(lines, [](const std::string& line) {
    return begins_with_any(line, {"SET SESSION AUTHORIZATION ", "RESET SESSION AUTHORIZATION"});
  });
  if (lines.empty()) {
    return {};
  }
  for (auto& line : lines) {
    line = with_sorted_options(line);
  }
  // The settings of a function, one a line.
  const auto is_setting = [](const std::string& line) { return line.starts_with("    SET "); };
  const auto setting = std::find_if(lines.begin(), lines.end(), is_setting);
  std::sort(setting, std::find_if_not(setting, lines.end(), is_setting));
  if (begins_with_any(lines.front(), {"GRANT ", "REVOKE ", "ALTER DEFAULT PRIVILEGES "})) {
    std::sort(lines.begin(), lines.end());
    return joined(lines);
  }
  if (begins_with_any(lines.front(), {"CREATE TABLE ", "CREATE UNLOGGED TABLE ", "CREATE FOREIGN TABLE "})) {
    for (auto& line : lines) {
      if (line.ends_with(",")) {
        line.pop_back();
      }
    }
    std::sort(std::next(lines.begin()), lines.end());
  }
  return joined(lines);
}

std::string file_text(const std::filesystem::path& path) {
  std::ifstream in(path, std::ios::binary);
  if (!in) {
    throw std::runtime_error("cannot read " + path.string());
  }
  return {std::istreambuf_iterator<char>(in), {}};
}

int major_version(const std::filesystem::path& program) {
  const auto said = kit::run_process({.argv = {program.string(), "--version"}}).standard_output;
  const auto digits = said.find_first_of("0123456789");
  return digits == std::string::npos ? 0 : std::stoi(said.substr(digits));
}

}  // namespace

std::vector<std::string> normal_statements(const std::string& dump) {
  std::vector<std::string> out;
  std::vector<std::string> block;
  std::string tablespace;
  std::string access_method;
  bool statement_ended = false;
  const auto finish = [&] {
    if (block.empty()) {
      return;
    }
    const bool stored =
        begins_with_any(block.front(), {"CREATE TABLE", "CREATE UNLOGGED TABLE", "CREATE INDEX", "CREATE UNIQUE INDEX",
                                        "CREATE MATERIALIZED VIEW", "ALTER TABLE ONLY"});
    auto text = normal_form(std::move(block));
    if (stored) {
      text += "\n-- tablespace " + tablespace + ", access method " + access_method;
    }
    out.push_back(std::move(text));
    block.clear();
  };
  for (const auto& line : lines_of(dump)) {
    if (line.starts_with("SET default_tablespace")) {
      tablespace = line.substr(line.find('=') + 1);
    } else if (line.starts_with("SET default_table_access_method")) {
      access_method = line.substr(line.find('=') + 1);
    }
    const bool setting = line.starts_with("SET ") && !line.starts_with("SET SESSION AUTHORIZATION ");
    if (setting || begins_with_any(line, {"--", "\\", "SELECT pg_catalog.set_config"})) {
      continue;
    }
    if (line.empty() && (block.empty() || statement_ended)) {
      finish();
      continue;
    }
    block.push_back(line);
    statement_ended = line.ends_with(";");
  }
  finish();
  std::sort(out.begin(), out.end());
  return out;
}

bool has_pg_dump(const side& of) {
  const auto program = client_program("pg_dump");
  return !program.empty() && major_version(program) >= of.version();
}

std::vector<std::string> dump_statements(const side& of) {
  const auto dumped = kit::run_process({.argv = {client_program("pg_dump").string(), "--schema-only", of.url()}});
  if (!dumped.succeeded()) {
    throw std::runtime_error("pg_dump: " + dumped.standard_error);
  }
  return normal_statements(dumped.standard_output);
}

bool has_catalog_rows(const side& of) { return of.version() >= 14; }

std::vector<std::string> catalog_rows(const side& of) {
  connection db(of.url());
  db.run("set session_replication_role = replica");  // no event trigger fires
  db.run(file_text(std::filesystem::path(SQUALL_TEST_SOURCE) / "tests/roundtrip/support/witness.sql"));
  const auto rows = db.query("select catalog || ' ' || what from said");
  std::vector<std::string> out;
  for (int i = 0; i < rows.rows(); ++i) {
    out.push_back(with_sorted_options(std::string(rows.text(i, 0))));
  }
  std::sort(out.begin(), out.end());
  return out;
}

std::string differences(const std::vector<std::string>& original, const std::vector<std::string>& copy,
                        std::size_t limit) {
  const auto told = [&](const char* title, const std::vector<std::string>& a, const std::vector<std::string>& b) {
    std::vector<std::string> rest;
    std::set_difference(a.begin(), a.end(), b.begin(), b.end(), std::back_inserter(rest));
    std::string text;
    for (std::size_t i = 0; i < rest.size() && i < limit; ++i) {
      text += std::string(title) + rest[i] + "\n";
    }
    if (rest.size() > limit) {
      text += std::string(title) + "… and " + std::to_string(rest.size() - limit) + " more\n";
    }
    return text;
  };
  return told("  only in the original: ", original, copy) + told("  only in the copy:     ", copy, original);
}

std::string row_differences(const std::vector<std::string>& original, const std::vector<std::string>& copy,
                            std::size_t limit) {
  using rows = std::map<std::string, nlohmann::json>;
  const auto rest = [](const std::vector<std::string>& a, const std::vector<std::string>& b) {
    std::vector<std::string> out;
    std::set_difference(a.begin(), a.end(), b.begin(), b.end(), std::back_inserter(out));
    rows named;
    for (const auto& text : out) {
      const auto space = text.find(' ');
      auto row = nlohmann::json::parse(text.substr(space));
      std::string key = text.substr(0, space);
      for (const char* part : {"it", "attname", "kind", "role", "member", "rolname", "amoplefttype", "amoprighttype"}) {
        key += row.contains(part) ? " " + row[part].dump() : "";
      }
      named.emplace(key, std::move(row));
    }
    return named;
  };
  const auto ours = rest(original, copy);
  const auto theirs = rest(copy, original);
  std::vector<std::string> found;
  for (const auto& [key, row] : ours) {
    const auto other = theirs.find(key);
    if (other == theirs.end()) {
      found.push_back("only in the original: " + key + " " + row.dump());
      continue;
    }
    std::string text = key + ":";
    for (const auto& [field, value] : row.items()) {
      if (!other->second.contains(field) || other->second[field] != value) {
        text += " " + field + " " + value.dump() + ", in the copy " +
                other->second.value(field, nlohmann::json()).dump() + ";";
      }
    }
    found.push_back(text);
  }
  for (const auto& [key, row] : theirs) {
    if (!ours.contains(key)) {
      found.push_back("only in the copy: " + key + " " + row.dump());
    }
  }
  std::string out;
  for (std::size_t i = 0; i < found.size() && i < limit; ++i) {
    out += "  " + found[i] + "\n";
  }
  return found.size() > limit ? out + "  … and " + std::to_string(found.size() - limit) + " more\n" : out;
}

}  // namespace squall::test
