#include "kit/migrations/session_settings.hpp"

namespace squall::kit::detail {
namespace {

std::map<std::string, std::string> set_in_session(connection& db) {
  const result rows =
      db.query("select name, pg_catalog.current_setting(name) from pg_catalog.pg_settings where source = 'session'");
  std::map<std::string, std::string> values;
  for (int row = 0; row < rows.rows(); ++row) {
    values.emplace(rows.text(row, 0), rows.text(row, 1));
  }
  return values;
}

std::string current_role(connection& db) {
  return std::string{db.query("select pg_catalog.current_setting('role')").text(0, 0)};
}

}  // namespace

session_settings::session_settings(connection& db) : values_(set_in_session(db)), role_(current_role(db)) {}

void session_settings::restore(connection& db) const {
  restore_role(db);
  const auto now = set_in_session(db);
  for (const auto& [name, value] : now) {
    if (!values_.contains(name)) {
      db.run("reset " + quote_identifier(name));
    }
  }
  for (const auto& [name, value] : values_) {
    const auto current = now.find(name);
    if (current == now.end() || current->second != value) {
      db.query("select pg_catalog.set_config($1, $2, false)", {{name}, {value}});
    }
  }
}

void session_settings::restore_role(connection& db) const {
  if (current_role(db) != role_) {
    db.query("select pg_catalog.set_config('role', $1, false)", {{role_}});
  }
}

}  // namespace squall::kit::detail
