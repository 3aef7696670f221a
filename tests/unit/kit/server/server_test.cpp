#include <doctest/doctest.h>
#include <fcntl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <csignal>
#include <fstream>
#include <thread>

#include "kit/base/atomic_file.hpp"
#include "kit/base/error.hpp"
#include "kit/base/process.hpp"
#include "kit/server/layout.hpp"
#include "kit/server/postmaster.hpp"
#include "kit/server/scratch.hpp"
#include "kit/server/server.hpp"
#include "squall/client/connection.hpp"
#include "squall/errors.hpp"
#include "support/temporary_folder.hpp"

namespace fs = std::filesystem;
using namespace squall::kit;
using namespace std::chrono_literals;

namespace {

/// A folder and, in it, a server that goes with it.
class server_in_folder {
 public:
  explicit server_in_folder(const std::string& name = "pg", bool throw_away = true) {
    options_ = {.directory = folder_.path() / name, .postgres_bin = {}, .throw_away = throw_away, .settings = {}};
  }
  ~server_in_folder() {
    try {
      managed_server{options_}.destroy();
    } catch (const std::exception& e) {
      MESSAGE(e.what());
    }
  }
  server_in_folder(const server_in_folder&) = delete;
  server_in_folder& operator=(const server_in_folder&) = delete;

  [[nodiscard]] managed_server server() const { return managed_server{options_}; }
  [[nodiscard]] const fs::path& folder() const { return folder_.path(); }
  [[nodiscard]] detail::server_layout layout() const { return detail::find_layout(options_.directory); }
  [[nodiscard]] pid_t postmaster() const {
    const auto found = detail::find_postmaster(layout().data);
    return found ? found->pid : -1;
  }
  server_options& options() { return options_; }

 private:
  squall::test::temporary_folder folder_;
  server_options options_;
};

std::string ask(const managed_server& server, const std::string& sql, std::string_view database = "postgres") {
  squall::connection db{server.url(database)};
  return std::string{db.run(sql).text(0, 0)};
}

}  // namespace

TEST_CASE("a server goes through absent, running, stopped, running, and keeps its data") {
  const server_in_folder home{"pg", false};
  managed_server server = home.server();
  CHECK(server.state() == server_state::absent);
  const std::string url_before = server.url();
  server.start();
  CHECK(server.state() == server_state::running);
  CHECK(server.url() == url_before);
  CHECK(ask(server, "create table t (a int); insert into t values (42); select a from t") == "42");
  const pid_t first = home.postmaster();
  server.start();
  CHECK(home.postmaster() == first);
  server.stop();
  server.stop();
  CHECK(server.state() == server_state::stopped);
  CHECK_THROWS_AS(ask(server, "select 1"), squall::connection_error);
  server.start();
  CHECK(ask(server, "select a from t") == "42");
  server.destroy();
  CHECK_FALSE(fs::exists(server.directory()));
  CHECK(server.state() == server_state::absent);
}

TEST_CASE("the server listens on no TCP port, and nobody else can enter its socket's folder") {
  const server_in_folder home;
  managed_server server = home.server();
  server.start();
  CHECK(ask(server, "show listen_addresses") == "");
  CHECK(ask(server, "show server_encoding") == "UTF8");
  CHECK(ask(server, "select datcollate from pg_database where datname = 'postgres'") == "C.UTF-8");
  CHECK((fs::status(home.layout().socket_folder).permissions() & fs::perms{0077}) == fs::perms::none);
  CHECK((fs::status(home.layout().data).permissions() & fs::perms{0077}) == fs::perms::none);
}

TEST_CASE("psql takes the URL, for databases of any name") {
  const server_in_folder home;
  managed_server server = home.server();
  const std::string name = "Größe \"x\" 100%&a=b/c?d";
  server.ensure_database(name);
  server.ensure_database(name);
  const auto answer = run_process({.argv = {(find_postgres_bin() / "psql").string(), "-X", "-At", "-c",
                                            "select current_database()", server.url(name)}});
  CHECK(answer.standard_output == name + "\n");
  CHECK(answer.standard_error == "");
}

TEST_CASE("a path with spaces, quotes, commas and 200 bytes works") {
  const server_in_folder home{"a, \"b\" 'c' é %20 " + std::string(180, 'x') + "/pg"};
  managed_server server = home.server();
  server.start();
  CHECK(ask(server, "select 1") == "1");
  const auto answer =
      run_process({.argv = {(find_postgres_bin() / "psql").string(), "-X", "-At", "-c", "select 2", server.url()}});
  CHECK(answer.standard_output == "2\n");
  server.stop();
  server.start();
  CHECK(ask(server, "select 3") == "3");
}

TEST_CASE("kill -9 of the postmaster is recovered from, with the data") {
  server_in_folder home;
  home.options().settings = {"synchronous_commit=on"};  // or the last commits may be lost, as documented
  managed_server server = home.server();
  server.start();
  const std::string cluster = ask(server, "select system_identifier from pg_control_system()");
  ask(server, "create table t as select 7 as a; select 1");
  for (int i = 0; i < 3; ++i) {
    squall::connection busy{server.url()};
    busy.run("begin; insert into t values (8)");
    ::kill(home.postmaster(), SIGKILL);
    for (int n = 0; n < 500 && home.postmaster() > 0; ++n) {
      std::this_thread::sleep_for(2ms);
    }
    CHECK(server.state() == server_state::stopped);
    server.start();
    CHECK(ask(server, "select system_identifier from pg_control_system()") == cluster);
    CHECK(ask(server, "select string_agg(a::text, ',') from t") == "7");
  }
}

TEST_CASE("a pid file whose process id is somebody else's by now does not keep the server from starting") {
  const server_in_folder home;
  managed_server server = home.server();
  server.start();
  ::kill(home.postmaster(), SIGKILL);
  for (int n = 0; n < 500 && home.postmaster() > 0; ++n) {
    std::this_thread::sleep_for(2ms);
  }
  // A process of the server's user takes over the id, in both files that name one.
  const pid_t other = start_detached(
      {.argv = {"sleep", "60"}, .working_directory = "/", .run_as = home.layout().run_as}, home.folder() / "sleep.log");
  for (const fs::path& file :
       {home.layout().data / "postmaster.pid", home.layout().socket_folder / ".s.PGSQL.5432.lock"}) {
    std::string text = read_file(file);
    std::ofstream{file, std::ios::trunc} << other << text.substr(text.find('\n'));
  }
  CHECK(server.state() == server_state::stopped);
  server.start();
  CHECK(ask(server, "select 1") == "1");
  ::kill(other, SIGKILL);
}

TEST_CASE("kill -9 of the tool in the middle of initdb leaves nothing that is taken for a cluster") {
  const server_in_folder home;
  for (const auto delay : {20ms, 120ms, 300ms}) {
    const pid_t tool = ::fork();
    if (tool == 0) {
      try {
        home.server().start();
      } catch (...) {
      }
      ::_exit(0);
    }
    std::this_thread::sleep_for(delay);
    ::kill(tool, SIGKILL);
    ::waitpid(tool, nullptr, 0);
  }
  managed_server server = home.server();
  server.start();
  CHECK(ask(server, "select 1") == "1");
}

TEST_CASE("many processes that start one server at once get one server") {
  const server_in_folder home;
  std::vector<pid_t> children;
  for (int i = 0; i < 6; ++i) {
    children.push_back(::fork());
    if (children.back() == 0) {
      bool good = false;
      try {
        managed_server server = home.server();
        server.ensure_database("shared");
        good = ask(server, "select 1", "shared") == "1";
      } catch (...) {
      }
      ::_exit(good ? 0 : 1);
    }
  }
  for (const pid_t child : children) {
    int status = 0;
    ::waitpid(child, &status, 0);
    CHECK(status == 0);
  }
  CHECK(ask(home.server(), "select count(*) from pg_database where datname = 'shared'") == "1");
}

TEST_CASE("the server outlives the tool that started it, and holds none of its descriptors") {
  const server_in_folder home;
  int ends[2];
  REQUIRE(::pipe(ends) == 0);  // not close-on-exec: a careless caller's pipe
  const pid_t tool = ::fork();
  if (tool == 0) {
    try {
      home.server().start();
    } catch (...) {
    }
    ::_exit(0);
  }
  ::close(ends[1]);
  ::waitpid(tool, nullptr, 0);
  char byte = 0;
  CHECK(::read(ends[0], &byte, 1) == 0);  // end of file: nobody has the other end
  ::close(ends[0]);
  CHECK(ask(home.server(), "select 1") == "1");
}

TEST_CASE("a server that does not start says what its log says") {
  server_in_folder home{"pg", false};
  home.options().settings = {"shared_preload_libraries=no_such_library"};
  CHECK_THROWS_WITH_AS(home.server().start(), doctest::Contains("no_such_library"), error);
  CHECK(home.server().state() == server_state::stopped);
}

TEST_CASE("a throw-away cluster that is damaged is made anew") {
  const server_in_folder home;
  managed_server server = home.server();
  server.start();
  server.stop();
  fs::remove(home.layout().data / "global" / "pg_control");
  server.start();
  CHECK(ask(server, "select 1") == "1");
}

TEST_CASE("root's server in a folder that only root can enter runs elsewhere and goes with its folder") {
  if (::geteuid() != 0) {
    return;
  }
  const server_in_folder home;
  ::chmod(home.folder().c_str(), 0700);
  managed_server server = home.server();
  const std::string url_before = server.url();
  server.start();
  CHECK(ask(server, "create table t as select 1; select 1") == "1");
  CHECK(server.url() == url_before);
  CHECK(home.layout().relocated());
  const fs::path elsewhere = home.layout().home;
  server.stop();
  fs::remove_all(server.directory());  // what `rm -rf .squall` does
  CHECK(server.state() == server_state::absent);
  server.start();
  CHECK(ask(server, "select count(*) from pg_class where relname = 't'") == "0");
  server.destroy();
  CHECK_FALSE(fs::exists(elsewhere));
}

TEST_CASE("an ordinary user gets a server too") {
  if (::geteuid() != 0) {
    return;  // then every other test shows it
  }
  const server_in_folder home;
  const auto nobody = find_os_user("nobody");
  REQUIRE(nobody);
  REQUIRE(::chown(home.folder().c_str(), nobody->uid, nobody->gid) == 0);
  const pid_t child = ::fork();
  if (child == 0) {
    bool good = false;
    try {
      if (::setgid(nobody->gid) == 0 && ::setuid(nobody->uid) == 0) {
        managed_server server = home.server();
        server.start();
        good = ask(server, "select 1") == "1";
      }
    } catch (...) {
    }
    ::_exit(good ? 0 : 1);
  }
  int status = 0;
  ::waitpid(child, &status, 0);
  CHECK(status == 0);
  CHECK(ask(home.server(), "select 2") == "2");  // and root can use it as well
}

TEST_CASE("a disk that is full during initdb is a clear error and leaves nothing behind") {
  const server_in_folder home;
  const pid_t child = ::fork();
  if (child == 0) {
    bool good = false;
    const rlimit limit{1U << 20U, 1U << 20U};  // no file above 1 MB: initdb cannot write its first log segment
    ::setrlimit(RLIMIT_FSIZE, &limit);
    try {
      home.server().start();
    } catch (const error& e) {
      good = std::string{e.what()}.find("initdb failed") == 0 && !e.hint().empty();
    }
    ::_exit(good ? 0 : 1);
  }
  int status = 0;
  ::waitpid(child, &status, 0);
  CHECK(status == 0);
  CHECK(home.server().state() == server_state::absent);
  CHECK_FALSE(fs::exists(home.layout().home / "data.new"));
}

TEST_CASE("a folder that cannot be made is a clear error") {
  const server_in_folder home;
  std::ofstream{home.folder() / "file"} << "x";
  managed_server server{
      {.directory = home.folder() / "file" / "pg", .postgres_bin = {}, .throw_away = true, .settings = {}}};
  CHECK_THROWS_WITH_AS(server.start(), doctest::Contains("file"), error);
}

TEST_CASE("a folder without the server programs is refused by name") {
  CHECK_THROWS_WITH_AS(find_postgres_bin("/nonexistent/bin"), doctest::Contains("/nonexistent/bin"), error);
}

TEST_CASE("scratch databases are empty, apart from each other, and gone afterwards") {
  const server_in_folder home;
  managed_server server = home.server();
  {
    const scratch_database one{server};
    const scratch_database two{server};
    CHECK(one.url() != two.url());
    squall::connection db{one.url()};
    db.run("create table t (a text); insert into t values ('ä')");
    squall::connection other{two.url()};
    CHECK(other.query("select from pg_class where relname = 't'").rows() == 0);
    CHECK(ask(server, "select count(*) from pg_database where datname ^@ 'scratch_'") == "2");
  }
  CHECK(ask(server, "select count(*) from pg_database where datname ^@ 'scratch_'") == "0");
}

TEST_CASE("scratch databases of a process that died are dropped by the next one, those of live processes stay") {
  const server_in_folder home;
  managed_server server = home.server();
  server.start();
  const scratch_database mine{server};
  const pid_t child = ::fork();
  if (child == 0) {
    const scratch_database lost{server};
    ::kill(::getpid(), SIGKILL);
  }
  ::waitpid(child, nullptr, 0);
  CHECK(ask(server, "select count(*) from pg_database where datname ^@ 'scratch_'") == "2");
  const scratch_database next{server};
  CHECK(ask(server, "select count(*) from pg_database where datname ^@ 'scratch_'") == "2");
  squall::connection still_there{mine.url()};
  CHECK(still_there.run("select 1").text(0, 0) == "1");
}
