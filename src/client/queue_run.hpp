// What one attempt to run a statement_queue sends, and what the answers mean.
#pragma once

#include <libpq-fe.h>

#include <cstddef>
#include <deque>
#include <exception>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "client/session.hpp"
#include "squall/pipeline.hpp"

namespace squall::detail {

/// Waits for nothing: who drives it hands it the results of libpq as they come. connection and the exchange of an
/// asynchronous session do, the one by libpq's own poll(), the other by whatever tells it of a socket.
struct queue_run {
  /// What libpq will give results for, in order.
  struct step {
    std::size_t item;
    bool prepares;
  };

  const statement_queue& queue;
  connection::state& s;
  statement_queue::taker take;
  void* context;
  std::deque<std::string> names;            // of prepared statements, as the items need them
  std::vector<const std::string*> name_of;  // of each item
  std::vector<bool> is_new;                 // is the item's statement to be prepared with it?
  std::vector<step> steps;
  std::exception_ptr thrown;  // by take
  result failure;
  std::size_t failed_item = 0;
  std::size_t steps_done = 0;  // with success
  std::size_t at = 0;          // the step whose results come
  connection::state::stopwatch since;

  queue_run(const statement_queue& queue_, connection::state& s_, statement_queue::taker take_, void* context_);

  /// Which statements the server knows. Without this nothing is prepared.
  void look_up_names();
  /// In pipeline mode, with the synchronisation behind it. @return false when it could not be sent
  bool send();
  /// The next result, owned, or the null behind the results of a step. @return whether it was the synchronisation: the
  /// end of this run
  bool accept(PGresult* r);

  [[nodiscard]] bool has_succeeded() const noexcept { return steps_done == steps.size(); }
  /// The results of statements that there was nothing to do for.
  void give_nothings() noexcept;
  /// After a failure: what was not prepared after all.
  void forget_unprepared();
  /// Whether the failure was one of a prepared statement, which is to be prepared again then.
  bool forget_if_stale();
  /// Whether the server did not know the statement because another run failed to prepare it.
  [[nodiscard]] bool lacks_what_another_prepares();
  /// Throws the failure, of which the observer is told.
  [[noreturn]] void raise();

 private:
  using item = statement_queue::item;
  [[nodiscard]] std::span<const std::uint32_t> types(const item& i) const {
    return {queue.types_.data() + i.first, i.count};
  }
  int send_item(std::size_t number, const item& i);
  void give(std::size_t statement, result rows) noexcept;

  std::vector<const char*> values_;
};

}  // namespace squall::detail
