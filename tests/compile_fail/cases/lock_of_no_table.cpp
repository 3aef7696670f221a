// expect: squall: a row lock takes nowait, skip_locked or of
#include "schema.hpp"

void use([[maybe_unused]] squall::database& db) {
#ifndef MISTAKE
  (void)db.select().from(users).for_update(of(users)).all();
#else
  (void)db.select().from(users).for_update(users).all();
#endif
}
