// A project of a schema header, in a folder of its own.
#pragma once

#include <doctest/doctest.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <functional>
#include <string>
#include <utility>
#include <vector>

#include "kit/base/error.hpp"
#include "kit/sources/cpp/cpp_source.hpp"

namespace fs = std::filesystem;

namespace cpp_source_tests {

using namespace squall::kit;

struct project {
  fs::path root;
  project() {
    std::string pattern = (fs::temp_directory_path() / "squall cpp XXXXXX").string();
    REQUIRE(::mkdtemp(pattern.data()) != nullptr);
    root = pattern;
  }
  ~project() { fs::remove_all(root); }

  fs::path write(const std::string& name, const std::string& text) const {
    fs::create_directories((root / name).parent_path());
    std::ofstream(root / name) << text;
    return root / name;
  }
  [[nodiscard]] cpp_source_options options(std::vector<fs::path> headers) const {
    cpp_source_options o;
    o.headers = std::move(headers);
    o.squall_include = SQUALL_TEST_INCLUDE;
    o.cache_directory = root / ".squall" / "cache";
    return o;
  }
  source_result read(const std::string& body) const {
    const auto header = write("db/schema.hpp", "#pragma once\n#include <squall/schema.hpp>\n" + body);
    return read_cpp_headers(options({header}));
  }
};

template <class T>
const T& have(const source_result& r, const object_id& id) {
  const auto* found = r.model.find<T>(id);
  INFO(describe(id));
  REQUIRE(found != nullptr);
  return *found;
}
inline object_id on(const object_id& table, object_kind kind, std::string name) {
  return {kind, table.schema, table.name, std::move(name)};
}

inline std::string message_of(const std::function<void()>& f) {
  try {
    f();
  } catch (const error& e) {
    return e.what();
  }
  return {};
}

}  // namespace cpp_source_tests
