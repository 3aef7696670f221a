// Entries of a table's or view's list() that are statements about it: policies, triggers, grants, statistics, an owner,
// and table_sql() for what has no word of its own.
//
//     list(row_level_security(),
//          policy("own_rows").for_select().to("app_user").using_("owner_id = current_user_id()"),
//          trigger("touch").before().on_update_of(t.title).for_each_row().execute("app.touch()"),
//          grant("select, insert").to("app_user"))
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>

#include "squall/schema/extras.hpp"

namespace squall {
namespace detail {

template <bool Ok>
struct check_policy_name {
  static_assert(Ok, "squall: a policy has a name: policy(\"own_rows\")");
};
template <bool Ok>
struct check_trigger_name {
  static_assert(Ok, "squall: a trigger has a name: trigger(\"set_updated_at\")");
};
template <bool Ok>
struct check_statistics_name {
  static_assert(Ok, "squall: a statistics object has a name: statistics(\"cities_ndistinct\")");
};

}  // namespace detail

/// CREATE POLICY in the making; see policy().
class policy_builder {
 public:
  explicit policy_builder(std::string_view name) : name_(name) {}
  /// The command that it is about; ALL when none is named.
  policy_builder for_all() && { return std::move(*this).command("ALL"); }
  policy_builder for_select() && { return std::move(*this).command("SELECT"); }
  policy_builder for_insert() && { return std::move(*this).command("INSERT"); }
  policy_builder for_update() && { return std::move(*this).command("UPDATE"); }
  policy_builder for_delete() && { return std::move(*this).command("DELETE"); }
  /// RESTRICTIVE: has to hold beside the others. Permissive policies are joined by OR.
  policy_builder restrictive() && {
    restrictive_ = true;
    return std::move(*this);
  }
  /// The roles, by name; "public" is everybody, as when none is named.
  template <class... Role>
  policy_builder to(const Role&... roles) && {
    (roles_.emplace_back(roles), ...);
    return std::move(*this);
  }
  /// The rows that are seen: a condition, or SQL text.
  template <class E>
  policy_builder using_(const E& condition) && {
    using_sql_ = detail::definition_sql(condition);
    return std::move(*this);
  }
  /// The rows that may be written: a condition, or SQL text.
  template <class E>
  policy_builder with_check(const E& condition) && {
    check_sql_ = detail::definition_sql(condition);
    return std::move(*this);
  }
  policy_builder comment(std::string_view words) && {
    comment_ = words;
    return std::move(*this);
  }
  detail::extra_definition definition() &&;

 private:
  policy_builder command(std::string_view word) && {
    command_ = word;
    return std::move(*this);
  }
  detail::kept_text name_, command_, using_sql_, check_sql_, comment_;
  bool restrictive_ = false;
  detail::kept_list<std::string> roles_;
};

/// A row security policy (PostgreSQL manual, 5.8). row_level_security() switches them on.
inline policy_builder policy(std::string_view name) { return policy_builder{name}; }
template <class T = void>
auto policy() {
  (void)sizeof(detail::check_policy_name<!std::is_void_v<T>>);
  return policy_builder{{}};
}

/// CREATE TRIGGER in the making; see trigger().
class trigger_builder {
 public:
  explicit trigger_builder(std::string_view name) : name_(name) {}
  trigger_builder before() && { return std::move(*this).fires("BEFORE"); }
  trigger_builder after() && { return std::move(*this).fires("AFTER"); }
  trigger_builder instead_of() && { return std::move(*this).fires("INSTEAD OF"); }
  /// Events; of several it fires on each.
  trigger_builder on_insert() && { return std::move(*this).event("INSERT"); }
  trigger_builder on_update() && { return std::move(*this).event("UPDATE"); }
  trigger_builder on_delete() && { return std::move(*this).event("DELETE"); }
  trigger_builder on_truncate() && { return std::move(*this).event("TRUNCATE"); }
  template <class... Column>
  trigger_builder on_update_of(Column...) && {
    (update_of_.push_back(detail::id_of<Column>), ...);
    return std::move(*this).event("UPDATE");
  }
  trigger_builder for_each_row() && {
    for_each_row_ = true;
    return std::move(*this);
  }
  trigger_builder for_each_statement() && {
    for_each_row_ = false;
    return std::move(*this);
  }
  /// The condition, in SQL: "OLD.* IS DISTINCT FROM NEW.*".
  trigger_builder when(std::string_view condition) && {
    when_ = condition;
    return std::move(*this);
  }
  /// REFERENCING OLD TABLE AS, NEW TABLE AS: the rows that a statement changed.
  trigger_builder referencing_old(std::string_view name) && {
    old_table_ = name;
    return std::move(*this);
  }
  trigger_builder referencing_new(std::string_view name) && {
    new_table_ = name;
    return std::move(*this);
  }
  /// A constraint trigger, which SET CONSTRAINTS may defer.
  trigger_builder constraint() && {
    constraint_ = true;
    return std::move(*this);
  }
  trigger_builder deferrable(constraint_timing timing = constraint_timing::deferrable) && {
    timing_ = timing;
    return std::move(*this);
  }
  /// FROM: the other table of a constraint trigger, in SQL.
  trigger_builder from(std::string_view table) && {
    from_ = table;
    return std::move(*this);
  }
  /// The function and its arguments, in SQL: "app.touch()", "app.log('users')".
  trigger_builder execute(std::string_view call) && {
    execute_ = call;
    return std::move(*this);
  }
  /// DISABLE, ENABLE REPLICA, ENABLE ALWAYS TRIGGER.
  trigger_builder disabled() && { return std::move(*this).enabled("DISABLE"); }
  trigger_builder enabled_replica() && { return std::move(*this).enabled("ENABLE REPLICA"); }
  trigger_builder enabled_always() && { return std::move(*this).enabled("ENABLE ALWAYS"); }
  trigger_builder comment(std::string_view words) && {
    comment_ = words;
    return std::move(*this);
  }
  detail::extra_definition definition() &&;

 private:
  trigger_builder fires(std::string_view word) && {
    fires_ = word;
    return std::move(*this);
  }
  trigger_builder event(std::string_view word) && {
    events_.emplace_back(word);
    return std::move(*this);
  }
  trigger_builder enabled(std::string_view words) && {
    enabled_ = words;
    return std::move(*this);
  }
  detail::kept_text name_, fires_, when_, old_table_, new_table_, from_, execute_, enabled_, comment_;
  detail::kept_list<std::string> events_;
  detail::kept_list<std::uint32_t> update_of_;
  bool for_each_row_ = false;
  bool constraint_ = false;
  constraint_timing timing_{};
};

/// A trigger; function() declares what it executes.
inline trigger_builder trigger(std::string_view name) { return trigger_builder{name}; }
template <class T = void>
auto trigger() {
  (void)sizeof(detail::check_trigger_name<!std::is_void_v<T>>);
  return trigger_builder{{}};
}

/// GRANT or REVOKE in the making; see grant() and revoke_().
class grant_builder {
 public:
  grant_builder(std::string_view privileges, bool revoke) : privileges_(privileges), revoke_(revoke) {}
  /// The roles, by name; "public" is everybody.
  template <class... Role>
  grant_builder to(const Role&... roles) && {
    (roles_.emplace_back(roles), ...);
    return std::move(*this);
  }
  template <class... Role>
  grant_builder from(const Role&... roles) && {
    return std::move(*this).to(roles...);
  }
  /// On these columns alone.
  template <class... Column>
  grant_builder columns(Column...) && {
    (columns_.push_back(detail::id_of<Column>), ...);
    return std::move(*this);
  }
  grant_builder with_grant_option() && {
    with_grant_option_ = true;
    return std::move(*this);
  }
  detail::extra_definition definition() &&;

 private:
  detail::kept_text privileges_;
  detail::kept_list<std::string> roles_;
  detail::kept_list<std::uint32_t> columns_;
  bool revoke_;
  bool with_grant_option_ = false;
};

/// GRANT on the table: `grant("select, insert").to("app_user")`, `grant("update").columns(t.title).to("editor")`.
inline grant_builder grant(std::string_view privileges) { return grant_builder{privileges, false}; }
// (Not revoke(), which is a function of the C library.)
/// REVOKE of what somebody has without a grant: the owner, or PUBLIC by default privileges.
inline grant_builder revoke_(std::string_view privileges) { return grant_builder{privileges, true}; }

/// CREATE STATISTICS in the making; see statistics().
class statistics_builder {
 public:
  explicit statistics_builder(std::string_view name) : name_(name) {}
  /// Columns, and expressions as sql("lower(email)").
  template <class... Key>
  statistics_builder on(const Key&... keys) && {
    (keys_.push_back(detail::make_key(keys)), ...);
    return std::move(*this);
  }
  /// "ndistinct", "dependencies", "mcv"; all of them when none is named.
  template <class... Kind>
  statistics_builder kinds(const Kind&... kinds) && {
    ((kinds_ += kinds_.empty() ? "" : ", ", kinds_ += kinds), ...);
    return std::move(*this);
  }
  /// ALTER STATISTICS … SET STATISTICS
  statistics_builder target(int value) && {
    target_ = value;
    return std::move(*this);
  }
  statistics_builder comment(std::string_view words) && {
    comment_ = words;
    return std::move(*this);
  }
  detail::extra_definition definition() &&;

 private:
  detail::kept_text name_, kinds_, comment_;
  detail::kept_list<detail::key_definition> keys_;
  int target_ = -1;
};

/// What the planner is to know of columns together (PostgreSQL manual, 14.2.2). It stands in the table's schema.
inline statistics_builder statistics(std::string_view name) { return statistics_builder{name}; }
template <class T = void>
auto statistics() {
  (void)sizeof(detail::check_statistics_name<!std::is_void_v<T>>);
  return statistics_builder{{}};
}

/// The role that owns the table.
class owner_of_table {
 public:
  explicit owner_of_table(std::string_view role) : role_(role) {}
  detail::extra_definition definition() &&;

 private:
  detail::kept_text role_;
};
inline owner_of_table owner(std::string_view role) { return owner_of_table{role}; }

/// Statements about the table that have no word of their own; `{table}` stands for its name:
/// `table_sql("CREATE RULE quiet AS ON DELETE TO {table} DO INSTEAD NOTHING")`.
class sql_of_table {
 public:
  explicit sql_of_table(std::string_view text) : text_(text) {}
  detail::extra_definition definition() &&;

 private:
  detail::kept_text text_;
};
inline sql_of_table table_sql(std::string_view text) { return sql_of_table{text}; }

}  // namespace squall
