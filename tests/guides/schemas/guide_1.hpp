// The tables of guide 1, as it writes them. Compiled into the tests, and by the tool.
#pragma once

#include <map>
#include <optional>
#include <squall/relations.hpp>
#include <squall/schema.hpp>
#include <string>

namespace guide_1 {

using namespace squall;

enum class UserStatus { active, inactive, suspended };
enum class Role { user, admin, super_admin };

template <class M>
struct Users {
  col<M, uuid().default_random().primary_key()> id;
  col<M, varchar(255).not_null().unique()> email;
  col<M, varchar(255).not_null().default_("")> password_hash;
  col<M, varchar(100).not_null()> first_name;
  col<M, varchar(100).not_null()> last_name;
  col<M, enumeration<UserStatus>().default_(UserStatus::active).not_null()> status;
  col<M, enumeration<Role>().default_(Role::user).not_null()> role;
  col<M, boolean().default_(true).not_null()> is_active;
  col<M, timestamp().default_now().not_null()> created_at;
  col<M, timestamp().default_now().not_null()> updated_at;
  col<M, timestamp()> deleted_at;
};
inline constexpr auto users = table<Users, "users">([](auto t) {
  return list(index("idx_users_email").on(t.email), index("idx_users_status").on(t.status),
              index("idx_users_created_at").on(t.created_at));
});
using User = select_t<Users>;
using NewUser = insert_t<Users>;

template <class M>
struct UserPermissions {
  col<M, uuid().primary_key().references(users.id, {.on_delete = cascade})> user_id;
  col<M, boolean().default_(false).not_null()> notifications_enabled;
};
inline constexpr auto user_permissions = table<UserPermissions, "user_permissions">();

template <class M>
struct Posts {
  col<M, uuid().default_random().primary_key()> id;
  col<M, varchar(255).not_null()> title;
  col<M, text().not_null()> content;
  col<M, uuid().not_null().references(users.id, {.on_delete = cascade})> author_id;
  col<M, timestamp().default_now().not_null()> created_at;
};
inline constexpr auto posts =
    table<Posts, "posts">([](auto t) { return list(index("idx_posts_author_id").on(t.author_id)); });

template <class M>
struct Tags {
  col<M, uuid().default_random().primary_key()> id;
  col<M, varchar(50).not_null().unique()> name;
};
inline constexpr auto tags = table<Tags, "tags">();

template <class M>
struct PostTags {
  col<M, uuid().not_null().references(posts.id, {.on_delete = cascade})> post_id;
  col<M, uuid().not_null().references(tags.id, {.on_delete = cascade})> tag_id;
};
inline constexpr auto post_tags =
    table<PostTags, "post_tags">([](auto t) { return list(primary_key(t.post_id, t.tag_id)); });

template <class M>
struct UsersRelations {
  rel<M, many(guide_1::posts, guide_1::posts.author_id)> posts;
  rel<M, one(user_permissions, user_permissions.user_id)> permissions;
};
inline constexpr auto users_r = relations<UsersRelations>(users);

template <class M>
struct PostsRelations {
  rel<M, one(users).fields(posts.author_id).references(users.id)> author;
  rel<M, many(guide_1::post_tags, guide_1::post_tags.post_id)> post_tags;
  rel<M, many(guide_1::tags).through(guide_1::post_tags.post_id, guide_1::post_tags.tag_id)> tags;
};
inline constexpr auto posts_r = relations<PostsRelations>(posts);

template <class M>
struct TagsRelations {
  rel<M, many(guide_1::post_tags, guide_1::post_tags.tag_id)> post_tags;
  rel<M, many(guide_1::posts).through(guide_1::post_tags.tag_id, guide_1::post_tags.post_id)> posts;
};
inline constexpr auto tags_r = relations<TagsRelations>(tags);

template <class M>
struct PostTagsRelations {
  rel<M, one(posts).fields(post_tags.post_id).references(posts.id)> post;
  rel<M, one(tags).fields(post_tags.tag_id).references(tags.id)> tag;
};
inline constexpr auto post_tags_r = relations<PostTagsRelations>(post_tags);

struct Rooms {
  std::optional<int> bedrooms;
  std::optional<int> bathrooms;
  std::optional<int> living_areas;

  friend bool operator==(const Rooms&, const Rooms&) = default;
};

template <class M>
struct Properties {
  col<M, uuid().default_random().primary_key()> id;
  col<M, jsonb().type<Rooms>()> rooms;
  col<M, jsonb().type<std::map<std::string, json_t>>()> metadata;
};
inline constexpr auto properties = table<Properties, "properties">();

}  // namespace guide_1
