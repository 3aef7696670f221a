// expect: squall: a column.s table is neither in from
#include "schema.hpp"

void use([[maybe_unused]] squall::database& db) {
#ifndef MISTAKE
  (void)db.select(users.id).from(users).inner_join(posts, posts.author_id == users.id).where(posts.title == "a").all();
#else
  (void)db.select(users.id).from(users).where(posts.title == "a").all();
#endif
}
