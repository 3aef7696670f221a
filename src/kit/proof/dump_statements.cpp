#include "kit/proof/dump_statements.hpp"

#include <algorithm>
#include <cstdlib>
#include <initializer_list>
#include <iterator>
#include <sstream>
#include <string_view>
#include <utility>

#include "kit/base/error.hpp"
#include "kit/base/process.hpp"
#include "kit/base/text.hpp"

namespace squall::kit {
namespace {

namespace fs = std::filesystem;

bool begins_with_any(std::string_view text, std::initializer_list<std::string_view> beginnings) {
  return std::any_of(beginnings.begin(), beginnings.end(), [&](auto b) { return text.starts_with(b); });
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
    at = sort_list(text, first, ")", out);
  }
  return out + text.substr(at);
}

/// `lines` are one statement, or the GRANTs of one object.
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
  } else if (begins_with_any(lines.front(), {"CREATE TABLE ", "CREATE UNLOGGED TABLE ", "CREATE FOREIGN TABLE "})) {
    for (auto& line : lines) {
      if (line.ends_with(",")) {
        line.pop_back();
      }
    }
    std::sort(std::next(lines.begin()), lines.end());
  }
  return joined(lines);
}

bool is_stored(std::string_view statement) {
  return begins_with_any(statement, {"CREATE TABLE", "CREATE UNLOGGED TABLE", "CREATE INDEX", "CREATE UNIQUE INDEX",
                                     "CREATE MATERIALIZED VIEW", "ALTER TABLE ONLY"});
}

}  // namespace

std::size_t sort_list(const std::string& text, std::size_t from, std::string_view end, std::string& out) {
  std::vector<std::string> items(1);
  char quote = '\0';
  int depth = 0;
  std::size_t at = from;
  for (; at < text.size() && (quote != '\0' || depth > 0 || text.compare(at, end.size(), end) != 0); ++at) {
    const char c = text[at];
    if (quote == '\0' && (c == '\'' || c == '"')) {
      quote = c;
    } else if (c == quote) {
      quote = '\0';
    }
    if (quote == '\0') {
      depth += c == '(' ? 1 : c == ')' ? -1 : 0;
    }
    if (quote == '\0' && depth == 0 && c == ',') {
      items.emplace_back();
    } else if (c != ' ' || !items.back().empty()) {
      items.back() += c;
    }
  }
  std::sort(items.begin(), items.end());
  for (std::size_t i = 0; i < items.size(); ++i) {
    out += (i == 0 ? "" : ", ") + items[i];
  }
  return at;
}

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
    const bool stored = is_stored(block.front());
    std::string text = normal_form(std::exchange(block, {}));
    if (stored) {
      text += "\n-- tablespace " + tablespace + ", access method " + access_method;
    }
    out.push_back(std::move(text));
  };
  std::istringstream lines(dump);
  for (std::string line; std::getline(lines, line);) {
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

int major_version_of(const fs::path& program) {
  const auto said = run_process({.argv = {program.string(), "--version"}}).standard_output;
  const auto digits = said.find_first_of("0123456789");
  return digits == std::string::npos ? 0 : std::atoi(said.c_str() + digits);
}

std::optional<fs::path> find_pg_dump(const fs::path& postgres_bin, int server_version) {
  const int wanted = server_version / 10000;
  for (const fs::path& program : {postgres_bin / "pg_dump", fs::path("pg_dump")}) {
    try {
      if (major_version_of(program) >= wanted) {
        return program;
      }
    } catch (const error&) {
      // It is not there.
    }
  }
  return std::nullopt;
}

std::string dump_text(const fs::path& pg_dump, const std::string& url,
                      const std::vector<std::string>& without_schemas) {
  process_options how{.argv = {pg_dump.string(), "--schema-only"}};
  for (const std::string& name : without_schemas) {
    how.argv.push_back("--exclude-schema=" + name);
  }
  how.argv.push_back(url);
  process_result dumped = run_process(how);
  if (!dumped.succeeded()) {
    throw error("pg_dump cannot read a scratch database: " + one_line(dumped.standard_error, 400));
  }
  return std::move(dumped.standard_output);
}

std::vector<std::string> dump_differences(const std::vector<std::string>& is, const std::vector<std::string>& should_be,
                                          std::size_t limit) {
  std::vector<std::string> out;
  const auto tell = [&](const char* title, const auto& a, const auto& b) {
    std::vector<std::string> rest;
    std::set_difference(a.begin(), a.end(), b.begin(), b.end(), std::back_inserter(rest));
    for (std::size_t i = 0; i < rest.size() && i < limit; ++i) {
      out.push_back(title + one_line(rest[i], 300));
    }
    if (rest.size() > limit) {
      out.push_back(title + std::string("… and ") + std::to_string(rest.size() - limit) + " more");
    }
  };
  tell("is there and should not be: ", is, should_be);
  tell("is missing: ", should_be, is);
  return out;
}

}  // namespace squall::kit
