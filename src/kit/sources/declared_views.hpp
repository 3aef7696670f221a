// What a header says of a view's columns, against what the server made of its query.
#pragma once

#include <vector>

#include "kit/model/model.hpp"
#include "squall/client/connection.hpp"

namespace squall::kit {

/// Throws kit::error that names every declared column that the view of `made` lacks or has with another type. Types are
/// compared as the server of `session` understands them, without their modifiers: varchar(20) is read as text of any
/// length is. A view may have more columns than are declared: queries name those that they read.
void check_declared_views(connection& session, const std::vector<declared_view>& views, const database& made);

}  // namespace squall::kit
