#include "kit/sources/tablespaces.hpp"

#include <set>
#include <string>

#include "kit/base/text.hpp"
#include "kit/model/sql_text.hpp"
#include "kit/model/sql_tokens.hpp"
#include "squall/errors.hpp"

namespace squall::kit {
namespace {

/// The name behind TABLESPACE, and what default_tablespace is set to.
std::set<std::string> names_in(std::string_view sql) {
  std::set<std::string> names;
  const auto tokens = scan_sql(sql);
  for (std::size_t i = 0; i + 1 < tokens.size(); ++i) {
    if (tokens[i].is_word("tablespace") && tokens[i + 1].is_name()) {
      names.insert(tokens[i + 1].value);
    } else if (tokens[i].is_word("default_tablespace") && i + 2 < tokens.size() &&
               (tokens[i + 1].is_symbol("=") || tokens[i + 1].is_word("to"))) {
      const auto& value = tokens[i + 2];
      if (value.is_name() || value.kind == sql_token_kind::string) {
        names.insert(value.value);
      }
    }
  }
  names.erase("");
  names.erase("default");
  return names;
}

}  // namespace

void make_tablespaces_named_in(std::string_view sql, connection& scratch) {
  if (!contains_in_any_case(sql, "tablespace")) {
    return;
  }
  for (const auto& name : names_in(sql)) {
    const std::string known = "select from pg_catalog.pg_tablespace where spcname = " + sql_literal(name);
    if (name.starts_with("pg_") || scratch.query(known).rows() > 0) {
      continue;
    }
    try {
      scratch.run("set allow_in_place_tablespaces = on");
      scratch.run("create tablespace " + sql_identifier(name) + " location ''");
    } catch (const connection_error&) {
      throw;
    } catch (const database_error&) {
      // Another session may have made it; where it is missing, the statement that needs it says so.
    }
  }
}

}  // namespace squall::kit
