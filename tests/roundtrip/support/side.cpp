#include "roundtrip/support/side.hpp"

#include <unistd.h>

#include <cerrno>
#include <cstdlib>
#include <stdexcept>
#include <system_error>

#include "kit/base/process.hpp"
#include "kit/base/text.hpp"
#include "squall/client/connection.hpp"
#include "support/postgres_bin.hpp"

namespace squall::test {
namespace fs = std::filesystem;
namespace {

kit::server_options options_of(const fs::path& folder, const std::string& name) {
  kit::server_options options;
  options.directory = folder / name;
  options.postgres_bin = server_programs();
  options.throw_away = true;
  options.settings = {"max_locks_per_transaction=2048", "wal_level=logical", "allow_in_place_tablespaces=on"};
  for (const auto& setting : label_provider_settings()) {
    options.settings.push_back(setting);
  }
  return options;
}

std::vector<std::string> names(connection& db, const std::string& sql) {
  const auto rows = db.query(sql);
  std::vector<std::string> out;
  for (int i = 0; i < rows.rows(); ++i) {
    out.emplace_back(rows.text(i, 0));
  }
  return out;
}

kit::process_result psql(const side& on, const std::vector<std::string>& arguments, const std::string& input = {}) {
  kit::process_options options;
  options.argv = {client_program("psql").string(), on.url(), "-X", "-q", "-v", "ON_ERROR_STOP=1"};
  options.argv.insert(options.argv.end(), arguments.begin(), arguments.end());
  options.standard_input = input;
  return kit::run_process(options);
}

}  // namespace

fs::path server_programs() { return kit::find_postgres_bin(chosen_postgres_bin()); }

fs::path client_program(const std::string& name) {
  if (fs::exists(server_programs() / name)) {
    return server_programs() / name;
  }
  fs::path newest;
  std::error_code none;
  for (const auto& entry : fs::directory_iterator("/usr/lib/postgresql", none)) {
    const auto candidate = entry.path() / "bin" / name;
    if (fs::exists(candidate) && candidate > newest) {
      newest = candidate;
    }
  }
  return newest;
}

std::vector<std::string> label_provider_settings() {
  kit::process_options options;
  options.argv = {(server_programs() / "postgres").string(), "--version"};
  if (kit::run_process(options).standard_output.find(") 15.") == std::string::npos) {
    return {};
  }
  return {"session_preload_libraries=" SQUALL_LABEL_PROVIDER};
}

side::side(const std::string& name) : server_(options_of(folder_.path(), name)) {
  server_.start();
  version_ = connection(server_.url()).server_version() / 10000;
}

side::~side() {
  try {
    server_.destroy();
  } catch (const std::exception&) {  // nothing that a test could do about it
  }
}

std::string side::url() const { return server_.url("d"); }

void side::reset() {
  connection admin(server_.url());
  if (!names(admin, "select 1 from pg_database where datname = 'd'").empty()) {
    {
      connection db(url());
      db.run("set session_replication_role = replica");  // no event trigger fires
      for (const auto& name : names(db, "select quote_ident(subname) from pg_subscription")) {
        db.run("alter subscription " + name + " disable");
        db.run("alter subscription " + name + " set (slot_name = none)");
        db.run("drop subscription " + name);
      }
    }
    admin.run("drop database d with (force)");
  }
  for (const auto& name : names(admin, "select quote_ident(spcname) from pg_tablespace where spcname !~ '^pg_'")) {
    admin.run("drop tablespace " + name);
  }
  std::string roles;
  for (const auto& name :
       names(admin, "select quote_ident(rolname) from pg_roles where rolname !~ '^pg_' and rolname <> current_user")) {
    roles += (roles.empty() ? "drop role " : ", ") + name;
  }
  if (!roles.empty()) {
    admin.run(roles);
  }
  admin.run("create database d template template0");
}

void side::load(const fs::path& file, bool stop_on_error) {
  const auto outcome =
      stop_on_error ? psql(*this, {"-f", file.string()}) : psql(*this, {"-v", "ON_ERROR_STOP=0", "-f", file.string()});
  if (stop_on_error && !outcome.succeeded()) {
    throw std::runtime_error(file.string() + ": " + outcome.standard_error);
  }
}

void side::load_text(const std::string& sql) {
  const auto outcome = psql(*this, {"-f", "-"}, sql);
  if (!outcome.succeeded()) {
    throw std::runtime_error(outcome.standard_error);
  }
}

void two_sides::reset() {
  original.reset();
  copy.reset();
}

void two_sides::share_tablespaces() {
  connection from(original.url());
  connection to(copy.url());
  for (const auto& name : names(from, "select quote_ident(spcname) from pg_tablespace where spcname !~ '^pg_'")) {
    to.run("create tablespace " + name + " location ''");
  }
}

two_sides& sides() {
  static two_sides instance;
  return instance;
}

}  // namespace squall::test
