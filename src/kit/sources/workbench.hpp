// A scratch database on which models are made and read back.
#pragma once

#include <set>

#include "kit/diff/change.hpp"
#include "kit/model/model.hpp"
#include "kit/server/scratch.hpp"
#include "squall/client/connection.hpp"

namespace squall::kit {

class workbench {
 public:
  explicit workbench(managed_server& scratch);

  /// Makes `model` on the empty database. @return it as the catalog source reads it: same objects, the server's texts.
  /// Throws kit::error that names the object whose statement failed.
  database create(const database& model);

  /// Respells the expressions of the objects `ids` of `model` (that create() gave) until the server repeats them word
  /// for word. Throws kit::error when it does not in a few rounds.
  void settle(database& model, std::set<object_id> ids);

 private:
  database read_back();
  void carry_out(const database& before, const std::vector<change>& changes);

  scratch_database database_;
  connection session_;
};

}  // namespace squall::kit
