// What a scratch database holds, by two witnesses, and whether it is what it should be.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "kit/model/model.hpp"
#include "kit/server/server.hpp"

namespace squall::kit {

/// The schema of the tables that are there to be mistaken for others; no part of a reading.
inline constexpr const char* decoy_schema = "squall_decoys";

struct reading {
  database model;
  std::string dump;  ///< pg_dump's text; empty without pg_dump
};

/// pg_dump's text of the database at `url`, empty without pg_dump. Throws kit::error with what pg_dump said.
std::string read_dump(const std::string& url, const std::optional<std::filesystem::path>& pg_dump);

/// Reads the database at `url`. Throws kit::error with what pg_dump said.
reading read_both(const std::string& url, const std::optional<std::filesystem::path>& pg_dump);

/// How `is` differs from `should_be`, a line each; empty when both witnesses say that they are the same. Where only
/// the spelling differs it is settled first: models by settle_spelling(), dumps by restoring and dumping them again.
/// The databases that the readings come from may have more roles than these; both are to be alive.
std::vector<std::string> differences(const reading& is, const reading& should_be, managed_server& scratch,
                                     const std::optional<std::filesystem::path>& pg_dump);

}  // namespace squall::kit
