// The way back.
#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <span>

#include "kit/plan/plan.hpp"

namespace squall::kit {
namespace {

// What a step of the way back cannot restore, as a comment of the script; empty when it restores everything.
std::string what_is_gone(const change& undone, const object_id& id, const std::set<object_id>& lossy) {
  if (undone.verb == change_verb::drop && undone.id.kind == object_kind::table) {
    return fmt::format("The rows of {} are gone: this makes the table again, empty.", display_name(id));
  }
  if (undone.verb == change_verb::drop && undone.id.kind == object_kind::column) {
    const auto& value = std::get<column>(*undone.before);
    return value.generated
               ? std::string()
               : fmt::format("The values of {} are gone: this makes the column again, last in its table{}.",
                             display_name(id), value.default_value ? " and filled with its default" : ", without them");
  }
  if (undone.verb == change_verb::alter && undone.id.kind == object_kind::column) {
    const auto& b = std::get<column>(*undone.before);
    const auto& a = std::get<column>(*undone.after);
    if (b.type != a.type && lossy.contains(undone.id)) {
      return fmt::format("What was rounded or cut off the values of {} does not come back.", display_name(id));
    }
    if (a.generated && !b.generated) {
      return fmt::format("The values that {} had before it was generated are gone.", display_name(id));
    }
  }
  return {};
}

// The first step that touches the object: the one that makes it again.
step* step_for(plan& p, const object_id& id) {
  const auto it = std::find_if(p.steps.begin(), p.steps.end(), [&](const step& s) {
    return std::find(s.objects.begin(), s.objects.end(), id) != s.objects.end();
  });
  return it == p.steps.end() ? nullptr : &*it;
}

}  // namespace

plan make_reverse_plan(const database& after, const std::vector<change>& changes, const plan& up,
                       const plan_options& options) {
  std::vector<change> back;
  back.reserve(changes.size());
  std::transform(changes.rbegin(), changes.rend(), std::back_inserter(back), inverse);
  auto out = make_plan(after, back, options);
  std::set<object_id> lossy;
  for (const hazard& h : hazards_of(up)) {
    if (h.kind == hazard_kind::data_loss) {
      lossy.insert(h.object);
    }
  }
  if (lossy.empty()) {
    return out;
  }
  for (std::size_t i = 0; i < changes.size(); ++i) {
    const auto id = name_before(changes[i].id, std::span(changes).first(i));
    const auto sentence = what_is_gone(changes[i], id, lossy);
    if (sentence.empty()) {
      continue;
    }
    if (auto* s = step_for(out, id); s != nullptr) {
      s->comment += (s->comment.empty() ? "" : "\n") + sentence;
      s->hazards.push_back({hazard_kind::not_reversible, id, sentence});
    }
  }
  return out;
}

}  // namespace squall::kit
