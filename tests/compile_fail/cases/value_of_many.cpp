// expect: squall: value.. is for relations to one row
#include "schema.hpp"
#include "squall/relations.hpp"

template <class M>
struct PostsRelations {
  rel<M, one(users, posts.author_id)> author;
};
inline constexpr auto posts_r = relations<PostsRelations>(posts);
template <class M>
struct UsersRelations {
  rel<M, many(::posts, ::posts.author_id)> posts;
};
inline constexpr auto users_r = relations<UsersRelations>(users);

void use([[maybe_unused]] squall::database& db) {
#ifndef MISTAKE
  (void)db.query(posts).order_by(posts_r.author.value(users.email)).all();
#else
  (void)db.query(users).order_by(users_r.posts.value(posts.title)).all();
#endif
}
