// expect: squall: where.., having.. and joins take a condition
#include "schema.hpp"

void use([[maybe_unused]] squall::database& db) {
#ifndef MISTAKE
  (void)db.select().from(posts).inner_join(users, posts.author_id == users.id).all();
#else
  (void)db.select().from(posts).inner_join(users, users.id).all();
#endif
}
