#include "client/queue_run.hpp"

#include <algorithm>
#include <utility>

namespace squall::detail {

queue_run::queue_run(const statement_queue& queue_, connection::state& s_, statement_queue::taker take_, void* context_)
    : queue(queue_), s(s_), take(take_), context(context_) {
  steps.reserve(queue.size() + 8);
}

void queue_run::give(std::size_t statement, result rows) noexcept {
  if (thrown != nullptr)
    return;
  try {
    take(context, statement, std::move(rows));
  } catch (...) {
    thrown = std::current_exception();
  }
}

void queue_run::give_nothings() noexcept {
  for (std::size_t number = 0; number < queue.size(); ++number)
    if (queue.items_[number].is_nothing)
      give(number, {});
}

void queue_run::look_up_names() {
  name_of.resize(queue.size());
  is_new.resize(queue.size());
  for (std::size_t number = 0; number < queue.size(); ++number) {
    const item& i = queue.items_[number];
    if (i.is_nothing || i.is_command)
      continue;
    const bool as_before = number > 0 && i.key != nullptr && i.key == queue.items_[number - 1].key &&
                           std::ranges::equal(types(i), types(queue.items_[number - 1]));
    if (as_before) {
      name_of[number] = name_of[number - 1];
      continue;
    }
    const prepared_statement* known = s.statements.find(i.key, queue.text(i), types(i));
    if (known == nullptr) {
      known = &s.statements.add(
          i.key, {s.statements.new_name(), std::string(queue.text(i)), {types(i).begin(), types(i).end()}});
      is_new[number] = true;
    }
    name_of[number] = &names.emplace_back(known->name);  // the cache may drop it for another one of this pipeline
  }
}

int queue_run::send_item(std::size_t number, const item& i) {
  PGconn* c = s.handle.get();
  values_.clear();
  for (std::size_t p = i.first; p < i.first + i.count; ++p)
    values_.push_back(queue.offsets_[p] == statement_queue::no_value ? nullptr
                                                                     : queue.bytes_.data() + queue.offsets_[p]);
  const int count = static_cast<int>(i.count);
  const int* lengths = queue.lengths_.data() + i.first;
  const int* formats = queue.formats_.data() + i.first;
  const Oid* oids = queue.types_.data() + i.first;
  int sent = 1;
  if (name_of.empty() || name_of[number] == nullptr) {
    sent = PQsendQueryParams(c, queue.text(i).data(), count, oids, values_.data(), lengths, formats, 1);
  } else {
    if (is_new[number]) {
      steps.push_back({number, true});
      sent = PQsendPrepare(c, name_of[number]->c_str(), queue.text(i).data(), count, oids);
    }
    if (sent == 1)
      sent = PQsendQueryPrepared(c, name_of[number]->c_str(), count, values_.data(), lengths, formats, 1);
  }
  steps.push_back({number, false});
  return sent;
}

bool queue_run::send() {
  for (std::size_t number = 0; number < queue.size(); ++number)
    if (!queue.items_[number].is_nothing && send_item(number, queue.items_[number]) != 1)
      return false;
  // libpq reads while it cannot write, so neither side waits for the other however much is sent.
  return PQpipelineSync(s.handle.get()) == 1;
}

bool queue_run::accept(PGresult* r) {
  // Each command gives a result and then a null; the end of all is the result of the synchronisation.
  if (r == nullptr) {
    ++at;
    return false;
  }
  result next(r);
  const ExecStatusType status = PQresultStatus(r);
  if (status == PGRES_PIPELINE_SYNC)
    return true;
  if (failure.native_handle() != nullptr || status == PGRES_PIPELINE_ABORTED || at >= steps.size())
    return false;
  const step& now = steps[at];
  if (status != PGRES_TUPLES_OK && status != PGRES_COMMAND_OK && status != PGRES_EMPTY_QUERY) {
    failure = std::move(next);
    failed_item = now.item;
    return false;
  }
  ++steps_done;
  if (now.prepares)
    return false;
  if (s.observer != nullptr) {
    const std::string* name = name_of.empty() ? nullptr : name_of[now.item];
    s.report(since, {queue.text(queue.items_[now.item]), name == nullptr ? std::string_view{} : *name, rows_of(next),
                     nullptr});
  }
  give(now.item, std::move(next));
  return false;
}

void queue_run::forget_unprepared() {
  for (std::size_t number = 0, step_at = 0; number < is_new.size(); ++number) {
    if (!is_new[number])
      continue;
    while (step_at < steps.size() && !(steps[step_at].item == number && steps[step_at].prepares)) ++step_at;
    const item& i = queue.items_[number];
    if (step_at >= steps_done)
      s.statements.forget(i.key, queue.text(i), types(i));
  }
}

bool queue_run::forget_if_stale() {
  if (failure.native_handle() == nullptr || queue.items_[failed_item].is_command)
    return false;
  const item& failed = queue.items_[failed_item];
  return s.forget_if_stale(failure.native_handle(), failed.key, queue.text(failed), types(failed));
}

bool queue_run::lacks_what_another_prepares() {
  if (failure.native_handle() == nullptr)
    return false;
  const char* sqlstate = PQresultErrorField(failure.native_handle(), PG_DIAG_SQLSTATE);
  if (sqlstate == nullptr || std::string_view(sqlstate) != "26000" || name_of.empty() ||
      name_of[failed_item] == nullptr)
    return false;
  const item& failed = queue.items_[failed_item];
  const prepared_statement* known = s.statements.find(failed.key, queue.text(failed), types(failed));
  return known == nullptr || known->name != *name_of[failed_item];
}

void queue_run::raise() {
  const std::string_view text = queue.items_.empty() ? std::string_view{} : queue.text(queue.items_[failed_item]);
  s.raise_traced(since, failure.native_handle(), text, 0);
}

}  // namespace squall::detail
