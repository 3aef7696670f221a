// expect: squall: this statement belongs to no database
#include "schema.hpp"

void use([[maybe_unused]] squall::database& db) {
#ifndef MISTAKE
  (void)db.all(select(users.id).from(users));
#else
  (void)select(users.id).from(users).all();
#endif
}
