// A model as a schema header: what a person would have written, and exactly the model when it is read back.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "kit/model/model.hpp"

namespace squall::kit {

enum class header_split : std::uint8_t { none, schema, table };

struct header_options {
  std::string space = "db";         ///< the namespace
  std::string file = "schema.hpp";  ///< the header's name; split, the one that includes the others
  header_split split = header_split::none;
  std::string title = {};  ///< what it was made from, for the first comment
};

struct header_files {
  std::map<std::string, std::string> files;  ///< by path beside the header
  std::vector<std::string> kept_as_sql;      ///< what has no C++ spelling of its own, by name
};

/// Throws kit::error when the namespace is no C++ name.
header_files emit_cpp_header(const database& model, const header_options& options = {});

}  // namespace squall::kit
