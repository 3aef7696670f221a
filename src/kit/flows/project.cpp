#include "kit/flows/project.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "kit/base/atomic_file.hpp"
#include "kit/base/error.hpp"
#include "kit/plan/statements.hpp"
#include "kit/server/scratch.hpp"
#include "kit/sources/canonical.hpp"
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
  for (const fs::directory_entry& entry : fs::recursive_directory_iterator(path)) {
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

/// Whether the order of the model's objects, or what comes with them, is the server's to say.
bool needs_server(const source_result& read) {
  return !read.statements.empty() ||
         std::any_of(read.model.objects.begin(), read.model.objects.end(), [](const auto& entry) {
           const auto* t = std::get_if<table>(&entry.second);
           return is_standalone(entry.first.kind) || (t != nullptr && !t->partition_by.empty());
         });
}

}  // namespace

server_options embedded_server_options(const config& c) {
  server_options options;
  options.directory = c.state_directory() / "postgres";
  options.postgres_bin = c.postgres_bin;
  options.settings = c.postgres_settings;
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

read_model read_headers_whole(const config& c, const std::vector<fs::path>& headers, managed_server& scratch) {
  read_model result{read_headers(c, headers), spelling::author};
  if (needs_server(result.read)) {
    result.author = result.read.model;
    source_result whole = create_on_scratch(result.read.model, result.read.statements, scratch, result.read.views);
    result.read.model = std::move(whole.model);
    result.read.not_modelled = std::move(whole.not_modelled);
    result.spelt = spelling::canonical;
  }
  return result;
}

read_model read_schema(const config& c, managed_server& scratch) {
  const std::vector<fs::path> files = schema_files(c);
  if (schema_is_sql(c)) {
    return {read_sql(files, scratch), spelling::canonical};
  }
  return read_headers_whole(c, files, scratch);
}

source_result read_sql(const std::vector<fs::path>& files, managed_server& scratch) {
  std::vector<sql_piece> pieces;
  for (const fs::path& path : files) {
    for (const fs::path& file : sql_files_in(path)) {
      pieces.push_back({file.string(), without_psql_commands(read_file(file), file.string()), true});
    }
  }
  return run_on_scratch(std::move(pieces), scratch);
}

}  // namespace squall::kit
