// Tablespaces belong to the cluster and have a place on its disks: on the scratch server, empty ones of the same names
// stand in for them.
#pragma once

#include <string_view>

#include "squall/client/connection.hpp"

namespace squall::kit {

/// Makes the tablespaces that `sql` names, where the server has none of that name.
void make_tablespaces_named_in(std::string_view sql, connection& scratch);

}  // namespace squall::kit
