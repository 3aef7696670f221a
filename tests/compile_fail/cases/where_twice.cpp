// expect: squall: where.. was already called
#include "schema.hpp"

void use([[maybe_unused]] squall::database& db) {
#ifndef MISTAKE
  (void)db.select().from(users).where(users.is_active).all();
#else
  (void)db.select().from(users).where(users.is_active).where(users.age > 1).all();
#endif
}
