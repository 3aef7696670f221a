// expect: squall: where.., having.. and joins take a condition
#include "schema.hpp"

void use([[maybe_unused]] squall::database& db) {
#ifndef MISTAKE
  (void)db.select().from(users).where(users.is_active).all();
#else
  (void)db.select().from(users).where(true).all();
#endif
}
