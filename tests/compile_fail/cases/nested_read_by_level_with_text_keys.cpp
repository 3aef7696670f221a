// expect: squall: this nested read cannot go by level
#include "schema.hpp"
#include "squall/relations.hpp"

template <class M>
struct UsersRelations {
  rel<M, many(::posts).fields(users.email).references(::posts.title)> posts;
};
inline constexpr auto users_r = relations<UsersRelations>(users);

void use([[maybe_unused]] squall::database& db) {
#ifndef MISTAKE
  (void)db.query(users).with(users_r.posts).all();
#else
  (void)db.query(users).with(users_r.posts).by_level().all();
#endif
}
