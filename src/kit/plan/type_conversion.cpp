#include "kit/plan/type_conversion.hpp"

#include <fmt/format.h>

#include "kit/plan/sql_parts.hpp"

namespace squall::kit {
namespace {

// Casts from and to a domain are those of the type that it stands on (manual, CREATE CAST, Notes).
type_name type_under_domains(const database& db, type_name type) {
  const domain* d = nullptr;
  while (type.user_type && !type.sql.ends_with("[]") && (d = db.find<domain>(*type.user_type)) != nullptr) {
    type = d->base;
  }
  return type;
}

// Types with labels or parts of their own have no casts but those that somebody made (manual, CREATE CAST).
bool only_text_leads(const database& db, const type_name& before, const type_name& now) {
  const auto special = [](const type_name& t) {
    return t.user_type &&
           (t.user_type->kind == object_kind::enum_type || t.user_type->kind == object_kind::composite_type ||
            t.user_type->kind == object_kind::range_type);
  };
  const auto text = [](const type_name& t) { return t.sql == "text" || t.sql.starts_with("character"); };
  return (special(before) || special(now)) && !text(before) && !text(now) &&
         !db.contains({object_kind::cast, {}, {}, before.sql, now.sql});
}

}  // namespace

type_conversion conversion_of(const settled_changes& changes, const plan_options& options, const object_id& id) {
  const auto& b = std::get<column>(changes.base.objects.at(id));
  const auto& a = std::get<column>(changes.after.objects.at(id));
  type_conversion out{.cost = classify_type_change(b.type.sql, a.type.sql), .author = {}, .cast = {}};
  auto& cost = out.cost;
  if (cost.needs_using) {
    const auto from = type_under_domains(changes.base, b.type);
    const auto to = type_under_domains(changes.after, a.type);
    const type_change under = classify_type_change(from.sql, to.sql);
    cost.no_cast = cost.no_cast || only_text_leads(changes.after, from, to) || under.no_cast;
    cost.may_fail = cost.may_fail || under.may_fail;
    cost.may_lose = cost.may_lose || under.may_lose;
  }
  if (const auto said = options.intended.using_expressions.find(id); said != options.intended.using_expressions.end()) {
    out.author = said->second;
  } else if (cost.needs_using) {
    // Between two enums only the label's text leads over; and where there is no cast, text is the one way that there
    // is.
    const bool by_text = (b.type.user_type && a.type.user_type) || cost.no_cast;
    const bool arrays = b.type.sql.ends_with("[]") && a.type.sql.ends_with("[]");
    const std::string_view by_way_of = !by_text ? "" : arrays ? "::text[]" : "::text";
    out.cast = fmt::format("{}::{}", by_way_of, readable_type(a.type.sql));
  }
  return out;
}

std::vector<hazard> hazards_of_conversion(const settled_changes& changes, const object_id& id,
                                          const type_conversion& how) {
  std::vector<hazard> out;
  const auto& cost = how.cost;
  const auto& b = std::get<column>(changes.base.objects.at(id));
  const auto type = readable_type(std::get<column>(changes.after.objects.at(id)).type.sql);
  const auto name = display_name(id);
  if (cost.may_lose) {
    out.push_back({hazard_kind::data_loss, id, fmt::format("Values of {} are rounded or cut to fit {}.", name, type)});
  }
  if (cost.no_cast && !how.author) {
    out.push_back(
        {hazard_kind::may_fail, id,
         fmt::format("PostgreSQL has no cast from {} to {}: the values of {} go over by way of their text, which fails "
                     "where {} does not read it. A USING expression of your own can do better.",
                     readable_type(b.type.sql), type, name, type)});
  } else if (cost.may_fail) {
    out.push_back({hazard_kind::may_fail, id, fmt::format("Fails if a value of {} does not fit {}.", name, type)});
  }
  if (cost.other_family) {
    out.push_back(
        {hazard_kind::breaks_clients, id,
         fmt::format("Programs that take {} for {} may fail from here on.", name, readable_type(b.type.sql))});
  }
  return out;
}

}  // namespace squall::kit
