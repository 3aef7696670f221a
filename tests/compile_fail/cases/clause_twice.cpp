// expect: squall: this clause was already given
#include "schema.hpp"

void use([[maybe_unused]] squall::database& db) {
#ifndef MISTAKE
  (void)db.select(users.id).from(users).limit(1).all();
#else
  (void)db.select(users.id).from(users).limit(1).limit(2).all();
#endif
}
