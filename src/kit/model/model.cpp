#include "kit/model/model.hpp"

#include <algorithm>
#include <tuple>
#include <utility>

namespace squall::kit {

database empty_database() {
  database db;
  // What initdb's template1 says of it; a schema without the comment would differ from every real database.
  db.objects.emplace(schema_id("public"), schema{.comment = "standard public schema"});
  return db;
}

std::vector<column_entry> columns_of(const database& db, const object_id& table) {
  // Identities are ordered by kind, schema, table, name: a table's columns stand together.
  std::vector<column_entry> columns;
  for (auto it = db.objects.lower_bound(column_id(table, "")); it != db.objects.end(); ++it) {
    const auto& [id, value] = *it;
    if (id.kind != object_kind::column || id.schema != table.schema || id.table != table.name) {
      break;
    }
    columns.push_back({&id, &std::get<column>(value)});
  }
  std::sort(columns.begin(), columns.end(), [](const column_entry& a, const column_entry& b) {
    return std::tie(a.value->position, a.id->name) < std::tie(b.value->position, b.id->name);
  });
  return columns;
}

namespace {

template <class Member, class Object, class Get>
Member* member_of(Object& value, Get get) {
  return std::visit([&](auto& alternative) -> Member* { return get(alternative); }, value);
}

constexpr auto get_comment = [](auto& value) -> decltype(auto) {
  if constexpr (requires { value.comment; }) {
    return &value.comment;
  } else {
    return nullptr;
  }
};
constexpr auto get_access = [](auto& value) -> decltype(auto) {
  if constexpr (requires { value.access; }) {
    return &value.access;
  } else {
    return nullptr;
  }
};
constexpr auto get_references = [](auto& value) -> decltype(auto) {
  if constexpr (requires { value.references; }) {
    return &value.references;
  } else {
    return nullptr;
  }
};

}  // namespace

const std::string* comment_of(const object& value) { return member_of<const std::string>(value, get_comment); }
const access_control* access_of(const object& value) { return member_of<const access_control>(value, get_access); }
const reference_list* references_of(const object& value) {
  return member_of<const reference_list>(value, get_references);
}
std::string* comment_of(object& value) { return member_of<std::string>(value, get_comment); }
access_control* access_of(object& value) { return member_of<access_control>(value, get_access); }
reference_list* references_of(object& value) { return member_of<reference_list>(value, get_references); }

std::vector<std::string> roles_of(const object_id& id, const object& value) {
  std::vector<std::string> names;
  const auto add = [&](const std::string& name) {
    if (!name.empty() && name != owner_grantee && std::find(names.begin(), names.end(), name) == names.end()) {
      names.push_back(name);
    }
  };
  const auto add_access = [&](const access_control& access) {
    add(access.owner);
    for (const auto* list : {&access.granted, &access.revoked}) {
      for (const auto& item : *list) {
        add(item.grantee);
      }
    }
  };
  if (const auto* access = access_of(value)) {
    add_access(*access);
  }
  const auto add_columns = [&](const auto& columns) {
    for (const auto& [name, said] : columns) {
      add_access(said.access);
    }
  };
  if (const auto* v = std::get_if<view>(&value)) {
    add_columns(v->columns);
  } else if (const auto* m = std::get_if<materialized_view>(&value)) {
    add_columns(m->columns);
  } else if (const auto* c = std::get_if<column>(&value); c != nullptr && c->identity) {
    add_access(c->identity->sequence_access);
  } else if (const auto* p = std::get_if<policy>(&value)) {
    std::for_each(p->roles.begin(), p->roles.end(), add);
  } else if (const auto* r = std::get_if<role>(&value)) {
    for (const auto& membership : r->member_of) {
      add(membership.role);
    }
  } else if (const auto* d = std::get_if<default_privileges>(&value)) {
    add(id.signature);
    for (const auto* list : {&d->granted, &d->revoked}) {
      for (const auto& item : *list) {
        add(item.grantee);
      }
    }
  } else if (id.kind == object_kind::user_mapping) {
    add(id.signature);
  }
  return names;
}

}  // namespace squall::kit
