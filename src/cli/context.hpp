// What every command shares: the global options, the project, the ways to speak.
#pragma once

#include <functional>
#include <memory>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>

#include "kit/config/config.hpp"
#include "kit/flows/consent.hpp"
#include "kit/flows/decisions.hpp"
#include "kit/server/server.hpp"
#include "squall/client/connection.hpp"
#include "terminal.hpp"

namespace squall::cli {

using json = nlohmann::ordered_json;

/// Options that stand before or after the command.
struct global_options {
  std::string directory;
  std::string config_file;
  std::optional<std::string> environment;
  color_mode color = color_mode::automatic;
  bool as_json = false;
};

class context {
 public:
  global_options globals;
  terminal out;
  /// Set by the command that was parsed; its result is the exit code.
  std::function<kit::exit_code()> action;

  /// squall.toml, read once.
  const kit::config& settings();
  /// squall.toml when there is one.
  const kit::config* settings_if_any();
  const kit::target& database();
  kit::managed_server& scratch();
  /// The database's URL; starts the embedded server when that is the database. Never print it.
  const std::string& database_url();
  connection connect();

  /// Somebody can be asked, and a document was not asked for.
  [[nodiscard]] bool can_ask() const;
  /// Prompts that can_ask() allows, empty ones otherwise.
  [[nodiscard]] kit::decision_prompt decision_prompt() const;
  [[nodiscard]] kit::consent_prompt consent_prompt() const;

  /// The one document of --json.
  void print_json(const json& document) const;
  /// A line about what is going on: on stderr, and not with --json.
  void progress(std::string_view line) const;
  /// A path as short as it can be said from here.
  [[nodiscard]] static std::string shown(const std::filesystem::path& path);

 private:
  [[nodiscard]] std::filesystem::path config_path() const;

  std::optional<kit::config> settings_;
  std::optional<kit::target> database_;
  std::optional<kit::managed_server> scratch_;
  std::optional<std::string> url_;
};

}  // namespace squall::cli
