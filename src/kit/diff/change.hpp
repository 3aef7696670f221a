// A change: one object before and after. Values: comparable, printable, stored in migration.json, and folded back
// into a model.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "kit/model/model.hpp"

namespace squall::kit {

enum class change_verb : std::uint8_t { create, drop, alter, rename };

/// create: `after` is set. drop: `before` is set. alter: both, same identity. rename: `renamed_to` is the new
/// identity, neither value is set; what else changes on the object follows as an alter under the new identity.
struct change {
  change_verb verb{};
  object_id id;
  std::optional<object_id> renamed_to;
  std::optional<object> before;
  std::optional<object> after;

  friend bool operator==(const change&, const change&) = default;
};

/// `create table users`, `rename column users.name to full_name`, `alter column users.email`
std::string describe(const change& c);

/// The change that undoes `c`. Undoing a rename restores expression text up to its spelling: a name that was quoted
/// without need, or in capitals without quotes, comes back as PostgreSQL would write it.
change inverse(const change& c);

/// What `id` is called before the renames among `changes`, the names of which it has.
object_id name_before(object_id id, std::span<const change> changes);

/// Applies `changes` in order. Throws kit::error when one does not fit (`create` of what exists, `drop` or `alter`
/// of what does not, or whose `before` differs from what is there); `db` then has the changes before it.
/// Columns are placed as PostgreSQL does: one added to a table that was there already comes last, and one that is
/// altered stays where it is.
void apply(database& db, const std::vector<change>& changes);

/// Gives an object another identity and follows it everywhere: children of a table, keys and references that name a
/// column, owned sequences, and, as far as identifiers can be recognised (expression_text.hpp), expression text.
/// A table that moves to another schema takes the sequences of its columns along. Throws kit::error when `from` is
/// not there, `to` is taken, or the kind or the parent would change.
void apply_rename(database& db, const object_id& from, const object_id& to);

}  // namespace squall::kit
