// What a scratch database holds, by witnesses that share no code, and whether it is what it should be.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "kit/model/model.hpp"
#include "kit/server/server.hpp"
#include "kit/sources/workbench.hpp"
#include "kit/walk/walk.hpp"

namespace squall::kit {

/// The schema of the tables that are there to be mistaken for others; no part of a reading.
inline constexpr const char* decoy_schema = "squall_decoys";

/// What the witnesses beside Squall's catalog reading say of a database.
struct testimony {
  std::optional<std::string> dump;   ///< pg_dump's text
  std::optional<catalog_walk> walk;  ///< every row of the system catalogs
};

struct reading {
  database model;
  testimony others;
};

/// Who is asked beside Squall's catalog reading.
enum class other_witnesses : std::uint8_t {
  automatic,      ///< pg_dump and the catalog walk; the walk alone where no pg_dump reads the server
  pg_dump_alone,  ///< where there is one
  walk_alone,
};

class witnesses {
 public:
  /// Looks for a pg_dump that reads the server of `db`. Throws kit::error where it is not the walk's turn and there is
  /// none.
  witnesses(connection& db, const std::filesystem::path& postgres_bin, other_witnesses wanted);

  /// "catalog" and those beside it.
  [[nodiscard]] std::vector<std::string> names() const;

  /// What one of them says of the database at `url`; nothing where it is not there to be asked. Throw kit::error with
  /// what pg_dump said.
  [[nodiscard]] std::optional<std::string> dump(const std::string& url) const;
  std::optional<catalog_walk> walk(workbench& bench);
  /// Asks all of them. With `quick` pg_dump only where nobody else is there to be asked.
  reading read(workbench& bench, bool quick = false);

  /// How `is` differs from `should_be`, a line each; empty when all witnesses that both were read by say that they are
  /// the same. Where only the spelling differs it is settled first: models by settle_spelling(), dumps by restoring and
  /// dumping them again, and walks by what that made of the models.
  /// The databases that the readings come from may have more roles than these; both are to be alive.
  [[nodiscard]] std::vector<std::string> differences(const reading& is, const reading& should_be,
                                                     managed_server& scratch) const;

 private:
  std::optional<std::filesystem::path> pg_dump_;
  std::optional<catalog_walker> walker_;
};

}  // namespace squall::kit
