#include "kit/emit/script.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <vector>

namespace squall::kit {
namespace {

// Statements that succeed or fail together.
struct group {
  bool transactional = true;
  bool in_batches = false;
  std::vector<const step*> steps;
};

std::vector<group> in_transactions(const plan& p) {
  std::vector<group> out;
  bool open = false;
  for (const auto& s : p.steps) {
    const bool alone = !s.transactional || s.in_batches;
    if (!open || alone) {
      out.push_back({s.transactional, s.in_batches, {}});
    }
    out.back().steps.push_back(&s);
    open = !alone && !s.commit_after;
  }
  return out;
}

// Each line of `text` as a comment line. Text may hold names, so nothing in it may end the comment (a carriage return
// does, too) or look like a step comment.
void comment(std::string& out, std::string_view lead, std::string_view text) {
  while (!text.empty()) {
    const auto end = std::min(text.find_first_of("\r\n"), text.size());
    const auto line = text.substr(0, end);
    const std::string_view margin = lead.empty() && line.starts_with("squall:") ? " " : "";
    out += line.empty() ? "--\n" : fmt::format("-- {}{}{}\n", margin, lead, line);
    text.remove_prefix(std::min(end + 1, text.size()));
  }
}

void statement(std::string& out, const step& s) {
  comment(out, "", s.comment);
  for (const auto& h : s.hazards) {
    if (s.comment.find(h.message) != std::string::npos) {
      continue;  // said already
    }
    std::string line(to_string(h.kind));
    std::replace(line.begin(), line.end(), '_', ' ');
    comment(out, "hazard: ", line + ": " + h.message);
  }
  out += s.sql + ";\n";
}

}  // namespace

std::string emit_script(const plan& p, std::string_view title) {
  std::string out;
  comment(out, "", title);
  if (p.steps.empty()) {
    return out + "-- Nothing to do.\n";
  }
  const auto groups = in_transactions(p);
  // A script without step comments is one transaction.
  const bool plain = groups.size() == 1 && groups.front().transactional && !groups.front().in_batches;
  for (std::size_t i = 0; i < groups.size(); ++i) {
    if (!plain) {
      out += fmt::format("\n-- squall: step {} of {}, {}\n", i + 1, groups.size(),
                         groups[i].in_batches      ? "in batches"
                         : groups[i].transactional ? "in a transaction"
                                                   : "outside a transaction");
    }
    for (const auto* s : groups[i].steps) {
      out += '\n';
      statement(out, *s);
    }
  }
  return out;
}

}  // namespace squall::kit
