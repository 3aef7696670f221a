// What goes wrong outside: mistakes in files, servers that say no, disks and folders that take nothing.
#include <doctest/doctest.h>
#include <netinet/in.h>
#include <sys/mount.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

#include <fstream>

#include "e2e/support/project.hpp"
#include "kit/server/server.hpp"

using namespace squall;
using namespace squall::e2e;
namespace fs = std::filesystem;

namespace {

/// A TCP port that nobody uses at this moment.
int free_port() {
  const int socket_fd = socket(AF_INET, SOCK_STREAM, 0);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  socklen_t size = sizeof address;
  auto* generic = reinterpret_cast<sockaddr*>(&address);
  REQUIRE(bind(socket_fd, generic, size) == 0);
  REQUIRE(getsockname(socket_fd, generic, &size) == 0);
  close(socket_fd);
  return ntohs(address.sin_port);
}

/// A small file system that goes with the object. Only root can mount; `mounted` says whether it worked.
class small_disk {
 public:
  explicit small_disk(fs::path where) : where_(std::move(where)) {
    fs::create_directories(where_);
    mounted = mount("tmpfs", where_.c_str(), "tmpfs", 0, "size=64k") == 0;
  }
  ~small_disk() {
    if (mounted) {
      umount(where_.c_str());
    }
  }
  small_disk(const small_disk&) = delete;
  small_disk& operator=(const small_disk&) = delete;
  bool mounted = false;

 private:
  fs::path where_;
};

}  // namespace

TEST_CASE("without squall.toml the hint is squall init") {
  const project p;
  fs::remove(p.folder() / "squall.toml");
  const run_result result = p.run({"status"});
  CHECK(result.exit_code == 1);
  CHECK(contains(result.err, "hint: `squall init`"));
}

TEST_CASE("a misspelt key of squall.toml is named with its line and the nearest key") {
  const project p;
  p.write("squall.toml", "schema = ['db/schema.hpp']\nuot = 'x'\n");
  const run_result result = p.run({"generate", "--name", "x"});
  CHECK(result.exit_code == 1);
  CHECK(contains(result.err, "squall.toml:2: unknown key `uot`, did you mean `out`?"));
}

TEST_CASE("a header that does not compile ends with 1 and the compiler's own words") {
  const project p;
  p.write_schema("template <class M> struct Users { col<M, intger()> id; };");
  const run_result result = p.run({"generate", "--name", "x"});
  CHECK(result.exit_code == 1);
  CHECK(contains(result.err, "intger"));
  CHECK(contains(result.err, "schema.hpp"));
  CHECK(p.migration_ids().empty());
}

TEST_CASE("a header without a table is an error and no empty schema") {
  const project p;
  p.write_schema("");
  const run_result result = p.run({"push"});
  CHECK(result.exit_code == 1);
  CHECK(contains(result.err, "declares no table"));
}

TEST_CASE("SQL that the server refuses is named with file and line") {
  const project p("schema.sql");
  p.write("schema.sql", "create table a (id int);\n\ncreate table b (id nonsense);\n");
  const run_result result = p.run({"generate", "--name", "x"});
  CHECK(result.exit_code == 1);
  CHECK(contains(result.err, "schema.sql:3:"));
  CHECK(contains(result.err, "nonsense"));
}

TEST_CASE("a server that is not there is an error that hides the password") {
  const project p;
  run_options away = p.options();
  away.environment[0].second = "postgresql://ada:hunter2@127.0.0.1:" + std::to_string(free_port()) + "/app";
  for (const char* command : {"migrate", "status", "push"}) {
    p.write_schema(users_schema("name"));
    const run_result result = run_tool({command}, away);
    CHECK(result.exit_code == 1);
    CHECK(contains(result.err, "cannot connect"));
    CHECK_FALSE(contains(result.err + result.out, "hunter2"));
  }
}

TEST_CASE("a wrong password is refused and not shown, the right one works") {
  const project p("schema.sql");
  p.write("schema.sql", "create table a (id int);");
  const int port = free_port();
  const temporary_folder place;
  fs::permissions(place.path(), fs::perms{0755});
  std::ofstream(place.path() / "pg_hba.conf") << "local all all trust\nhost all all 127.0.0.1/32 scram-sha-256\n";
  kit::server_options how;
  how.directory = place.path() / "pg";
  how.throw_away = true;
  how.settings = {"listen_addresses=127.0.0.1", "port=" + std::to_string(port),
                  "hba_file=" + (place.path() / "pg_hba.conf").string(), "password_encryption=scram-sha-256"};
  kit::managed_server server(how);
  server.start();
  std::string local = server.url();
  const std::size_t default_port = local.find("port=5432");
  REQUIRE(default_port != std::string::npos);
  local.replace(default_port, 9, "port=" + std::to_string(port));
  connection(local).run("create role ada superuser login password 'correct horse'");

  run_options remote = p.options();
  const auto with_password = [&](const std::string& password) {
    remote.environment[0].second = "postgresql://ada:" + password + "@127.0.0.1:" + std::to_string(port) + "/postgres";
    return run_tool({"push", "--json"}, remote);
  };
  const run_result wrong = with_password("hunter2");
  CHECK(wrong.exit_code == 1);
  CHECK(contains(wrong.out, "password authentication failed"));
  CHECK_FALSE(contains(wrong.err + wrong.out, "hunter2"));
  const run_result right = with_password("correct%20horse");
  CHECK(right.exit_code == 0);
  CHECK(right.json()["status"] == "pushed");
  CHECK_FALSE(contains(run_tool({"db", "url"}, remote).out, "horse"));
  server.destroy();
}

TEST_CASE("a folder that cannot be written is an error that names it, and nothing half written stays") {
  const project p("schema.sql");
  p.write("schema.sql", "create table a (id int);");
  fs::create_directories(p.migrations());
  run_options options = p.options();
  if (geteuid() == 0) {  // root may write everywhere, so somebody else tries
    options.run_as = kit::find_os_user(std::string("nobody"));
    REQUIRE(options.run_as.has_value());
    // Nobody cannot reach the scratch server of the tests, nor perhaps the tool: then there is nothing to see.
    REQUIRE(chmod(p.folder().c_str(), 0755) == 0);
    try {
      run_tool({"--version"}, options);
    } catch (const std::exception& e) {
      MESSAGE("skipped: " << e.what());
      return;
    }
  }
  fs::permissions(p.migrations(), fs::perms{0555});
  const run_result result = run_tool({"generate", "--name", "x", "--empty"}, options);
  fs::permissions(p.migrations(), fs::perms{0755});
  CHECK(result.exit_code == 1);
  CHECK(contains(result.err, "migrations"));
  CHECK(p.migration_ids().empty());
}

TEST_CASE("a full disk is an error, and no part of a migration stays") {
  const project p("schema.sql");
  const small_disk disk(p.migrations());
  if (!disk.mounted) {
    MESSAGE("skipped: only root can mount a small file system");
    return;
  }
  std::string sql;
  for (int i = 0; i < 600; ++i) {
    sql += "create table a_table_with_a_rather_long_name_" + std::to_string(i) + " (id int);\n";
  }
  p.write("schema.sql", sql);
  const run_result result = p.run({"generate", "--name", "x"});
  CHECK(result.exit_code == 1);
  CHECK(contains(result.err, "No space left on device"));
  CHECK(p.migration_ids().empty());

  p.write("schema.sql", "create table a (id int);");
  p.succeed({"generate", "--name", "small"});
  CHECK(p.migration_ids().size() == 1);
}
