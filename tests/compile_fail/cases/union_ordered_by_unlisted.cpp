// expect: squall: order_by.. of a union, intersect or except takes what its first statement lists
#include "schema.hpp"
#include "squall/query/cte.hpp"
#include "squall/query/set_operations.hpp"
#include "squall/query/subquery.hpp"

void use([[maybe_unused]] squall::database& db) {
#ifndef MISTAKE
  (void)db.all(union_(select(users.id).from(users), select(posts.author_id).from(posts)).order_by(users.id));
#else
  (void)db.all(union_(select(users.id).from(users), select(posts.author_id).from(posts)).order_by(users.email));
#endif
}
