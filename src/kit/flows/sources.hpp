// Sources by name: `--from` and `--to` of diff, export, pull, check and verify.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "kit/config/config.hpp"
#include "kit/flows/project.hpp"

namespace squall::kit {

enum class source_kind : std::uint8_t { database, headers, sql, migrations, model, empty };

/// A source as written. `text` is what stands after the prefix; empty means the project's own.
struct source_name {
  source_kind kind{};
  std::string text;
};

/// `db:URL` or a bare URL, `schema:FILE.hpp` or a path that ends so, a `.sql` file or a folder, `migrations:DIR`,
/// `model:FILE.json`, `empty`; `db`, `schema` and `migrations` alone are the project's own.
/// Throws kit::error (usage) that lists the forms.
source_name parse_source(std::string_view text);

/// The URL that a source of kind database names in full; `env:NAME` keeps it out of the process list.
/// Throws kit::error when the variable is not set.
std::string url_of_source(const source_name& name);

/// What sources are read with. The config may be absent: then the project's own sources are an error that says so.
struct source_context {
  const config* settings = nullptr;
  std::optional<std::string> environment;
  std::function<std::string()> url_of_target;  ///< of `db` alone; starts the embedded server
  managed_server* scratch = nullptr;
  /// Of a database: the only schemas and tables to read (see catalog_options); empty: all.
  std::vector<std::string> schemas = {};
  std::vector<std::string> tables = {};
};

read_model read_source(const source_name& name, const source_context& context);

/// Two models that can be compared: raw when both are the authors' text, both in canonical form otherwise.
struct comparable_models {
  database before;
  database after;
  /// The author's spelling of `after`, when it passed through the scratch server.
  std::optional<database> author;
  /// `after` as the server printed it at first, when no author's spelling is known and expressions were settled.
  std::optional<database> printed;
};

comparable_models make_comparable(const read_model& before, const read_model& after, managed_server& scratch);

}  // namespace squall::kit
