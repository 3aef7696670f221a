#include "kit/sources/declared_views.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <string>

#include "kit/base/error.hpp"
#include "squall/errors.hpp"

namespace squall::kit {
namespace {

const std::vector<view_output>* outputs_of(const database& made, const object_id& id) {
  if (const auto* plain = made.find<view>(id)) {
    return &plain->outputs.list;
  }
  const auto* stored = made.find<materialized_view>(id);
  return stored == nullptr ? nullptr : &stored->outputs.list;
}

bool same_type(connection& session, const std::string& declared, const std::string& given) {
  if (declared == given) {
    return true;
  }
  try {
    return session.query("SELECT to_regtype($1) = to_regtype($2)", {{declared}, {given}}).text(0, 0) == "t";
  } catch (const squall::error&) {
    return false;  // `declared` is no type
  }
}

std::string names_of(const std::vector<view_output>& columns) {
  std::vector<std::string> names;
  std::transform(columns.begin(), columns.end(), std::back_inserter(names),
                 [](const auto& column) { return '"' + column.name + '"'; });
  return fmt::format("{}", fmt::join(names, ", "));
}

}  // namespace

void check_declared_views(connection& session, const std::vector<declared_view>& views, const database& made) {
  std::vector<std::string> problems;
  for (const auto& declared : views) {
    const auto* outputs = outputs_of(made, declared.id);
    if (outputs == nullptr) {
      problems.push_back(fmt::format("{} is declared, and its statement does not make it", describe(declared.id)));
      continue;
    }
    for (const auto& column : declared.outputs) {
      const auto given = std::find_if(outputs->begin(), outputs->end(),
                                      [&](const auto& output) { return output.name == column.name; });
      if (given == outputs->end()) {
        problems.push_back(
            fmt::format("{}: column \"{}\" is declared as {}, and the query gives no column of this name: "
                        "it gives {}",
                        describe(declared.id), column.name, column.type, names_of(*outputs)));
      } else if (!same_type(session, column.type, given->type)) {
        problems.push_back(fmt::format("{}: column \"{}\" is declared as {}, and the query gives {}",
                                       describe(declared.id), column.name, column.type, given->type));
      }
    }
  }
  if (!problems.empty()) {
    throw error(fmt::format("{}", fmt::join(problems, "\n")),
                "declare the view's columns as its query gives them, or cast them in the query");
  }
}

}  // namespace squall::kit
