#include "kit/server/server.hpp"

#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>

#include "kit/base/error.hpp"
#include "kit/base/file_lock.hpp"
#include "kit/base/system_error.hpp"
#include "kit/server/initdb.hpp"
#include "kit/server/layout.hpp"
#include "kit/server/postmaster.hpp"
#include "squall/client/connection.hpp"
#include "squall/errors.hpp"

namespace squall::kit {
namespace fs = std::filesystem;
namespace {

constexpr std::uintmax_t log_limit = 10U << 20U;

std::vector<std::string> settings_of(const server_options& options) {
  std::vector<std::string> settings{"timezone=UTC", "log_timezone=UTC"};
  if (options.throw_away) {
    // PostgreSQL manual, 14.5 "Non-Durable Settings"; and no background work that nobody will profit from.
    for (const char* setting :
         {"fsync=off", "synchronous_commit=off", "full_page_writes=off", "autovacuum=off", "checkpoint_timeout=1h",
          "max_wal_size=4GB", "wal_init_zero=off", "wal_recycle=off", "max_locks_per_transaction=1024"}) {
      settings.emplace_back(setting);
    }
  }
  settings.insert(settings.end(), options.settings.begin(), options.settings.end());
  return settings;
}

/// application/x-www-form-urlencoded is not what libpq wants: every byte but the unreserved ones as %XX.
std::string percent_encoded(std::string_view text) {
  constexpr std::string_view digits = "0123456789ABCDEF";
  std::string result;
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    const bool plain =
        (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '_' || c == '.';
    if (plain) {
      result += c;
    } else {
      result += {'%', digits[byte >> 4U], digits[byte & 15U]};
    }
  }
  return result;
}

/// For root every new folder is one that others may pass through, whatever the umask: the server runs as one of them.
void make_directory(const fs::path& directory) {
  std::error_code failure;
  if (fs::is_directory(directory, failure)) {
    return;
  }
  if (directory.has_relative_path()) {
    make_directory(directory.parent_path());
  }
  if (::mkdir(directory.c_str(), 0777) != 0 && errno != EEXIST) {
    throw system_failure("make the folder " + directory.string(), errno);
  }
  if (::geteuid() == 0) {
    ::chmod(directory.c_str(), 0755);
  }
}

void check_owner(const detail::server_layout& layout) {
  struct stat found{};
  if (!layout.run_as && ::stat(layout.data.c_str(), &found) == 0 && found.st_uid != ::geteuid()) {
    const auto owner = find_os_user(found.st_uid);
    const std::string name = owner ? owner->name : std::to_string(found.st_uid);
    throw error("the cluster in " + layout.data.string() + " belongs to user " + name,
                "run squall as that user or as root, or use another directory");
  }
}

void start_or_renew(const detail::server_layout& layout, const server_options& options, const fs::path& bin) {
  try {
    detail::start_postmaster(layout, bin, settings_of(options));
  } catch (const error&) {
    if (!options.throw_away) {
      throw;
    }
    // Without fsync a power cut may leave a cluster that cannot start; nothing in it is worth keeping.
    detail::clean_up_after_crash(layout);
    std::error_code ignored;
    fs::remove_all(layout.data, ignored);
    detail::initialise_cluster(layout, bin, true);
    detail::start_postmaster(layout, bin, settings_of(options));
  }
}

}  // namespace

managed_server::managed_server(server_options options) : options_(std::move(options)) {
  options_.directory = fs::absolute(options_.directory);
}

void managed_server::start() {
  make_directory(options_.directory);
  const file_lock lock{options_.directory / "lock"};
  const detail::server_layout layout = detail::find_layout(options_.directory);
  check_owner(layout);
  if (detail::wait_until_ready(layout.data)) {
    return;
  }
  const fs::path bin = find_postgres_bin(options_.postgres_bin);
  detail::prepare_layout(layout);
  if (!detail::has_cluster(layout)) {
    detail::initialise_cluster(layout, bin, options_.throw_away);
  }
  detail::clean_up_after_crash(layout);
  std::error_code ignored;
  if (fs::file_size(layout.log, ignored) > log_limit && !ignored) {
    fs::resize_file(layout.log, 0, ignored);
  }
  start_or_renew(layout, options_, bin);
}

void managed_server::stop() {
  std::error_code ignored;
  if (!fs::exists(options_.directory, ignored)) {
    return;
  }
  const file_lock lock{options_.directory / "lock"};
  detail::stop_postmaster(detail::find_layout(options_.directory));
}

void managed_server::destroy() {
  std::error_code ignored;
  if (!fs::exists(options_.directory, ignored)) {
    return;
  }
  const file_lock lock{options_.directory / "lock"};
  const detail::server_layout layout = detail::find_layout(options_.directory);
  detail::stop_postmaster(layout);
  detail::remove_layout(layout);
}

server_state managed_server::state() const {
  const detail::server_layout layout = detail::find_layout(options_.directory);
  if (!detail::has_cluster(layout)) {
    return server_state::absent;
  }
  const auto running = detail::find_postmaster(layout.data);
  return running && running->status == "ready" ? server_state::running : server_state::stopped;
}

std::string managed_server::url(std::string_view database) const {
  const detail::server_layout layout = detail::find_layout(options_.directory);
  return "postgresql:///" + percent_encoded(database) + "?host=" + percent_encoded(layout.socket_folder.string()) +
         "&port=5432&user=postgres";
}

void managed_server::ensure_database(std::string_view name) {
  start();
  connection db{url()};
  const auto exists = [&] {
    return db.query("select from pg_database where datname = $1", {{std::string{name}}}).rows() > 0;
  };
  if (exists()) {
    return;
  }
  try {
    db.run("create database " + quote_identifier(name) + " template template0");
  } catch (const database_error&) {
    if (!exists()) {  // otherwise another process was faster
      throw;
    }
  }
}

}  // namespace squall::kit
