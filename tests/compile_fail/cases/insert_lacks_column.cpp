// expect: squall: insert.. lacks a column
#include "schema.hpp"

void use([[maybe_unused]] squall::database& db) {
#ifndef MISTAKE
  db.insert(users).values(users.email = "a", users.first_name = "b").execute();
#else
  db.insert(users).values(users.email = "a").execute();
#endif
}
