// What the tool writes, and where: results on stdout, everything else on stderr.
#pragma once

#include <string>
#include <string_view>

namespace squall::cli {

enum class color_mode { automatic, always, never };
enum class style { plain, bold, dim, added, removed, changed, warning, error };

/// Colours only on a terminal, unless told otherwise (NO_COLOR: https://no-color.org).
class terminal {
 public:
  void set_color(color_mode mode);

  /// A line of the result, on stdout. Throws kit::error when it cannot be written (a full disk).
  void print(std::string_view line) const;
  /// Text as it is, on stdout.
  void write(std::string_view text) const;
  /// A line about what is going on, on stderr.
  void note(std::string_view line) const;

  [[nodiscard]] std::string paint(style how, std::string_view text) const;        ///< for stdout
  [[nodiscard]] std::string paint_error(style how, std::string_view text) const;  ///< for stderr

  /// Whether somebody can be asked: stdin and stderr are terminals.
  [[nodiscard]] static bool can_ask();

 private:
  bool color_out_ = false;
  bool color_err_ = false;
};

/// Control characters made visible, so that a name in a database cannot send commands to the terminal.
std::string printable(std::string_view text);

}  // namespace squall::cli
