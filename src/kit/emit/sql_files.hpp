// A model as SQL files, one an object: stable names and a stable order inside, so that two of them compare well.
#pragma once

#include <map>
#include <string>

#include "kit/model/model.hpp"

namespace squall::kit {

/// Path below the folder → statements. A table's file holds all that belongs to it; overloads share a file.
std::map<std::string, std::string> emit_sql_files(const database& model);

/// All of it in one script, what others stand on first.
std::string emit_sql_script(const database& model);

}  // namespace squall::kit
