// The blog's database: users write posts, posts carry tags, and some users offer properties for rent.
#pragma once

#include <squall/schema.hpp>

#include <map>
#include <optional>
#include <string>

namespace blog {

using namespace squall;

enum class UserStatus { active, inactive, suspended };
enum class Role { user, admin, super_admin };
enum class PostStatus { draft, published, archived };

template <class M>
struct Users {
  col<M, uuid().primary_key().default_random()> id;
  col<M, varchar(255).not_null().unique()> email;
  col<M, varchar(255).not_null()> password_hash;
  col<M, varchar(100).not_null()> first_name;
  col<M, varchar(100).not_null()> last_name;
  col<M, enumeration<UserStatus>().not_null().default_(UserStatus::active)> status;
  col<M, enumeration<Role>().not_null().default_(Role::user)> role;
  col<M, boolean().not_null().default_(true)> is_active;
  col<M, timestamptz().not_null().default_now()> created_at;
  col<M, timestamptz().not_null().default_now()> updated_at;
  col<M, timestamptz()> deleted_at;
};
inline constexpr auto users = table<Users, "users">([](auto t) {
  return list(index("idx_users_status").on(t.status), index("idx_users_created_at").on(desc(t.created_at)),
              index("idx_users_not_deleted").on(t.email).where(t.deleted_at == nullptr));
});
using User = select_t<Users>;
using NewUser = insert_t<Users>;

template <class M>
struct UserPermissions {
  col<M, uuid().primary_key().references(users.id, {.on_delete = cascade})> user_id;
  col<M, boolean().not_null().default_(false)> notifications_enabled;
  col<M, boolean().not_null().default_(false)> may_publish;
};
inline constexpr auto user_permissions = table<UserPermissions, "user_permissions">();

template <class M>
struct Posts {
  col<M, uuid().primary_key().default_random()> id;
  col<M, varchar(255).not_null()> title;
  col<M, text().not_null()> content;
  col<M, enumeration<PostStatus>().not_null().default_(PostStatus::draft)> status;
  col<M, integer().not_null().default_(0).check("views >= 0")> views;
  col<M, uuid().not_null().references(users.id, {.on_delete = cascade})> author_id;
  col<M, timestamptz().not_null().default_now()> created_at;
  col<M, timestamptz().not_null().default_now()> updated_at;
};
inline constexpr auto posts = table<Posts, "posts">([](auto t) {
  return list(index("idx_posts_author_id").on(t.author_id),
              index("idx_posts_status_created_at").on(t.status, desc(t.created_at)));
});
using Post = select_t<Posts>;
using NewPost = insert_t<Posts>;

template <class M>
struct Tags {
  col<M, integer().primary_key().generated_always_as_identity()> id;
  col<M, varchar(50).not_null().unique()> name;
};
inline constexpr auto tags = table<Tags, "tags">();
using Tag = select_t<Tags>;

template <class M>
struct PostTags {
  col<M, uuid().not_null().references(posts.id, {.on_delete = cascade})> post_id;
  col<M, integer().not_null().references(tags.id, {.on_delete = cascade})> tag_id;
};
inline constexpr auto post_tags = table<PostTags, "post_tags">(
    [](auto t) { return list(primary_key(t.post_id, t.tag_id), index("idx_post_tags_tag_id").on(t.tag_id)); });

/// What a jsonb column holds: a plain struct, read and written as a JSON object.
struct Rooms {
  std::optional<int> bedrooms;
  std::optional<int> bathrooms;
  std::optional<int> living_areas;
};

template <class M>
struct Properties {
  col<M, uuid().primary_key().default_random()> id;
  col<M, uuid().not_null().references(users.id, {.on_delete = cascade})> owner_id;
  col<M, varchar(200).not_null()> address;
  col<M, jsonb().type<Rooms>().not_null()> rooms;
  col<M, jsonb().type<std::map<std::string, std::string>>()> metadata;
};
inline constexpr auto properties =
    table<Properties, "properties">([](auto t) { return list(index("idx_properties_owner_id").on(t.owner_id)); });

}  // namespace blog
