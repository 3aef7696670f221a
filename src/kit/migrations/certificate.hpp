// What a proof saw: kept in migration.json beside what it is about.
#pragma once

#include <cstddef>
#include <cstdint>

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "kit/plan/plan.hpp"

namespace squall::kit {

/// What one statement did, as pg_locks, the file numbers of the tables and the statistics of the transaction tell it.
struct observation {
  std::size_t statement = 0;        ///< its place among all statements of the script, from 0
  lock_mode lock{};                 ///< the strongest that it newly took on a table that was there before the script
  bool rewrites = false;            ///< such a table has a new file
  bool scans = false;               ///< such a table was read from end to end
  std::vector<std::string> tables;  ///< those that it locked, rewrote or read, as people write them
  friend bool operator==(const observation&, const observation&) = default;
};

/// Where a proof failed.
enum class proof_stage : std::uint8_t {
  origin,  ///< origin or target cannot be made
  up,      ///< the way up fails
  target,  ///< the way up leads elsewhere
  rows,    ///< rows are not what they were, or are lost and no hazard says so
  down,    ///< the way back fails
  back,    ///< the way back leads elsewhere
  names,   ///< a statement depends on the search_path (a note)
  locks,   ///< a statement locks or rewrites more than the plan says (a note)
};
std::string_view to_string(proof_stage stage);

struct proof_finding {
  proof_stage stage{};
  std::string message;  ///< a sentence, or a few lines
  friend bool operator==(const proof_finding&, const proof_finding&) = default;
};

/// How much of a large schema was on the scratch server.
struct proof_part {
  std::size_t tables = 0;
  std::size_t all_tables = 0;
  friend bool operator==(const proof_part&, const proof_part&) = default;
};

/// What was seen. Holds no times: the same claim on the same server gives the same certificate.
struct certificate {
  std::string server_version;          ///< "15.20"
  std::vector<std::string> witnesses;  ///< "catalog", "pg_dump", "catalog walk"
  std::string origin;                  ///< SHA-256 of the models' and scripts' texts
  std::string target;
  std::string up;
  std::string down;
  std::optional<proof_part> part;  ///< nothing: the whole schema
  std::size_t statements = 0;      ///< of the way up
  std::size_t tables_with_rows = 0;
  std::size_t rows = 0;
  std::vector<std::string> without_rows;  ///< tables that stayed empty, and why
  std::vector<observation> observed;      ///< of the way up
  std::vector<proof_finding> findings;    ///< empty: proven
  std::vector<proof_finding> notes;       ///< what to know all the same

  [[nodiscard]] bool proven() const { return findings.empty(); }
  friend bool operator==(const certificate&, const certificate&) = default;
};

}  // namespace squall::kit
