// The changes whose plans are run while others read and write.
#pragma once

#include <string>
#include <vector>

namespace squall::bench {

struct online_change {
  std::string name;
  std::string before;         ///< makes table `t` with a bigint `id`; the rows are filled in by `rows`
  std::string rows;           ///< with {} for their number
  std::string after;          ///< the whole schema afterwards
  std::string backfill = {};  ///< of column t.added
  bool rewrites = false;      ///< there is no online form: reported, and held to no bound
  bool expand_contract = false;
};

std::vector<online_change> online_changes();

}  // namespace squall::bench
