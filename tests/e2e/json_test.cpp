// --json: one object on stdout, and nothing else, whatever happens.
#include <doctest/doctest.h>

#include "e2e/support/project.hpp"

using namespace squall::e2e;

TEST_CASE("every command gives one JSON object, and nothing on stderr") {
  const project p("schema.sql");
  p.write("schema.sql", "create table a (id int primary key);");
  const std::vector<std::vector<std::string>> commands{{"init"},
                                                       {"generate", "--name", "one"},
                                                       {"generate", "--name", "two"},
                                                       {"status"},
                                                       {"migrate", "--dry-run"},
                                                       {"migrate"},
                                                       {"migrate"},
                                                       {"status"},
                                                       {"push"},
                                                       {"diff"},
                                                       {"diff", "--from", "empty"},
                                                       {"export"},
                                                       {"export", "--format", "json"},
                                                       {"rollback", "--dry-run"},
                                                       {"rollback", "--yes"},
                                                       {"db", "url"}};
  for (std::vector<std::string> command : commands) {
    command.emplace_back("--json");
    CAPTURE(command);
    const run_result result = p.run(command);
    CHECK(result.exit_code == 0);
    CHECK(result.err.empty());
    const auto document = result.json();
    CHECK(document.contains("command"));
    CHECK(document.contains("status"));
  }
}

TEST_CASE("errors are one JSON object too, with message, hint and code") {
  const project p;
  const std::vector<std::pair<std::vector<std::string>, int>> mistakes{
      {{"generate", "--name", "x"}, 1},     {{"diff", "--from", "nonsense"}, 2},
      {{"generate", "--nmae", "x"}, 2},     {{"genrate"}, 2},
      {{"migrate", "--to", "nothing"}, 2},  {{"--env", "nowhere", "status"}, 2},
      {{"-C", "/nonexistent", "status"}, 1}};
  for (const auto& [arguments, code] : mistakes) {
    for (const bool first : {true, false}) {
      std::vector<std::string> command = arguments;
      command.insert(first ? command.begin() : command.end(), "--json");
      CAPTURE(command);
      const run_result result = p.run(command);
      CHECK(result.exit_code == code);
      CHECK(result.err.empty());
      const auto document = result.json();
      CHECK_FALSE(document["error"]["message"].get<std::string>().empty());
      CHECK(document["error"].contains("hint"));
      CHECK(document["error"]["code"] == code);
    }
  }
}

TEST_CASE("help and version go to stdout with an example, and end with 0") {
  const project p;
  CHECK(contains(p.succeed({"--version"}).out, "squall "));
  CHECK(contains(p.succeed({"--help"}).out, "Exit codes"));
  for (const char* command : {"init", "generate", "migrate", "rollback", "status", "push", "diff", "export", "db"}) {
    CHECK(contains(p.succeed({command, "--help"}).out, "Example:"));
  }
}

TEST_CASE("a misspelt command or option is a usage error that names the nearest one") {
  const project p;
  const run_result command = p.run({"migrat"});
  CHECK(command.exit_code == 2);
  CHECK(contains(command.err, "did you mean `migrate`?"));
  const run_result option = p.run({"migrate", "--dry-rnu"});
  CHECK(option.exit_code == 2);
  CHECK(contains(option.err, "did you mean `--dry-run`?"));
  CHECK(option.out.empty());
}

TEST_CASE("colours are there when they are asked for, and only then") {
  const project p("schema.sql");
  p.write("schema.sql", "create table a (id int);");
  CHECK_FALSE(contains(p.succeed({"diff", "--from", "empty", "--summary"}).out, "\x1b["));
  CHECK(contains(p.succeed({"diff", "--from", "empty", "--summary", "--color", "always"}).out, "\x1b["));
  CHECK(contains(p.on_terminal({"diff", "--from", "empty", "--summary"}, {}).out, "\x1b[32m"));
  CHECK_FALSE(contains(p.on_terminal({"diff", "--from", "empty", "--summary", "--color=never"}, {}).out, "\x1b["));
  run_options quiet = p.options();
  quiet.environment.emplace_back("NO_COLOR", "1");
  CHECK_FALSE(contains(run_on_terminal({"diff", "--from", "empty", "--summary"}, quiet, {}).out, "\x1b["));
}
