#include <fmt/format.h>

#include "kit/sources/catalog/object_rows.hpp"
#include "kit/sources/catalog/sql_fragments.hpp"

namespace squall::kit::catalog {

namespace {

std::string query(const query_scope& /*scope*/) {
  return fmt::format(
      "select x.oid, null, x.evtname, '', x.evtevent, x.evttags, {}, x.evtenabled"
      " from pg_catalog.pg_event_trigger x where {}",
      function_name("x.evtfoid"), is_own("pg_event_trigger", "x.oid"));
}

void build(const result& rows, reading_state& state) {
  build_rows<object_kind::event_trigger, system_catalog::event_trigger>(rows, state, [](const row& r) {
    event_trigger value;
    value.event = r.text(4);
    value.tags = r.texts(5);
    value.function = r.text(6);
    value.enabled = read_firing(r.character(7));
    return value;
  });
}

}  // namespace

catalog_part event_triggers_part() {
  return {query, register_rows<object_kind::event_trigger, system_catalog::event_trigger>, build};
}

}  // namespace squall::kit::catalog
