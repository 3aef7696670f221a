// Roles, schemas, extensions and what stands outside of schemas.
#pragma once

#include "kit/model/parts.hpp"

namespace squall::kit {

struct role_membership {
  std::string role;  ///< the role that this one is a member of
  bool admin = false;
  std::optional<bool> inherit;  ///< PostgreSQL 16: where it is not what INHERIT of the member says
  std::optional<bool> set;      ///< PostgreSQL 16: where it is false
  friend bool operator==(const role_membership&, const role_membership&) = default;

  template <class Self, class F>
  static void fields(Self& self, F&& f) {
    f.required("role", self.role);
    f("admin", self.admin);
    f("inherit", self.inherit);
    f("set", self.set);
  }
};

/// Roles belong to the cluster. A database's model holds those that it names: owners, grantees, roles of policies and
/// user mappings, and what they are members of; never who is predefined (pg_…), nor the superuser of initdb. Passwords
/// are never read.
struct role {
  bool superuser = false;
  bool create_db = false;
  bool create_role = false;
  bool inherit = true;
  bool login = false;
  bool replication = false;
  bool bypass_rls = false;
  std::int64_t connection_limit = -1;
  std::string valid_until;
  std::vector<role_membership> member_of;  ///< by role
  option_map settings;                     ///< ALTER ROLE … SET, the values as SQL text
  std::string comment;
  friend bool operator==(const role&, const role&) = default;

  template <class Self, class F>
  static void fields(Self& self, F&& f) {
    f("superuser", self.superuser);
    f("create_db", self.create_db);
    f("create_role", self.create_role);
    f("inherit", self.inherit, true);
    f("login", self.login);
    f("replication", self.replication);
    f("bypass_rls", self.bypass_rls);
    f("connection_limit", self.connection_limit, std::int64_t{-1});
    f("valid_until", self.valid_until);
    f("member_of", self.member_of);
    f("settings", self.settings);
    f("comment", self.comment);
  }
};

struct schema {
  std::string comment = {};
  access_control access = {};
  friend bool operator==(const schema&, const schema&) = default;

  template <class Self, class F>
  static void fields(Self& self, F&& f) {
    f("comment", self.comment);
    f("access", self.access);
  }
};

/// What belongs to it is left to it.
struct extension {
  std::string schema;       ///< where its objects are; empty: wherever it wants to be
  std::string version;      ///< not compared: the newest there is unless the author names one
  std::string comment;      ///< empty: the one that it brings along
  bool relocatable = true;  ///< not compared: whether SET SCHEMA can move it, as its control file says
  reference_list references;
  friend bool operator==(const extension& a, const extension& b) {
    return a.schema == b.schema && a.comment == b.comment;
  }

  template <class Self, class F>
  static void fields(Self& self, F&& f) {
    f("schema_of_objects", self.schema);
    f("version", self.version);
    f("comment", self.comment);
    f("relocatable", self.relocatable, true);
    f("references", self.references);
  }
};

struct foreign_data_wrapper {
  std::string handler;    ///< qualified name, empty: NO HANDLER
  std::string validator;  ///< qualified name, empty: NO VALIDATOR
  option_map options;
  std::string comment;
  access_control access;
  reference_list references;
  friend bool operator==(const foreign_data_wrapper&, const foreign_data_wrapper&) = default;

  template <class Self, class F>
  static void fields(Self& self, F&& f) {
    f("handler", self.handler);
    f("validator", self.validator);
    f("options", self.options);
    f("comment", self.comment);
    f("access", self.access);
    f("references", self.references);
  }
};

struct foreign_server {
  std::string wrapper;  ///< raw name
  std::string type;
  std::string version;
  option_map options;
  std::string comment;
  access_control access;
  reference_list references;
  friend bool operator==(const foreign_server&, const foreign_server&) = default;

  template <class Self, class F>
  static void fields(Self& self, F&& f) {
    f.required("wrapper", self.wrapper);
    f("type", self.type);
    f("version", self.version);
    f("options", self.options);
    f("comment", self.comment);
    f("access", self.access);
    f("references", self.references);
  }
};

/// Its options may be secrets: an option named "password" is read as empty and reported.
struct user_mapping {
  option_map options;
  friend bool operator==(const user_mapping&, const user_mapping&) = default;

  template <class Self, class F>
  static void fields(Self& self, F&& f) {
    f("options", self.options);
  }
};

struct event_trigger {
  std::string event;
  std::vector<std::string> tags;
  std::string function;  ///< qualified name
  firing enabled{};
  std::string comment;
  access_control access;
  reference_list references;
  friend bool operator==(const event_trigger&, const event_trigger&) = default;

  template <class Self, class F>
  static void fields(Self& self, F&& f) {
    f.required("event", self.event);
    f("tags", self.tags);
    f.required("function", self.function);
    f("enabled", self.enabled);
    f("comment", self.comment);
    f("access", self.access);
    f("references", self.references);
  }
};

struct published_table {
  object_id table;
  std::vector<std::string> columns;  ///< raw; empty: all
  std::string where;                 ///< without outer parentheses
  friend bool operator==(const published_table&, const published_table&) = default;

  template <class Self, class F>
  static void fields(Self& self, F&& f) {
    f.required("table", self.table);
    f("columns", self.columns);
    f("where", self.where);
  }
};

struct publication {
  bool all_tables = false;
  std::vector<published_table> tables;  ///< by table
  std::vector<std::string> schemas;     ///< raw, sorted
  option_map options;  ///< publish, publish_via_partition_root, publish_generated_columns; not listed: the default
  std::string comment;
  access_control access;
  reference_list references;
  friend bool operator==(const publication&, const publication&) = default;

  template <class Self, class F>
  static void fields(Self& self, F&& f) {
    f("all_tables", self.all_tables);
    f("tables", self.tables);
    f("schemas", self.schemas);
    f("options", self.options);
    f("comment", self.comment);
    f("access", self.access);
    f("references", self.references);
  }
};

/// Made without connecting (connect = false), as pg_dump does: enabling it is the operator's.
struct subscription {
  std::string connection;  ///< a password in it is left out and reported
  std::vector<std::string> publications;
  option_map options;  ///< slot_name ('NONE' for none), binary, streaming, two_phase, …; not listed: the default
  std::string comment;
  access_control access;
  friend bool operator==(const subscription&, const subscription&) = default;

  template <class Self, class F>
  static void fields(Self& self, F&& f) {
    f.required("connection", self.connection);
    f.required("publications", self.publications);
    f("options", self.options);
    f("comment", self.comment);
    f("access", self.access);
  }
};

/// ALTER DEFAULT PRIVILEGES: what is granted on, or revoked from, objects that will be made.
struct default_privileges {
  privilege_list granted;
  privilege_list revoked;
  friend bool operator==(const default_privileges&, const default_privileges&) = default;

  template <class Self, class F>
  static void fields(Self& self, F&& f) {
    f("granted", self.granted);
    f("revoked", self.revoked);
  }
};

/// What was said about an object that PostgreSQL or an extension made: privileges beyond those that it left
/// (pg_init_privs). It is never made or dropped, nor has it another owner. Comments are known of languages alone.
struct system_object {
  std::string comment;
  access_control access;
  reference_list references;
  friend bool operator==(const system_object&, const system_object&) = default;

  template <class Self, class F>
  static void fields(Self& self, F&& f) {
    f("comment", self.comment);
    f("access", self.access);
    f("references", self.references);
  }
};

}  // namespace squall::kit
