// GRANT and REVOKE.
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <map>
#include <utility>

#include "kit/plan/object_statements.hpp"
#include "kit/plan/sql_parts.hpp"

namespace squall::kit {
namespace {

// What a role may do with an object as far as the model says it.
enum class standing { usual, revoked, held, grantable };

struct said {
  standing is = standing::usual;
  bool was_usual = false;  ///< PostgreSQL's defaults have the privilege
};

// By grantee and privilege.
using standings = std::map<std::pair<std::string, std::string>, said>;

standings standings_of(const std::vector<privilege>& granted, const std::vector<privilege>& revoked,
                       bool owner_has_all) {
  standings out;
  for (const auto& p : revoked) {
    out[{p.grantee, p.name}] = {standing::revoked, true};
  }
  for (const auto& p : granted) {
    // With a grant option where the default has none, the privilege may be on both lists.
    auto& entry = out[{p.grantee, p.name}];
    entry.is = p.grantable ? standing::grantable : standing::held;
    entry.was_usual = entry.was_usual || (owner_has_all && p.grantee == owner_grantee);
  }
  return out;
}

enum class verb : std::size_t { revoke, revoke_option, grant, grant_with_option };
constexpr std::array verbs{std::pair{"REVOKE ", " FROM "}, std::pair{"REVOKE GRANT OPTION FOR ", " FROM "},
                           std::pair{"GRANT ", " TO "}, std::pair{"GRANT ", " TO "}};

// What has to be said to come from one standing to another.
std::optional<verb> step(const said& from, const said& to) {
  const bool usual = from.was_usual || to.was_usual;
  const bool held =
      from.is == standing::held || from.is == standing::grantable || (from.is == standing::usual && usual);
  switch (to.is) {
    case standing::grantable:
      return from.is == standing::grantable ? std::nullopt : std::optional(verb::grant_with_option);
    case standing::held:
      if (from.is == standing::grantable) {
        return verb::revoke_option;
      }
      return held ? std::nullopt : std::optional(verb::grant);
    case standing::revoked:
      return held ? std::optional(verb::revoke) : std::nullopt;
    case standing::usual:
      break;
  }
  if (!usual) {
    return held ? std::optional(verb::revoke) : std::nullopt;
  }
  if (from.is == standing::grantable) {
    return verb::revoke_option;
  }
  return held ? std::nullopt : std::optional(verb::grant);
}

std::string grantee_text(const std::string& grantee, const std::string& owner) {
  return grantee == owner_grantee ? sql_role(owner) : sql_grantee(grantee);
}

// Each grantee once, those of the first list first: pg_dump writes privileges in the order in which they were granted.
std::vector<std::string> in_order_of_grants(const std::vector<privilege>& granted,
                                            const std::vector<privilege>& revoked,
                                            const std::vector<privilege>& granted_before,
                                            const std::vector<privilege>& revoked_before) {
  std::vector<std::string> out;
  for (const auto* list : {&granted, &revoked, &granted_before, &revoked_before}) {
    for (const auto& item : *list) {
      if (std::find(out.begin(), out.end(), item.grantee) == out.end()) {
        out.push_back(item.grantee);
      }
    }
  }
  return out;
}

}  // namespace

sql_list sql_grants(const grant_target& target, const std::vector<privilege>& granted_before,
                    const std::vector<privilege>& revoked_before, const std::vector<privilege>& granted,
                    const std::vector<privilege>& revoked) {
  // By default the owner of an object has every privilege on it, but none on its columns.
  const bool owner_has_all = target.lead.empty() && target.column.empty();
  auto before = standings_of(granted_before, revoked_before, owner_has_all);
  auto after = standings_of(granted, revoked, owner_has_all);
  for (const auto& [key, ignored] : before) {
    after[key];
  }
  // Privileges by verb and grantee; what is taken goes first.
  std::map<std::pair<verb, std::size_t>, std::string> groups;
  const auto grantees = in_order_of_grants(granted, revoked, granted_before, revoked_before);
  for (const auto& [key, now] : after) {
    if (const auto what = step(before[key], now)) {
      const auto place = std::find(grantees.begin(), grantees.end(), key.first) - grantees.begin();
      auto& names = groups[{*what, static_cast<std::size_t>(place)}];
      names += (names.empty() ? "" : ", ") + key.second;
      if (!target.column.empty()) {
        names += fmt::format(" ({})", sql_identifier(target.column));
      }
    }
  }
  sql_list out;
  for (const auto& [group, names] : groups) {
    const auto& [start, direction] = verbs.at(static_cast<std::size_t>(group.first));
    out.push_back(fmt::format("{}{}{} ON {}{}{}{}", target.lead, start, names, target.object, direction,
                              grantee_text(grantees.at(group.second), target.owner),
                              group.first == verb::grant_with_option ? " WITH GRANT OPTION" : ""));
  }
  return out;
}

}  // namespace squall::kit
