// expect: squall: the table that is joined has no column of this name
#include "schema.hpp"
#include "squall/query/join_using.hpp"

void use([[maybe_unused]] squall::database& db) {
#ifndef MISTAKE
  (void)db.select(users.email).from(users).inner_join(squall::alias<"o">(users), using_(users.id)).all();
#else
  (void)db.select(users.email).from(users).inner_join(posts, using_(users.email)).all();
#endif
}
