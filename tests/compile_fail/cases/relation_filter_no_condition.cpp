// expect: squall: where\(\), having\(\) and joins take a condition
#include "schema.hpp"
#include "squall/relations.hpp"

#ifndef MISTAKE
template <class M>
struct UsersRelations {
  rel<M, many(::posts, ::posts.author_id).where(::posts.id > 3)> posts;
};
#else
template <class M>
struct UsersRelations {
  rel<M, many(::posts, ::posts.author_id).where(::posts.id)> posts;
};
#endif
inline constexpr auto users_r = relations<UsersRelations>(users);

void use([[maybe_unused]] squall::database& db) { (void)db.query(users).with(users_r.posts).all(); }
