// Notifications on their way to who waits for them.
#pragma once

#include <libpq-fe.h>

#include <optional>

#include "squall/client/result.hpp"

namespace squall::detail {

/// What came first and nobody took: a row of channel, payload and process id.
std::optional<result> next_notification(pg_conn* connection);

}  // namespace squall::detail
