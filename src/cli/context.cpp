#include "context.hpp"

#include <fmt/format.h>

#include "kit/flows/project.hpp"
#include "kit/server/scratch.hpp"
#include "prompt.hpp"

namespace squall::cli {

namespace fs = std::filesystem;

fs::path context::config_path() const {
  return globals.config_file.empty() ? fs::path(kit::config_file_name) : fs::path(globals.config_file);
}

const kit::config& context::settings() {
  if (!settings_) {
    settings_ = kit::read_config(config_path());
  }
  return *settings_;
}

const kit::config* context::settings_if_any() {
  std::error_code ignored;
  if (globals.config_file.empty() && !fs::exists(config_path(), ignored)) {
    return nullptr;
  }
  return &settings();
}

const kit::target& context::database() {
  if (!database_) {
    database_ = kit::resolve_target(settings(), globals.environment);
  }
  return *database_;
}

kit::managed_server& context::scratch() {
  if (!scratch_) {
    const kit::config* c = settings_if_any();
    scratch_.emplace(c == nullptr ? kit::scratch_server_options()
                                  : kit::scratch_server_options(c->postgres_bin, c->postgres_settings));
  }
  return *scratch_;
}

const std::string& context::database_url() {
  if (!url_) {
    const kit::target& t = database();
    if (t.embedded &&
        kit::managed_server(kit::embedded_server_options(settings())).state() != kit::server_state::running) {
      progress("starting the embedded PostgreSQL");
    }
    url_ = kit::open_target(settings(), t);
  }
  return *url_;
}

connection context::connect() { return connection{database_url()}; }

bool context::can_ask() const { return !globals.as_json && terminal::can_ask(); }

kit::decision_prompt context::decision_prompt() const {
  if (!can_ask()) {
    return {};
  }
  return [this](const kit::decision& d) -> std::optional<kit::object_id> {
    std::vector<std::string> items;
    for (const kit::rename_candidate& candidate : d.candidates) {
      items.push_back(fmt::format("renamed from {}", printable(kit::display_name(candidate.dropped))));
    }
    items.push_back("new");
    const std::size_t chosen = select_item(out, printable(kit::describe(d.created)) + " is", items);
    return chosen == d.candidates.size() ? std::nullopt : std::optional(d.candidates[chosen].dropped);
  };
}

kit::consent_prompt context::consent_prompt() const {
  if (!can_ask()) {
    return {};
  }
  return [this](const std::vector<kit::hazard>& losses) {
    out.note(out.paint_error(style::warning, "Data will be lost:"));
    for (const kit::hazard& loss : losses) {
      out.note(fmt::format("  {}: {}", printable(kit::describe(loss.object)), printable(loss.message)));
    }
    return confirm(out, "Go on?");
  };
}

void context::print_json(const json& document) const {
  out.print(document.dump(2, ' ', false, json::error_handler_t::replace));
}

void context::progress(std::string_view line) const {
  if (!globals.as_json) {
    out.note(out.paint_error(style::dim, printable(line)));
  }
}

std::string context::shown(const fs::path& path) {
  std::error_code problem;
  const fs::path relative = path.lexically_relative(fs::current_path(problem));
  const bool below = !problem && !relative.empty() && *relative.begin() != "..";
  return below ? relative.string() : path.string();
}

}  // namespace squall::cli
