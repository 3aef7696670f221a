#include "command_line.hpp"

#include <CLI/CLI.hpp>

namespace squall::cli {
namespace {

void apply(CLI::Option& option, const value_form& form) {
  option.type_name(form.name);
  if (!form.one_of.empty()) {
    option.check(CLI::IsMember(form.one_of));
  }
}

}  // namespace

command_line command_line::add(const command_text& text, std::function<void()> run) {
  CLI::App* command = app_->add_subcommand(text.name, text.summary);
  command->footer("Example:\n" + text.example +
                  "\n\nOptions of every command (before or after it): --json, -C DIR, --config FILE, --env NAME,\n"
                  "--color WHEN; see squall --help. With --json the result is one JSON object on stdout.");
  command->callback(std::move(run));
  return command_line(*command);
}

command_line command_line::add_group(const std::string& name, const std::string& summary, const std::string& example) {
  CLI::App* group = app_->add_subcommand(name, summary);
  group->footer("Example:\n" + example);
  group->require_subcommand(1);
  return command_line(*group);
}

void command_line::flag(const std::string& name, bool& value, const std::string& help) {
  app_->add_flag(name, value, help);
}

void command_line::value(const std::string& name, std::string& value, const std::string& help, const value_form& form) {
  apply(*app_->add_option(name, value, help), form);
}

void command_line::value(const std::string& name, std::optional<std::string>& value, const std::string& help,
                         const value_form& form) {
  apply(*app_->add_option(name, value, help), form);
}

void command_line::count(const std::string& name, std::size_t& value, const std::string& help) {
  app_->add_option(name, value, help)->type_name("N")->check(CLI::PositiveNumber);
}

void command_line::repeatable(const std::string& name, std::vector<std::string>& values, const std::string& help,
                              const value_form& form) {
  CLI::Option& option = *app_->add_option(name, values, help);
  apply(option, form);
  option.take_all()->allow_extra_args(false);
}

void command_line::list(const std::string& name, std::vector<std::string>& values, const std::string& help,
                        const value_form& form) {
  CLI::Option& option = *app_->add_option(name, values, help);
  apply(option, form);
  option.delimiter(',');
}

void command_line::arguments(const std::string& name, std::vector<std::string>& values, const std::string& help) {
  app_->add_option(name, values, help);
}

void command_line::exclusive(const std::vector<std::string>& names) {
  for (auto one = names.begin(); one != names.end(); ++one) {
    for (auto other = one + 1; other != names.end(); ++other) {
      app_->get_option(*one)->excludes(app_->get_option(*other));
    }
  }
}

}  // namespace squall::cli
