#include "kit/plan/index_parts.hpp"

#include <algorithm>
#include <tuple>
#include <utility>

#include "kit/model/inheritance.hpp"
#include "kit/plan/in_place.hpp"

namespace squall::kit {
namespace {

option_map storage_parameters(const object& value) {
  return std::visit(
      [](const auto& v) {
        if constexpr (requires { v.storage_parameters; }) {
          return v.storage_parameters;
        } else {
          return option_map();
        }
      },
      value);
}

bool has_index_comment(const object& value) {
  const auto* plain = std::get_if<index>(&value);
  return plain != nullptr ? !plain->comment.empty()
                          : std::visit(
                                [](const auto& v) {
                                  if constexpr (requires { v.index_comment; }) {
                                    return !v.index_comment.empty();
                                  } else {
                                    return false;
                                  }
                                },
                                value);
}

bool has_said_parts(const database& db, const object_id& id) {
  const auto tables = descendants_of(db, id.owner_table());
  return std::any_of(tables.begin(), tables.end(),
                     [&](const object_id& table) { return said_part(db, table, id.kind, id.name).has_value(); });
}

// The index of that name of the table that the partition of `id` belongs to, before and after.
std::optional<object_id> index_of_whole(const settled_changes& changes, const object_id& id, const std::string& name) {
  const auto* b = changes.base.find<table>(id.owner_table());
  const auto* a = changes.after.find<table>(id.owner_table());
  if (name.empty() || b == nullptr || a == nullptr || !b->partition_of || a->partition_of != b->partition_of ||
      !lives_on(changes, id.owner_table())) {
    return std::nullopt;
  }
  for (const auto& parent : children_of(changes.base, *b->partition_of)) {
    if (has_index(parent.kind) && parent.name == name) {
      return parent;
    }
  }
  return std::nullopt;
}

}  // namespace

std::optional<object_id> said_part(const database& db, const object_id& partition, object_kind kind,
                                   const std::string& name) {
  for (const auto& part : children_of(db, partition)) {
    const bool is_like = (part.kind == object_kind::foreign_key) == (kind == object_kind::foreign_key);
    if (is_like && attached_to(db.objects.at(part)) == name) {
      return part;
    }
  }
  return std::nullopt;
}

std::optional<object_id> index_with_other_part(const settled_changes& changes, const object_id& id) {
  const auto& whole = attached_to(changes.after.objects.at(id));
  if (!has_index(id.kind) || (changes.base.contains(id) && attached_to(changes.base.objects.at(id)) == whole)) {
    return std::nullopt;
  }
  auto found = index_of_whole(changes, id, whole);
  const bool has_other = found && lives_on(changes, *found) && !is_only(changes.base.objects.at(*found));
  return has_other ? std::move(found) : std::nullopt;
}

std::optional<object_id> index_above(const settled_changes& changes, const object_id& id) {
  return index_of_whole(changes, id, attached_to(changes.base.objects.at(id)));
}

bool has_fixed_parameters(const settled_changes& changes, const object_id& id) {
  const auto* whole = changes.base.find<table>(id.owner_table());
  return has_index(id.kind) && whole != nullptr && !whole->partition_by.empty() &&
         storage_parameters(changes.base.objects.at(id)) != storage_parameters(changes.after.objects.at(id));
}

bool says_more_of_parts(const database& db, const object_id& id) {
  return has_said_parts(db, id) || has_index_comment(db.objects.at(id));
}

bool is_taken_for(const index& a, const index& b) {
  const auto seen = [](const index& i) {
    return std::tie(i.method, i.unique, i.nulls_not_distinct, i.include, i.where);
  };
  return seen(a) == seen(b) &&
         std::equal(a.keys.begin(), a.keys.end(), b.keys.begin(), b.keys.end(), [](index_key x, const index_key& y) {
           x.descending = y.descending;
           x.nulls_first = y.nulls_first;
           x.statistics_target = y.statistics_target;
           return x == y;
         });
}

bool fits_like(const index& a, index b) {
  b.attached_to = a.attached_to;
  b.comment = a.comment;
  b.storage_parameters = a.storage_parameters;
  b.tablespace = a.tablespace;
  return a == b;
}

}  // namespace squall::kit
