#include "kit/flows/consent.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "kit/flows/object_name.hpp"

namespace squall::kit {
namespace {

std::string message_of(const std::vector<hazard>& losses) {
  return losses.size() == 1
             ? fmt::format("data would be lost: {}", losses.front().message)
             : fmt::format("data would be lost in {} objects; the first: {}", losses.size(), losses.front().message);
}

std::string flags_of(const std::vector<hazard>& losses) {
  std::string flags;
  for (const hazard& loss : losses) {
    flags += fmt::format("{}--allow '{}'", flags.empty() ? "" : " ", display_name(loss.object));
  }
  return flags;
}

bool known(const object_name& name, const database& model) {
  return std::any_of(model.objects.begin(), model.objects.end(),
                     [&](const auto& entry) { return means(name, entry.first); });
}

bool covers(const object_name& name, const object_id& id) {
  return means(name, id) || (id.belongs_to_table() && means(name, id.owner_table()));
}

}  // namespace

consent_needed::consent_needed(std::vector<hazard> losses)
    : error(message_of(losses), fmt::format("{} agrees to it", flags_of(losses)), exit_code::decision_needed),
      losses_(std::move(losses)) {}

std::vector<hazard> losses_of(const std::vector<hazard>& hazards) {
  std::vector<hazard> losses;
  for (const hazard& h : hazards) {
    const bool seen =
        std::any_of(losses.begin(), losses.end(), [&](const hazard& other) { return other.object == h.object; });
    if (h.kind == hazard_kind::data_loss && !seen) {
      losses.push_back(h);
    }
  }
  return losses;
}

void require_consent(const std::vector<hazard>& hazards, const database& before, const database& after,
                     const consent_options& options) {
  std::vector<object_name> allowed;
  for (const std::string& text : options.allow) {
    allowed.push_back(parse_object_name(text));
    if (!known(allowed.back(), before) && !known(allowed.back(), after)) {
      throw error(fmt::format("--allow {} names no object", text), "name it as it is shown: users.nickname",
                  exit_code::usage);
    }
  }
  std::vector<hazard> open = losses_of(hazards);
  std::erase_if(open, [&](const hazard& loss) {
    return std::any_of(allowed.begin(), allowed.end(),
                       [&](const object_name& name) { return covers(name, loss.object); });
  });
  if (open.empty() || (options.ask && options.ask(open))) {
    return;
  }
  throw consent_needed(std::move(open));
}

}  // namespace squall::kit
