// Columns that get another type.
#include <fmt/format.h>

#include "kit/plan/column_work.hpp"
#include "kit/plan/expression_scan.hpp"
#include "kit/plan/planner.hpp"
#include "kit/plan/sql_parts.hpp"
#include "kit/plan/type_change.hpp"

namespace squall::kit {

std::string every_row_is_rewritten(const object_id& table) {
  return fmt::format("Every row of {} is written again while readers wait.", display_name(table));
}

namespace {

// Casts from and to a domain are those of the type that it stands on (manual, CREATE CAST, Notes).
type_name type_under_domains(const database& db, type_name type) {
  const domain* d = nullptr;
  while (type.user_type && !type.sql.ends_with("[]") && (d = db.find<domain>(*type.user_type)) != nullptr) {
    type = d->base;
  }
  return type;
}

}  // namespace

bool has_checked_domain(const database& db, type_name type) {
  while (type.user_type) {
    const auto* d = db.find<domain>(*type.user_type);
    if (d == nullptr) {
      return false;
    }
    if (d->not_null || !d->checks.empty()) {
      return true;
    }
    type = d->base;
  }
  return false;
}

void planner::alter_type(const object_id& id, column_work& work) const {
  const auto& b = std::get<column>(base(id));
  const auto& a = std::get<column>(after(id));
  if (b.generated && !a.generated) {
    work.part(id, "DROP EXPRESSION");
  }
  const bool retyped = (b.type != a.type || b.collation != a.collation) && !follows_parent(id);
  const bool converted = !retyped && a.type.user_type && replaced_.swapped_types.contains(*a.type.user_type);
  const bool serial = created_sequence_.contains(id) && b.identity && !a.identity;
  if (!retyped) {
    if (b.default_value && !a.default_value && !converted) {
      work.part(id, "DROP DEFAULT");
    } else if (a.default_value && b.default_value != a.default_value && !converted && !serial) {
      work.part(id, "SET DEFAULT " + a.default_value->sql);
    }
    return;
  }
  // The default goes before the type changes and comes back after it, in one statement: PostgreSQL would only cast it.
  if (b.default_value) {
    work.part(id, "DROP DEFAULT");
  }
  auto cost = classify_type_change(b.type.sql, a.type.sql);
  if (cost.needs_using) {
    const auto from = type_under_domains(changes_.base, b.type);
    const auto to = type_under_domains(changes_.after, a.type);
    cost.no_cast = cost.no_cast || only_text_leads(from, to) || classify_type_change(from.sql, to.sql).no_cast;
  }
  const auto author = options_.intended.using_expressions.find(id);
  std::string text = "TYPE " + readable_type(a.type.sql);
  if (!a.collation.empty()) {
    text += " COLLATE " + a.collation;
  }
  const bool has_author = author != options_.intended.using_expressions.end();
  if (has_author) {
    text += " USING " + author->second;
  } else if (cost.needs_using) {
    // Between two enums only the label's text leads over; and where there is no cast, text is the one way that there
    // is.
    const bool by_text = (b.type.user_type && a.type.user_type) || cost.no_cast;
    const bool arrays = b.type.sql.ends_with("[]") && a.type.sql.ends_with("[]");
    const std::string_view by_way_of = !by_text ? "" : arrays ? "::text[]" : "::text";
    text += fmt::format(" USING {}{}::{}", sql_identifier(id.name), by_way_of, readable_type(a.type.sql));
  }
  work.part(id, text);
  if (a.default_value && !serial) {
    work.part(id, "SET DEFAULT " + a.default_value->sql);
  }
  warn_of_type_change(id, cost, has_author, work);
}

// Types with labels or parts of their own have no casts but those that somebody made (manual, CREATE CAST).
bool planner::only_text_leads(const type_name& before, const type_name& now) const {
  const auto special = [](const type_name& t) {
    return t.user_type &&
           (t.user_type->kind == object_kind::enum_type || t.user_type->kind == object_kind::composite_type ||
            t.user_type->kind == object_kind::range_type);
  };
  const auto text = [](const type_name& t) { return t.sql == "text" || t.sql.starts_with("character"); };
  return (special(before) || special(now)) && !text(before) && !text(now) &&
         !changes_.after.contains({object_kind::cast, {}, {}, before.sql, now.sql});
}

void planner::warn_of_type_change(const object_id& id, const type_change& cost, bool has_author,
                                  column_work& work) const {
  const auto table = id.owner_table();
  const auto& b = std::get<column>(base(id));
  const auto type = readable_type(std::get<column>(after(id)).type.sql);
  const auto name = display_name(id);
  if (cost.may_lose) {
    work.warn(hazard_kind::data_loss, id, fmt::format("Values of {} are rounded or cut to fit {}.", name, type));
  }
  if (cost.no_cast && !has_author) {
    work.warn(
        hazard_kind::may_fail, id,
        fmt::format("PostgreSQL has no cast from {} to {}: the values of {} go over by way of their text, which fails "
                    "where {} does not read it. A USING expression of your own can do better.",
                    readable_type(b.type.sql), type, name, type));
  } else if (cost.may_fail) {
    work.warn(hazard_kind::may_fail, id, fmt::format("Fails if a value of {} does not fit {}.", name, type));
  }
  if (cost.other_family) {
    work.warn(hazard_kind::breaks_clients, id,
              fmt::format("Programs that take {} for {} may fail from here on.", name, readable_type(b.type.sql)));
  }
  if (cost.rewrites || has_author) {
    work.altered.rewrites = true;
    work.altered.scans = true;
    work.warn(hazard_kind::table_rewrite, table, every_row_is_rewritten(table));
    return;
  }
  // PostgreSQL builds indexes on expressions and with predicates again even where no row is rewritten.
  for (const auto& child : children_of(changes_.base, table)) {
    const auto* i = std::get_if<index>(&base(child));
    const bool kept = i != nullptr && !is_dropped(child) && !is_replaced(child);
    if (kept && ((b.collation != std::get<column>(after(id)).collation) || !expressions_of(base(child)).empty()) &&
        uses_column(child, base(child), id)) {
      work.altered.scans = true;
      work.warn(hazard_kind::full_scan, child,
                fmt::format("{} is built again while readers of {} wait.", describe(child), display_name(table)));
    }
  }
}

}  // namespace squall::kit
