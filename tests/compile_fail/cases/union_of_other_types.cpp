// expect: squall: the statements of a union, intersect or except list as many columns
#include "schema.hpp"
#include "squall/query/cte.hpp"
#include "squall/query/set_operations.hpp"
#include "squall/query/subquery.hpp"

void use([[maybe_unused]] squall::database& db) {
#ifndef MISTAKE
  (void)db.all(union_(select(users.id).from(users), select(posts.author_id).from(posts)));
#else
  (void)db.all(union_(select(users.id).from(users), select(posts.title).from(posts)));
#endif
}
