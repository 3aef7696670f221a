// Views and materialized views.
#include <fmt/format.h>

#include <algorithm>

#include "kit/plan/object_statements.hpp"
#include "kit/plan/sql_parts.hpp"

namespace squall::kit {
namespace {

std::string create_view(std::string_view verb, const object_id& id, const view& v) {
  return fmt::format("{} VIEW {}{} AS\n{}", verb, sql_name(id),
                     v.options.empty() ? "" : fmt::format(" WITH ({})", sql_parameters(v.options)), v.query);
}

// Columns that are there keep name, type and order, and new ones come last (manual, CREATE VIEW).
bool is_replaceable(const view& a, const view& b) {
  const auto& old = a.outputs.list;
  const auto& now = b.outputs.list;
  return !old.empty() && old.size() <= now.size() &&
         std::equal(old.begin(), old.end(), now.begin(), [](const view_output& x, const view_output& y) {
           return x.name == y.name && x.type == y.type;  // operator== ignores them
         });
}

const view_column& said_of(const std::map<std::string, view_column>& columns, const std::string& name) {
  static const view_column nothing{};
  const auto it = columns.find(name);
  return it == columns.end() ? nothing : it->second;
}

// Calls `visit(name, before, after)` for each column about which something is said on either side.
template <class Visit>
void for_each_column(const std::map<std::string, view_column>& a, const std::map<std::string, view_column>& b,
                     Visit visit) {
  for (const auto& [name, old] : a) {
    if (!b.contains(name)) {
      visit(name, old, said_of(b, name));
    }
  }
  for (const auto& [name, now] : b) {
    visit(name, said_of(a, name), now);
  }
}

void add_defaults(sql_list& out, const object_id& id, const std::map<std::string, view_column>& a,
                  const std::map<std::string, view_column>& b) {
  for_each_column(a, b, [&](const std::string& name, const view_column& old, const view_column& now) {
    if (old.default_value != now.default_value) {
      out.push_back(fmt::format("ALTER VIEW {} ALTER COLUMN {} {}", sql_name(id), sql_identifier(name),
                                now.default_value.empty() ? "DROP DEFAULT" : "SET DEFAULT " + now.default_value));
    }
  });
}

// The settings of a column of a materialized view are those of a table's column.
column as_column(const view_column& said, const std::string& name, const view_outputs& outputs) {
  column out;
  const auto it = std::find_if(outputs.list.begin(), outputs.list.end(), [&](const auto& o) { return o.name == name; });
  if (it != outputs.list.end()) {
    out.type.sql = it->type;
  }
  out.storage = said.storage;
  out.compression = said.compression;
  out.statistics_target = said.statistics_target;
  return out;
}

void add_settings(sql_list& out, const object_id& id, const materialized_view* a, const materialized_view& b) {
  static const std::map<std::string, view_column> none;
  for_each_column(a == nullptr ? none : a->columns, b.columns,
                  [&](const std::string& name, const view_column& old, const view_column& now) {
                    const auto before = as_column(old, name, b.outputs);
                    for (const auto& setting : sql_column_settings(&before, as_column(now, name, b.outputs))) {
                      out.push_back(fmt::format("ALTER MATERIALIZED VIEW {} ALTER COLUMN {} {}", sql_name(id),
                                                sql_identifier(name), setting));
                    }
                  });
}

}  // namespace

sql_list create_object(const object_id& id, const view& v) {
  sql_list out{create_view("CREATE", id, v)};
  add_defaults(out, id, {}, v.columns);
  return out;
}

sql_alteration alter_object(const object_id& id, const view& a, const view& b) {
  sql_list out;
  if (a.query != b.query) {
    if (!is_replaceable(a, b)) {
      return std::nullopt;
    }
    out.push_back(create_view("CREATE OR REPLACE", id, b));  // its options are replaced as a whole
  } else {
    for (const auto& change : sql_parameter_changes(a.options, b.options)) {
      out.push_back(fmt::format("ALTER VIEW {} {}", sql_name(id), change));
    }
  }
  add_defaults(out, id, a.columns, b.columns);
  return out;
}

sql_list create_object(const object_id& id, const materialized_view& v) {
  std::string made = "CREATE MATERIALIZED VIEW " + sql_name(id);
  if (!v.access_method.empty()) {
    made += " USING " + sql_identifier(v.access_method);
  }
  if (!v.storage_parameters.empty()) {
    made += fmt::format(" WITH ({})", sql_parameters(v.storage_parameters));
  }
  if (!v.tablespace.empty()) {
    made += " TABLESPACE " + sql_identifier(v.tablespace);
  }
  sql_list out{fmt::format("{} AS\n{}\nWITH {}DATA", made, v.query, v.populated ? "" : "NO ")};
  add_settings(out, id, nullptr, v);
  return out;
}

sql_alteration alter_object(const object_id& id, const materialized_view& a, const materialized_view& b) {
  // SET ACCESS METHOD is PostgreSQL 15's.
  if (a.query != b.query || a.access_method != b.access_method) {
    return std::nullopt;
  }
  sql_list out;
  const auto alter = [&](const std::string& what) {
    out.push_back(fmt::format("ALTER MATERIALIZED VIEW {} {}", sql_name(id), what));
  };
  for (const auto& change : sql_parameter_changes(a.storage_parameters, b.storage_parameters)) {
    alter(change);
  }
  if (a.tablespace != b.tablespace) {
    alter("SET TABLESPACE " + (b.tablespace.empty() ? "pg_default" : sql_identifier(b.tablespace)));
  }
  if (a.clustered_on != b.clustered_on) {
    alter(b.clustered_on.empty() ? "SET WITHOUT CLUSTER" : "CLUSTER ON " + sql_identifier(b.clustered_on));
  }
  add_settings(out, id, &a, b);
  return out;
}

}  // namespace squall::kit
