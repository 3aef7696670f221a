#include "kit/sources/same_objects.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "kit/base/error.hpp"

namespace squall::kit {
namespace {

void require_validated_checks(const object_id& id, const table& wanted, const table& made) {
  for (const auto& name : wanted.validated_checks) {
    if (!std::binary_search(made.validated_checks.begin(), made.validated_checks.end(), name)) {
      throw error(fmt::format("{} has no check \"{}\" that is NOT VALID in its parent", describe(id), name),
                  "validated_check(\"…\") names a check that the table has from its parent alone and that is "
                  ".not_valid() there; a valid one needs no word");
    }
  }
}

}  // namespace

void require_same_objects(const database& wanted, const database& made) {
  for (const auto& [id, value] : wanted.objects) {
    const auto there = made.objects.find(id);
    // A role that nothing of the database names is the cluster's alone; and what was granted on an object of
    // PostgreSQL's may be what another version of it grants anyway.
    if (there == made.objects.end() && id.kind != object_kind::role && id.kind != object_kind::system_object) {
      throw error(describe(id) + " is not there after it was created",
                  "a name may be longer than 63 bytes, or taken by another object");
    }
    if (const auto* of = std::get_if<table>(&value)) {
      require_validated_checks(id, *of, std::get<table>(there->second));
    }
  }
}

}  // namespace squall::kit
