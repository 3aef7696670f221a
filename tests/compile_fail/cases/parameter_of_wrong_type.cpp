// expect: squall: this argument does not fit
#include "schema.hpp"

void use([[maybe_unused]] squall::database& db) {
#ifndef MISTAKE
  (void)db.all(select().from(users).where(users.age == param<0>), 1);
#else
  (void)db.all(select().from(users).where(users.age == param<0>), "1");
#endif
}
