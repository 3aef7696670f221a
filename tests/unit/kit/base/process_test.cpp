#include <doctest/doctest.h>
#include <unistd.h>

#include <chrono>
#include <csignal>
#include <thread>

#include "kit/base/atomic_file.hpp"
#include "kit/base/error.hpp"
#include "kit/base/process.hpp"
#include "kit/base/text.hpp"

using namespace squall::kit;
using namespace std::chrono_literals;

TEST_CASE("a program gets its arguments untouched by any shell, and its outputs come apart") {
  const auto r =
      run_process({.argv = {"sh", "-c", "printf '%s|' \"$@\"; echo err >&2; exit 3", "sh", "a b", "$HOME;'\"", ""}});
  CHECK(r.standard_output == "a b|$HOME;'\"||");
  CHECK(r.standard_error == "err\n");
  CHECK(r.exit_code == 3);
  CHECK_FALSE(r.succeeded());
}

TEST_CASE("a program gets its standard input, environment and folder") {
  const std::string input(200'000, 'i');
  const auto r = run_process({.argv = {"sh", "-c", "cat; echo \"$SQUALL_X\"; pwd"},
                              .standard_input = input,
                              .environment = {{"SQUALL_X", "set"}},
                              .working_directory = "/usr"});
  CHECK(r.standard_output == input + "set\n/usr\n");
  CHECK(run_process({.argv = {"true"}, .standard_input = input}).succeeded());  // nobody reads it: no SIGPIPE
}

TEST_CASE("a program that writes much to both outputs does not block") {
  const auto r = run_process({.argv = {"sh", "-c", "head -c 1000000 /dev/zero >&2; head -c 1000000 /dev/zero"}});
  CHECK(r.standard_output.size() == 1'000'000);
  CHECK(r.standard_error.size() == 1'000'000);
}

TEST_CASE("a program that takes too long is killed with its children") {
  const auto start = std::chrono::steady_clock::now();
  const auto r = run_process({.argv = {"sh", "-c", "echo begun; sleep 60 & echo $!; wait"}, .timeout = 300ms});
  CHECK(r.timed_out);
  CHECK_FALSE(r.succeeded());
  CHECK(std::chrono::steady_clock::now() - start < 10s);
  REQUIRE(r.standard_output.starts_with("begun\n"));
  const auto grandchild = static_cast<pid_t>(std::stol(r.standard_output.substr(6)));
  const auto is_running = [&] {
    try {
      const std::string stat = read_file("/proc/" + std::to_string(grandchild) + "/stat");
      return stat.find(") Z") == std::string::npos;
    } catch (const error&) {
      return false;
    }
  };
  for (int i = 0; i < 200 && is_running(); ++i) {
    std::this_thread::sleep_for(10ms);
  }
  CHECK_FALSE(is_running());
}

TEST_CASE("the end of the program counts, not the end of what it left running") {
  const auto start = std::chrono::steady_clock::now();
  const auto r = run_process({.argv = {"sh", "-c", "sleep 5 & echo done"}});
  CHECK(r.standard_output == "done\n");
  CHECK(std::chrono::steady_clock::now() - start < 3s);
}

TEST_CASE("a program that cannot be started is an error that names it; one that a signal ends says which") {
  CHECK_THROWS_WITH_AS(run_process({.argv = {"squall-no-such-program"}}), doctest::Contains("squall-no-such-program"),
                       error);
  const auto r = run_process({.argv = {"sh", "-c", "kill -9 $$"}});
  CHECK(r.signal == SIGKILL);
  CHECK(r.outcome().find("signal 9") == 0);
}

TEST_CASE("root can run a program as another user") {
  if (::geteuid() != 0) {
    return;
  }
  const auto nobody = find_os_user("nobody");
  REQUIRE(nobody);
  const auto r = run_process({.argv = {"sh", "-c", "id -un; echo $HOME"}, .working_directory = "/", .run_as = nobody});
  CHECK(r.standard_output == "nobody\n" + nobody->home + "\n");
}

TEST_CASE("a near name is found and a far one is not") {
  const std::vector<std::string> names{"users", "posts", "post_tags"};
  CHECK(nearest_name("user", names) == "users");
  CHECK(nearest_name("psots", names) == "posts");
  CHECK(nearest_name("POSTS", names) == "posts");
  CHECK_FALSE(nearest_name("invoices", names));
  CHECK(edit_distance("kitten", "sitting") == 3);
  CHECK(edit_distance("ab", "ba") == 1);
  CHECK(edit_distance("", "abc") == 3);
}

TEST_CASE("SQL for a message is one line, cut between characters") {
  CHECK(one_line("  select\n\t1  ") == "select 1");
  CHECK(one_line("ééééé", 3) == "ééé…");
  CHECK(one_line("a b c", 3) == "a b…");
  CHECK(trim(" \n") == "");
  CHECK(count_of(1, "step") == "1 step");
  CHECK(count_of(0, "step") == "0 steps");
}
