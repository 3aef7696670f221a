// Tables with every kind of relation, and a database with them, for the tests of nested reads.
#pragma once

#include <optional>
#include <string>

#include "squall/relations.hpp"
#include "squall/squall.hpp"
#include "support/test_server.hpp"

namespace blog {

using namespace squall;

template <class M>
struct Users {
  col<M, bigint().primary_key()> id;
  col<M, text().not_null()> name;
  col<M, numeric()> balance;
  col<M, timestamptz()> seen_at;
  col<M, bytea()> avatar;
  col<M, boolean().not_null().default_(true)> is_active;
};
inline constexpr auto users = table<Users, "users">();
using User = select_t<Users>;

template <class M>
struct Profiles {
  col<M, integer().primary_key()> id;
  col<M, bigint().not_null().unique().references(users.id)> user_id;
  col<M, text().not_null()> city;
};
inline constexpr auto profiles = table<Profiles, "profiles">();

template <class M>
struct Posts {
  col<M, integer().primary_key()> id;
  col<M, text().not_null()> title;
  col<M, bigint().not_null().references(users.id)> author_id;
  col<M, bigint().references(users.id)> reviewer_id;
  col<M, integer().not_null().default_(0)> likes;
};
inline constexpr auto posts = table<Posts, "posts">();
using Post = select_t<Posts>;

template <class M>
struct Comments {
  col<M, integer().primary_key()> id;
  col<M, integer().not_null().references(posts.id)> post_id;
  col<M, bigint().references(users.id)> user_id;
  col<M, text().not_null()> body;
};
inline constexpr auto comments = table<Comments, "comments">();

template <class M>
struct Tags {
  col<M, integer().primary_key()> id;
  col<M, text().not_null()> name;
};
inline constexpr auto tags = table<Tags, "tags">();

template <class M>
struct PostTags {
  col<M, integer().not_null().references(posts.id)> post_id;
  col<M, integer().not_null().references(tags.id)> tag_id;
  col<M, integer().not_null().default_(0)> place;
};
inline constexpr auto post_tags =
    table<PostTags, "post_tags">([](auto t) { return list(primary_key(t.post_id, t.tag_id)); });

template <class M>
struct Follows {
  col<M, bigint().not_null().references(users.id)> follower_id;
  col<M, bigint().references(users.id).not_null()> followed_id;
};
inline constexpr auto follows = table<Follows, "follows">();

template <class M>
struct Categories {
  col<M, integer().primary_key()> id;
  col<M, text().not_null()> name;
  col<M, integer().references<Categories>("id")> parent_id;
};
inline constexpr auto categories = table<Categories, "categories">();

/// Two columns make the key, and no name is without a quote.
template <class M>
struct Regions {
  col<M, text().not_null().named("the \"country\"")> country;
  col<M, integer().not_null().named("select")> number;
  col<M, text().not_null()> name;
};
inline constexpr auto regions =
    table<Regions, "Order \"by\"", "odd \"schema\"">([](auto t) { return list(primary_key(t.country, t.number)); });
template <class M>
struct Towns {
  col<M, integer().primary_key()> id;
  col<M, text().not_null()> country;
  col<M, integer()> region_number;
  col<M, text().not_null()> name;
};
inline constexpr auto towns = table<Towns, "towns", "odd \"schema\"">();

template <class M>
struct UsersRelations {
  rel<M, one(profiles, profiles.user_id)> profile;
  rel<M, many(blog::posts, blog::posts.author_id)> posts;
  rel<M, many(blog::posts, blog::posts.reviewer_id)> reviews;
  rel<M, many(users).through(follows.follower_id, follows.followed_id)> following;
  rel<M, many(users).through(follows.followed_id, follows.follower_id)> followers;
};
inline constexpr auto users_r = relations<UsersRelations>(users);

template <class M>
struct PostsRelations {
  rel<M, one(users, posts.author_id)> author;
  rel<M, one(users, posts.reviewer_id)> reviewer;
  rel<M, many(blog::comments, blog::comments.post_id)> comments;
  rel<M, many(blog::tags).through(post_tags.post_id, post_tags.tag_id)> tags;
  rel<M, many(post_tags, post_tags.post_id)> links;
  rel<M, one(blog::comments, blog::comments.post_id)> latest_comment;
};
inline constexpr auto posts_r = relations<PostsRelations>(posts);

template <class M>
struct CommentsRelations {
  rel<M, one(posts, comments.post_id)> post;
  rel<M, one(users).fields(comments.user_id).references(users.id)> user;
};
inline constexpr auto comments_r = relations<CommentsRelations>(comments);

template <class M>
struct PostTagsRelations {
  rel<M, one(posts).fields(post_tags.post_id).references(posts.id)> post;
  rel<M, one(tags, post_tags.tag_id)> tag;
};
inline constexpr auto post_tags_r = relations<PostTagsRelations>(post_tags);

template <class M>
struct TagsRelations {
  rel<M, many(blog::posts).through(post_tags.tag_id, post_tags.post_id)> posts;
};
inline constexpr auto tags_r = relations<TagsRelations>(tags);

template <class M>
struct CategoriesRelations {
  rel<M, one(categories, categories.parent_id)> parent;
  rel<M, many(categories, categories.parent_id)> children;
};
inline constexpr auto categories_r = relations<CategoriesRelations>(categories);

template <class M>
struct TownsRelations {
  rel<M, one(regions).fields(towns.country, towns.region_number).references(regions.country, regions.number)> region;
};
inline constexpr auto towns_r = relations<TownsRelations>(towns);
template <class M>
struct RegionsRelations {
  rel<M, many(blog::towns)
             .fields(regions.country, regions.number)
             .references(blog::towns.country, blog::towns.region_number)>
      towns;
};
inline constexpr auto regions_r = relations<RegionsRelations>(regions);

inline constexpr const char* create_tables = R"sql(
create table users (id bigint primary key, name text not null, balance numeric, seen_at timestamptz, avatar bytea,
  is_active boolean not null default true);
create table profiles (id integer primary key, user_id bigint not null unique references users, city text not null);
create table posts (id integer primary key, title text not null, author_id bigint not null references users,
  reviewer_id bigint references users, likes integer not null default 0);
create table comments (id integer primary key, post_id integer not null references posts,
  user_id bigint references users, body text not null);
create table tags (id integer primary key, name text not null);
create table post_tags (post_id integer not null references posts, tag_id integer not null references tags,
  place integer not null default 0, primary key (post_id, tag_id));
create table follows (follower_id bigint not null references users, followed_id bigint not null references users);
create table categories (id integer primary key, name text not null, parent_id integer references categories);
create schema "odd ""schema""";
create table "odd ""schema"""."Order ""by""" ("the ""country""" text not null, "select" integer not null,
  name text not null, primary key ("the ""country""", "select"));
create table "odd ""schema""".towns (id integer primary key, country text not null, region_number integer, name text not null);

insert into users values
  (1, 'ann', 12345678901234567890.123456789012345678901234567890, '2026-01-02 03:04:05.678901+00', '\x00ff00', true),
  (9223372036854775807, 'bob', 'NaN', 'infinity', '', true),
  (3, 'cid', null, null, null, false);
insert into profiles values (1, 1, 'Rome');
insert into posts values (1, 'first', 1, 9223372036854775807, 10), (2, 'second', 1, null, 5),
  (3, 'third', 9223372036854775807, 1, 7);
insert into comments values (1, 1, 3, 'one'), (2, 1, null, 'two'), (3, 1, 1, 'three'), (4, 3, 1, 'four');
insert into tags values (1, 'a'), (2, 'b'), (3, 'c');
insert into post_tags values (1, 1, 2), (1, 2, 1), (2, 2, 1), (3, 3, 1);
insert into follows values (1, 3), (1, 9223372036854775807), (3, 1);
insert into categories values (1, 'root', null), (2, 'left', 1), (3, 'right', 1), (4, 'leaf', 2);
insert into "odd ""schema"""."Order ""by""" values ('it', 1, 'north'), ('it', 2, 'south'), ('fr', 1, 'nord');
insert into "odd ""schema""".towns values (1, 'it', 1, 'Turin'), (2, 'it', 1, 'Milan'), (3, 'fr', 1, 'Lille'),
  (4, 'fr', null, 'Paris');
)sql";

struct blog_database {
  squall::test::fresh_database fresh;
  squall::database db{fresh.url()};

  blog_database() { db.connection().run(create_tables); }
};

template <class Rows, class F>
std::string joined(const Rows& rows, F text) {
  std::string all;
  for (const auto& row : rows) all += (all.empty() ? "" : ",") + std::string(text(row));
  return all;
}

}  // namespace blog
