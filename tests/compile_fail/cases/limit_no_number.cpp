// expect: squall: limit.. and offset.. take a number
#include "schema.hpp"

void use([[maybe_unused]] squall::database& db) {
#ifndef MISTAKE
  (void)db.select(users.id).from(users).limit(1).all();
#else
  (void)db.select(users.id).from(users).limit("1").all();
#endif
}
