// Consent to the loss of data: an object is named, or somebody says yes. There is no flag for "all".
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "kit/base/error.hpp"
#include "kit/model/model.hpp"
#include "kit/plan/plan.hpp"

namespace squall::kit {

/// Data would be lost and nobody agreed. `losses()` are the hazards without consent.
class consent_needed : public error {
 public:
  explicit consent_needed(std::vector<hazard> losses);
  [[nodiscard]] const std::vector<hazard>& losses() const noexcept { return losses_; }

 private:
  std::vector<hazard> losses_;
};

/// Somebody's answer to "this data will be lost; go on?".
using consent_prompt = std::function<bool(const std::vector<hazard>&)>;

struct consent_options {
  std::vector<std::string> allow;  ///< objects as the user named them: `users.nickname`
  consent_prompt ask;              ///< empty when nobody can be asked
};

/// The hazards of kind data_loss, one an object.
std::vector<hazard> losses_of(const std::vector<hazard>& hazards);

/// Returns when every loss has consent. A dropped table's name covers its columns.
/// Throws consent_needed, and kit::error (usage) for an allowed name that is in neither model.
void require_consent(const std::vector<hazard>& hazards, const database& before, const database& after,
                     const consent_options& options);

}  // namespace squall::kit
