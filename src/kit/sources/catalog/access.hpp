// Lists of privileges.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "kit/model/parts.hpp"

namespace squall::kit::catalog {

/// A subquery p(side, grantee, privilege, grantable) in parentheses: what the aclitem[] `acl` has and `base` has not
/// ('g', granted), and the other way round ('r', revoked).
std::string acl_differences(std::string_view acl, std::string_view base);

/// SQL that names the grantee of p as the model does; `owner` is the OID of who owns the object.
std::string grantee_name(std::string_view owner);

/// Keeps `list` sorted, with each grantee's privilege once.
void add_privilege(privilege_list& list, privilege added);

}  // namespace squall::kit::catalog
