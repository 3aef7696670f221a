// Rows to develop with. Does nothing when there are some already.
#include <exception>
#include <iostream>

#include "db/client.hpp"

namespace {

using namespace blog;

void add_posts(auto& tx, const User& author, const std::vector<NewPost>& drafts, const std::vector<Tag>& labels) {
  for (NewPost post : drafts) {
    post.author_id = author.id;
    const Post saved = tx.insert(posts).values(post).returning().one();
    for (const Tag& label : labels) tx.insert(post_tags).values({.post_id = saved.id, .tag_id = label.id}).execute();
  }
}

void seed(auto& tx) {
  const std::vector<User> people =
      tx.insert(users)
          .values(std::vector<NewUser>{
              {.email = "ada@example.com",
               .password_hash = "x",
               .first_name = "Ada",
               .last_name = "Lovelace",
               .role = Role::admin},
              {.email = "zoe@example.com", .password_hash = "x", .first_name = "Zoë", .last_name = "O'Neil"},
              {.email = "kim@example.com",
               .password_hash = "x",
               .first_name = "Kim",
               .last_name = "Lee",
               .status = UserStatus::inactive},
          })
          .returning()
          .all();
  const std::vector<Tag> labels =
      tx.insert(tags).values(std::vector<insert_t<Tags>>{{.name = "c++"}, {.name = "postgresql"}}).returning().all();

  add_posts(tx, people[0],
            {{.title = "Hello, rows",
              .content = "…",
              .status = PostStatus::published,
              .views = 42,
              .author_id = people[0].id},
             {.title = "On engines", .content = "…", .author_id = people[0].id}},
            labels);
  add_posts(tx, people[1],
            {{.title = "100 % \"quoted\"; it's fine",
              .content = "…",
              .status = PostStatus::published,
              .views = 7,
              .author_id = people[1].id}},
            {labels[1]});

  tx.insert(properties)
      .values({.owner_id = people[1].id,
               .address = "1 Harbour Street",
               .rooms = Rooms{.bedrooms = 3, .bathrooms = 1},
               .metadata = std::map<std::string, std::string>{{"garden", "yes"}}})
      .execute();
}

}  // namespace

int main() {
  try {
    auto db = blog::connect();
    if (db.select(count()).from(users).one() > 0) {
      std::cout << "there are users already: nothing to seed\n";
      return 0;
    }
    db.transaction([](auto& tx) { seed(tx); });
    std::cout << "seeded: 3 users, 3 posts, 2 tags, 1 property\n";
    return 0;
  } catch (const std::exception& e) {
    std::cerr << "error: " << e.what() << '\n';
    return 1;
  }
}
