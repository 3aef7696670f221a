// What objects of several kinds are made of.
//
// Every struct of the model names its fields once, in `fields`: JSON, comparison field by field and renames are made of
// that. `f(name, field)` is left out of JSON when it has its default, `f(name, field, usual)` when it is `usual`,
// `f.required(name, field)` never.
#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "kit/model/object_id.hpp"
#include "kit/model/option_map.hpp"

namespace squall::kit {

/// SQL text of an expression (a default, a predicate, a generated column …) and the objects that it is known to
/// stand on. References serve ordering only: two expressions are equal when their texts are.
struct sql_expression {
  std::string sql;
  std::vector<object_id> references;

  friend bool operator==(const sql_expression& a, const sql_expression& b) { return a.sql == b.sql; }
};

/// A type as PostgreSQL's format_type() spells it under an empty search_path: `integer`,
/// `character varying(255)`, `timestamp(3) with time zone`, `public."Mood"[]`.
struct type_name {
  std::string sql;
  /// The user-defined type (of the element, when it is an array) that this one stands on.
  std::optional<object_id> user_type;

  friend bool operator==(const type_name& a, const type_name& b) { return a.sql == b.sql; }
};

/// What an object as a whole is known to stand on (pg_depend), beyond what its fields say. Serves ordering only, so two
/// lists are always equal.
struct reference_list {
  std::vector<object_id> ids;

  friend bool operator==(const reference_list& /*a*/, const reference_list& /*b*/) { return true; }
};

/// One privilege that a role has on an object.
struct privilege {
  std::string grantee;  ///< a role; empty is PUBLIC; owner_grantee is whoever owns the object
  std::string name;     ///< "SELECT", "USAGE", …
  bool grantable = false;

  friend auto operator<=>(const privilege&, const privilege&) = default;
  friend bool operator==(const privilege&, const privilege&) = default;

  template <class Self, class F>
  static void fields(Self& self, F&& f) {
    f("grantee", self.grantee);
    f.required("name", self.name);
    f("grantable", self.grantable);
  }
};
inline constexpr std::string_view owner_grantee = "@owner";

/// Privileges in the order in which they were granted, which pg_dump repeats; for comparison they are a set.
struct privilege_list : std::vector<privilege> {
  using std::vector<privilege>::vector;

  friend bool operator==(const privilege_list& a, const privilege_list& b) {
    return std::is_permutation(a.begin(), a.end(), b.begin(), b.end());
  }
};

/// Who owns an object and who may use it.
struct access_control {
  /// Empty: whoever runs the migrations (a database is read so when its own owner, or who reads it, is the owner).
  std::string owner;
  /// What was granted beyond PostgreSQL's defaults for a new object of the kind (acldefault(), or what initdb and
  /// extensions leave), and which of those defaults were revoked.
  privilege_list granted;
  privilege_list revoked;
  /// Security labels by provider.
  option_map labels;

  friend bool operator==(const access_control&, const access_control&) = default;

  template <class Self, class F>
  static void fields(Self& self, F&& f) {
    f("owner", self.owner);
    f("granted", self.granted);
    f("revoked", self.revoked);
    f("labels", self.labels);
  }
};

/// The words that stand in JSON for an enumeration, in its order.
template <class Enum>
struct enum_words;

enum class identity_kind : std::uint8_t { always, by_default };
template <>
struct enum_words<identity_kind> {
  static constexpr std::array<std::string_view, 2> words{"always", "by_default"};
};

enum class foreign_key_action : std::uint8_t { no_action, restrict, cascade, set_null, set_default };
template <>
struct enum_words<foreign_key_action> {
  static constexpr std::array<std::string_view, 5> words{"no_action", "restrict", "cascade", "set_null", "set_default"};
};

enum class foreign_key_match : std::uint8_t { simple, full };
template <>
struct enum_words<foreign_key_match> {
  static constexpr std::array<std::string_view, 2> words{"simple", "full"};
};

enum class constraint_timing : std::uint8_t { not_deferrable, deferrable, initially_deferred };
template <>
struct enum_words<constraint_timing> {
  static constexpr std::array<std::string_view, 3> words{"not_deferrable", "deferrable", "initially_deferred"};
};

/// Whether a trigger, rule or event trigger fires (pg_trigger.tgenabled).
enum class firing : std::uint8_t { origin, disabled, replica, always };
template <>
struct enum_words<firing> {
  static constexpr std::array<std::string_view, 4> words{"origin", "disabled", "replica", "always"};
};

/// How far a constraint holds: NOT VALID ones for new rows only, NOT ENFORCED ones (PostgreSQL 18) for none.
enum class constraint_state : std::uint8_t { valid, not_valid, not_enforced };
template <>
struct enum_words<constraint_state> {
  static constexpr std::array<std::string_view, 3> words{"valid", "not_valid", "not_enforced"};
};

/// The settings of a sequence, as pg_sequence holds them (defaults spelled out, never left to the reader).
struct sequence_options {
  std::int64_t start = 1;
  std::int64_t increment = 1;
  std::int64_t minimum = 1;
  std::int64_t maximum = INT64_MAX;
  std::int64_t cache = 1;
  bool cycle = false;
  friend bool operator==(const sequence_options&, const sequence_options&) = default;

  template <class Self, class F>
  static void fields(Self& self, F&& f) {
    f("start", self.start, std::int64_t{1});
    f("increment", self.increment, std::int64_t{1});
    f("minimum", self.minimum, std::int64_t{1});
    f("maximum", self.maximum, std::int64_t{INT64_MAX});
    f("cache", self.cache, std::int64_t{1});
    f("cycle", self.cycle);
  }
};

}  // namespace squall::kit
