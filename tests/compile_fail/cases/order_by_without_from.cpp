// expect: squall: from.. comes first
#include "schema.hpp"

void use([[maybe_unused]] squall::database& db) {
#ifndef MISTAKE
  (void)db.select(users.id).from(users).order_by(users.id).all();
#else
  (void)db.select(users.id).order_by(users.id);
#endif
}
