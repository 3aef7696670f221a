#include <fmt/format.h>

#include <toml++/toml.h>
#include <algorithm>
#include <fstream>
#include <initializer_list>
#include <iterator>

#include "kit/base/error.hpp"
#include "kit/base/text.hpp"
#include "kit/config/config.hpp"

namespace squall::kit {
namespace {

namespace fs = std::filesystem;

/// One table of the file, read strictly: every key is asked for by name, and what nobody asked for is an error.
class table_reader {
 public:
  table_reader(const toml::table& table, const fs::path& file, std::string prefix)
      : table_(table), file_(file), prefix_(std::move(prefix)) {}

  void allow_only(std::initializer_list<std::string_view> keys) const {
    for (const auto& [key, node] : table_) {
      if (std::find(keys.begin(), keys.end(), key.str()) != keys.end()) {
        continue;
      }
      const std::vector<std::string> names(keys.begin(), keys.end());
      const auto near = nearest_name(key.str(), names);
      fail(key.source(),
           fmt::format("unknown key `{}`{}", path_of(key.str()),
                       near ? fmt::format(", did you mean `{}`?", path_of(*near)) : ""),
           fmt::format("keys that can stand here: {}", fmt::join(names, ", ")));
    }
  }

  [[nodiscard]] std::optional<std::string> string(std::string_view key) const {
    const toml::node* node = table_.get(key);
    return node == nullptr ? std::nullopt : std::optional(text_of(*node, path_of(key)));
  }

  [[nodiscard]] std::optional<std::vector<std::string>> strings(std::string_view key, bool single_allowed) const {
    const toml::node* node = table_.get(key);
    if (node == nullptr) {
      return std::nullopt;
    }
    if (single_allowed && node->is_string()) {
      return std::vector{text_of(*node, path_of(key))};
    }
    const toml::array* array = node->as_array();
    if (array == nullptr) {
      wrong_type(*node, path_of(key), single_allowed ? "a string or an array of strings" : "an array of strings");
    }
    std::vector<std::string> result;
    for (const toml::node& element : *array) {
      result.push_back(text_of(element, fmt::format("{}[{}]", path_of(key), result.size())));
    }
    return result;
  }

  [[nodiscard]] std::optional<bool> boolean(std::string_view key) const {
    const toml::node* node = table_.get(key);
    if (node == nullptr) {
      return std::nullopt;
    }
    if (!node->is_boolean()) {
      wrong_type(*node, path_of(key), "true or false");
    }
    return node->value<bool>();
  }

  [[nodiscard]] std::optional<std::int64_t> integer(std::string_view key, std::int64_t least) const {
    const toml::node* node = table_.get(key);
    if (node == nullptr) {
      return std::nullopt;
    }
    if (!node->is_integer()) {
      wrong_type(*node, path_of(key), "a whole number");
    }
    const std::int64_t value = node->value<std::int64_t>().value_or(least);
    if (value < least || value > 1'000'000) {
      fail(node->source(), fmt::format("`{}` is {}, which is not between {} and 1000000", path_of(key), value, least));
    }
    return value;
  }

  /// `500ms`, `2s`, `10min`, `1h`; a bare number is milliseconds, as in PostgreSQL.
  [[nodiscard]] std::optional<std::chrono::milliseconds> duration(std::string_view key) const {
    const toml::node* node = table_.get(key);
    if (node == nullptr) {
      return std::nullopt;
    }
    if (node->is_integer()) {
      return std::chrono::milliseconds{*integer(key, 0)};
    }
    if (!node->is_string()) {
      wrong_type(*node, path_of(key), "a duration such as \"2s\" or a number of milliseconds");
    }
    const std::string text = text_of(*node, path_of(key));
    const std::size_t digits = std::min(text.find_first_not_of("0123456789"), text.size());
    const std::string_view unit = std::string_view(text).substr(digits);
    const std::int64_t factor = unit == "ms"    ? 1
                                : unit == "s"   ? 1000
                                : unit == "min" ? 60'000
                                : unit == "h"   ? 3'600'000
                                                : 0;
    if (digits == 0 || digits > 6 || factor == 0) {
      fail(node->source(), fmt::format("`{}` is \"{}\", which is no duration", path_of(key), text),
           "write 500ms, 2s, 10min or 1h");
    }
    return std::chrono::milliseconds{std::stoll(text.substr(0, digits)) * factor};
  }

  [[nodiscard]] std::optional<table_reader> table(std::string_view key) const {
    const toml::node* node = table_.get(key);
    if (node == nullptr) {
      return std::nullopt;
    }
    if (!node->is_table()) {
      wrong_type(*node, path_of(key), fmt::format("a table, [{}]", path_of(key)));
    }
    return table_reader(*node->as_table(), file_, path_of(key));
  }

  [[nodiscard]] std::vector<std::string> keys() const {
    std::vector<std::string> result;
    for (const auto& [key, node] : table_) {
      result.emplace_back(key.str());
    }
    return result;
  }

  [[noreturn]] void fail(const toml::source_region& where, const std::string& what,
                         const std::string& hint = {}) const {
    throw error(fmt::format("{}:{}: {}", file_.string(), where.begin.line, what), hint);
  }

  /// Where `key` stands; of the table itself when it is not there.
  [[nodiscard]] const toml::source_region& source_of(std::string_view key) const {
    const toml::node* node = table_.get(key);
    return node == nullptr ? table_.source() : node->source();
  }

 private:
  [[nodiscard]] std::string path_of(std::string_view key) const {
    return prefix_.empty() ? std::string(key) : fmt::format("{}.{}", prefix_, key);
  }

  [[nodiscard]] std::string text_of(const toml::node& node, const std::string& path) const {
    if (!node.is_string()) {
      wrong_type(node, path, "a string");
    }
    return node.value<std::string>().value_or("");
  }

  [[noreturn]] void wrong_type(const toml::node& node, const std::string& path, std::string_view expected) const {
    fail(node.source(), fmt::format("`{}` must be {}, and is {}", path, expected, type_name(node)));
  }

  static std::string_view type_name(const toml::node& node) {
    switch (node.type()) {
      case toml::node_type::string:
        return "a string";
      case toml::node_type::integer:
        return "a whole number";
      case toml::node_type::floating_point:
        return "a number";
      case toml::node_type::boolean:
        return "true or false";
      case toml::node_type::array:
        return "an array";
      case toml::node_type::table:
        return "a table";
      default:
        return "a date or a time";
    }
  }

  const toml::table& table_;
  const fs::path& file_;
  std::string prefix_;
};

fs::path under(const fs::path& root, const std::string& text) { return (root / text).lexically_normal(); }

/// A URL of the file is `env:NAME` or what libpq takes. Anything else is most often a forgotten `env:`.
void check_url(const table_reader& reader, const std::optional<std::string>& url) {
  if (!url || url->empty()) {
    return;
  }
  const bool variable = url->rfind("env:", 0) == 0 && url->size() > 4;
  const bool uri = url->rfind("postgresql://", 0) == 0 || url->rfind("postgres://", 0) == 0;
  if (!variable && !uri && url->find('=') == std::string::npos) {
    reader.fail(reader.source_of("url"), "`url` is neither env:NAME nor a connection URL",
                "write url = \"env:DATABASE_URL\" or \"postgresql://host/database\"");
  }
}

environment read_environment(const table_reader& reader, std::string name, const std::vector<std::string>& excluded) {
  environment env;
  env.name = std::move(name);
  env.url = reader.string("url");
  check_url(reader, env.url);
  env.is_protected = reader.boolean("protected").value_or(false);
  env.exclude_schemas = reader.strings("exclude_schemas", false).value_or(excluded);
  return env;
}

compile_settings read_compile(const std::optional<table_reader>& reader, const fs::path& root) {
  compile_settings settings;
  std::vector<std::string> include{"."};
  if (reader) {
    reader->allow_only({"compiler", "include", "flags", "standard"});
    settings.compiler = reader->string("compiler").value_or(settings.compiler);
    include = reader->strings("include", false).value_or(include);
    settings.flags = reader->strings("flags", false).value_or(settings.flags);
    settings.standard = reader->string("standard").value_or(settings.standard);
  }
  for (const std::string& folder : include) {
    settings.include.push_back(under(root, folder));
  }
  return settings;
}

migration_settings read_migration_settings(const std::optional<table_reader>& reader) {
  migration_settings settings;
  if (reader) {
    reader->allow_only({"lock_timeout", "lock_retries", "wait_for_other", "batch_time", "batch_pause"});
    settings.lock_timeout = reader->duration("lock_timeout").value_or(settings.lock_timeout);
    settings.wait_for_other = reader->duration("wait_for_other").value_or(settings.wait_for_other);
    settings.batch_time = reader->duration("batch_time").value_or(settings.batch_time);
    settings.batch_pause = reader->duration("batch_pause").value_or(settings.batch_pause);
    settings.lock_retries = static_cast<int>(reader->integer("lock_retries", 0).value_or(settings.lock_retries));
  }
  return settings;
}

std::vector<std::string> read_postgres_settings(const table_reader& reader) {
  auto settings = reader.strings("postgres_settings", false).value_or(std::vector<std::string>());
  for (const std::string& setting : settings) {
    if (const auto equals = setting.find('='); equals == 0 || equals == std::string::npos) {
      reader.fail(reader.source_of("postgres_settings"), fmt::format("`{}` is not a setting", setting),
                  "write it as in postgresql.conf: \"session_preload_libraries=anon\"");
    }
  }
  return settings;
}

config read_tree(const toml::table& tree, const fs::path& file) {
  config c;
  c.file = file;
  c.root = file.parent_path();
  const table_reader reader(tree, c.file, "");
  reader.allow_only({"schema", "out", "url", "postgres_bin", "postgres_settings", "exclude_schemas", "protected",
                     "compile", "migrations", "env"});
  const auto schema = reader.strings("schema", true);
  if (!schema || schema->empty()) {
    reader.fail(reader.source_of("schema"), "`schema` is missing", "write schema = [\"db/schema.hpp\"]");
  }
  c.schema = *schema;
  c.out = under(c.root, reader.string("out").value_or("migrations"));
  if (const auto bin = reader.string("postgres_bin")) {
    c.postgres_bin = under(c.root, *bin);
  }
  c.postgres_settings = read_postgres_settings(reader);
  c.compile = read_compile(reader.table("compile"), c.root);
  c.migrations = read_migration_settings(reader.table("migrations"));
  c.defaults = read_environment(reader, "", {});
  if (const auto environments = reader.table("env")) {
    for (const std::string& name : environments->keys()) {
      const auto one = environments->table(name);
      one->allow_only({"url", "protected", "exclude_schemas"});
      c.environments.emplace(name, read_environment(*one, name, c.defaults.exclude_schemas));
    }
  }
  return c;
}

}  // namespace

config parse_config(std::string_view text, const fs::path& file) {
  const fs::path absolute = fs::absolute(file).lexically_normal();
  try {
    return read_tree(toml::parse(text, absolute.string()), absolute);
  } catch (const toml::parse_error& e) {
    throw error(fmt::format("{}:{}: not valid TOML: {}", absolute.string(), e.source().begin.line, e.description()));
  }
}

config read_config(const fs::path& file) {
  std::error_code ignored;
  if (!fs::exists(file, ignored)) {
    throw error(fmt::format("there is no {}", fs::absolute(file).lexically_normal().string()),
                "`squall init` writes one; -C DIR names the project's folder, --config FILE another file");
  }
  std::ifstream stream(file, std::ios::binary);
  const std::string text{std::istreambuf_iterator<char>(stream), std::istreambuf_iterator<char>()};
  if (!stream.is_open() || stream.bad() || fs::is_directory(file, ignored)) {
    throw error(fmt::format("{} cannot be read", file.string()), "check that it is a file and its permissions");
  }
  return parse_config(text, file);
}

}  // namespace squall::kit
