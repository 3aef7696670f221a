// Columns.
#include <fmt/format.h>

#include "kit/plan/sql_parts.hpp"

namespace squall::kit {

std::string sql_column_definition(const object_id& id, const column& c) {
  std::string out = fmt::format("{} {}", sql_identifier(id.name), readable_type(c.type.sql));
  if (!c.collation.empty()) {
    out += " COLLATE " + c.collation;
  }
  if (c.generated) {
    out += fmt::format(" GENERATED ALWAYS AS ({}) STORED", c.generated->sql);
  } else if (c.identity) {
    out += " " + sql_identity(*c.identity, c.type.sql);
  } else if (c.default_value) {
    out += " DEFAULT " + c.default_value->sql;
  }
  // An identity column is NOT NULL anyway (manual, CREATE TABLE).
  if (c.not_null && !c.identity) {
    out += " NOT NULL";
  }
  return out;
}

}  // namespace squall::kit
