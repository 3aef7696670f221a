#include "kit/sources/catalog/expression_text.hpp"
#include "kit/sources/catalog/part.hpp"

namespace squall::kit::catalog {

namespace {

// Role 0 is PUBLIC, and then it stands alone.
std::string query(const query_scope& scope) {
  return "select p.oid, p.polrelid, p.polname, p.polpermissive, p.polcmd,"
         " array(select r.rolname from pg_catalog.pg_roles r where r.oid = any (p.polroles) order by r.rolname),"
         " pg_catalog.pg_get_expr(p.polqual, p.polrelid), pg_catalog.pg_get_expr(p.polwithcheck, p.polrelid)"
         " from pg_catalog.pg_policy p join pg_catalog.pg_class c on c.oid = p.polrelid where c.relnamespace in " +
         scope.schemas;
}

std::string_view command_of(char code) {
  switch (code) {
    case 'r':
      return "SELECT";
    case 'a':
      return "INSERT";
    case 'w':
      return "UPDATE";
    case 'd':
      return "DELETE";
    default:
      return "";
  }
}

void build(const result& rows, reading_state& state) {
  for_each_row(rows, [&](const row& r) {
    const auto* table = state.find_relation(r.object(1));
    if (table == nullptr) {
      return;  // of an extension
    }
    object_id id{object_kind::policy, table->id.schema, table->id.name, std::string{r.text(2)}};
    const object_address address{system_catalog::policy, r.object(0), 0};
    const auto condition = [&](int field) {
      return r.is_null(field) ? std::nullopt
                              : std::optional{state.expression(without_outer_parentheses(r.text(field)), address, id)};
    };
    policy value;
    value.permissive = r.boolean(3);
    value.command = command_of(r.character(4));
    value.roles = r.texts(5);
    value.using_expression = condition(6);
    value.with_check = condition(7);
    value.comment = state.comment(system_catalog::policy, address.object);
    value.references = state.references(address, id);
    state.add(std::move(id), std::move(value));
  });
}

}  // namespace

catalog_part policies_part() { return {query, nullptr, build}; }

}  // namespace squall::kit::catalog
