// Questions on a terminal.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "terminal.hpp"

namespace squall::cli {

/// The index of the chosen item: arrow keys or its number, then Enter. A terminal without cursor movement gets a
/// plain numbered question. Throws kit::error (a decision is needed) on Esc, Ctrl-C, Ctrl-D or the end of input.
std::size_t select_item(const terminal& to, const std::string& question, const std::vector<std::string>& items);

/// Yes or no; Enter alone is no. The end of input is no.
bool confirm(const terminal& to, const std::string& question);

}  // namespace squall::cli
