#include "squall/replicas.hpp"

#include <algorithm>
#include <atomic>
#include <charconv>
#include <mutex>
#include <optional>
#include <string_view>
#include <thread>
#include <tuple>

namespace squall {

namespace detail {

using namespace std::chrono_literals;
using replica_clock = std::chrono::steady_clock;

namespace {

std::uint64_t number_in(const result& rows, int column) {
  std::uint64_t number = 0;
  if (!rows.is_null(0, column)) {
    const std::string_view text = rows.text(0, column);
    std::from_chars(text.data(), text.data() + text.size(), number);
  }
  return number;
}

}  // namespace

/// One replica: its pool, and what is known of it.
class replica {
 public:
  replica(const std::string& conninfo, const pool_options& options)
      : conninfo_(redact_conninfo(conninfo)), connections(conninfo, options) {}

  /// Known to be out of reach, or no standby.
  [[nodiscard]] bool is_out(std::chrono::milliseconds holds) const {
    const std::lock_guard lock(mutex_);
    return !usable_ && replica_clock::now() - asked_ < holds;
  }
  void went_away() {
    const std::lock_guard lock(mutex_);
    usable_ = false;
    asked_ = replica_clock::now();
  }
  /// Whether the session's server may be read from. Asks it unless it is known.
  bool is_fit(connection& session, std::uint64_t position, const replicated_options& options) {
    const auto give_up = replica_clock::now() + options.wait_for_replay;
    if (!is_known(position, options.check_every))
      ask(session);
    for (;;) {
      {
        const std::lock_guard lock(mutex_);
        if (!usable_ || (options.max_lag.count() > 0 && lag_ > options.max_lag))
          return false;
        if (replayed_ >= position)
          return true;
      }
      if (replica_clock::now() >= give_up)
        return false;
      std::this_thread::sleep_for(2ms);
      ask(session);
    }
  }
  void count_read() {
    const std::lock_guard lock(mutex_);
    ++reads_;
  }
  [[nodiscard]] replica_status status() const {
    const std::lock_guard lock(mutex_);
    return {conninfo_, usable_, replayed_, lag_, reads_, connections.metrics()};
  }

 private:
  [[nodiscard]] bool is_known(std::uint64_t position, std::chrono::milliseconds holds) const {
    const std::lock_guard lock(mutex_);
    return usable_ && replayed_ >= position && asked_ != replica_clock::time_point() &&
           replica_clock::now() - asked_ < holds;
  }
  void ask(connection& session) {
    const result answer = session.query(
        "select case when pg_catalog.pg_is_in_recovery() then 1 else 0 end,"
        " (pg_catalog.pg_last_wal_replay_lsn() - '0/0'::pg_catalog.pg_lsn)::bigint,"
        " case when pg_catalog.pg_last_wal_receive_lsn() = pg_catalog.pg_last_wal_replay_lsn() then 0 else"
        "  (extract(epoch from pg_catalog.clock_timestamp() - pg_catalog.pg_last_xact_replay_timestamp()) * "
        "1000)::bigint"
        " end");
    const std::lock_guard lock(mutex_);
    usable_ = number_in(answer, 0) == 1;
    replayed_ = number_in(answer, 1);
    lag_ = std::chrono::milliseconds(number_in(answer, 2));
    asked_ = replica_clock::now();
  }

  std::string conninfo_;
  mutable std::mutex mutex_;
  bool usable_ = true;
  replica_clock::time_point asked_{};
  std::uint64_t replayed_ = 0;
  std::chrono::milliseconds lag_{};
  std::uint64_t reads_ = 0;

 public:
  pool connections;
};

/// A connection to read on, and the replica that it belongs to; nullptr: the primary.
struct reader {
  lease connection;
  replica* on = nullptr;
};

class replica_set {
 public:
  replica_set(std::string primary_conninfo, const std::vector<std::string>& conninfos, replicated_options given)
      : options(std::move(given)), primary(std::move(primary_conninfo), options.primary) {
    for (const auto& conninfo : conninfos) replicas.push_back(std::make_unique<replica>(conninfo, options.replica));
  }

  reader choose(std::uint64_t position) {
    replica* busy = nullptr;
    for (replica* one : by_load()) {
      if (one->is_out(options.check_every))
        continue;
      try {
        if (auto free = one->connections.try_acquire()) {
          if (one->is_fit((*free)->connection(), position, options))
            return {std::move(*free), one};
        } else if (busy == nullptr) {
          busy = one;
        }
      } catch (const connection_error&) {
        one->went_away();
      }
    }
    // All connections of those that might do are in use: waiting for one spares the primary.
    if (busy != nullptr) {
      try {
        lease waited_for = busy->connections.acquire();
        if (busy->is_fit(waited_for->connection(), position, options))
          return {std::move(waited_for), busy};
      } catch (const connection_error&) {
        busy->went_away();
      }
    }
    return {primary.acquire(), nullptr};
  }

  const replicated_options options;
  pool primary;
  std::vector<std::unique_ptr<replica>> replicas;

 private:
  /// The least busy first; among equals each has its turn.
  std::vector<replica*> by_load() {
    struct candidate {
      std::size_t load, turn;
      replica* one;
    };
    std::vector<candidate> all;
    const std::size_t first = next_.fetch_add(1, std::memory_order_relaxed);
    for (std::size_t i = 0; i < replicas.size(); ++i) {
      replica* one = replicas[(first + i) % replicas.size()].get();
      const pool_metrics now = one->connections.metrics();
      all.push_back({now.in_use + now.waiting, i, one});
    }
    std::sort(all.begin(), all.end(), [](const candidate& a, const candidate& b) {
      return std::tie(a.load, a.turn) < std::tie(b.load, b.turn);
    });
    std::vector<replica*> order;
    for (const auto& c : all) order.push_back(c.one);
    return order;
  }

  std::atomic<std::size_t> next_{0};
};

}  // namespace detail

replicated_pool::replicated_pool(std::string primary, const std::vector<std::string>& replicas,
                                 replicated_options options)
    : set_(std::make_unique<detail::replica_set>(std::move(primary), replicas, std::move(options))) {}
replicated_pool::~replicated_pool() = default;

void replicated_pool::read_somewhere(std::uint64_t position, const std::function<void(database&)>& f) {
  {
    const detail::reader reader = set_->choose(position);
    if (reader.on == nullptr)
      return f(*reader.connection);
    try {
      f(*reader.connection);
      return reader.on->count_read();
    } catch (const connection_error&) {
      reader.on->went_away();
    } catch (const retryable_error&) {  // a conflict with recovery (manual, 27.4.2)
    }
  }
  const lease primary = acquire();
  f(*primary);
}

lease replicated_pool::acquire() { return set_->primary.acquire(); }

lease replicated_pool::acquire_reader(std::uint64_t position) {
  detail::reader reader = set_->choose(position);
  if (reader.on != nullptr)
    reader.on->count_read();
  return std::move(reader.connection);
}

replicated_session replicated_pool::session() { return replicated_session(*this); }

std::uint64_t replicated_pool::write_position() {
  return detail::number_in(acquire()->connection().query("select (pg_catalog.pg_current_wal_insert_lsn() - "
                                                         "'0/0'::pg_catalog.pg_lsn)::bigint"),
                           0);
}

std::vector<replica_status> replicated_pool::replicas() const {
  std::vector<replica_status> all;
  for (const auto& one : set_->replicas) all.push_back(one->status());
  return all;
}

pool_metrics replicated_pool::primary_metrics() const { return set_->primary.metrics(); }

void replicated_pool::close() noexcept {
  set_->primary.close();
  for (const auto& one : set_->replicas) one->connections.close();
}

}  // namespace squall
