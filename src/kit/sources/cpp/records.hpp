// What a compiled header says (definition_abi.hpp), as a model.
#pragma once

#include <string>
#include <vector>

#include "kit/model/model.hpp"
#include "squall/schema/definition_abi.hpp"

namespace squall::kit {

/// What loading a header gave: a model, or sentences about what is wrong with it.
struct described_schema {
  source_result result;
  std::vector<std::string> problems;
};

/// Asks `describe` (the shared object's entry point) for its records and makes a model of them.
described_schema model_from_records(void (*describe)(const definition::sink*));

}  // namespace squall::kit
