#include "squall/asio/cursor.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace squall::detail {

void cursor_declaration::execute_prepared(const void*, std::string_view sql, const wire_parameters& parameters) {
  queue.unprepared(fmt::format("declare {} no scroll cursor for {}", name, sql), parameters);
}

std::string new_cursor_name(const async_target& to) {
  if (to.hold == nullptr || to.transaction == 0)
    throw usage_error("a cursor needs an open transaction: use async_transaction()");
  return fmt::format("squall_cursor_{}", to.hold->next_cursor());
}

void add_fetch(statement_queue& queue, std::string_view cursor, int rows) {
  queue.command(fmt::format("fetch forward {} from {}", std::max(rows, 1), cursor));
}

void add_close(statement_queue& queue, std::string_view cursor) { queue.command(fmt::format("close {}", cursor)); }

}  // namespace squall::detail
