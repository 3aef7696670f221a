#include "async/notifications.hpp"

#include <charconv>
#include <cstdint>
#include <memory>
#include <new>
#include <string>
#include <string_view>

#include "client/session.hpp"
#include "squall/asio/listener.hpp"

namespace squall::detail {

namespace {

enum field : int { channel_field, payload_field, process_field };

result row_of(const PGnotify& n) {
  const std::string process = std::to_string(n.be_pid);
  result row(PQmakeEmptyPGresult(nullptr, PGRES_TUPLES_OK));
  char name[] = "";
  PGresAttDesc columns[3] = {};
  for (PGresAttDesc& column : columns) column.name = name;
  PGresult* r = row.native_handle();
  const auto set = [&](field number, const char* text) {
    // libpq copies it, though it does not say so.
    return PQsetvalue(r, 0, number, const_cast<char*>(text), static_cast<int>(std::string_view(text).size())) == 1;
  };
  if (r == nullptr || PQsetResultAttrs(r, 3, columns) != 1 || !set(channel_field, n.relname) ||
      !set(payload_field, n.extra) || !set(process_field, process.c_str()))
    throw std::bad_alloc();
  return row;
}

}  // namespace

std::optional<result> next_notification(pg_conn* connection) {
  const std::unique_ptr<PGnotify, void (*)(void*)> next(PQnotifies(connection), &PQfreemem);
  if (next == nullptr)
    return std::nullopt;
  return row_of(*next);
}

std::optional<notification> notification_of(const std::vector<result>& received) {
  if (received.empty())
    return std::nullopt;
  const result& row = received.front();
  notification n{std::string(row.text(0, channel_field)), std::string(row.text(0, payload_field))};
  const std::string_view process = row.text(0, process_field);
  std::from_chars(process.data(), process.data() + process.size(), n.process_id);
  return n;
}

void add_listen(statement_queue& queue, std::string_view channel) {
  queue.command("listen " + quote_identifier(channel));
}
void add_unlisten(statement_queue& queue, std::string_view channel) {
  queue.command("unlisten " + quote_identifier(channel));
}

void add_notify(statement_queue& queue, std::string_view channel, std::string_view payload) {
  const std::string texts[] = {std::string(channel), std::string(payload)};  // of which libpq wants the end
  for (const std::string& text : texts)
    if (text.find('\0') != std::string::npos)
      throw usage_error("a channel and a payload hold no zero byte");
  const char* const values[] = {texts[0].c_str(), texts[1].c_str()};
  const int lengths[] = {static_cast<int>(texts[0].size()), static_cast<int>(texts[1].size())};
  const int formats[] = {0, 0};
  const std::uint32_t types[] = {0, 0};
  queue.unprepared("select pg_catalog.pg_notify($1, $2)", {2, values, lengths, formats, types});
}

}  // namespace squall::detail
