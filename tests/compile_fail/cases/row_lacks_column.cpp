// expect: squall: this column was not selected
#include "schema.hpp"

void use([[maybe_unused]] squall::database& db) {
#ifndef MISTAKE
  auto r = db.select(users.id, users.email).from(users).one();
  (void)r[users.email];
#else
  auto r = db.select(users.id, users.email).from(users).one();
  (void)r[users.age];
#endif
}
