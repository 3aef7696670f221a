// A primary with a standby that replays its log.
#include "squall/replicas.hpp"

#include <doctest/doctest.h>

#include <unistd.h>

#include <cerrno>
#include <filesystem>
#include <optional>
#include <stdexcept>
#include <string>
#include <system_error>

#include "kit/base/process.hpp"
#include "kit/server/layout.hpp"
#include "kit/server/server.hpp"
#include "squall/functions.hpp"
#include "squall/query.hpp"
#include "squall/schema.hpp"
#include "support/test_server.hpp"
#include "support/waiting.hpp"

namespace {

using namespace squall;
using namespace std::chrono_literals;
namespace fs = std::filesystem;
using squall::test::holds_soon;

template <class M>
struct Notes {
  col<M, integer().primary_key()> id;
  col<M, text().not_null()> body;
};
inline constexpr auto notes = table<Notes, "notes">();

/// Two servers: what is committed on the one is replayed by the other.
class replicated_servers {
 public:
  replicated_servers() : primary_({folder_.path() / "primary", {}, true, {"wal_level=replica"}}) {
    try {
      start();
    } catch (...) {
      stop();
      throw;
    }
  }
  ~replicated_servers() { stop(); }
  replicated_servers(const replicated_servers&) = delete;
  replicated_servers& operator=(const replicated_servers&) = delete;

  [[nodiscard]] std::string primary() const { return primary_.url(); }
  [[nodiscard]] std::string standby() const { return standby_->url(); }
  kit::managed_server& standby_server() { return *standby_; }
  void pause_replay() { connection(standby()).run("select pg_wal_replay_pause()"); }
  void resume_replay() { connection(standby()).run("select pg_wal_replay_resume()"); }

 private:
  void start() {
    primary_.start();
    connection(primary_.url()).run("create table notes (id int primary key, body text not null)");
    fs::create_directory(folder_.path() / "standby");
    const kit::detail::server_layout layout = kit::detail::find_layout(folder_.path() / "standby");
    kit::detail::prepare_layout(layout);
    fs::create_directory(layout.data);
    fs::permissions(layout.data, fs::perms(0700));
    if (layout.run_as && ::chown(layout.data.c_str(), layout.run_as->uid, layout.run_as->gid) != 0)
      throw std::system_error(errno, std::generic_category(), "chown");
    const auto copied =
        kit::run_process({.argv = {(kit::find_postgres_bin() / "pg_basebackup").string(), "-d", primary_.url(), "-D",
                                   layout.data.string(), "-R", "-X", "stream", "-c", "fast", "--no-sync"},
                          .environment = {{"LC_ALL", "C.UTF-8"}},
                          .working_directory = layout.home,
                          .run_as = layout.run_as,
                          .timeout = 60s});
    if (!copied.succeeded())
      throw std::runtime_error("pg_basebackup: " + copied.standard_error);
    standby_.emplace(
        kit::server_options{folder_.path() / "standby", {}, true, {"wal_level=replica", "hot_standby=on"}});
    standby_->start();
  }
  void stop() noexcept {
    try {
      if (standby_)
        standby_->destroy();
      primary_.destroy();
    } catch (const std::exception&) {  // nothing that a test could do about it
    }
  }

  squall::test::temporary_folder folder_;
  kit::managed_server primary_;
  std::optional<kit::managed_server> standby_;
};

replicated_servers& servers() {
  static replicated_servers instance;
  return instance;
}

bool in_recovery(database& db) { return db.connection().query("select pg_is_in_recovery()").text(0, 0) == "t"; }

std::uint64_t reads_of(const replicated_pool& db) { return db.replicas().front().reads; }

const auto all_notes = select().from(notes);
const auto note = select(notes.body).from(notes).where(notes.id == param<0>);

}  // namespace

TEST_CASE("reads go to the replica, writes to the primary") {
  replicated_pool db(servers().primary(), {servers().standby()}, {.check_every = 10ms});
  connection(servers().primary()).run("truncate notes");
  db.execute(insert(notes).values({.id = 1, .body = "one"}));
  CHECK(holds_soon([&] { return db.all(all_notes).size() == 1; }));
  CHECK(reads_of(db) > 0);
  CHECK(db.read(in_recovery));
  CHECK_FALSE(db.write(in_recovery));
  CHECK(in_recovery(*db.acquire_reader()));
  CHECK_FALSE(in_recovery(*db.acquire()));

  const auto before = reads_of(db);
  CHECK(db.all(select().from(notes).for_update()).size() == 1);
  CHECK(db.one(insert(notes).values({.id = 2, .body = "two"}).returning(notes.id)) == 2);
  CHECK_FALSE(db.one(select(squall::sql<bool>("pg_is_in_recovery()"))));
  CHECK(reads_of(db) == before);

  int seen = 0;
  db.transaction({.read_only = true},
                 [&](auto& tx) { seen = tx.connection().query("show transaction_read_only").text(0, 0) == "on"; });
  CHECK(seen == 1);
  CHECK(reads_of(db) == before + 1);
  db.transaction([](auto& tx) { tx.insert(notes).values({.id = 3, .body = "three"}).execute(); });
  CHECK(connection(servers().primary()).query("select count(*) from notes").text(0, 0) == "3");
}

TEST_CASE("a session reads what it wrote, wherever it is") {
  replicated_pool db(servers().primary(), {servers().standby()}, {.check_every = 1ms});
  connection(servers().primary()).run("truncate notes");
  CHECK(holds_soon([&] { return db.all(all_notes).empty(); }));
  servers().pause_replay();
  replicated_session mine = db.session();
  mine.execute(insert(notes).values({.id = 1, .body = "mine"}));
  CHECK(mine.all(all_notes).size() == 1);  // on the primary
  CHECK_FALSE(mine.read(in_recovery));
  CHECK(db.all(all_notes).empty());  // on the replica
  replicated_session elsewhere(db, mine.position());
  CHECK(elsewhere.first(note, 1).has_value());
  servers().resume_replay();
  CHECK(holds_soon([&] { return mine.read(in_recovery); }));
  CHECK(elsewhere.read(in_recovery));
  CHECK(mine.all(all_notes).size() == 1);

  replicated_pool patient(servers().primary(), {servers().standby()}, {.wait_for_replay = 10s});
  replicated_session waiting = patient.session();
  waiting.execute(insert(notes).values({.id = 2, .body = "soon"}));
  CHECK(waiting.read(in_recovery));
  CHECK(waiting.all(all_notes).size() == 2);
}

TEST_CASE("a replica that is too far behind is passed over") {
  replicated_pool db(servers().primary(), {servers().standby()}, {.max_lag = 50ms, .check_every = 1ms});
  connection(servers().primary()).run("truncate notes");
  CHECK(holds_soon([&] { return db.read(in_recovery); }));
  servers().pause_replay();
  connection(servers().primary()).run("insert into notes values (9, 'late')");
  CHECK(holds_soon([&] { return !db.read(in_recovery); }));
  CHECK(db.all(all_notes).size() == 1);
  servers().resume_replay();
  CHECK(holds_soon([&] { return db.read(in_recovery); }));
}

TEST_CASE("a replica that goes away is not missed, and is found again when it comes back") {
  replicated_pool db(servers().primary(), {servers().standby()}, {.check_every = 10ms});
  CHECK(db.read(in_recovery));
  lease held = db.acquire_reader();
  servers().standby_server().stop();
  CHECK_THROWS_AS(held->connection().run("select 1"), connection_error);
  CHECK_FALSE(db.read(in_recovery));
  CHECK_FALSE(db.replicas().front().usable);
  CHECK_NOTHROW(static_cast<void>(db.all(all_notes)));
  servers().standby_server().start();
  CHECK(holds_soon([&] { return db.read(in_recovery); }));
  CHECK(db.replicas().front().usable);

  replicated_pool alone(servers().primary(), {});
  CHECK_FALSE(alone.read(in_recovery));
  CHECK_THROWS_AS(alone.read([](database& d) { d.connection().run("select 1/0"); }), database_error);
}

TEST_CASE("what only reads is known by its type") {
  const auto routed = [](const auto& query) { return squall::detail::goes_to_replica(query); };
  CHECK(routed(select().from(notes)));
  CHECK(routed(union_all(select(notes.id).from(notes), select(notes.id).from(notes))));
  squall::condition chosen;
  chosen = notes.id == 1;
  CHECK(routed(select(count()).from(notes).where(chosen)));
  chosen = squall::sql<bool>("nextval('s') = 1");
  CHECK_FALSE(routed(select(count()).from(notes).where(chosen)));
  CHECK_FALSE(routed(select().from(notes).for_share()));
  CHECK_FALSE(routed(select(squall::sql<double>("random()")).from(notes)));
  CHECK_FALSE(routed(update(notes).set(notes.body = "x").where(notes.id == 1).returning()));
  CHECK_FALSE(routed(erase(notes).where(notes.id == 1)));
}
