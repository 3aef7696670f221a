// expect: squall: a column's table is neither in from.. nor in a join
#include "schema.hpp"
#include "squall/query/cte.hpp"
#include "squall/query/set_operations.hpp"
#include "squall/query/subquery.hpp"

void use([[maybe_unused]] squall::database& db) {
#ifndef MISTAKE
  (void)db.select().from(users).where(exists(select(posts.id).from(posts).where(posts.author_id == users.id))).all();
#else
  (void)db.select().from(posts).where(exists(select(posts.id).from(posts).where(posts.author_id == users.id))).all();
#endif
}
