// A primary and its read replicas: reads go to a replica, writes to the primary.
//
//     squall::replicated_pool db{"postgresql://primary/app", {"postgresql://replica1/app",
//     "postgresql://replica2/app"}}; db.all(select().from(posts));                       // on a replica
//     db.execute(insert(posts).values(row));              // on the primary
//     auto mine = db.session();                           // sees what it wrote itself
//     mine.execute(update(posts).set(posts.title = "x").where(posts.id == id));
//     mine.one(select().from(posts).where(posts.id == id));  // on a replica that has it already, or on the primary
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <type_traits>
#include <utility>
#include <vector>

#include "squall/pool.hpp"
#include "squall/query/cte.hpp"
#include "squall/query/fields.hpp"
#include "squall/query/set_operations.hpp"

namespace squall {

struct replicated_options {
  pool_options primary = {};
  pool_options replica = {};  ///< of each
  /// A replica that is further behind is not read from; zero: however far. Measured by the age of what it replayed
  /// last, and zero when it has replayed all that it received (manual, 9.27.4).
  std::chrono::milliseconds max_lag{0};
  /// How long what is known of a replica holds: that it cannot be reached, how far it is. Then it is asked again.
  std::chrono::milliseconds check_every = std::chrono::seconds(1);
  /// How long a session's read waits for a replica to have what the session wrote, before it goes to the primary.
  std::chrono::milliseconds wait_for_replay{0};
};

/// What is known of a replica.
struct replica_status {
  std::string conninfo;  ///< without its password
  bool usable = true;    ///< it answered when it was last asked, and is a standby
  std::uint64_t replayed = 0;
  std::chrono::milliseconds lag{};
  std::uint64_t reads = 0;
  pool_metrics connections;
};

namespace detail {

class replica_set;

/// Whether a statement can run on a standby, as far as its type says.
template <class Core>
inline constexpr bool core_reads = false;
template <class Clause>
inline constexpr bool clause_reads = Clause::rank != rank::verb && Clause::rank != rank::lock;
template <>
inline constexpr bool clause_reads<select_verb> = true;
template <set_operator Op, class A, class B>
inline constexpr bool clause_reads<combined_clause<Op, A, B>> =
    core_reads<typename A::core> && core_reads<typename B::core>;
template <class... T>
inline constexpr bool clause_reads<common_clause<T...>> = (core_reads<typename T::query_type::core> && ...);
template <class... C>
inline constexpr bool core_reads<statement_core<C...>> = (clause_reads<C> && ...);

/// Volatile functions and fragments of SQL may write: they go to the primary.
template <class Query>
constexpr bool goes_to_replica([[maybe_unused]] const Query& query) {
  using core = typename Query::core;
  if constexpr (!core_reads<core>) {
    return false;
  } else if constexpr (core::is_static) {
    constexpr bool is_volatile = [] {
      sql_writer counter;
      core::write(counter, nullptr);
      return counter.wrote_volatile();
    }();
    return !is_volatile;
  } else {
    std::string text;
    sql_writer w(text);
    core::write(w, &statement_access::store(query));
    return !w.wrote_volatile();
  }
}

/// The statements of a `Derived` that has read(f) and write(f).
template <class Derived>
class replicated_queries {
 public:
  /// One statement, where it may run: one that only reads on a replica. A SELECT with FOR UPDATE, with a data-modifying
  /// common table expression, with a volatile function or with a fragment of SQL goes to the primary; read() decides
  /// otherwise.
  template <class Query, class... Argument>
  [[nodiscard]] auto all(const Query& query, const Argument&... arguments) {
    return routed(query, [&](database& db) { return db.all(query, arguments...); });
  }
  template <class Query, class... Argument>
  [[nodiscard]] auto first(const Query& query, const Argument&... arguments) {
    return routed(query, [&](database& db) { return db.first(query, arguments...); });
  }
  template <class Query, class... Argument>
  auto one(const Query& query, const Argument&... arguments) {
    return routed(query, [&](database& db) { return db.one(query, arguments...); });
  }
  template <class Query, class... Argument>
  std::int64_t execute(const Query& query, const Argument&... arguments) {
    return here().write([&](database& db) { return db.execute(query, arguments...); });
  }
  /// `f(auto& tx)` in a transaction: on a replica with `{.read_only = true}`, else on the primary.
  template <class F>
  auto transaction(F&& f) {
    return transaction({}, std::forward<F>(f));
  }
  template <class F>
  auto transaction(const transaction_options& options, F&& f) {
    const auto run = [&](database& db) { return db.transaction(options, f); };
    // A standby has no SERIALIZABLE (manual, 27.4.2).
    if (options.read_only && options.isolation != isolation_level::serializable)
      return here().read(run);
    return here().write(run);
  }

 private:
  template <class Query, class F>
  auto routed(const Query& query, F f) {
    if (goes_to_replica(query))
      return here().read(f);
    return here().write(f);
  }
  Derived& here() { return static_cast<Derived&>(*this); }
};

}  // namespace detail

class replicated_session;

/// A pool for the primary and one for each replica. Any number of threads.
///
/// A read goes to the replica with the fewest connections in use. One that cannot be reached, is too far behind or has
/// been promoted is passed over and asked again after `check_every`; when none is left, the primary reads. A read that
/// a replica broke off (it went away, or a conflict with recovery) is done again on the primary.
class replicated_pool : public detail::replicated_queries<replicated_pool> {
 public:
  replicated_pool(std::string primary, const std::vector<std::string>& replicas, replicated_options options = {});
  ~replicated_pool();
  replicated_pool(const replicated_pool&) = delete;
  replicated_pool& operator=(const replicated_pool&) = delete;

  /// `f(database&)` on a replica that has replayed the log up to `position`. May run twice, the second time on the
  /// primary; what it writes is refused by the replica.
  template <class F>
  auto read(F f, std::uint64_t position = 0) {
    using value = std::invoke_result_t<F&, database&>;
    if constexpr (std::is_void_v<value>) {
      read_somewhere(position, [&](database& db) { f(db); });
    } else {
      std::optional<value> made;
      read_somewhere(position, [&](database& db) { made.emplace(f(db)); });
      return std::move(*made);
    }
  }
  /// `f(database&)` on the primary.
  template <class F>
  auto write(F f) {
    const lease primary = acquire();
    return f(*primary);
  }

  /// A connection to the primary; throws as pool::acquire().
  lease acquire();
  /// A connection to a replica as read() chooses one, or to the primary.
  lease acquire_reader(std::uint64_t position = 0);

  /// Reads what it wrote. See replicated_session.
  [[nodiscard]] replicated_session session();
  /// Where the primary's log ends now: a replica that has replayed up to here has all that was committed before.
  [[nodiscard]] std::uint64_t write_position();
  [[nodiscard]] std::vector<replica_status> replicas() const;
  [[nodiscard]] pool_metrics primary_metrics() const;
  void close() noexcept;

 private:
  void read_somewhere(std::uint64_t position, const std::function<void(database&)>& f);

  std::unique_ptr<detail::replica_set> set_;
};

/// Who reads what he wrote: one user, one request. His reads go to replicas that have replayed his last write, and to
/// the primary until one has. After a write the first read asks the primary for its position, in one more round trip.
/// One thread at a time; the pool must outlive it.
class replicated_session : public detail::replicated_queries<replicated_session> {
 public:
  /// Continues where another session was, in another process maybe: `position` is what its position() said.
  explicit replicated_session(replicated_pool& pool, std::uint64_t position = 0) : pool_(&pool), position_(position) {}

  template <class F>
  auto read(F f) {
    return pool_->read(std::move(f), position());
  }
  template <class F>
  auto write(F f) {
    wrote_ = true;  // even one that fails may have been committed
    return pool_->write(std::move(f));
  }
  /// Up to where the log has what this session wrote.
  [[nodiscard]] std::uint64_t position() {
    if (wrote_) {
      position_ = pool_->write_position();
      wrote_ = false;
    }
    return position_;
  }

 private:
  replicated_pool* pool_;
  std::uint64_t position_;
  bool wrote_ = false;
};

}  // namespace squall
