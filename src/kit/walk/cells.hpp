// What a row says, as one text: cell after cell, each with its column's name.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace squall::kit::walk {

struct cell {
  std::string_view column;
  std::string_view value;
  bool deparsed = false;  ///< an expression, as the server spells it
};

void append_cell(std::string& cells, std::string_view column, std::string_view value, bool deparsed);

/// Views into `cells`.
std::vector<cell> cells_in(std::string_view cells);

}  // namespace squall::kit::walk
