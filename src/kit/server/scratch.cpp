#include "kit/server/scratch.hpp"

#include <sys/stat.h>
#include <unistd.h>

#include <cstdlib>
#include <fstream>
#include <random>
#include <sstream>
#include <utility>

#include "kit/base/error.hpp"
#include "kit/base/process.hpp"
#include "kit/base/sha256.hpp"
#include "squall/client/connection.hpp"
#include "squall/errors.hpp"

namespace squall::kit {
namespace fs = std::filesystem;
namespace {

constexpr std::string_view prefix = "scratch_";
constexpr const char* kept_prefix = "kept_";
constexpr int most_kept = 3;

/// When the process started, in clock ticks since boot (proc(5), stat, field 22): tells a process from a later one
/// with the same id. 0 when there is none.
unsigned long long start_time_of(long pid) {
  std::ifstream file{"/proc/" + std::to_string(pid) + "/stat"};
  std::string text;
  std::getline(file, text);
  const auto name_end = text.rfind(')');
  if (name_end == std::string::npos) {
    return 0;
  }
  std::istringstream fields{text.substr(name_end + 1)};
  std::string skipped;
  for (int i = 3; i < 22; ++i) {
    fields >> skipped;
  }
  unsigned long long ticks = 0;
  fields >> ticks;
  return ticks;
}

/// `scratch_<pid>_<start time>_<random number>`
std::string new_name() {
  std::random_device random;
  const long pid = ::getpid();
  return std::string{prefix} + std::to_string(pid) + "_" + std::to_string(start_time_of(pid)) + "_" +
         std::to_string(random());
}

bool owner_lives(const std::string& name) {
  std::istringstream fields{name.substr(prefix.size())};
  long pid = 0;
  unsigned long long started = 0;
  char underscore = 0;
  if (!(fields >> pid >> underscore >> started) || underscore != '_') {
    return true;  // not one of ours
  }
  return start_time_of(pid) == started;
}

/// PostgreSQL 15 and later would write every page of the copy to the WAL, which takes longer, and ten times as long for
/// thousands of small files (manual, CREATE DATABASE, STRATEGY).
std::string copy_statement(const connection& db, const std::string& from, const std::string& to) {
  return "create database " + quote_identifier(to) + " template " + quote_identifier(from) +
         (db.server_version() >= 150000 ? " strategy file_copy" : "");
}

/// DROP DATABASE refuses one that has subscriptions; none of them has ever connected.
void drop_subscriptions(connection& db, const std::string& database, const std::string& url) {
  const result names = db.query(
      "select pg_catalog.quote_ident(s.subname) from pg_catalog.pg_subscription s "
      "join pg_catalog.pg_database d on d.oid = s.subdbid where d.datname = $1",
      {{database}});
  if (names.rows() == 0) {
    return;
  }
  connection inside{url};
  for (int row = 0; row < names.rows(); ++row) {
    const std::string name{names.text(row, 0)};
    inside.run("alter subscription " + name + " disable");
    inside.run("alter subscription " + name + " set (slot_name = none)");
    inside.run("drop subscription " + name);
  }
}

void drop_with_all(connection& db, const managed_server& server, const std::string& name) {
  drop_subscriptions(db, name, server.url(name));
  db.run("drop database if exists " + quote_identifier(name) + " with (force)");
}

void drop_leftovers(const managed_server& server, connection& db) {
  const result names = db.query("select datname from pg_database where datname ^@ 'scratch_'");
  for (int row = 0; row < names.rows(); ++row) {
    const std::string name{names.text(row, 0)};
    if (owner_lives(name)) {
      continue;
    }
    try {
      drop_with_all(db, server, name);
    } catch (const database_error&) {  // somebody else drops it at this moment; or the next one will
    }
  }
}

/// A folder below /tmp that only this user can enter.
fs::path private_temporary_folder() {
  const fs::path folder = fs::path{"/tmp"} / ("squall-cache-" + std::to_string(::geteuid()));
  ::mkdir(folder.c_str(), 0700);
  struct stat found{};
  if (::lstat(folder.c_str(), &found) != 0 || !S_ISDIR(found.st_mode) || found.st_uid != ::geteuid()) {
    throw error("the folder " + folder.string() + " belongs to somebody else",
                "set XDG_CACHE_HOME to a folder of yours");
  }
  return folder;
}

/// The nearest existing folder at or above `path` takes new files.
bool can_be_made(fs::path path) {
  std::error_code ignored;
  while (!fs::exists(path, ignored) && path.has_relative_path()) {
    path = path.parent_path();
  }
  return ::access(path.c_str(), W_OK | X_OK) == 0;
}

fs::path cache_folder() {
  if (const char* cache = std::getenv("XDG_CACHE_HOME"); cache != nullptr && *cache == '/') {
    return fs::path{cache} / "squall";
  }
  if (const char* home = std::getenv("HOME"); home != nullptr && *home == '/') {
    const fs::path folder = fs::path{home} / ".cache" / "squall";
    if (can_be_made(folder)) {
      return folder;
    }
  }
  return private_temporary_folder();
}

/// `15` of /usr/lib/postgresql/15/bin, or what `postgres --version` says.
std::string major_version(const fs::path& bin) {
  const process_result answer =
      run_process({.argv = {(bin / "postgres").string(), "--version"}, .timeout = std::chrono::seconds{10}});
  const auto digit = answer.standard_output.find_first_of("0123456789");
  if (!answer.succeeded() || digit == std::string::npos) {
    throw error("cannot tell the version of " + (bin / "postgres").string() + ": " + answer.outcome(),
                "check that it is a PostgreSQL server");
  }
  const auto end = answer.standard_output.find_first_not_of("0123456789", digit);
  return answer.standard_output.substr(digit, end - digit);
}

}  // namespace

/// The right to make roles on the cluster, and the duty to take them away.
class role_claim {
 public:
  explicit role_claim(const std::string& url) : session_(url) {
    session_.run("set lock_timeout = '60s'");
    try {
      session_.run("select pg_catalog.pg_advisory_lock(7310593858020254299)");  // "sqroles", for no other reason
    } catch (const database_error& e) {
      throw error("another squall has been using roles on the scratch server for a minute: " + e.fields().message,
                  "wait for it, or stop the server: squall db stop --scratch");
    }
    drop_roles();  // of a process that died
  }
  ~role_claim() {
    try {
      drop_roles();
    } catch (const std::exception&) {  // whoever comes next does it
    }
  }
  role_claim(const role_claim&) = delete;
  role_claim& operator=(const role_claim&) = delete;

 private:
  void drop_roles() {
    const result names = session_.query(
        "select pg_catalog.quote_ident(rolname) from pg_catalog.pg_roles where rolname !~ '^pg_' and oid >= 16384");
    for (int row = 0; row < names.rows(); ++row) {
      try {
        session_.run("drop role " + std::string{names.text(row, 0)});
      } catch (const database_error&) {  // something of a database that is still there is its own
      }
    }
  }

  connection session_;
};

void scratch_database::claim_roles() {
  if (roles_) {
    return;
  }
  roles_ = server_->roles_.lock();
  if (!roles_) {
    roles_ = std::make_shared<role_claim>(server_->url());
    server_->roles_ = roles_;
  }
}

scratch_database::scratch_database(managed_server& server) : server_(&server), name_(new_name()) {
  server.start();
  session_ = std::make_unique<connection>(server.url());
  drop_leftovers(server, *session_);
  session_->run(copy_statement(*session_, "template0", name_) + " encoding 'UTF8' lc_collate 'C' lc_ctype 'C.UTF-8'");
}

void scratch_database::keep_copy(const std::string& key) {
  try {
    const result old =
        session_->query("select datname from pg_catalog.pg_database where datname ^@ $1 order by oid desc offset " +
                            std::to_string(most_kept - 1),
                        {{std::string{kept_prefix}}});
    for (int row = 0; row < old.rows(); ++row) {
      session_->run("drop database if exists " + quote_identifier(old.text(row, 0)));
    }
    session_->run(copy_statement(*session_, name_, kept_prefix + key));
  } catch (const database_error&) {  // another process is at it
  }
}

bool scratch_database::become_copy(const std::string& key) {
  const std::string kept = kept_prefix + key;
  if (session_->query("select from pg_catalog.pg_database where datname = $1", {{kept}}).rows() == 0) {
    return false;
  }
  const std::string copy = new_name();
  try {
    session_->run(copy_statement(*session_, kept, copy));
  } catch (const connection_error&) {
    throw;
  } catch (const database_error&) {  // dropped at this moment
    return false;
  }
  drop_with_all(*session_, *server_, name_);
  name_ = copy;
  return true;
}

scratch_database::~scratch_database() {
  if (server_ == nullptr) {
    return;
  }
  try {
    drop_with_all(*session_, *server_, name_);
  } catch (const std::exception&) {  // the next process that comes drops it
  }
}

scratch_database::scratch_database(scratch_database&& other) noexcept
    : server_(std::exchange(other.server_, nullptr)),
      session_(std::move(other.session_)),
      name_(std::move(other.name_)),
      roles_(std::move(other.roles_)) {}

std::string scratch_database::url() const { return server_->url(name_); }

server_options scratch_server_options(const std::optional<fs::path>& postgres_bin,
                                      const std::vector<std::string>& settings) {
  const fs::path bin = find_postgres_bin(postgres_bin);
  std::string name = "scratch-" + major_version(bin);
  if (!settings.empty()) {
    std::string all;
    for (const std::string& setting : settings) {
      all += setting + '\n';
    }
    name += "-" + sha256_hex(all).substr(0, 8);
  }
  return {.directory = cache_folder() / name, .postgres_bin = bin, .throw_away = true, .settings = settings};
}

}  // namespace squall::kit
