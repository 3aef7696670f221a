// Two sessions of one fresh database.
#pragma once

#include "squall/database.hpp"
#include "support/test_server.hpp"

namespace squall::test {

struct two_sessions {
  fresh_database database;
  squall::database a{database.url()};
  squall::database b{database.url()};
};

}  // namespace squall::test
