// Squall with standalone Asio: link squall::asio. See docs/async.md.
#pragma once

#include "squall/asio/cursor.hpp"
#include "squall/asio/listener.hpp"
#include "squall/asio/nested.hpp"
#include "squall/asio/pool.hpp"
#include "squall/asio/session.hpp"
#include "squall/asio/transaction.hpp"
