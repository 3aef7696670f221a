// expect: squall: group_by.. and select.. have an expression with a value in it, which the server takes for two
#include "schema.hpp"
#include "squall/functions.hpp"

void use([[maybe_unused]] squall::database& db) {
#ifndef MISTAKE
  (void)db.select(squall::left(users.email, squall::constant<2>), count())
      .from(users)
      .group_by(squall::left(users.email, squall::constant<2>))
      .all();
#else
  (void)db.select(squall::left(users.email, 2), count()).from(users).group_by(squall::left(users.email, 2)).all();
#endif
}
