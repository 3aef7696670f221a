// expect: squall: a table is in the statement twice
#include "schema.hpp"

void use([[maybe_unused]] squall::database& db) {
#ifndef MISTAKE
  constexpr auto other = alias<"other">(users);
  (void)db.select(users.id).from(users).inner_join(other, other.id == users.id).all();
#else
  (void)db.select(users.id).from(users).inner_join(users, users.id == users.id).all();
#endif
}
