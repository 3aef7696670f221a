// expect: squall: this column has no foreign key to the other table
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

template <class M>
struct BadRelations {
  rel<M, one(users, posts.title)> author;
};
inline constexpr auto bad_r = relations<BadRelations>(posts);

void use([[maybe_unused]] squall::database& db) {
#ifndef MISTAKE
  (void)db.query(posts).with(posts_r.author).all();
#else
  (void)db.query(posts).with(bad_r.author).all();
#endif
}
