// expect: squall: a statement does nothing until
#include "schema.hpp"

void use([[maybe_unused]] squall::database& db) {
#ifndef MISTAKE
  db.update(users).set({.is_active = false}).where(users.age == 1).execute();
#else
  db.update(users).set({.is_active = false}).where(users.age == 1);
#endif
}
