// expect: squall: with.. takes common table expressions
#include "schema.hpp"
#include "squall/query/cte.hpp"
#include "squall/query/set_operations.hpp"
#include "squall/query/subquery.hpp"

void use([[maybe_unused]] squall::database& db) {
#ifndef MISTAKE
  const auto c = cte<"c">(select(posts.id).from(posts));
  (void)db.with(c).select(c["id"_c]).from(c).all();
#else
  (void)db.with(posts).select(posts.id).from(posts).all();
#endif
}
