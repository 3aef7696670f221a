// Runners that die, and runners that meet.
#include <sys/wait.h>

#include <chrono>
#include <csignal>
#include <random>
#include <thread>

#include "migration_fixture.hpp"

using namespace squall::kit;
using test::chain;
using test::test_database;

namespace {

/// Nine migrations with everything that is hard to interrupt.
std::vector<migration> hard_chain() {
  constexpr auto concurrently = "\n-- squall: step 2, outside a transaction\n";
  return chain({
      {"create table public.users (id int primary key, email text not null, age int);"
       "insert into public.users select i, 'u' || i || '@x', i % 90 from generate_series(1, 3000) i;",
       ""},
      {"create type public.mood as enum ('sad');\n-- squall: step 2\nalter type public.mood add value 'happy';\n"
       "-- squall: step 3\nalter table public.users add mood public.mood not null default 'happy';",
       ""},
      {std::string{"alter table public.users add nick text;"} + concurrently +
           "create unique index concurrently users_email on public.users (email);\n"
           "create index concurrently users_age on public.users (age desc) where age > 18;\n"
           "-- squall: step 3\nalter table public.users add constraint users_email unique using index users_email;",
       ""},
      {"create table public.log (n serial);\n-- squall: step 2\ninsert into public.log select from generate_series(1, "
       "7);",
       ""},
      {std::string{"select 1;"} + concurrently + "drop index concurrently public.users_age;", ""},
      {"alter table public.users add constraint adult check (age < 200) not valid;\n-- squall: step 2\n"
       "alter table public.users validate constraint adult;",
       ""},
      {std::string{"insert into public.log default values;"} + concurrently +
           "create index concurrently users_nick on public.users (lower(nick), id) include (age);",
       ""},
      {"update public.users set nick = 'n' || id; insert into public.log default values;", ""},
      {"alter table public.users add seen int not null default 0;\n-- squall: step 2, in batches\n"
       "update public.users set seen = seen + 1;\n-- squall: step 3\ninsert into public.log default values;",
       ""},
  });
}

std::string contents(test_database& t) {
  return t.fingerprint() + t.ask("select md5(string_agg(u::text, ',' order by id)) from users u") +
         t.ask("select string_agg(n::text, ',' order by n) from (select count(*) as n from log) x") +
         t.ask("select string_agg(concat(id, checksum, state, steps_done), ',' order by id) from squall.migrations");
}

/// Ends at once, without destructors: what the parent owns is not the child's to clean up.
template <class Body>
pid_t in_child(Body body) {
  const pid_t child = ::fork();
  if (child == 0) {
    int code = 1;
    try {
      code = body();
    } catch (const std::exception& e) {
      std::fprintf(stderr, "child: %s\n", e.what());
    }
    ::_exit(code);
  }
  return child;
}

}  // namespace

TEST_CASE("kill -9 at any moment, then migrate again: the database is that of an undisturbed run") {
  const auto migrations = hard_chain();
  test_database undisturbed;
  const auto start = std::chrono::steady_clock::now();
  migrate(undisturbed.db, migrations);
  const auto whole = std::chrono::duration_cast<std::chrono::microseconds>(std::chrono::steady_clock::now() - start);
  const std::string expected = contents(undisturbed);
  const auto seed = std::random_device{}();
  CAPTURE(seed);
  std::mt19937 random{seed};
  int broken = 0;
  // More rounds where the undisturbed run was slow (a busy machine) and most children are done before they are killed.
  for (int round = 0; round < 15 || (broken <= 10 && round < 60); ++round) {
    test_database t;
    const std::string url = t.url();
    for (int kills = 0; kills < 3; ++kills) {  // also while it resumes
      const pid_t child = in_child([&] {
        squall::connection db{url};
        migrate(db, migrations);
        return 0;
      });
      std::this_thread::sleep_for(
          std::chrono::microseconds{std::uniform_int_distribution<std::int64_t>{0, whole.count()}(random)});
      ::kill(child, SIGKILL);
      int status = 0;
      ::waitpid(child, &status, 0);
      broken += WIFSIGNALED(status) ? 1 : 0;
    }
    migrate(t.db, migrations);
    CAPTURE(round);
    CHECK(contents(t) == expected);
    CHECK(migrate(t.db, migrations).done.empty());
  }
  CHECK(broken > 10);
}

TEST_CASE("a killed server process in the middle of a run is as good as a killed runner") {
  const auto migrations = hard_chain();
  test_database undisturbed;
  migrate(undisturbed.db, migrations);
  for (std::size_t when = 1; when <= 8; ++when) {
    test_database t;
    squall::connection killer{t.url()};
    squall::connection victim{t.url()};
    std::size_t lines = 0;
    runner_options options;
    options.progress = [&](const std::string&) {
      if (++lines == when * 2) {
        killer.query("select pg_terminate_backend($1::int)",
                     {{std::string{victim.run("select pg_backend_pid()").text(0, 0)}}});
      }
    };
    CHECK_THROWS_AS(migrate(victim, migrations, options), squall::connection_error);
    migrate(t.db, migrations);
    CHECK(contents(t) == contents(undisturbed));
  }
}

TEST_CASE("eight runners at once: each migration is applied once, the others wait and find nothing to do") {
  const auto migrations = hard_chain();
  test_database undisturbed;
  migrate(undisturbed.db, migrations);
  test_database t;
  const std::string url = t.url();
  std::vector<pid_t> children;
  for (int i = 0; i < 8; ++i) {
    children.push_back(in_child([&] {
      squall::connection db{url};
      const run_report report = migrate(db, migrations);
      return report.done.size() == migrations.size() ? 10 : report.done.empty() ? 20 : 1;
    }));
  }
  int did = 0;
  int found_nothing = 0;
  for (const pid_t child : children) {
    int status = 0;
    ::waitpid(child, &status, 0);
    REQUIRE(WIFEXITED(status));
    did += WEXITSTATUS(status) == 10 ? 1 : 0;
    found_nothing += WEXITSTATUS(status) == 20 ? 1 : 0;
  }
  CHECK(did == 1);
  CHECK(found_nothing == 7);
  CHECK(contents(t) == contents(undisturbed));
}

TEST_CASE("a migrate that waits for a rollback of everything starts from nothing") {
  test_database t;
  const auto migrations = chain({{"create table public.a ();", "select pg_sleep(0.5); drop table public.a;"}});
  migrate(t.db, migrations);
  squall::connection other{t.url()};
  std::thread back{[&] { rollback(other, migrations, 1); }};
  std::this_thread::sleep_for(std::chrono::milliseconds{200});
  bool told = false;
  runner_options options;
  options.progress = [&](const std::string& line) { told = told || line.starts_with("waiting"); };
  const run_report report = migrate(t.db, migrations, options);
  back.join();
  CHECK(report.waited);
  CHECK(told);
  CHECK(report.done.size() == 1);
  CHECK(t.has("public.a"));
}
