// Roles, default privileges, schemas, extensions.
#include <fmt/format.h>

#include <algorithm>
#include <cctype>

#include "kit/plan/object_statements.hpp"
#include "kit/plan/sql_parts.hpp"
#include "kit/plan/statements.hpp"

namespace squall::kit {
namespace {

// The options that lead from one role to another: " LOGIN CONNECTION LIMIT 5".
std::string role_changes(const role& a, const role& b) {
  std::string out;
  const auto add = [&](bool old, bool now, std::string_view word) {
    if (old != now) {
      out += fmt::format(" {}{}", now ? "" : "NO", word);
    }
  };
  add(a.superuser, b.superuser, "SUPERUSER");
  add(a.create_db, b.create_db, "CREATEDB");
  add(a.create_role, b.create_role, "CREATEROLE");
  add(a.inherit, b.inherit, "INHERIT");
  add(a.login, b.login, "LOGIN");
  add(a.replication, b.replication, "REPLICATION");
  add(a.bypass_rls, b.bypass_rls, "BYPASSRLS");
  if (a.connection_limit != b.connection_limit) {
    out += fmt::format(" CONNECTION LIMIT {}", b.connection_limit);
  }
  if (a.valid_until != b.valid_until) {
    out += " VALID UNTIL " + sql_literal(b.valid_until.empty() ? "infinity" : b.valid_until);
  }
  return out;
}

std::string_view truth(bool value) { return value ? "TRUE" : "FALSE"; }

// INHERIT and SET have words from PostgreSQL 16 on, so they are said only where somebody says them.
std::string grant_membership(const object_id& id, const role_membership& m) {
  std::string out = fmt::format("GRANT {} TO {}", sql_identifier(m.role), sql_identifier(id.name));
  if (m.inherit || m.set) {
    out += fmt::format(" WITH ADMIN {}", truth(m.admin));
    out += m.inherit ? fmt::format(", INHERIT {}", truth(*m.inherit)) : "";
    out += m.set ? fmt::format(", SET {}", truth(*m.set)) : "";
  } else if (m.admin) {
    out += " WITH ADMIN OPTION";
  }
  return out;
}

std::string revoke_membership(const object_id& id, const role_membership& m) {
  return fmt::format("REVOKE {} FROM {}", sql_identifier(m.role), sql_identifier(id.name));
}

void add_memberships(sql_list& out, const object_id& id, const role& a, const role& b) {
  const auto find = [](const role& r, const std::string& name) {
    const auto it = std::find_if(r.member_of.begin(), r.member_of.end(), [&](const auto& m) { return m.role == name; });
    return it == r.member_of.end() ? nullptr : &*it;
  };
  for (const auto& old : a.member_of) {
    if (find(b, old.role) == nullptr) {
      out.push_back(revoke_membership(id, old));
    }
  }
  for (const auto& now : b.member_of) {
    const auto* old = find(a, now.role);
    // From PostgreSQL 16 on a membership remembers what INHERIT of the member said when it was granted.
    const bool remembers = old != nullptr && a.inherit != b.inherit && !now.inherit;
    if (old != nullptr && *old == now && !remembers) {
      continue;
    }
    if (old != nullptr) {
      out.push_back(revoke_membership(id, now));
    }
    out.push_back(grant_membership(id, now));
  }
}

void add_settings(sql_list& out, const object_id& id, const option_map& a, const option_map& b) {
  for (const auto& [name, value] : a) {
    if (!b.contains(name)) {
      out.push_back(fmt::format("ALTER ROLE {} RESET {}", sql_identifier(id.name), sql_setting_name(name)));
    }
  }
  for (const auto& [name, value] : b) {
    const auto old = a.find(name);
    if (old == a.end() || old->second != value) {
      out.push_back(fmt::format("ALTER ROLE {} SET {} TO {}", sql_identifier(id.name), sql_setting_name(name), value));
    }
  }
}

std::string upper(std::string text) {
  std::transform(text.begin(), text.end(), text.begin(),
                 [](unsigned char c) { return static_cast<char>(std::toupper(c)); });
  return text;
}

}  // namespace

sql_list create_object(const object_id& id, const role& v) {
  const auto options = role_changes({}, v);
  sql_list out{fmt::format("CREATE ROLE {}{}{}", sql_identifier(id.name), options.empty() ? "" : " WITH", options)};
  add_memberships(out, id, {}, v);
  add_settings(out, id, {}, v.settings);
  return out;
}

sql_alteration alter_object(const object_id& id, const role& a, const role& b) {
  sql_list out;
  if (const auto options = role_changes(a, b); !options.empty()) {
    out.push_back(fmt::format("ALTER ROLE {} WITH{}", sql_identifier(id.name), options));
  }
  add_memberships(out, id, a, b);
  add_settings(out, id, a.settings, b.settings);
  return out;
}

sql_list create_object(const object_id& id, const default_privileges& v) { return *alter_object(id, {}, v); }

sql_alteration alter_object(const object_id& id, const default_privileges& a, const default_privileges& b) {
  grant_target target;
  target.lead = "ALTER DEFAULT PRIVILEGES ";
  if (!id.signature.empty()) {
    target.lead += fmt::format("FOR ROLE {} ", sql_identifier(id.signature));
  }
  if (!id.schema.empty()) {
    target.lead += fmt::format("IN SCHEMA {} ", sql_identifier(id.schema));
  }
  target.object = upper(id.name);
  target.owner = id.signature;
  return sql_grants(target, a.granted, a.revoked, b.granted, b.revoked);
}

// It is there; finishing_statements() says all.
sql_list create_object(const object_id& /*id*/, const system_object& /*v*/) { return {}; }
sql_alteration alter_object(const object_id& /*id*/, const system_object& /*a*/, const system_object& /*b*/) {
  return sql_list{};
}

sql_list create_object(const object_id& id, const schema& /*v*/) { return {"CREATE SCHEMA " + sql_name(id)}; }
sql_alteration alter_object(const object_id& /*id*/, const schema& /*a*/, const schema& /*b*/) { return sql_list{}; }

sql_list create_object(const object_id& id, const extension& v) {
  // plpgsql is there in every new database.
  std::string out = "CREATE EXTENSION IF NOT EXISTS " + sql_identifier(id.name);
  if (!v.schema.empty() || !v.version.empty()) {
    out += " WITH";
    out += v.schema.empty() ? "" : " SCHEMA " + sql_identifier(v.schema);
    out += v.version.empty() ? "" : " VERSION " + sql_literal(v.version);
  }
  return {out};
}

sql_alteration alter_object(const object_id& id, const extension& a, const extension& b) {
  sql_list out;
  if (!b.version.empty() && a.version != b.version) {
    out.push_back(fmt::format("ALTER EXTENSION {} UPDATE TO {}", sql_identifier(id.name), sql_literal(b.version)));
  }
  if (!b.schema.empty() && a.schema != b.schema) {
    if (!a.relocatable) {
      return std::nullopt;
    }
    out.push_back(set_schema_statement(id, b.schema));
  }
  return out;
}

}  // namespace squall::kit
