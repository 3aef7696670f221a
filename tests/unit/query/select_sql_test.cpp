// The SQL text of statements is a constant of the program.
#include <doctest/doctest.h>

#include "squall/squall.hpp"
#include "support/query_schema.hpp"

namespace {

using namespace shop;

static_assert(select(users.id, users.email).from(users).sql() ==
              R"(select "users"."id", "users"."email" from "users")");
static_assert(select().from(posts).sql() ==
              R"(select "posts"."id", "posts"."title", "posts"."content", "posts"."author_id", )"
              R"("posts"."reviewer_id", "posts"."likes" from "posts")");

constexpr auto by_email = select(users.id)
                              .from(users)
                              .where(users.email == param<0> && users.is_active)
                              .order_by(desc(users.created_at).nulls_last(), users.id)
                              .limit(10)
                              .offset(20);
static_assert(by_email.sql() ==
              R"(select "users"."id" from "users" where (("users"."email" = $1) and "users"."is_active") )"
              R"(order by "users"."created_at" desc nulls last, "users"."id" limit $2 offset $3)");

}  // namespace
