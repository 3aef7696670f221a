// expect: squall: this subquery has to give one column
#include "schema.hpp"
#include "squall/query/cte.hpp"
#include "squall/query/set_operations.hpp"
#include "squall/query/subquery.hpp"

void use([[maybe_unused]] squall::database& db) {
#ifndef MISTAKE
  (void)db.select(scalar(select(posts.id).from(posts))).from(users).all();
#else
  (void)db.select(scalar(select(posts.id, posts.title).from(posts))).from(users).all();
#endif
}
