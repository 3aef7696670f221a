#include "roundtrip/support/witnesses.hpp"

#include <algorithm>
#include <iterator>
#include <sstream>
#include <string_view>

#include "kit/proof/dump_statements.hpp"
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

/// The roles of a policy, in the order of their names: that of the dump is the order in which the cluster got them.
std::string with_sorted_roles(const std::string& text) {
  const auto on = text.find(" ON ");
  const auto to = text.find(" TO ", on);
  const auto expression = std::min(text.find(" USING (", on), text.find(" WITH CHECK (", on));
  if (on == std::string::npos || to == std::string::npos || to > expression) {
    return text;
  }
  std::string out = text.substr(0, to + 4);
  const std::string list = text.substr(to + 4, expression == std::string::npos ? expression : expression - to - 4);
  const auto end = kit::sort_list(list, 0, ";", out);
  return out + list.substr(end) + (expression == std::string::npos ? "" : text.substr(expression));
}

/// What stands in the lines behind the first: members of operator classes and families, options of dictionaries.
void sort_lines_behind(std::vector<std::string>& lines) {
  const auto is_item = [](const std::string& line) { return line.starts_with("    "); };
  const auto first = std::find_if(lines.begin(), lines.end(), is_item);
  const auto last = std::find_if_not(first, lines.end(), is_item);
  for (auto line = first; line != last; ++line) {
    const auto end = line->find_last_not_of(" ,;");
    line->erase(end == std::string::npos ? 0 : end + 1);
    std::string sorted;
    line->replace(0, kit::sort_list(*line, 0, " )", sorted), sorted);
  }
  std::sort(first, last);
}

/// Orders of one statement that say nothing either, but that pg_dump repeats as they are.
std::string settled(const std::string& statement) {
  auto lines = lines_of(statement);
  if (lines.empty()) {
    return statement;
  }
  if (lines.front().starts_with("CREATE POLICY ")) {
    lines.front() = with_sorted_roles(lines.front());
  }
  if (begins_with_any(lines.front(), {"CREATE OPERATOR CLASS ", "CREATE OPERATOR FAMILY ", "ALTER OPERATOR FAMILY ",
                                      "CREATE TEXT SEARCH DICTIONARY "})) {
    sort_lines_behind(lines);
  }
  return joined(lines);
}

}  // namespace

bool has_pg_dump(const side& of) {
  const auto program = client_program("pg_dump");
  return !program.empty() && kit::major_version_of(program) >= of.version();
}

std::vector<std::string> dump_statements(const side& of) {
  auto out = kit::normal_statements(kit::dump_text(client_program("pg_dump"), of.url()));
  std::transform(out.begin(), out.end(), out.begin(), settled);
  std::sort(out.begin(), out.end());
  return out;
}

kit::catalog_walk walk(const side& of) {
  connection db(of.url());
  return kit::catalog_walker(db).walk(db);
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

}  // namespace squall::test
