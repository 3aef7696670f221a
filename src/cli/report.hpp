// Changes, hazards and decisions for people and as JSON, the same in every command.
#pragma once

#include <vector>

#include "context.hpp"
#include "kit/diff/diff.hpp"
#include "kit/migrations/certificate.hpp"
#include "kit/plan/plan.hpp"

namespace squall::cli {

void show_changes(const terminal& out, const std::vector<kit::change>& changes);
void show_hazards(const terminal& out, const std::vector<kit::hazard>& hazards);
/// What a proof found and noted, and which tables it could not put rows into.
void show_findings(const terminal& out, const kit::certificate& proof);
/// The same after one line that says how it went.
void show_proof(const terminal& out, const kit::certificate& proof, std::string_view of = {});
/// On stderr, so that a result on stdout stays what it is.
void show_not_modelled(const context& ctx, const std::vector<std::string>& sentences);

json json_of(const kit::object_id& id);
json json_of(const std::vector<kit::change>& changes);
json json_of(const std::vector<kit::hazard>& hazards);
json json_of(const std::vector<kit::decision>& decisions);
/// {"statements": [{"sql", "transactional", "lock", "rewrites", "scans"}]}
json json_of(const kit::plan& p);

}  // namespace squall::cli
