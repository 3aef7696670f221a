// expect: squall: from.. and joins take a table
#include "schema.hpp"

void use([[maybe_unused]] squall::database& db) {
#ifndef MISTAKE
  (void)db.select(users.id).from(users).all();
#else
  (void)db.select(users.id).from(users).cross_join(5).all();
#endif
}
