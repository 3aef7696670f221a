// A PostgreSQL server of the test program's own, and fresh databases on it.
#pragma once

#include <atomic>
#include <string>
#include <utility>

#include "kit/server/server.hpp"
#include "squall/client/connection.hpp"
#include "support/postgres_bin.hpp"
#include "support/temporary_folder.hpp"

namespace squall::test {

/// A cluster that is stopped and deleted with the object. It listens on a unix socket in a temporary folder only, and
/// does not sync to disk.
class test_server {
 public:
  test_server() : server_(options(folder_.path())) { server_.start(); }
  ~test_server() {
    try {
      server_.destroy();
    } catch (const std::exception&) {  // nothing that a test could do about it
    }
  }
  test_server(const test_server&) = delete;
  test_server& operator=(const test_server&) = delete;

  [[nodiscard]] std::string url(std::string_view database = "postgres") const { return server_.url(database); }
  /// For tests with a server of their own.
  void stop() { server_.stop(); }
  void start() { server_.start(); }

 private:
  static kit::server_options options(const std::filesystem::path& folder) {
    kit::server_options options;
    options.directory = folder / "pg";
    options.postgres_bin = chosen_postgres_bin();
    options.throw_away = true;
    return options;
  }

  temporary_folder folder_;
  kit::managed_server server_;
};

/// One per run of the test program: started when first asked for.
inline test_server& server() {
  static test_server instance;
  return instance;
}

/// A database of its own for one test, dropped with the object.
///
///     squall::test::fresh_database database;
///     squall::connection db{database.url()};
class fresh_database {
 public:
  fresh_database() : name_("test_" + std::to_string(counter()++)) {
    connection(server().url()).run("create database " + quote_identifier(name_) + " template template0");
  }
  ~fresh_database() {
    try {
      connection(server().url()).run("drop database if exists " + quote_identifier(name_) + " with (force)");
    } catch (const std::exception&) {  // it goes with the server
    }
  }
  fresh_database(const fresh_database&) = delete;
  fresh_database& operator=(const fresh_database&) = delete;

  [[nodiscard]] const std::string& name() const { return name_; }
  [[nodiscard]] std::string url() const { return server().url(name_); }

 private:
  static std::atomic<int>& counter() {
    static std::atomic<int> next{1};
    return next;
  }
  std::string name_;
};

}  // namespace squall::test
