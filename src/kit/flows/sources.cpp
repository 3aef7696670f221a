#include "kit/flows/sources.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cstdlib>

#include "kit/base/atomic_file.hpp"
#include "kit/base/error.hpp"
#include "kit/migrations/folder.hpp"
#include "kit/model/json.hpp"
#include "kit/sources/canonical.hpp"
#include "kit/sources/catalog/catalog.hpp"

namespace squall::kit {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view forms =
    "a source is db:URL, schema:FILE.hpp, a .sql file or folder, migrations:DIR, model:FILE.json or empty; "
    "db, schema and migrations alone are the project's own";

bool starts(std::string_view text, std::string_view prefix) { return text.substr(0, prefix.size()) == prefix; }

bool is_header(const fs::path& path) {
  static constexpr std::array<std::string_view, 4> endings{".hpp", ".h", ".hh", ".hxx"};
  return std::find(endings.begin(), endings.end(), path.extension().string()) != endings.end();
}

const config& settings_of(const source_context& context, std::string_view what) {
  if (context.settings == nullptr) {
    throw error(fmt::format("`{}` is the project's own, and there is no squall.toml here", what),
                "`squall init` writes one; or name the source in full");
  }
  return *context.settings;
}

/// `env:NAME` keeps the password out of the process list.
std::string url_of(const std::string& text) {
  if (!starts(text, "env:")) {
    return text;
  }
  const std::string name = text.substr(4);
  const char* value = std::getenv(name.c_str());  // NOLINT(concurrency-mt-unsafe): nobody sets it
  if (value == nullptr || *value == '\0') {
    throw error(fmt::format("the environment variable {} is not set", name));
  }
  return value;
}

read_model read_database(const source_name& name, const source_context& context) {
  catalog_options options;
  if (context.settings != nullptr) {
    options.exclude_schemas = find_environment(*context.settings, context.environment).exclude_schemas;
  }
  options.include_schemas = context.schemas;
  options.tables = context.tables;
  std::string url;
  if (name.text.empty()) {
    settings_of(context, "db");
    url = context.url_of_target();
  } else {
    url = url_of(name.text);
  }
  connection db{url};
  return {read_catalog(db, options), spelling::canonical, {}, true};
}

read_model read_headers_source(const source_name& name, const source_context& context) {
  if (name.text.empty()) {
    return read_schema(settings_of(context, "schema"), *context.scratch);
  }
  const fs::path file = fs::absolute(name.text);
  if (!fs::exists(file)) {
    throw error(fmt::format("{} does not exist", file.string()));
  }
  if (context.settings != nullptr) {
    return read_headers_whole(*context.settings, {file}, *context.scratch);
  }
  const config defaults = parse_config("schema = ''", file.parent_path() / config_file_name);
  return read_headers_whole(defaults, {file}, *context.scratch);
}

read_model read_folded(const source_name& name, const source_context& context) {
  const fs::path folder =
      name.text.empty() ? settings_of(context, "migrations").out : fs::absolute(name.text).lexically_normal();
  if (!name.text.empty() && !fs::is_directory(folder)) {
    throw error(fmt::format("{} is not a folder of migrations", folder.string()));
  }
  read_model result;
  result.read.model = fold(read_migrations(folder));
  return result;
}

read_model read_model_file(const source_name& name) {
  const std::string text = read_file(name.text);
  read_model result;
  result.spelt = spelling::unknown;
  try {
    result.read.model = database_from_json_text(text);
  } catch (const error& e) {
    throw error(fmt::format("{}: {}", name.text, e.what()), e.hint(), e.code());
  }
  return result;
}

}  // namespace

source_name parse_source(std::string_view text) {
  struct prefix {
    std::string_view text;
    source_kind kind;
  };
  static constexpr std::array<prefix, 5> prefixes{{{"db:", source_kind::database},
                                                   {"schema:", source_kind::headers},
                                                   {"sql:", source_kind::sql},
                                                   {"migrations:", source_kind::migrations},
                                                   {"model:", source_kind::model}}};
  static constexpr std::array<prefix, 4> words{{{"db", source_kind::database},
                                                {"schema", source_kind::headers},
                                                {"migrations", source_kind::migrations},
                                                {"empty", source_kind::empty}}};
  for (const prefix& word : words) {
    if (text == word.text) {
      return {word.kind, {}};
    }
  }
  for (const prefix& p : prefixes) {
    if (starts(text, p.text) && text.size() > p.text.size()) {
      const std::string rest(text.substr(p.text.size()));
      const bool sql = p.kind == source_kind::headers && fs::path(rest).extension() == ".sql";
      return {sql ? source_kind::sql : p.kind, rest};
    }
  }
  const fs::path path(text);
  std::error_code ignored;
  if (starts(text, "postgresql://") || starts(text, "postgres://")) {
    return {source_kind::database, std::string(text)};
  }
  if (is_header(path)) {
    return {source_kind::headers, std::string(text)};
  }
  if (path.extension() == ".sql" || fs::is_directory(path, ignored)) {
    return {source_kind::sql, std::string(text)};
  }
  if (path.extension() == ".json") {
    return {source_kind::model, std::string(text)};
  }
  throw error(fmt::format("`{}` is no source", redact_conninfo(text)), std::string(forms), exit_code::usage);
}

std::string url_of_source(const source_name& name) { return url_of(name.text); }

read_model read_source(const source_name& name, const source_context& context) {
  switch (name.kind) {
    case source_kind::database:
      return read_database(name, context);
    case source_kind::headers:
      return read_headers_source(name, context);
    case source_kind::sql:
      return {read_sql({fs::absolute(name.text)}, *context.scratch), spelling::canonical};
    case source_kind::migrations:
      return read_folded(name, context);
    case source_kind::model:
      return read_model_file(name);
    case source_kind::empty:
      break;
  }
  read_model result;
  result.read.model = empty_database();
  result.spelt = spelling::none;
  return result;
}

namespace {

/// An owner that nobody named is whoever is: no difference. Unless that role goes.
void forget_unsaid_owners(database& before, const database& after) {
  const auto goes = [&](const std::string& owner) {
    const object_id id{object_kind::role, {}, {}, owner};
    return before.contains(id) && !after.contains(id);
  };
  for (auto& [id, value] : before.objects) {
    auto* access = access_of(value);
    const auto other = after.objects.find(id);
    if (access != nullptr && other != after.objects.end()) {
      const auto* wanted = access_of(other->second);
      if (wanted != nullptr && wanted->owner.empty() && !goes(access->owner)) {
        access->owner.clear();
      }
    }
  }
}

void forget_unwanted(database& model, object_kind kind, const database& wanted) {
  std::erase_if(model.objects,
                [&](const auto& entry) { return entry.first.kind == kind && !wanted.contains(entry.first); });
}

void respell_on_server(database& model, spelling spelt, managed_server& scratch) {
  if (spelt != spelling::canonical) {
    model = create_on_scratch(model, {}, scratch).model;
  }
}

}  // namespace

comparable_models make_comparable(const read_model& before, const read_model& after, managed_server& scratch) {
  comparable_models models{before.read.model, after.read.model, after.author, {}};
  const auto of_author = [](const read_model& m) { return m.spelt == spelling::author || m.spelt == spelling::none; };
  const bool one_is_empty = before.spelt == spelling::none || after.spelt == spelling::none;
  if (!(models.before == models.after) && !one_is_empty && !(of_author(before) && of_author(after))) {
    if (after.spelt != spelling::canonical) {
      models.author = models.after;
    }
    respell_on_server(models.before, before.spelt, scratch);
    respell_on_server(models.after, after.spelt, scratch);
    if (!models.author) {
      models.printed = models.after;
    }
    settle_spelling(models.before, models.after, scratch);
  }
  // Roles are the cluster's: what the catalogs of one database do not name, another may need. A header says which.
  if (before.live || after.spelt == spelling::canonical) {
    forget_unwanted(models.before, object_kind::role, models.after);
  }
  // What was granted on PostgreSQL's own objects and those of extensions, the operator granted.
  if (before.live) {
    forget_unwanted(models.before, object_kind::system_object, models.after);
  }
  forget_unsaid_owners(models.before, models.after);
  return models;
}

}  // namespace squall::kit
