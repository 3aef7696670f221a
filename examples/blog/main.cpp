// What a blog asks its database.
#include <exception>
#include <iostream>

#include "db/client.hpp"
#include "print_table.hpp"

namespace {

using namespace blog;
using example::print_table;
using rows = std::vector<std::vector<std::string>>;

/// Takes a NewUser, returns a User: what a service does.
User create_user(squall::database& db, const NewUser& data) {
  return db.transaction([&](auto& tx) {
    const User user = tx.insert(users).values(data).returning().one();
    tx.insert(user_permissions).values({.user_id = user.id, .notifications_enabled = true}).execute();
    return user;
  });
}

void show_posts(squall::database& db) {
  rows table;
  const auto found = db.select(posts.title, users.first_name, posts.status, posts.views)
                         .from(posts)
                         .inner_join(users, posts.author_id == users.id)
                         .order_by(desc(posts.views), posts.title)
                         .all();
  for (const auto& [title, author, status, views] : found)
    table.push_back({title, author, std::string(enum_label(status)), std::to_string(views)});
  print_table("Posts and their authors", {"title", "author", "status", "views"}, table);
}

void show_authors(squall::database& db) {
  rows table;
  // The left join makes what comes from posts optional: max_views is a std::optional<int>.
  const auto found = db.select(users.email, as<"posts">(count(posts.id)), as<"max_views">(max(posts.views)))
                         .from(users)
                         .left_join(posts, posts.author_id == users.id)
                         .where(users.deleted_at == nullptr && like(users.email, "%@example.com"))
                         .group_by(users.email)
                         .order_by(users.email)
                         .all();
  for (const auto& [email, posts_count, max_views] : found)
    table.push_back({email, std::to_string(posts_count), max_views ? std::to_string(*max_views) : "-"});
  print_table("Users and how much they wrote", {"email", "posts", "most views"}, table);
}

void show_tags(squall::database& db) {
  rows table;
  for (const auto& [name, uses] : db.select(tags.name, as<"uses">(count()))
                                      .from(tags)
                                      .inner_join(post_tags, post_tags.tag_id == tags.id)
                                      .group_by(tags.name)
                                      .order_by(desc(count()), tags.name)
                                      .all())
    table.push_back({name, std::to_string(uses)});
  print_table("Tags", {"tag", "posts"}, table);
}

void show_properties(squall::database& db) {
  rows table;
  for (const auto& property : db.select().from(properties).all())
    table.push_back({property.address, std::to_string(property.rooms.bedrooms.value_or(0)),
                     property.metadata && property.metadata->contains("garden") ? "yes" : "no"});
  print_table("Properties, from jsonb", {"address", "bedrooms", "garden"}, table);
}

/// A new user in a transaction, the same address once more, then a soft delete.
void show_a_users_life(squall::database& db) {
  std::cout << "\nA user's life\n";
  const User user =
      create_user(db, {.email = "new@example.com", .password_hash = "x", .first_name = "John", .last_name = "Doe"});
  std::cout << "  created " << user.email << ", role " << enum_label(user.role) << '\n';
  try {
    create_user(db, {.email = "new@example.com", .password_hash = "x", .first_name = "Jane", .last_name = "Doe"});
  } catch (const squall::unique_violation& e) {
    std::cout << "  the same address again: unique_violation of " << e.constraint() << ", rolled back\n";
  }
  const auto changed =
      db.update(users).set(users.deleted_at = now(), users.is_active = false).where(users.id == user.id).execute();
  const auto left = db.select(count()).from(users).where(users.deleted_at == nullptr).one();
  std::cout << "  soft-deleted " << changed << " row, " << left << " users are left\n";
  db.erase(users).where(users.id == user.id).execute();
}

}  // namespace

int main() {
  try {
    auto db = blog::connect();
    show_a_users_life(db);
    show_properties(db);
    show_tags(db);
    show_authors(db);
    show_posts(db);
    return 0;
  } catch (const std::exception& e) {
    std::cerr << "error: " << e.what() << '\n';
    return 1;
  }
}
