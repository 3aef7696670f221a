// expect: squall: this statement gives no rows
#include "schema.hpp"

void use([[maybe_unused]] squall::database& db) {
#ifndef MISTAKE
  (void)db.erase(users).where(users.age == 1).returning().all();
#else
  (void)db.erase(users).where(users.age == 1).all();
#endif
}
