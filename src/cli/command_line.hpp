// What a command accepts on its command line. Only command_line.cpp and main.cpp see the parser's own header, which
// costs more to compile than a command does.
#pragma once

#include <cstddef>
#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace CLI {
class App;
}

namespace squall::cli {

struct command_text {
  std::string name;
  std::string summary;
  std::string example;  ///< lines of a shell
};

/// How an option's value is shown in --help, and what it may be.
struct value_form {
  std::string name;                 ///< PATH, SOURCE
  std::vector<std::string> one_of;  ///< empty: anything
};

/// One command while it is declared. Values live as long as the parser.
class command_line {
 public:
  explicit command_line(CLI::App& app) : app_(&app) {}

  /// A command below this one; `run` is called after parsing when it was named.
  command_line add(const command_text& text, std::function<void()> run);
  /// A command that is nothing without one of its own commands.
  command_line add_group(const std::string& name, const std::string& summary, const std::string& example);

  void flag(const std::string& name, bool& value, const std::string& help);
  void value(const std::string& name, std::string& value, const std::string& help, const value_form& form);
  void value(const std::string& name, std::optional<std::string>& value, const std::string& help,
             const value_form& form);
  /// A number from 1.
  void count(const std::string& name, std::size_t& value, const std::string& help);
  /// Given again for each value.
  void repeatable(const std::string& name, std::vector<std::string>& values, const std::string& help,
                  const value_form& form);
  /// Values with commas between them.
  void list(const std::string& name, std::vector<std::string>& values, const std::string& help, const value_form& form);
  /// Words without a name.
  void arguments(const std::string& name, std::vector<std::string>& values, const std::string& help);
  /// At most one of these options, which are declared, is given.
  void exclusive(const std::vector<std::string>& names);

 private:
  CLI::App* app_;
};

}  // namespace squall::cli
