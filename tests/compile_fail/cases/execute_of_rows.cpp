// expect: squall: this statement gives rows
#include "schema.hpp"

void use([[maybe_unused]] squall::database& db) {
#ifndef MISTAKE
  (void)db.erase(users).where(users.age == 1).returning().all();
#else
  db.erase(users).where(users.age == 1).returning().execute();
#endif
}
