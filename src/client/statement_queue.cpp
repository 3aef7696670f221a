// Typed statements in one round trip (manual, 34.5).
#include <libpq-fe.h>

#include "client/pipeline_mode.hpp"
#include "client/queue_run.hpp"
#include "client/session.hpp"

namespace squall {

namespace detail {

void statement_queue::execute_prepared(const void* key, std::string_view sql, const wire_parameters& parameters) {
  item next;
  next.key = key;
  next.is_nothing = false;
  next.text_size = sql.size();
  if (key != nullptr) {
    next.static_sql = sql.data();
  } else {
    next.text_at = texts_.size();
    texts_.append(sql) += '\0';
  }
  next.first = offsets_.size();
  next.count = parameters.count;
  parameter_count(next.count);
  for (std::size_t i = 0; i < next.count; ++i) {
    const char* value = parameters.values[i];
    offsets_.push_back(value == nullptr ? no_value : bytes_.size());
    if (value != nullptr)
      bytes_.append(value, static_cast<std::size_t>(parameters.lengths[i])) += '\0';  // text ends with a zero byte
  }
  lengths_.insert(lengths_.end(), parameters.lengths, parameters.lengths + parameters.count);
  formats_.insert(formats_.end(), parameters.formats, parameters.formats + parameters.count);
  types_.insert(types_.end(), parameters.types, parameters.types + parameters.count);
  items_.push_back(next);
}

void statement_queue::command(std::string_view sql) { unprepared(sql, {}); }
void statement_queue::unprepared(std::string_view sql, const wire_parameters& parameters) {
  execute_prepared(nullptr, sql, parameters);
  items_.back().is_command = true;
}

const bool* statement_queue::find_fact(connection& session, const void* about) {
  const auto& facts = session.self().facts;
  const auto found = facts.find(about);
  return found == facts.end() ? nullptr : &found->second;
}
void statement_queue::learn_fact(connection& session, const void* about, bool fact) {
  session.self().facts.insert_or_assign(about, fact);
}

std::vector<result> statement_queue::run(connection& session) const {
  std::vector<result> results(size());
  run(
      session,
      [](void* into, std::size_t statement, result&& rows) {
        (*static_cast<std::vector<result>*>(into))[statement] = std::move(rows);
      },
      &results);
  return results;
}

void statement_queue::run(connection& session, taker take, void* context) const {
  connection::state& s = session.self();
  const std::string_view first_text = items_.empty() ? std::string_view{} : text(items_.front());
  s.require_free(first_text);
  const bool may_retry = s.transaction_status() == PQTRANS_IDLE;
  for (bool first = true;; first = false) {
    queue_run run(*this, s, take, context);
    bool sent = true;
    try {
      if (s.options.prepared_statements) {
        s.deallocate_garbage();
        run.look_up_names();
      }
      const pipeline_mode mode(s.handle.get());
      sent = mode.entered() && run.send();
      while (sent) {
        PGresult* r = PQgetResult(s.handle.get());
        if (run.accept(r) || (r == nullptr && PQstatus(s.handle.get()) == CONNECTION_BAD))
          break;
      }
    } catch (...) {
      run.forget_unprepared();
      throw;
    }
    if (sent && run.has_succeeded()) {
      run.give_nothings();
      if (run.thrown != nullptr)
        std::rethrow_exception(run.thrown);
      return;
    }
    run.forget_unprepared();
    // A queue that begins a transaction and fails in it does not come to its end.
    if (may_retry && s.transaction_status() == PQTRANS_INERROR)
      PQclear(PQexec(s.handle.get(), "rollback"));
    if (run.forget_if_stale() && first && may_retry)
      continue;
    run.raise();
  }
}

}  // namespace detail

void pipeline::run() {
  // Handed out handles keep the results; what is collected next has others.
  const auto results = std::exchange(results_, std::make_shared<std::vector<result>>());
  const auto queue = std::exchange(queue_, {});
  *results = queue.run(*session_);
}

}  // namespace squall
