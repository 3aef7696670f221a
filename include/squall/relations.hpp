// Relations between tables, and nested reads.
//
//     template <class M> struct PostsRelations {
//       rel<M, one(users, posts.author_id)> author;
//       rel<M, many(comments, comments.post_id)> comments;
//     };
//     inline constexpr auto posts_r = relations<PostsRelations>(posts);
//
//     for (const auto& post : db.query(posts).with(posts_r.author, posts_r.comments).all())
//       use(post.title, post.author.email, post.comments.size());
//
// See docs/relations.md.
#pragma once

#include "squall/relations/declare.hpp"
#include "squall/relations/loaded.hpp"
#include "squall/relations/query.hpp"
