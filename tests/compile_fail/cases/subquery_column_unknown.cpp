// expect: squall: this subquery has no column of that name
#include "schema.hpp"
#include "squall/query/cte.hpp"
#include "squall/query/set_operations.hpp"
#include "squall/query/subquery.hpp"

void use([[maybe_unused]] squall::database& db) {
#ifndef MISTAKE
  const auto s = subquery<"s">(select(posts.id).from(posts));
  (void)db.select(s["id"_c]).from(s).all();
#else
  const auto s = subquery<"s">(select(posts.id).from(posts));
  (void)db.select(s["title"_c]).from(s).all();
#endif
}
