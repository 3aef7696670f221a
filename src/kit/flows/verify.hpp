// verify: each migration of the folder is proven on the scratch server, as it stands in its files.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "kit/base/error.hpp"
#include "kit/config/config.hpp"
#include "kit/migrations/migration.hpp"
#include "kit/server/server.hpp"

namespace squall::kit {

/// A plan that does not do what it should: nothing was written.
class proof_failed : public error {
 public:
  proof_failed(const std::string& what, std::vector<proof_finding> findings);
  [[nodiscard]] const std::vector<proof_finding>& findings() const noexcept { return findings_; }

 private:
  std::vector<proof_finding> findings_;
};

struct verified_migration {
  std::string id;
  certificate proof;
};

struct verify_options {
  std::vector<std::string> only;  ///< ids, beginnings of ids or names; empty: all
  bool rows = true;               ///< with sample rows in the tables
  /// Called with each result as it comes. May be empty.
  std::function<void(const verified_migration&)> progress;
};

/// Proves what stands in the folder: from what the migrations before it lead to, up.sql leads to what migration.json
/// says, and down.sql back. Throws kit::error for a folder that cannot be read, or a name that fits no migration.
std::vector<verified_migration> verify(const config& c, managed_server& scratch, const verify_options& options = {});

}  // namespace squall::kit
