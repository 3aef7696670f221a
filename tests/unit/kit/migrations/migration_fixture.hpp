// One server for all tests of this program, a database for each, and migrations made of text.
#pragma once

#include <doctest/doctest.h>
#include <sys/stat.h>
#include <unistd.h>

#include <memory>

#include "kit/migrations/folder.hpp"
#include "kit/migrations/runner.hpp"
#include "kit/server/scratch.hpp"
#include "kit/server/server.hpp"
#include "squall/client/connection.hpp"
#include "squall/errors.hpp"
#include "support/temporary_folder.hpp"

namespace squall::kit::test {

namespace fs = std::filesystem;
using squall::test::temporary_folder;

/// Started once, destroyed when the program ends. Forked children must end with _exit().
class shared_server {
 public:
  static managed_server& get() {
    static shared_server instance;
    return instance.server_;
  }
  ~shared_server() {
    if (::getpid() == owner_) {
      server_.destroy();
    }
  }
  shared_server(const shared_server&) = delete;
  shared_server& operator=(const shared_server&) = delete;

 private:
  shared_server()
      : server_({.directory = folder_.path() / "pg", .postgres_bin = {}, .throw_away = true, .settings = {}}) {
    server_.start();
  }
  pid_t owner_ = ::getpid();
  temporary_folder folder_;
  managed_server server_;
};

/// An empty database and a session in it.
struct test_database {
  scratch_database scratch{shared_server::get()};
  connection db{scratch.url()};

  [[nodiscard]] std::string url() const { return scratch.url(); }
  std::string ask(const std::string& sql) {
    const result r = db.run(sql);
    return r.rows() == 0 ? "" : std::string{r.text(0, 0)};
  }
  bool has(const std::string& relation) {
    return db.query("select where to_regclass($1) is not null", {{relation}}).rows() > 0;
  }
  /// Everything in the database but the history's times, as text: two databases with the same text are the same.
  std::string fingerprint() {
    return ask(R"(select string_agg(line, E'\n' order by line) from (
      select format('%s %s.%s', relkind, nspname, relname) as line from pg_class c
        join pg_namespace n on n.oid = relnamespace where nspname !~ '^pg_' and nspname <> 'information_schema'
      union all select format('%s.%s %s %s', attrelid::regclass, attname, format_type(atttypid, atttypmod), attnotnull)
        from pg_attribute join pg_class c on c.oid = attrelid join pg_namespace n on n.oid = relnamespace
        where attnum > 0 and nspname !~ '^pg_' and nspname <> 'information_schema'
      union all select pg_get_indexdef(indexrelid) || ' valid ' || indisvalid from pg_index join pg_class c
        on c.oid = indexrelid join pg_namespace n on n.oid = relnamespace where nspname !~ '^pg_'
      union all select enumtypid::regtype || ' ' || enumlabel from pg_enum
      union all select conname || ' ' || pg_get_constraintdef(oid) from pg_constraint where connamespace <> 11) as x)");
  }
};

/// A chain: each migration's parent is the one before it.
inline std::vector<migration> chain(const std::vector<std::pair<std::string, std::string>>& scripts) {
  std::vector<migration> migrations;
  for (const auto& [up, down] : scripts) {
    migration m;
    const std::string number = std::to_string(migrations.size() + 1);
    m.id = "202601010000" + std::string(2 - number.size(), '0') + number + "_m" + number;
    if (!migrations.empty()) {
      m.parents = {migrations.back().id};
    }
    m.up_sql = up;
    m.down_sql = down;
    migrations.push_back(std::move(m));
  }
  return migrations;
}

inline runner_options quick_options() {
  runner_options options;
  options.lock_timeout = std::chrono::milliseconds{50};
  options.lock_retries = 2;
  return options;
}

}  // namespace squall::kit::test
