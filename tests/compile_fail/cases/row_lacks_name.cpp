// expect: squall: the query has no result column of this name
#include "schema.hpp"

void use([[maybe_unused]] squall::database& db) {
#ifndef MISTAKE
  auto r = db.select(users.id, as<"n">(count())).from(users).group_by(users.id).one();
  (void)r["n"_c];
#else
  auto r = db.select(users.id, as<"n">(count())).from(users).group_by(users.id).one();
  (void)r["m"_c];
#endif
}
