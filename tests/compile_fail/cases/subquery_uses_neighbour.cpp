// expect: squall: a column's table is neither in from.. nor in a join
#include "schema.hpp"
#include "squall/query/cte.hpp"
#include "squall/query/set_operations.hpp"
#include "squall/query/subquery.hpp"

void use([[maybe_unused]] squall::database& db) {
#ifndef MISTAKE
  const auto s = subquery<"s">(select(posts.id).from(posts).where(posts.author_id == users.id));
  (void)db.select(s["id"_c]).from(users).cross_join(lateral(s)).all();
#else
  const auto s = subquery<"s">(select(posts.id).from(posts).where(posts.author_id == users.id));
  (void)db.select(s["id"_c]).from(users).cross_join(s).all();
#endif
}
