// expect: squall: this statement has a param<N> that the call gives no value for
#include "schema.hpp"

void use([[maybe_unused]] squall::database& db) {
#ifndef MISTAKE
  (void)db.all(select().from(users).where(users.age == param<0>), 1);
#else
  (void)db.all(select().from(users).where(users.age == param<0>));
#endif
}
