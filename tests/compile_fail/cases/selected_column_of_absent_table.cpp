// expect: squall: a column.s table is neither in from
#include "schema.hpp"

void use([[maybe_unused]] squall::database& db) {
#ifndef MISTAKE
  (void)db.select(users.id).from(users).all();
#else
  (void)db.select(users.id, posts.id).from(users).all();
#endif
}
