#include "kit/config/config.hpp"

#include <doctest/doctest.h>
#include <stdlib.h>
#include <unistd.h>

#include <fstream>

#include "kit/base/error.hpp"

namespace {

namespace fs = std::filesystem;
using namespace squall::kit;

const fs::path file = "/project/squall.toml";

config parse(std::string_view text) { return parse_config(text, file); }

/// The error that `text` gives: its message and its hint in one.
std::string problem(std::string_view text) {
  try {
    parse(text);
  } catch (const error& e) {
    return std::string(e.what()) + "\n" + e.hint();
  }
  return {};
}

bool has(const std::string& text, std::string_view part) { return text.find(part) != std::string::npos; }

/// A folder of its own that goes with the test.
struct temporary_folder {
  fs::path path;
  temporary_folder() {
    std::string name = (fs::temp_directory_path() / "squall-config-XXXXXX").string();
    REQUIRE(mkdtemp(name.data()) != nullptr);
    path = name;
  }
  ~temporary_folder() { fs::remove_all(path); }
  void write(const fs::path& name, std::string_view text) const {
    fs::create_directories((path / name).parent_path());
    std::ofstream(path / name) << text;
  }
};

}  // namespace

TEST_CASE("a file with nothing but the schema gets every default") {
  const config c = parse("schema = 'db/schema.hpp'");
  CHECK(c.schema == std::vector<std::string>{"db/schema.hpp"});
  CHECK(c.out == "/project/migrations");
  CHECK_FALSE(c.defaults.url.has_value());
  CHECK_FALSE(c.postgres_bin.has_value());
  CHECK(c.compile.compiler == "c++");
  CHECK(c.compile.standard == "c++20");
  REQUIRE(c.compile.include.size() == 1);
  CHECK(c.compile.include[0].lexically_relative("/project") == ".");
  CHECK(c.migrations.lock_timeout == std::chrono::milliseconds{2000});
  CHECK(c.state_directory() == "/project/.squall");
}

TEST_CASE("every key of the file is read") {
  const config c = parse(R"(
schema = ["a.hpp", "b/*.hpp"]
out = "db/out"
url = "env:DATABASE_URL"
postgres_bin = "/opt/pg/bin"
exclude_schemas = ["audit"]
postgres_settings = ["shared_preload_libraries=pg_cron", "jit=off"]
[compile]
compiler = "clang++"
include = ["include", "/usr/include/x"]
flags = ["-DX=1"]
standard = "c++23"
[migrations]
lock_timeout = "500ms"
lock_retries = 3
wait_for_other = "2min"
[env.staging]
url = "postgresql://staging/app"
[env.production]
url = "env:PRODUCTION_URL"
protected = true
exclude_schemas = []
)");
  CHECK(c.schema.size() == 2);
  CHECK(c.out == "/project/db/out");
  CHECK(*c.postgres_bin == "/opt/pg/bin");
  CHECK(c.postgres_settings == std::vector<std::string>{"shared_preload_libraries=pg_cron", "jit=off"});
  CHECK(c.compile.compiler == "clang++");
  CHECK(c.compile.include == std::vector<fs::path>{"/project/include", "/usr/include/x"});
  CHECK(c.compile.flags == std::vector<std::string>{"-DX=1"});
  CHECK(c.compile.standard == "c++23");
  CHECK(c.migrations.lock_timeout == std::chrono::milliseconds{500});
  CHECK(c.migrations.lock_retries == 3);
  CHECK(c.migrations.wait_for_other == std::chrono::minutes{2});
  CHECK(c.environments.at("staging").exclude_schemas == std::vector<std::string>{"audit"});
  CHECK_FALSE(c.environments.at("staging").is_protected);
  CHECK(c.environments.at("production").is_protected);
  CHECK(c.environments.at("production").exclude_schemas.empty());
}

TEST_CASE("an unknown key is an error with file, line and the nearest key") {
  const std::string top = problem("schema = 'a.hpp'\n\nschmea = 'b.hpp'\n");
  CHECK(has(top, "/project/squall.toml:3:"));
  CHECK(has(top, "`schmea`"));
  CHECK(has(top, "did you mean `schema`?"));
  const std::string nested = problem("schema = 'a.hpp'\n[env.staging]\nulr = 'env:X'\n");
  CHECK(has(nested, "/project/squall.toml:3:"));
  CHECK(has(nested, "`env.staging.ulr`, did you mean `env.staging.url`?"));
  const std::string far = problem("schema = 'a.hpp'\nzzzzzzzz = 1\n");
  CHECK(has(far, "`zzzzzzzz`"));
  CHECK_FALSE(has(far, "did you mean"));
  CHECK(has(far, "postgres_bin"));
}

TEST_CASE("a value of the wrong type is an error that says what is expected") {
  CHECK(has(problem("schema = 1"), "squall.toml:1: `schema` must be a string or an array of strings, and is a whole"));
  CHECK(has(problem("schema = ['a', 2]"), "`schema[1]` must be a string"));
  CHECK(has(problem("schema = 'a'\nout = true"), "squall.toml:2: `out` must be a string, and is true or false"));
  CHECK(has(problem("schema = 'a'\npostgres_settings = ['jit off']"), "squall.toml:2: `jit off` is not a setting"));
  CHECK(has(problem("schema = 'a'\nprotected = 'yes'"), "`protected` must be true or false, and is a string"));
  CHECK(has(problem("schema = 'a'\ncompile = 3"), "`compile` must be a table"));
  CHECK(has(problem("schema = 'a'\nenv.x = 3"), "`env.x` must be a table"));
  CHECK(has(problem("schema = 'a'\n[migrations]\nlock_timeout = 'soon'"), "\"soon\", which is no duration"));
  CHECK(has(problem("schema = 'a'\n[migrations]\nlock_retries = -1"), "not between 0 and"));
}

TEST_CASE("text that is no TOML is an error with its line") {
  CHECK(has(problem("schema = 'a'\nout = = 1\n"), "/project/squall.toml:2: not valid TOML"));
  CHECK(has(problem("schema = 'a'\nschema = 'b'\n"), "/project/squall.toml:2:"));
}

TEST_CASE("a file without a schema is an error that shows how to write one") {
  CHECK(has(problem("out = 'x'"), "`schema` is missing"));
  CHECK(has(problem("schema = []"), "schema = [\"db/schema.hpp\"]"));
}

TEST_CASE("a url that is none is an error that does not show it") {
  const std::string text = problem("schema = 'a'\nurl = 'secret-token'");
  CHECK(has(text, "squall.toml:2: `url` is neither"));
  CHECK_FALSE(has(text, "secret-token"));
  CHECK_NOTHROW(parse("schema = 'a'\nurl = 'host=/tmp dbname=x'"));
}

TEST_CASE("no config file is an error that suggests squall init") {
  const temporary_folder folder;
  try {
    read_config(folder.path / "squall.toml");
    FAIL("no error");
  } catch (const error& e) {
    CHECK(has(e.what(), (folder.path / "squall.toml").string()));
    CHECK(has(e.hint(), "squall init"));
  }
}

TEST_CASE("schema globs give files in order and none twice") {
  const temporary_folder folder;
  folder.write("db/b.hpp", "");
  folder.write("db/a.hpp", "");
  folder.write("db/weird[1].hpp", "");
  const auto read = [&](std::string_view text) {
    return schema_files(parse_config(text, folder.path / "squall.toml"));
  };
  CHECK(read("schema = ['db/b.hpp', 'db/?.hpp']") == std::vector{folder.path / "db/b.hpp", folder.path / "db/a.hpp"});
  CHECK(read("schema = 'db/weird[1].hpp'") == std::vector{folder.path / "db/weird[1].hpp"});
  CHECK_THROWS_AS(read("schema = 'db/c.hpp'"), error);
  CHECK_THROWS_AS(read("schema = 'nothing/*.hpp'"), error);
}

TEST_CASE("the default environment without a url is the embedded server") {
  unsetenv("SQUALL_TEST_URL");
  const config c =
      parse("schema = 'a'\nurl = 'env:SQUALL_TEST_URL'\n[env.staging]\nurl = 'env:SQUALL_TEST_URL'\n[env.bare]");
  CHECK(resolve_target(c, {}).embedded);
  CHECK(resolve_target(parse("schema = 'a'"), {}).embedded);

  SUBCASE("but an environment with a name never falls back to it") {
    CHECK_THROWS_WITH_AS(resolve_target(c, "staging"), "the environment variable SQUALL_TEST_URL is not set", error);
    CHECK_THROWS_WITH_AS(resolve_target(c, "bare"), "/project/squall.toml: [env.bare] has no url", error);
  }
  SUBCASE("and a set variable is the url") {
    setenv("SQUALL_TEST_URL", "postgresql://x/y", 1);
    CHECK_FALSE(resolve_target(c, {}).embedded);
    CHECK(resolve_target(c, "staging").url == "postgresql://x/y");
    setenv("SQUALL_TEST_URL", "", 1);
    CHECK(resolve_target(c, {}).embedded);
    unsetenv("SQUALL_TEST_URL");
  }
}

TEST_CASE("an unknown environment is a usage error that lists the known ones") {
  const config c = parse("schema = 'a'\n[env.staging]\n[env.production]");
  try {
    resolve_target(c, "stagin");
    FAIL("no error");
  } catch (const error& e) {
    CHECK(has(e.what(), "did you mean `staging`?"));
    CHECK(e.code() == exit_code::usage);
    CHECK(e.hint() == "environments: production, staging");
  }
}
