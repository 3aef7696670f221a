#include <doctest/doctest.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <thread>

#include "kit/base/atomic_file.hpp"
#include "kit/base/error.hpp"
#include "kit/base/file_lock.hpp"
#include "kit/base/sha256.hpp"

namespace fs = std::filesystem;
using namespace squall::kit;

namespace {

class temporary_folder {
 public:
  temporary_folder() {
    std::string name = (fs::temp_directory_path() / "squall-test-XXXXXX").string();
    path_ = ::mkdtemp(name.data());
  }
  ~temporary_folder() {
    std::error_code ignored;
    fs::remove_all(path_, ignored);
  }
  temporary_folder(const temporary_folder&) = delete;
  temporary_folder& operator=(const temporary_folder&) = delete;
  [[nodiscard]] fs::path operator/(const fs::path& name) const { return path_ / name; }
  [[nodiscard]] const fs::path& path() const { return path_; }
  [[nodiscard]] std::size_t entries() const {
    return static_cast<std::size_t>(std::distance(fs::directory_iterator(path_), {}));
  }

 private:
  fs::path path_;
};

/// Runs `body` in a child that may change its limits and its user; true when it returned true.
template <class Body>
bool in_child(Body body) {
  const pid_t child = ::fork();
  if (child == 0) {
    bool good = false;
    try {
      good = body();
    } catch (...) {
    }
    ::_exit(good ? 0 : 1);
  }
  int status = 0;
  ::waitpid(child, &status, 0);
  return WIFEXITED(status) && WEXITSTATUS(status) == 0;
}

}  // namespace

TEST_CASE("a file is written whole, with the folders above it, and leaves no temporary file") {
  const temporary_folder folder;
  write_file_atomically(folder / "a/b/file.txt", "one");
  CHECK(read_file(folder / "a/b/file.txt") == "one");
  write_file_atomically(folder / "a/b/file.txt", std::string("two\0three", 9));
  CHECK(read_file(folder / "a/b/file.txt") == std::string("two\0three", 9));
  CHECK(std::distance(fs::directory_iterator(folder / "a/b"), {}) == 1);
}

TEST_CASE("writing keeps the permissions of the file and follows a symbolic link") {
  const temporary_folder folder;
  write_file_atomically(folder / "real", "one");
  ::chmod((folder / "real").c_str(), 0640);
  fs::create_symlink("real", folder / "link");
  write_file_atomically(folder / "link", "two");
  CHECK(fs::is_symlink(folder / "link"));
  CHECK(read_file(folder / "real") == "two");
  CHECK(fs::status(folder / "real").permissions() == fs::perms{0640});
}

TEST_CASE("a write that fails half-way leaves the old content and no leftovers, and says why") {
  const temporary_folder folder;
  write_file_atomically(folder / "file", "old");
  CHECK(in_child([&] {
    const rlimit limit{4096, 4096};
    ::setrlimit(RLIMIT_FSIZE, &limit);
    ::signal(SIGXFSZ, SIG_IGN);  // then write() gives EFBIG, as a full disk gives ENOSPC
    try {
      write_file_atomically(folder / "file", std::string(100'000, 'x'));
    } catch (const error& e) {
      return std::string{e.what()}.find((folder / "file").string()) != std::string::npos;
    }
    return false;
  }));
  CHECK(read_file(folder / "file") == "old");
  CHECK(folder.entries() == 1);
}

TEST_CASE("a folder that may not be written gives an error that names the path and the next step") {
  const temporary_folder folder;
  ::chmod(folder.path().c_str(), 0555);
  CHECK(in_child([&] {
    if (::geteuid() == 0 && (::setgid(65534) != 0 || ::setuid(65534) != 0)) {
      return false;
    }
    try {
      write_file_atomically(folder / "file", "x");
    } catch (const error& e) {
      return std::string{e.what()}.find("Permission denied") != std::string::npos && !e.hint().empty();
    }
    return false;
  }));
  ::chmod(folder.path().c_str(), 0755);
}

TEST_CASE("a folder appears with all its files or not at all") {
  const temporary_folder folder;
  write_folder_atomically(folder / "m/one", {{"a", "1"}, {"b", "2"}});
  CHECK(read_file(folder / "m/one/b") == "2");
  CHECK_THROWS_AS(write_folder_atomically(folder / "m/one", {{"a", "x"}}), error);
  CHECK(read_file(folder / "m/one/a") == "1");
  CHECK_THROWS_AS(write_folder_atomically(folder / "m/two", {{"a", "1"}, {"no/such/folder", "2"}}), error);
  CHECK(std::distance(fs::directory_iterator(folder / "m"), {}) == 1);
}

TEST_CASE("SHA-256 gives the published digests of strings and files") {
  CHECK(sha256_hex("") == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
  CHECK(sha256_hex("abc") == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  CHECK(sha256{}.add("a").add("bc").hex() == sha256_hex("abc"));
  const temporary_folder folder;
  const std::string large(300'000, 'z');
  write_file_atomically(folder / "large", large);
  CHECK(sha256_file(folder / "large") == sha256_hex(large));
  CHECK_THROWS_WITH_AS(sha256_file(folder / "none"), doctest::Contains("none"), error);
}

TEST_CASE("a file lock keeps others out until its holder ends, also by kill -9") {
  const temporary_folder folder;
  const fs::path path = folder / "lock";
  int ready[2];
  REQUIRE(::pipe(ready) == 0);
  const pid_t holder = ::fork();
  if (holder == 0) {
    const file_lock lock{path};
    [[maybe_unused]] const auto n = ::write(ready[1], "x", 1);
    ::pause();
    ::_exit(0);
  }
  char byte = 0;
  REQUIRE(::read(ready[0], &byte, 1) == 1);
  CHECK_FALSE(file_lock::try_acquire(path).has_value());
  ::kill(holder, SIGKILL);
  ::waitpid(holder, nullptr, 0);
  CHECK(file_lock::try_acquire(path).has_value());
  ::close(ready[0]);
  ::close(ready[1]);
}

TEST_CASE("whoever waited for a lock whose file was deleted locks the file that is there now") {
  const temporary_folder folder;
  const fs::path path = folder / "lock";
  auto first = file_lock::try_acquire(path);
  REQUIRE(first);
  std::thread waiter{[&] {
    const file_lock second{path};
    CHECK_FALSE(file_lock::try_acquire(path).has_value());
  }};
  std::this_thread::sleep_for(std::chrono::milliseconds{50});
  fs::remove(path);
  first.reset();
  waiter.join();
}
