// The test program's own server as the scratch server of the kit.
#pragma once

#include <stdlib.h>

#include <filesystem>
#include <string>
#include <system_error>

#include "kit/server/server.hpp"

namespace squall::test {

class scratch_folder {
 public:
  scratch_folder() {
    std::string folder = "/tmp/squall-test-XXXXXX";  // short: the path of a unix socket has a hundred characters
    if (::mkdtemp(folder.data()) == nullptr) {
      throw std::system_error(errno, std::generic_category(), "mkdtemp");
    }
    path_ = folder;
  }
  ~scratch_folder() {
    std::error_code ignored;
    std::filesystem::remove_all(path_, ignored);
  }
  scratch_folder(const scratch_folder&) = delete;
  scratch_folder& operator=(const scratch_folder&) = delete;
  [[nodiscard]] const std::filesystem::path& path() const { return path_; }

 private:
  std::filesystem::path path_;
};

/// One cluster a run, started when first used, gone at exit.
inline kit::managed_server& scratch() {
  struct holder {
    scratch_folder folder;
    kit::managed_server server{{folder.path() / "pg", {}, true, {}}};
    holder() { server.start(); }  // what it stands on outlives it
    ~holder() {
      try {
        server.destroy();
      } catch (const std::exception&) {  // nothing that a test could do about it
      }
    }
  };
  static holder one;
  return one.server;
}

}  // namespace squall::test
