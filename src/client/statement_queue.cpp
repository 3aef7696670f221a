// Typed statements in one round trip (manual, 34.5).
#include <libpq-fe.h>

#include <deque>
#include <exception>

#include "client/pipeline_mode.hpp"
#include "client/session.hpp"
#include "squall/pipeline.hpp"

namespace squall {

namespace detail {

namespace {
constexpr std::size_t no_value = static_cast<std::size_t>(-1);
}

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
  next.count = parameters.values.size();
  parameter_count(next.count);
  for (std::size_t i = 0; i < next.count; ++i) {
    const char* value = parameters.values[i];
    offsets_.push_back(value == nullptr ? no_value : bytes_.size());
    if (value != nullptr)
      bytes_.append(value, static_cast<std::size_t>(parameters.lengths[i])) += '\0';  // text ends with a zero byte
  }
  lengths_.insert(lengths_.end(), parameters.lengths.begin(), parameters.lengths.end());
  formats_.insert(formats_.end(), parameters.formats.begin(), parameters.formats.end());
  types_.insert(types_.end(), parameters.types.begin(), parameters.types.end());
  items_.push_back(next);
}

const bool* statement_queue::find_fact(connection& session, const void* about) {
  const auto& facts = session.self().facts;
  const auto found = facts.find(about);
  return found == facts.end() ? nullptr : &found->second;
}
void statement_queue::learn_fact(connection& session, const void* about, bool fact) {
  session.self().facts.insert_or_assign(about, fact);
}

/// One attempt to run a queue.
struct statement_queue::run_state {
  /// What libpq will give results for, in order.
  struct step {
    std::size_t item;
    bool prepares;
  };

  const statement_queue& queue;
  connection::state& s;
  std::deque<std::string> names;            // of prepared statements, as the items need them
  std::vector<const std::string*> name_of;  // of each item
  std::vector<bool> is_new;                 // is the item's statement to be prepared with it?
  std::vector<step> steps;
  taker take;
  void* context;
  std::exception_ptr thrown;  // by take
  result failure;
  std::size_t failed_item = 0;
  std::size_t steps_done = 0;  // with success
  connection::state::stopwatch since;

  run_state(const statement_queue& queue_, connection::state& s_, taker take_, void* context_)
      : queue(queue_), s(s_), take(take_), context(context_) {
    steps.reserve(queue.size() + 8);
  }

  void give(std::size_t statement, result rows) noexcept {
    if (thrown != nullptr)
      return;
    try {
      take(context, statement, std::move(rows));
    } catch (...) {
      thrown = std::current_exception();
    }
  }

  [[nodiscard]] std::span<const std::uint32_t> types(const item& i) const {
    return {queue.types_.data() + i.first, i.count};
  }

  void look_up_names() {
    s.deallocate_garbage();
    name_of.resize(queue.size());
    is_new.resize(queue.size());
    for (std::size_t at = 0; at < queue.size(); ++at) {
      const item& i = queue.items_[at];
      if (i.is_nothing)
        continue;
      const bool as_before = at > 0 && i.key != nullptr && i.key == queue.items_[at - 1].key &&
                             std::ranges::equal(types(i), types(queue.items_[at - 1]));
      if (as_before) {
        name_of[at] = name_of[at - 1];
        continue;
      }
      const prepared_statement* known = s.statements.find(i.key, queue.text(i), types(i));
      if (known == nullptr) {
        known = &s.statements.add(
            i.key, {s.statements.new_name(), std::string(queue.text(i)), {types(i).begin(), types(i).end()}});
        is_new[at] = true;
      }
      name_of[at] = &names.emplace_back(known->name);  // the cache may drop it for another one of this pipeline
    }
  }

  bool send() {
    PGconn* c = s.handle.get();
    std::vector<const char*> values;
    for (std::size_t at = 0; at < queue.size(); ++at) {
      const item& i = queue.items_[at];
      if (i.is_nothing)
        continue;
      values.clear();
      for (std::size_t p = i.first; p < i.first + i.count; ++p)
        values.push_back(queue.offsets_[p] == no_value ? nullptr : queue.bytes_.data() + queue.offsets_[p]);
      const int count = static_cast<int>(i.count);
      const int* lengths = queue.lengths_.data() + i.first;
      const int* formats = queue.formats_.data() + i.first;
      const Oid* oids = queue.types_.data() + i.first;
      int sent = 1;
      if (!s.options.prepared_statements) {
        sent = PQsendQueryParams(c, queue.text(i).data(), count, oids, values.data(), lengths, formats, 1);
      } else {
        if (is_new[at]) {
          steps.push_back({at, true});
          sent = PQsendPrepare(c, name_of[at]->c_str(), queue.text(i).data(), count, oids);
        }
        if (sent == 1)
          sent = PQsendQueryPrepared(c, name_of[at]->c_str(), count, values.data(), lengths, formats, 1);
      }
      steps.push_back({at, false});
      if (sent != 1)
        return false;
    }
    // libpq reads while it cannot write, so neither side waits for the other however much is sent.
    return PQpipelineSync(c) == 1;
  }

  /// Each command gives a result and then a null; the end of all is the result of the synchronisation.
  void receive() {
    PGconn* c = s.handle.get();
    for (std::size_t at = 0;;) {
      PGresult* r = PQgetResult(c);
      if (r == nullptr) {
        if (PQstatus(c) == CONNECTION_BAD)
          return;
        ++at;
        continue;
      }
      result next(r);
      const ExecStatusType status = PQresultStatus(r);
      if (status == PGRES_PIPELINE_SYNC)
        return;
      if (failure.native_handle() != nullptr || status == PGRES_PIPELINE_ABORTED || at >= steps.size())
        continue;
      const step& now = steps[at];
      if (status != PGRES_TUPLES_OK && status != PGRES_COMMAND_OK && status != PGRES_EMPTY_QUERY) {
        failure = std::move(next);
        failed_item = now.item;
        continue;
      }
      ++steps_done;
      if (now.prepares)
        continue;
      if (s.observer != nullptr)
        s.report(since, {queue.text(queue.items_[now.item]), name_of.empty() ? std::string_view{} : *name_of[now.item],
                         rows_of(next), nullptr});
      give(now.item, std::move(next));
    }
  }

  void forget_unprepared() {
    for (std::size_t at = 0, step_at = 0; at < is_new.size(); ++at) {
      if (!is_new[at])
        continue;
      while (step_at < steps.size() && !(steps[step_at].item == at && steps[step_at].prepares)) ++step_at;
      const item& i = queue.items_[at];
      if (step_at >= steps_done)
        s.statements.forget(i.key, queue.text(i), types(i));
    }
  }
};

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
    run_state run(*this, s, take, context);
    bool sent = true;
    try {
      if (s.options.prepared_statements)
        run.look_up_names();
      const pipeline_mode mode(s.handle.get());
      sent = mode.entered() && run.send();
      if (sent)
        run.receive();
    } catch (...) {
      run.forget_unprepared();
      throw;
    }
    if (run.steps_done == run.steps.size() && sent) {
      for (std::size_t at = 0; at < size(); ++at)
        if (items_[at].is_nothing)
          run.give(at, {});
      if (run.thrown != nullptr)
        std::rethrow_exception(run.thrown);
      return;
    }
    run.forget_unprepared();
    // A queue that begins a transaction and fails in it does not come to its end.
    if (may_retry && s.transaction_status() == PQTRANS_INERROR)
      PQclear(PQexec(s.handle.get(), "rollback"));
    const item& failed = items_[run.failed_item];
    const PGresult* failure = run.failure.native_handle();
    if (failure != nullptr && s.forget_if_stale(failure, failed.key, text(failed), run.types(failed)) && first &&
        may_retry)
      continue;
    s.raise_traced(run.since, failure, text(failed), 0);
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
