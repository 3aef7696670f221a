// A new cluster.
#pragma once

#include <filesystem>

#include "kit/server/layout.hpp"

namespace squall::kit::detail {

/// Makes the data directory: into a temporary folder, then renamed, so that a half-made one is never taken for whole.
/// Leftovers of runs that died are deleted. The caller holds the lock.
void initialise_cluster(const server_layout& layout, const std::filesystem::path& bin, bool throw_away);

}  // namespace squall::kit::detail
