// expect: squall: these two cannot be compared
#include "schema.hpp"
#include "squall/query/cte.hpp"
#include "squall/query/set_operations.hpp"
#include "squall/query/subquery.hpp"

void use([[maybe_unused]] squall::database& db) {
#ifndef MISTAKE
  (void)db.select().from(users).where(in(users.id, select(posts.author_id).from(posts))).all();
#else
  (void)db.select().from(users).where(in(users.id, select(posts.title).from(posts))).all();
#endif
}
