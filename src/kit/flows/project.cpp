#include "kit/flows/project.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "kit/base/atomic_file.hpp"
#include "kit/base/error.hpp"
#include "kit/server/scratch.hpp"
#include "kit/sources/catalog/catalog.hpp"
#include "kit/sources/cpp/cpp_source.hpp"
#include "squall/errors.hpp"

namespace squall::kit {
namespace {

namespace fs = std::filesystem;

bool is_sql(const fs::path& path) { return path.extension() == ".sql" || fs::is_directory(path); }

std::vector<fs::path> sql_files_in(const fs::path& path) {
  if (!fs::is_directory(path)) {
    return {path};
  }
  std::vector<fs::path> files;
  for (const fs::directory_entry& entry : fs::directory_iterator(path)) {
    if (entry.is_regular_file() && entry.path().extension() == ".sql") {
      files.push_back(entry.path());
    }
  }
  std::sort(files.begin(), files.end());
  if (files.empty()) {
    throw error(fmt::format("{} has no .sql file", path.string()));
  }
  return files;
}

void run_file(connection& db, const fs::path& file) {
  const std::string text = read_file(file);
  try {
    db.run(text);
  } catch (const database_error& e) {
    // The position counts characters; lines are what an editor shows.
    std::size_t offset = 0;
    for (int left = e.fields().position - 1; left > 0 && offset < text.size(); ++offset) {
      left -= (static_cast<unsigned char>(text[offset]) & 0xC0U) == 0x80U ? 0 : 1;
    }
    const auto line = 1 + std::count(text.begin(), text.begin() + static_cast<std::ptrdiff_t>(offset), '\n');
    throw error(fmt::format("{}:{}: {}", file.string(), line, e.fields().message), e.fields().hint);
  }
}

}  // namespace

server_options embedded_server_options(const config& c) {
  server_options options;
  options.directory = c.state_directory() / "postgres";
  options.postgres_bin = c.postgres_bin;
  return options;
}

std::string open_target(const config& c, const target& t) {
  if (!t.embedded) {
    return t.url;
  }
  managed_server server(embedded_server_options(c));
  server.start();
  server.ensure_database(embedded_database);
  return server.url(embedded_database);
}

bool schema_is_sql(const config& c) {
  const std::vector<fs::path> files = schema_files(c);
  const auto sql = std::count_if(files.begin(), files.end(), is_sql);
  if (sql != 0 && static_cast<std::size_t>(sql) != files.size()) {
    throw error(fmt::format("{}: `schema` names C++ headers and SQL files", c.file.string()),
                "either is a complete source of truth: name one kind");
  }
  return sql != 0;
}

source_result read_headers(const config& c, const std::vector<fs::path>& headers) {
  cpp_source_options options;
  options.headers = headers;
  options.compiler = c.compile.compiler;
  options.standard = c.compile.standard;
  options.include = c.compile.include;
  options.flags = c.compile.flags;
  options.squall_include = default_squall_include(SQUALL_SOURCE_INCLUDE_DIR);
  options.cache_directory = c.state_directory() / "cache";
  return read_cpp_headers(options);
}

read_model read_schema(const config& c, managed_server& scratch) {
  const std::vector<fs::path> files = schema_files(c);
  if (schema_is_sql(c)) {
    return {read_sql(files, scratch), spelling::canonical};
  }
  return {read_headers(c, files), spelling::author};
}

source_result read_sql(const std::vector<fs::path>& files, managed_server& scratch) {
  const scratch_database place(scratch);
  connection db{place.url()};
  for (const fs::path& path : files) {
    for (const fs::path& file : sql_files_in(path)) {
      run_file(db, file);
    }
  }
  return read_catalog(db);
}

}  // namespace squall::kit
